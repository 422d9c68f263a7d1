"""How long and how hard a scenario's texts are, and how much of it has a source. Figures, no judgement.

LIX (Björnsson 1968): words per sentence plus the share of words of more than six letters, in per cent; it needs no
syllables, so it holds for the Nordic languages too. Below 30 is easy, 40 to 50 is a newspaper, above 60 a law.
Reading ease (Flesch 1948): 206.835 - 1.015 words per sentence - 84.6 syllables per word, for English only; 60 to 70 is
plain English, above 80 is easy. Syllables are counted as groups of vowels; on The Long Evenings this gives 1.33 a word
where the CMU Pronouncing Dictionary gives 1.32, so the figure is right to within about a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scenarios.translations import HEAD

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
SENTENCE = re.compile(r"(?<![.!?\u2026:])[.!?\u2026:]++(?=[\s\"\u201d'\u2019)]|$)")
VOWELS = re.compile(r"[aeiouy]+")
LONG = 6
SUPPORTS = ("sourced", "partly", "inferred")
#: Texts that are no running prose: titles and names have no sentences to measure.
NOT_PROSE = ("title", "theme", "place", "from", "headline", "headline_dark")


@dataclass(frozen=True, slots=True)
class Measure:
    """Words, sentences, long words and syllables of running prose, and all words together."""

    words: int
    prose: int
    sentences: int
    long: int
    syllables: int

    @property
    def lix(self) -> float:
        """Readability after Björnsson."""
        return self.prose / self.sentences + 100 * self.long / self.prose if self.prose else 0.0

    @property
    def ease(self) -> float:
        """Reading ease after Flesch; means something for English only."""
        if not self.prose:
            return 0.0
        return 206.835 - 1.015 * self.prose / self.sentences - 84.6 * self.syllables / self.prose

    @property
    def length(self) -> float:
        """Words per sentence."""
        return self.prose / self.sentences if self.sentences else 0.0


def measure(texts: Mapping[str, Any]) -> Measure:
    """The figures of a scenario's own texts in a language; what all scenarios share is left out."""
    own = {key: value for key, value in texts.items() if key not in ("common", HEAD)}
    words = prose = sentences = long = syllables = 0
    for key, text in _leaves(own):
        found = WORD.findall(text)
        words += len(found)
        if key in NOT_PROSE or not found:
            continue
        prose += len(found)
        sentences += max(1, len(SENTENCE.findall(text)))
        long += sum(len(word) > LONG for word in found)
        syllables += sum(map(syllables_of, found))
    return Measure(words, prose, sentences, long, syllables)


def syllables_of(word: str) -> int:
    """The syllables of an English word: its groups of vowels, without an e that is not heard."""
    word = word.lower()
    found = len(VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")):
        found -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")):
        found -= 1
    return max(1, found)


def support(document: Mapping[str, Any]) -> dict[str, int]:
    """How many options rest on sources, partly on sources, and on our reasoning alone."""
    found = dict.fromkeys(SUPPORTS, 0)
    for dilemma in document["dilemmas"]:
        for option in dilemma["options"].values():
            found[option["rests_on"]["support"]] += 1
    return found


def _leaves(tree: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Each text with the last part of its key."""
    if isinstance(tree, str):
        yield name, tree
        return
    for key, value in tree.items():
        yield from _leaves(value, str(key))
