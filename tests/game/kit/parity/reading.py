"""Reads a kit: from the texts of its documents to plain data. What cannot be read in one way only is Unreadable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.game.kit.parity import printed as p
from tests.game.kit.parity import read_board, read_cards, read_halves, read_sheets
from tests.game.kit.parity.text import Lines, Names, Pieces, Unreadable, pages, scenario_of
from tests.pdf_reader import reader

#: The documents that are read.
READ = (
    "10-board",
    "20-roles",
    "21-dilemmas",
    "22-hidden-options",
    "23-consequence-book",
    "24-endings",
    "30-cards-to-fold",
    "31-cards-to-cut",
    "40-sheets",
)


@dataclass(frozen=True, slots=True)
class Papers:
    """The lines of every document by page, and the title of the scenario."""

    scenario: str
    texts: Mapping[str, list[Lines]]

    def with_text(self, document: str, old: str, new: str) -> Papers:
        """The same papers with a misprint: where it says `old` for the first time, it says `new`."""
        found = [list(page) for page in self.texts[document]]
        page, at = next((page, at) for page in found for at, line in enumerate(page) if old in line)
        page[at] = page[at].replace(old, new)
        return replace(self, texts={**self.texts, document: found})


def open_box(folder: Path) -> Papers:
    """The papers of a printed box."""
    contents = {name: (folder / f"{name}.pdf").read_bytes() for name in READ}
    board = reader(contents["10-board"])
    texts = {name: pages(content) for name, content in contents.items()}
    texts["10-board"].append(read_board.told(board))
    return Papers(scenario_of(board), texts)


def read(papers: Papers) -> p.Kit:
    """All that a table needs to play by hand."""
    texts, pieces = papers.texts, Pieces(papers.scenario)
    board = read_board.read(texts["10-board"])
    names = Names(board.names)
    folded = list(read_cards.folded(texts["30-cards-to-fold"], pieces))
    cut = [piece for page in texts["31-cards-to-cut"] for piece in pieces.of(page)]
    guards, titles = read_cards.guards(cut, names)
    moves, later = read_cards.moves(cut, names)
    rules = read_cards.rules(cut, names)
    if later["P1"] != rules["press"]:
        raise Unreadable("a press conference has other numbers on its move card than on its rule card")
    seeds = {seed.id: seed for seed in read_cards.seeds(folded, names, titles)}
    offers, symbols = read_halves.strips(texts["22-hidden-options"], pieces)
    plan = read_halves.plan(texts["21-dilemmas"], names, pieces, offers)
    dilemmas = {dilemma.id: dilemma for dilemma in plan}
    sections, laid = read_halves.sections(texts["23-consequence-book"], names, dilemmas)
    _must_agree(seeds, laid, dilemmas, sections)
    kit = p.Kit(
        starts=board.starts,
        purses=board.purses,
        tracks=board.tracks,
        incident_rounds=read_cards.incident_rounds(cut),
        plan=plan,
        sections=sections,
        hidden=_opening(symbols, read_cards.symbols(folded)),
        facts=read_cards.facts(folded),
        seeds={name: seed for name, seed in seeds.items() if seed.after},
        standing=tuple(seed for seed in seeds.values() if not seed.after),
        incidents=read_cards.incidents(cut, names),
        guards=guards,
        moves=moves,
        rules={**rules, "note": later["P3"], "lent": later["M2"]},
        crosses=read_cards.crosses(cut, names),
        worries=read_cards.worries(cut),
        risky=read_cards.risky(cut),
        lines=read_sheets.lines(texts["40-sheets"]),
        news=read_halves.news(texts["24-endings"], names),
        endings=read_halves.endings(texts["24-endings"], pieces),
        aims=read_halves.aims(texts["20-roles"], names, pieces),
    )
    if lost := names.marks - read_sheets.marks(texts["40-sheets"], pieces):
        raise Unreadable(f"marks that are not on the mark sheet: {sorted(lost)}")
    return kit


def _opening(strips: Mapping[str, frozenset[str]], facts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """By dilemma the facts whose symbols are on its strip."""
    return {
        dilemma: frozenset(
            f for f, symbol in facts.items() if f.partition(".")[0] == dilemma and symbol in wanted
        )
        for dilemma, wanted in strips.items()
    }


def _must_agree(
    seeds: Mapping[str, p.Seed],
    laid: Mapping[str, int],
    dilemmas: Mapping[str, p.Dilemma],
    sections: Mapping[str, p.Section],
) -> None:
    """The book lays the seeds that there are, as many rounds on as their backs say; costs are the same on all papers."""
    if {name: seed.after for name, seed in seeds.items() if seed.after} != laid:
        raise Unreadable("the consequence book and the backs of the seeds do not agree")
    for dilemma in dilemmas.values():
        for letter, offer in dilemma.offers.items():
            section = sections[f"{dilemma.id} {letter}"]
            other = section.other or p.Form()
            costs = (offer.time, offer.budget, offer.other_time, offer.other_budget)
            if costs != (section.usual.time, section.usual.budget, other.time, other.budget):
                raise Unreadable(
                    f"{dilemma.id} {letter}: it costs something else in the book than on its card"
                )
