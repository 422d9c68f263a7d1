"""Whoever works on records works on their translations as well."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def add_permissions(apps, schema_editor):
    """Let both groups add, change, delete and see translations."""
    config = apps.get_app_config("research")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="research", content_type__model="translation"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=("Researchers", "Reviewers")):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("research", "0009_translation")]
    operations = [migrations.RunPython(add_permissions, migrations.RunPython.noop)]
