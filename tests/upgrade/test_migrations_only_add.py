"""A migration leaves whole what the release before it reads and writes, or says that the site has to pause (O6).

Between `migrate` and the restart of the last web process the old code works with the new tables.
"""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

HOUSE = Path(__file__).parents[2]
#: Every installed app of this house that has tables, so that a new one is not missed.
OURS = {
    config.label
    for config in apps.get_app_configs()
    if Path(config.path).parent in (HOUSE, HOUSE / "cocreator") and any(config.get_models())
}
#: Made before the rule, and before the first release; an app that is not named keeps to it from its first one.
BEFORE = {"game": 6, "research": 10, "scenarios": 4}
ALWAYS = (
    migrations.CreateModel,
    migrations.AddIndex,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    migrations.RunPython,
)
ADVICE = (
    "The release before would break on it. Add a field as null or with db_default, and remove or rename in a later "
    "release than the one that stops using it. If it cannot be helped, say why in the migration: "
    'needs_a_pause = "...". See "Upgrading" in docs/operations.md.'
)


def breaks(operation):
    """Whether the release before may fail at what an operation has made."""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        is_left_out = field.null or field.has_db_default() or isinstance(field, models.ManyToManyField)
        return not is_left_out
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return any(map(breaks, operation.database_operations))
    return not isinstance(operation, ALWAYS)


def judged(migration):
    """What is wrong with a migration; nothing if it says that it needs a pause."""
    if getattr(migration, "needs_a_pause", ""):
        return []
    return [operation.describe() for operation in migration.operations if breaks(operation)]


def new_ones():
    loader = MigrationLoader(None)
    return [
        migration
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if app in OURS and int(name[:4]) > BEFORE.get(app, 0)
    ]


def test_migrations_since_the_rule_only_add():
    assert not {str(migration): wrong for migration in new_ones() if (wrong := judged(migration))}, ADVICE


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("player", "name"),
        migrations.RenameField("player", "name", "called"),
        migrations.DeleteModel("player"),
        migrations.RenameModel("player", "person"),
        migrations.AlterField("player", "name", models.CharField(max_length=4)),
        migrations.AddField("player", "age", models.IntegerField(default=0)),
        migrations.AddConstraint("player", models.CheckConstraint(condition=models.Q(id__gt=1), name="x")),
        migrations.AlterModelTable("player", "people"),
        migrations.RunSQL("DROP TABLE game_player"),
        migrations.SeparateDatabaseAndState([migrations.DeleteModel("player")]),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_takes_something_away_needs_a_word(operation):
    migration = migrations.Migration("9999_x", "game")
    migration.operations = [operation]
    assert judged(migration) == [operation.describe()]
    migration.needs_a_pause = "Names are kept elsewhere from now on."
    assert judged(migration) == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.CreateModel("moon", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("player", "age", models.IntegerField(null=True)),
        migrations.AddField("player", "age", models.IntegerField(db_default=0)),
        migrations.AddField("workshop", "guests", models.ManyToManyField("auth.User")),
        migrations.RunPython(migrations.RunPython.noop),
        migrations.AddIndex("player", models.Index(fields=["name"], name="by_name")),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_only_adds_is_free(operation):
    migration = migrations.Migration("9999_x", "game")
    migration.operations = [operation]
    assert judged(migration) == []


def test_every_app_of_the_house_is_looked_at():
    """A folder of migrations that belongs to no app of `OURS` would pass by unseen."""
    made = [*HOUSE.glob("*/migrations/__init__.py"), *HOUSE.glob("cocreator/*/migrations/__init__.py")]
    places = {config.label: Path(config.path) for config in apps.get_app_configs()}
    assert {places[label] for label in OURS} == {one.parents[1] for one in made}
    assert {"game", "keys", "research", "scenarios"} <= OURS and set(BEFORE) <= OURS
    assert "keys" in {migration.app_label for migration in new_ones()}


def test_numbers_of_migrations_are_read():
    """`BEFORE` names migrations that are there; a file without a number would pass by unseen."""
    names = [name for app, name in MigrationLoader(None).disk_migrations if app in OURS]
    assert all(name[:4].isdecimal() and name[4] == "_" for name in names)
    assert len(names) >= sum(BEFORE.values())
