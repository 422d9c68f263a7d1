"""Counting games of one number of rounds: endings, options, seeds, overdrafts, aims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from game.rules.bots.aims import aim_of
from game.rules.conditions import holds
from game.rules.hall.results import overdrafts
from game.rules.play import Role
from game.simulating.games import ORDINARY, Game
from scenarios.script import ROLES, Script, Seed, Standing

#: A dilemma and what it has: an option's letter, or a seed's name.
Place = tuple[str, str]
#: In the place of a dilemma: a standing seed waits from the start, as if it were planted in every game (SEED-4).
STANDING = ""


@dataclass(slots=True)
class Figures:
    """What games of one number of rounds came to; only `games` and `endings` know one-sided minds."""

    rounds: int
    games: Counter[str] = field(default_factory=Counter)
    endings: Counter[tuple[str, str]] = field(default_factory=Counter)
    offered: Counter[Place] = field(default_factory=Counter)
    taken: Counter[Place] = field(default_factory=Counter)
    planted: Counter[Place] = field(default_factory=Counter)
    sprouted: Counter[Place] = field(default_factory=Counter)
    overdrawn: int = 0
    met: Counter[tuple[Role, int]] = field(default_factory=Counter)

    @property
    def ordinary(self) -> int:
        """How many games are counted for everything: those of random and of attentive minds."""
        return sum(self.games[mind] for mind in ORDINARY)

    def ended(self, ending: str, *minds: str) -> int:
        """How many games of these minds had this ending."""
        return sum(self.endings[mind, ending] for mind in minds)

    def add(self, script: Script, game: Game) -> None:
        """Count one more game."""
        assert game.table.results is not None
        self.games[game.mind] += 1
        self.endings[game.mind, game.table.results.ending] += 1
        if game.mind not in ORDINARY:
            return
        if game.mind == "attentive":
            for step in game.taken:
                self.offered.update((step.dilemma, letter) for letter in step.offered)
                self.taken[step.dilemma, step.option] += 1
        self.planted.update((STANDING, seed.id) for seed in standing(script, game.rounds))
        for sprout in game.table.sprouts:
            self.planted[sprout.dilemma, sprout.seed] += sprout.dilemma != STANDING
            self.sprouted[sprout.dilemma, sprout.seed] += sprout.round > 0
        self.overdrawn += overdrafts(game.table) > 0
        for role in ROLES:
            for place, condition in enumerate(aim_of(script, role)):
                self.met[role, place] += holds(condition, game.table)


def counted(script: Script, games: Iterable[Game]) -> dict[int, Figures]:
    """The figures of many games by their number of rounds, in the order in which they came."""
    found: dict[int, Figures] = {}
    for game in games:
        found.setdefault(game.rounds, Figures(game.rounds)).add(script, game)
    return found


def seeds(script: Script, rounds: int) -> Mapping[Place, Seed | Standing]:
    """Every seed that games of so many rounds can meet, in the order of the script; standing ones come last."""
    found: dict[Place, Seed | Standing] = {}
    for name in script.plan(rounds):
        found |= {(name, seed.id): seed for seed in script.dilemma(name).seeds.values()}
    return found | {(STANDING, seed.id): seed for seed in standing(script, rounds)}


def standing(script: Script, rounds: int) -> list[Standing]:
    """The standing seeds whose round comes in a game of so many rounds."""
    return [seed for seed in script.standing if seed.round <= rounds]
