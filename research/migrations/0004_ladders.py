"""The ladders of the four levels: our own construct for placing oneself, not validated. They can be edited afterwards."""

from django.db import migrations

LADDERS = {
    1: (
        [
            {"rung": 1, "name": 'Silent', "observable": 'No mention of co-creation in strategy; participation happens only where law demands hearings.'},
            {"rung": 2, "name": 'Slogan', "observable": 'Vision uses the words; budget, goals and follow-up do not change.'},
            {"rung": 3, "name": 'Projects', "observable": 'Several co-created projects run beside the ordinary way of working; each seeks its own mandate and money.'},
            {"rung": 4, "name": 'Plan', "observable": 'A strategic plan sets areas, mandates, money and limits; political and administrative leadership review it yearly.'},
            {"rung": 5, "name": 'Mission', "observable": 'Co-creation is the first way tried on complex problems; which routine it must respect is agreed; results feed back into strategy.'},
        ],
        ['vangestel-2023', 'cocreated-pv-2023', 'croatia-slovenia-2023', 'readiness-cee-2021', 'readiness-dss-2025', 'cogov-toolkits'],
    ),
    2: (
        [
            {"rung": 1, "name": 'Sovereign', "observable": 'Leaders decide and inform; contact with citizens is complaint handling.'},
            {"rung": 2, "name": 'Listening', "observable": 'Hearings and consultation; leaders collect views and decide alone.'},
            {"rung": 3, "name": 'Lone champions', "observable": 'Some leaders co-create on personal initiative; it ends when they leave.'},
            {"rung": 4, "name": 'Interactive', "observable": 'Politicians sit in arenas, managers convene across silos, boundary-spanner posts exist, handover is agreed.'},
            {"rung": 5, "name": 'Distributed and integrative', "observable": 'Leadership tasks are shared with partners on agreed terms; steering tools are chosen knowingly and adjusted during the process.'},
        ],
        ['torfing-sorensen-2019-ipl', 'crosby-bryson-2010', 'sorensen-torfing-2009', 'vanmeerkerk-edelenbos-2016'],
    ),
    3: (
        [
            {"rung": 1, "name": 'None', "observable": 'No standing capacity; each meeting improvised by whoever has the case.'},
            {"rung": 2, "name": 'Ad hoc', "observable": 'Consultants or project money carry single processes; knowledge leaves with them.'},
            {"rung": 3, "name": 'Toolbox', "observable": 'Shared methods, a website or a meeting house; use depends on enthusiasts.'},
            {"rung": 4, "name": 'Platform', "observable": 'Named unit with staff, seed money, mandate template and handover rules; several arenas run at once.'},
            {"rung": 5, "name": 'Ecosystem', "observable": 'Partners open arenas of their own on the platform; it scales, learns, and outlives an election.'},
        ],
        ['ansell-gash-2018', 'ansell-sorensen-torfing-2022', 'sorensen-torfing-2019-platforms', 'vanelk-regal-2023'],
    ),
    4: (
        [
            {"rung": 1, "name": 'Us and them', "observable": 'Staff guard, citizens complain, politicians arbitrate.'},
            {"rung": 2, "name": 'Polite', "observable": 'Friendly meetings; staff bring finished proposals, citizens react.'},
            {"rung": 3, "name": 'Confused', "observable": 'New expectations without new roles; officials uneasy about showing unfinished work, residents expect proficiency.'},
            {"rung": 4, "name": 'Clarified', "observable": 'Roles written down and trained; staff have permission and supervision; citizens know their influence.'},
            {"rung": 5, "name": 'Shared', "observable": 'Participants switch roles with ease, disagree openly, and count the result as theirs.'},
        ],
        ['iabr-middelland', 'sorensen-bentzen-2020', 'vrbek-kuiper-2022', 'lgc-wellings-naylor'],
    ),
}


def add_ladders(apps, schema_editor):
    """Where a level has no ladder yet, give it the first one."""
    for level in apps.get_model("research", "Level").objects.filter(ladder=[]):
        level.ladder, level.ladder_sources = LADDERS[level.number]
        level.save(update_fields=["ladder", "ladder_sources"])


class Migration(migrations.Migration):
    dependencies = [("research", "0003_versions")]
    operations = [migrations.RunPython(add_ladders, migrations.RunPython.noop)]
