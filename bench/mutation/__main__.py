"""How many small faults in game/rules do the tests in tests/game/rules notice?

    python -m bench.mutation                            # 600 mutants, an hour at most
    python -m bench.mutation --key autumn --minutes 20  # the same mutants as with this key before
    python -m bench.mutation --at game/rules/round/votes.py:78 --at game/rules/bots/aims.py

It works in a copy of the tree in a temporary folder and leaves nothing behind. The exit code is 0 if the run was sound,
whatever the score; 1 if some mutants could not be judged; 2 if the tests fail without any fault.
"""

from __future__ import annotations

import argparse
import secrets
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from bench.mutation.drawing import drawn
from bench.mutation.finding import Mutant, mutants_of
from bench.mutation.reach import measured
from bench.mutation.telling import Tried, tell
from bench.mutation.trial import Broken, Copy, git

RULES = "game/rules"
MUTANTS = 600
MINUTES = 60.0
CHECK_EVERY = 100


def main() -> int:
    """Draw, try, tell."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    end = monotonic() + asked.minutes * 60
    with TemporaryDirectory(prefix="mutation-") as folder:
        try:
            copy = Copy(Path(folder))
            known = [mutant for path in _files(copy.root) for mutant in _mutants(copy.root, path)]
            chosen = [mutant for mutant in known if _is_asked(mutant, asked)]
            sample = drawn(chosen, asked.mutants, asked.key)
            print(f"{len(sample)} of {len(chosen)} mutants, key {asked.key}, commit {_commit()}", flush=True)
            tried = try_all(copy, sample[asked.after :], end, asked.watch)
        except Broken as broken:
            print(broken)
            return 2
    print("\n".join(tell(tried)))
    if left := len(sample) - asked.after - len(tried):
        print(
            f"Time was up: {left} of the sample were not tried. Go on with --after {asked.after + len(tried)}."
        )
    return 1 if any(each.verdict == "error" for each in tried) else 0


def try_all(copy: Copy, sample: list[Mutant], end: float, watch: bool = False) -> list[Tried]:
    """Try one after the other until the time is up, and see now and then that all is well without a fault."""
    reach = measured(copy)
    tried: list[Tried] = []
    for number, mutant in enumerate(sample, 1):
        if monotonic() > end:
            break
        if reach.tests_of(mutant):
            only = not reach.is_made_at_import(mutant)
            tried.append(Tried(mutant, *copy.try_out(mutant, reach.order(mutant), only)))
        else:
            tried.append(Tried(mutant, "not covered"))
        if watch:
            print(f"{number} {tried[-1].verdict}: {mutant} [{tried[-1].why}]", file=sys.stderr, flush=True)
        if number % CHECK_EVERY == 0:
            _check(copy)
    _check(copy)
    return tried


def _check(copy: Copy) -> None:
    if copy.test().verdict != "survived":
        raise Broken("The tests fail without a fault, in the middle of the run.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.mutation", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--key", default="", help="draw key: the same one draws the same mutants")
    parser.add_argument("--mutants", type=int, default=MUTANTS, help=f"how many (default {MUTANTS})")
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, help="begin no mutant after so long (default 60)"
    )
    parser.add_argument(
        "--at", action="append", default=[], metavar="FILE[:LINE]", help="mutants of this place only"
    )
    parser.add_argument(
        "--after", type=int, default=0, help="begin after so many: an earlier run ended there"
    )
    parser.add_argument(
        "--again", type=_listed, metavar="REPORT", help="mutants that an earlier report lists"
    )
    parser.add_argument(
        "--watch", action="store_true", help="tell each verdict as it is found, and what killed it"
    )
    asked = parser.parse_args()
    asked.key = asked.key or secrets.token_hex(4)
    return asked


def _is_asked(mutant: Mutant, asked: argparse.Namespace) -> bool:
    if asked.again is not None and str(mutant) not in asked.again:
        return False
    return not asked.at or mutant.path in asked.at or f"{mutant.path}:{mutant.line}" in asked.at


def _listed(report: str) -> set[str]:
    return {line.strip() for line in Path(report).read_text().splitlines()}


def _files(root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in sorted((root / RULES).rglob("*.py"))]


def _mutants(root: Path, path: str) -> list[Mutant]:
    return mutants_of(path, (root / path).read_text())


def _commit() -> str:
    return git("rev-parse", "--short", "HEAD").strip() + (
        " with changes" if git("status", "--porcelain") else ""
    )


if __name__ == "__main__":
    sys.exit(main())
