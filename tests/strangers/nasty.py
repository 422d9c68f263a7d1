"""What somebody sends who means no good, or whose machine is broken: words, numbers, whole forms."""

from __future__ import annotations

from hypothesis import strategies as st

MARKUP = (
    "<script>window.hit=1</script>",
    "\"><img src=x onerror='window.hit=1'>",
    "'-window.hit-'",
    "</textarea></title></style><svg/onload=window.hit=1>",
    "javascript:window.hit=1",
    "{{7*7}}{% debug %}${7*7}",
    "<!--<script>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
)
WORDS = (
    *MARKUP,
    *(
        "\x00",
        "\ud800",
        "\udfff\ud800",
        "\u202eevil\u202c",
        "\u200b" * 50,
        "e\u0301" * 300,
        "\ufeff",
        "🦆" * 600,
    ),
    *(
        "' OR 1=1 --",
        "%s%n%x",
        "%(name)s %d",
        "../../etc/passwd",
        "..\\..\\",
        "\r\nSet-Cookie: a=b",
        "=cmd|' /C calc'!A0",
    ),
    *("-1", "0", "1e309", "NaN", "0x10", "٣", "²", "9" * 30, "9" * 5000, "true", "null", "[]", "{}", "None"),
    *("a" * 5000, " " * 5000, "\n" * 2000, "<" * 2000, "[" * 2000, "(" * 500, "a." * 1000, "1-" * 1000, ""),
)
#: Words of the game, by which a form comes further than by noise.
OURS = (
    "1",
    "2",
    "A",
    "B",
    "P1",
    "M1",
    "1-P1",
    "pause",
    "playing",
    "choice",
    "talk",
    "2.1",
    "yes",
    "all",
    "en",
    "q1",
    "say.a1",
)


def words() -> st.SearchStrategy[str]:
    """One thing that is typed."""
    return st.one_of(st.sampled_from(WORDS), st.sampled_from(OURS), st.text(max_size=60))


def forms(names: list[str]) -> st.SearchStrategy[dict[str, list[str]]]:
    """Some fields of a form, some of them several times."""
    if not names:
        return st.just({})
    return st.dictionaries(st.sampled_from(names), st.lists(words(), min_size=1, max_size=3), max_size=8)


def encoded(word: str) -> bytes:
    """The word as a browser might send it, lone surrogates included."""
    return word.encode("utf-8", "surrogatepass")
