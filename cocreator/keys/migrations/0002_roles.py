"""Each role is a group with the least rights; the table is frozen here as it was. Whoever could lead until now still can.

Accounts without any group, and those that lead or host a workshop, become facilitators.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Q

GIVEN = {
    "Facilitators": ("game.add_workshop",),
    "Administrators": (
        "auth.add_user",
        "auth.change_user",
        "auth.delete_user",
        "auth.view_user",
        "auth.view_group",
        "game.view_workshop",
        *(f"game.{deed}_{name}" for name in ("study", "informationsheet") for deed in ("add", "change", "delete", "view")),
        "keys.view_auditline",
        "keys.add_accountinvitation",
        "keys.delete_accountinvitation",
        "keys.view_accountinvitation",
    ),
}


def add_roles(apps, schema_editor):
    """Make the two groups that were missing."""
    using = schema_editor.connection.alias
    for label in ("auth", "game", "keys"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=using)
        config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    for name, rights in GIVEN.items():
        group = apps.get_model("auth", "Group").objects.get_or_create(name=name)[0]
        for right in rights:
            label, codename = right.split(".")
            group.permissions.add(permissions.get(content_type__app_label=label, codename=codename))


def settle_accounts(apps, schema_editor):
    """Nobody who leads loses the desk."""
    facilitators = apps.get_model("auth", "Group").objects.get(name="Facilitators")
    workshop, host = apps.get_model("game", "Workshop"), apps.get_model("game", "TableHost")
    leading = set(workshop.facilitators.through.objects.values_list("user_id", flat=True))
    leading |= set(host.objects.values_list("account_id", flat=True))
    accounts = apps.get_model("auth", "User").objects.filter(is_superuser=False)
    for account in accounts.filter(Q(pk__in=leading) | Q(groups=None)).distinct():
        account.groups.add(facilitators)


class Migration(migrations.Migration):
    dependencies = [
        ("keys", "0001_keys"),
        ("game", "0007_study"),
        ("research", "0010_translators"),
        ("scenarios", "0004_authors"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(add_roles, migrations.RunPython.noop),
        migrations.RunPython(settle_accounts, migrations.RunPython.noop),
    ]
