"""LaTeX in a field of BibTeX: its commands become letters, and our letters stay safe among its signs."""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"\\([A-Za-z]+)\*?\s*|\\(.)|(---?|``|'')|([{}$~])|([^\\{}$~`'-]+|.)", re.DOTALL)
_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_LETTERS = {
    "AA": "Å",
    "AE": "Æ",
    "DH": "Ð",
    "DJ": "Đ",
    "L": "Ł",
    "NG": "Ŋ",
    "O": "Ø",
    "OE": "Œ",
    "P": "¶",
    "S": "§",
    "SS": "ẞ",
    "TH": "Þ",
    "aa": "å",
    "ae": "æ",
    "copyright": "©",
    "dag": "†",
    "dh": "ð",
    "dj": "đ",
    "dots": "…",
    "euro": "€",
    "guillemotleft": "«",
    "guillemotright": "»",
    "i": "i",
    "j": "j",
    "l": "ł",
    "ldots": "…",
    "ng": "ŋ",
    "o": "ø",
    "oe": "œ",
    "pounds": "£",
    "ss": "ß",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textcopyright": "©",
    "textemdash": "—",
    "textendash": "–",  # noqa: RUF001  this dash is meant
    "textexclamdown": "¡",
    "textquestiondown": "¿",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘",  # noqa: RUF001  this quote is meant
    "textquoteright": "’",  # noqa: RUF001  this quote is meant
    "textregistered": "®",
    "textunderscore": "_",
    "th": "þ",
}
_SILENT_WORDS = (
    "bf bfseries em emph enquote ensuremath footnotesize href it itshape mathit mathrm mathbf mbox mkbibemph "
    "mkbibquote noopsort normalfont protect relax rm sc scshape sf sl small t text textbf textit textmd textnormal "
    "textrm textsc textsf textsl textsubscript textsuperscript texttt textup tt underline uppercase url"
)
_SILENT = frozenset(_SILENT_WORDS.split())
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}  # noqa: RUF001  these signs are meant
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_LIGATURE = re.compile(r"-(?=-)|'(?=')|`(?=`)")
_WORD = re.compile(r"([^\W_]+)")


class _Letters:
    """The plain text as it grows, with the accent that waits for its letter, and the commands that nobody knows."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.accent = ""
        self.unknown: list[str] = []

    def put(self, text: str) -> None:
        """Add text; a waiting accent goes onto its first letter."""
        if self.accent and text:
            if text.isspace():
                return
            text, self.accent = text[0] + self.accent + text[1:], ""
        self.found.append(text)

    def command(self, name: str) -> None:
        """Add what a command stands for."""
        if name in _LETTERS:
            self.put(_LETTERS[name])
        elif name in _ACCENTS:
            self.accent = _ACCENTS[name]
        elif name not in _SILENT:
            self.unknown.append(f"\\{name}")

    def sign(self, sign: str) -> None:
        """Add an escaped sign, or let it wait as an accent."""
        if sign in _ACCENTS and not sign.isalpha():
            self.accent = _ACCENTS[sign]
        elif sign.isspace() or sign in "\\,;:":
            self.put(" ")
        elif sign not in "-/!":
            self.put(sign)


def plain(tex: str) -> tuple[str, list[str]]:
    """The text that this LaTeX shows, and the commands that are not known."""
    letters = _Letters()
    for token in _TOKEN.finditer(tex):
        word, sign, ligature, mark, rest = token.groups()
        if word:
            letters.command(word)
        elif sign:
            letters.sign(sign)
        elif ligature or mark == "~":
            letters.put(_SIGNS[ligature or mark])
        elif mark == "}":
            letters.accent = ""
        elif rest:
            letters.put(rest)
    return unicodedata.normalize("NFC", "".join(letters.found)), letters.unknown


def verbatim(tex: str) -> str:
    """The text of a field that LaTeX takes as it stands, such as an address: only escapes and braces go."""
    bare = re.sub(r"\\url\s*(?=\{)", "", tex).replace(r"\~{}", "~").replace(r"\textasciitilde{}", "~")
    return re.sub(r"\\([#$%&_~])", r"\1", bare).replace("{", "").replace("}", "")


def escaped(text: str) -> str:
    """A text that LaTeX shows as it is."""
    return _LIGATURE.sub(r"\g<0>{}", "".join(_ESCAPES.get(letter, letter) for letter in text))


def guarded(title: str) -> str:
    """A title, escaped, in which no style turns a capital into a small letter."""
    pieces = _WORD.split(title)
    words = [
        _guard(piece, is_first=place == 1) if place % 2 else escaped(piece)
        for place, piece in enumerate(pieces)
    ]
    return "".join(words)


def _guard(word: str, is_first: bool) -> str:
    capitals = word[1:] if is_first else word
    return f"{{{word}}}" if any(letter.isupper() for letter in capitals) else word
