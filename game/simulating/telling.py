"""The figures of a simulation in plain words: one table, and a list of what falls short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from game.simulating.figures import Figures
from game.simulating.games import ONE_SIDED
from game.simulating.targets import Row, rows
from scenarios.script import Script

WIDTH = 48
COLUMN = 10
#: What stands above the rows of one kind, the first time.
HEADINGS = {
    "ending": "SIM-1  Endings: Solution, Carry-through, Lasting capacity",
    "mind": "SIM-2  All three results, by mind",
    "option": "SIM-3  Options that attentive tables take, of the games in which they are on offer",
    "harms": "SIM-4  Seeds that take effect, of those planted",
    "overdraft": "SIM-4  Tables that overdraw",
    "aim": "SIM-4  Conditions of aims that are met at the end",
}
NAMES = {
    "ratio": "attentive compared with random",
    "harms": "all harmful seeds",
    "overdraft": "at least once",
}
#: What comes before a name where it stands by itself.
KINDS = {
    "ending": "ending ",
    "option": "option ",
    "harm": "seed ",
    "gain": "seed ",
    "aim": "aim of ",
    "overdraft": "tables that overdraw ",
}


def tell(script: Script, figures: Mapping[int, Figures], key: str) -> Iterator[str]:
    """The lines of the table: a row for each figure, a column for each number of rounds; "!" is what falls short."""
    columns = {rounds: {(r.kind, r.name): r for r in rows(script, f)} for rounds, f in figures.items()}
    yield f"{script.say('title', 'en') or script.slug} ({script.slug}, version {script.version}), draw key {key}"
    yield ""
    yield _line("Rounds", [str(rounds) for rounds in columns])
    yield _line("Games, half random and half attentive", [str(f.ordinary) for f in figures.values()])
    for mind in ONE_SIDED:
        yield _line(f"Games besides: {_plain(mind)}", [str(f.games[mind]) for f in figures.values()])
    said = ""
    # What a short format has, every longer one has too, so the last column knows all rows.
    for place, row in list(columns.values())[-1].items():
        heading = HEADINGS.get(row.kind, said)
        if heading != said:
            yield from ("", heading)
            said = heading
        same = [column.get(place) for column in columns.values()]
        targets = dict.fromkeys(wanted(r) for r in same if r is not None)
        yield _line(f"  {name(script, row)}", [_cell(r) for r in same], "; then ".join(targets))
    yield ""
    short = list(shortfalls(script, figures))
    yield "What falls short:" if short else "Nothing falls short."
    yield from (f"  {line}" for line in short)


def shortfalls(script: Script, figures: Mapping[int, Figures]) -> Iterator[str]:
    """One line for each figure that is not what it should be: rule, rounds, name, figure, and what was wanted."""
    for rounds, found in figures.items():
        for row in rows(script, found):
            if row.falls_short:
                what = KINDS.get(row.kind, "") + name(script, row)
                yield f"{row.rule}, {rounds} rounds: {what}: {_value(row)}, wanted {wanted(row)}"


def name(script: Script, row: Row) -> str:
    """What a figure is about, by its name in the script; titles are the English ones."""
    if row.kind == "ending":
        marks = row.name.replace("y", "●").replace("n", "○")
        return f"{marks} {script.say(f'endings.{row.name}.headline', 'en')}".rstrip()
    if row.kind == "option":
        return f"{row.name} {script.say(f'{row.name}.title', 'en')}".rstrip()
    if row.kind in ("harm", "gain"):
        return f"{row.name} ({'' if '.' in row.name else 'standing '}{row.kind})"
    return NAMES.get(row.kind) or (_plain(row.name) if row.kind == "mind" else row.name)


def wanted(row: Row) -> str:
    """What the figure should be, in words."""
    if row.within:
        return "sometimes, not always"
    least, most = (None if end is None else _number(end, row.is_ratio) for end in (row.least, row.most))
    if least and most:
        return f"{least} to {most}"
    return f"at least {least}" if least else (f"at most {most}" if most else "")


def _line(label: str, cells: Sequence[str], target: str = "") -> str:
    shown = label if len(label) <= WIDTH else f"{label[: WIDTH - 1]}…"
    return f"{shown:<{WIDTH}}{''.join(f'{cell:>{COLUMN}}' for cell in cells)}   {target}".rstrip()


def _cell(row: Row | None) -> str:
    return "" if row is None else f"{_value(row)} {'!' if row.falls_short else ' '}"


def _value(row: Row) -> str:
    return "never" if row.value is None else _number(row.value, row.is_ratio)


def _number(value: float, is_ratio: bool) -> str:
    return f"{value:.2f} x" if is_ratio else f"{100 * value:.1f} %"


def _plain(word: str) -> str:
    return word.replace("_", " ")
