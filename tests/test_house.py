"""What keeps the house simple: which room may know which, and how long a file may be."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("cocreator", "game", "scenarios", "research")
LONGEST_FILE_LINES = 260
LONGEST_LIST_LINES = 400
LONGEST_TEST_LINES = 600
PURE = ("game/rules", "game/simulating")
LISTS = {"game/rules/screens/shapes.py"}  # shapes only, looked up by name
IMPURE_MODULES = {
    "asyncio",
    "datetime",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "threading",
    "time",
    "uuid",
}
IMPURE_CALLS = {"breakpoint", "hash", "id", "input", "open", "print"}


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Yield all names that a file imports, wherever in it, as absolute dotted names."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} has a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def graph() -> dict[str, set[str]]:
    """Return which module of ours imports which."""
    paths = {module_name(path): path for path in sources(*ROOMS)}

    def ours(name: str) -> str | None:
        return next((known for known in (name, name.rpartition(".")[0]) if known in paths), None)

    return {
        name: {known for found in imported(path) if (known := ours(found))} for name, path in paths.items()
    }


def cycle(edges: dict[str, set[str]]) -> list[str]:
    """Return the modules that cannot be put into an order; none if there is no cycle."""
    left = {name: targets - {name} for name, targets in edges.items()}
    while free := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


def test_rooms_know_only_what_is_below_them():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_cycle_is_found_where_there_is_one():
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]
    assert cycle({"a": {"b"}, "b": {"c"}, "c": set()}) == []


def test_modules_import_each_other_in_no_circle():
    assert cycle(graph()) == []


def test_rules_and_script_import_nothing_impure():
    for path in [*sources(*PURE), ROOT / "scenarios" / "script.py"]:
        found = {name.partition(".")[0] for name in imported(path)}
        assert not found & IMPURE_MODULES, path


def test_rules_call_nothing_impure():
    for path in sources(*PURE):
        calls = (node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
        assert not {call.id for call in calls if isinstance(call, ast.Name)} & IMPURE_CALLS, path


def test_rules_run_without_django():
    names = [module_name(path) for path in sources(*PURE)]
    code = f"import sys, {', '.join(names)}; sys.exit(any(n in sys.modules for n in ('django', 'channels')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("path", sources(*ROOMS, "tests"), ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_short_enough_and_says_what_it_is_for(path):
    text = path.read_text()
    lines = text.count("\n")
    name = str(path.relative_to(ROOT))
    longest = LONGEST_TEST_LINES if name.startswith("tests/") else LONGEST_FILE_LINES
    assert lines < (LONGEST_LIST_LINES if name in LISTS else longest)
    assert not text or ast.get_docstring(ast.parse(text)), "a module opens with a sentence"


@pytest.mark.parametrize("path", sorted((ROOT / "static/css").glob("*.css")), ids=lambda path: path.name)
def test_style_sheet_closes_what_it_opens(path):
    """A brace that is missing would swallow all that follows without a word."""
    depth = 0
    for number, line in enumerate(
        re.sub(r"/\*.*?\*/", _lines, path.read_text(), flags=re.DOTALL).splitlines(), 1
    ):
        depth += line.count("{") - line.count("}")
        assert depth >= 0, f"line {number} closes what is not open"
        assert depth == 0 or not line or line[0] in " }" or line.endswith(("{", ",")), (
            f"line {number} is not inside"
        )
    assert depth == 0


def _lines(found):
    return "\n" * found[0].count("\n")
