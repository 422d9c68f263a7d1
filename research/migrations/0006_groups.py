"""Two groups: researchers work on records, reviewers publish them as well. Who belongs to them is set in the admin."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RECORDS = ("organisation", "source", "case", "practice", "evidence", "adaptation")
DEEDS = ("add", "change", "delete", "view")


def add_groups(apps, schema_editor):
    """Make the groups with the least that their work needs."""
    config = apps.get_app_config("research")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    names = [f"{deed}_{record}" for record in RECORDS for deed in DEEDS]
    names += ["change_level", "view_level", "view_publishedversion", "view_loaded"]
    names += ["view_submission", "change_submission", "delete_submission"]
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="research")
    groups = apps.get_model("auth", "Group").objects
    groups.get_or_create(name="Researchers")[0].permissions.add(*permissions.filter(codename__in=names))
    names.append("add_publishedversion")
    groups.get_or_create(name="Reviewers")[0].permissions.add(*permissions.filter(codename__in=names))


class Migration(migrations.Migration):
    dependencies = [
        ("research", "0005_submission"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
