"""A group of authors: they copy scenarios and work on the local ones. What was made here before is local.

Who belongs to the group is set in the admin.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from scenarios.files import digest, slugs

ALLOWED = ("view_scenario", "add_scenario", "change_scenario", "view_unclear")


def add_group(apps, schema_editor):
    """Make the group with the least that its work needs."""
    config = apps.get_app_config("scenarios")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    found = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="scenarios")
    group = apps.get_model("auth", "Group").objects.get_or_create(name="Authors")[0]
    group.permissions.add(*found.filter(codename__in=ALLOWED))


def mark_local(apps, schema_editor):
    """Rows without files are local. They are looked at anew before a workshop opens, and listed once saved again."""
    for row in apps.get_model("scenarios", "Scenario").objects.exclude(slug__in=slugs()):
        row.is_local = True
        row.digest = digest(row.document, row.texts)
        row.save()


class Migration(migrations.Migration):
    dependencies = [
        ("scenarios", "0003_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(add_group, migrations.RunPython.noop),
        migrations.RunPython(mark_local, migrations.RunPython.noop),
    ]
