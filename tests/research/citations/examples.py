"""References for the tests: our own inventions, one of every type, with the letters and signs that go wrong first."""

from hypothesis import strategies as st

from research.citations.kinds import KINDS
from research.citations.reference import UNCONFIRMED, Name, Reference
from research.citations.tidying import tidied

GESTEL = Name("van Gestel", "Nicolette")
OLLGARD = Name("Øllgård", "Åse Ærlig")
JUKIC = Name("Jukić", "Tina")
SIMCIC = Name("Šimčić", "Đuro")
HRZICA = Name("Hržica", "Žarko")
KING = Name("King", "Martin L.", "Jr.")
RIVERA = Name("de la Rivera", "José María")

REFERENCES = (
    Reference(
        "ollgard-2021",
        "article-journal",
        "Co-creation in Åarhus & Ærø: 100% of {nothing}?",
        authors=(OLLGARD, GESTEL, JUKIC),
        issued=(2021, 5),
        container="Policy & Politics",
        volume="49",
        issue="2",
        pages="211-230",
        issn="0305-5736",
        doi="10.1332/03055_invented(21)1",
        url="https://example.org/a_b/~c?x=1&y=%20#d",
        language="en",
    ),
    Reference(
        "simcic-2019",
        "book",
        "Građani i općine: zajedničko stvaranje",
        authors=(SIMCIC, HRZICA),
        issued=(2019,),
        publisher="Sveučilište u Rijeci",
        place="Rijeka",
        edition="2nd",
        isbn="9789530000001",
    ),
    Reference(
        "king-2018",
        "chapter",
        "Why mayors listen",
        authors=(KING,),
        editors=(RIVERA, SIMCIC),
        issued=(2018,),
        container="Handbook of Listening",
        pages="17-34",
        publisher="Barnes and Noble",
    ),
    Reference(
        "cogov-d99",
        "report",
        "Deliverable 9.9: The CO-CREATOR game_board #1",
        authors=(Name(literal="COGOV project"),),
        issued=(2020, 11, 30),
        genre="deliverable",
        number="D9.9",
        publisher="Northumbria University",
    ),
    Reference(
        "groen-2017",
        "thesis",
        "Samskabelse på tværs -- et casestudie",
        authors=(Name("Grøn", "Søren"),),
        issued=(2017,),
        genre="master's thesis",
        publisher="Roskilde Universitet",
    ),
    Reference(
        "page",
        "webpage",
        "Participatory budgeting in København",
        authors=(Name(literal="DRIFT, Erasmus University Rotterdam"),),
        container="example.org",
        url="https://example.org/budget",
        accessed=(2024, 1, 2),
        genre="case page",
        note=f"{UNCONFIRMED}; date not seen",
    ),
    Reference(
        "blog-2022",
        "post-weblog",
        "“Quotes”, 'single' and ``double''",
        authors=(Name("O'Neil", "Anne-Marie P."), Name(literal="others")),
        issued=(2022, 3, 28),
        container="The Invented Blog",
        url="https://example.org/blog",
    ),
    Reference(
        "news-2016", "article-newspaper", "Vælgerne får ordet", issued=(2016, 9, 30), container="Avisen"
    ),
    Reference(
        "paper-2017",
        "paper-conference",
        "Designing arenas",
        authors=(JUKIC,),
        issued=(2017,),
        container="Proceedings of the Invented Congress",
        pages="5",
    ),
    Reference(
        "draft",
        "manuscript",
        "Risk~and^reward \\ cost $5",
        authors=(GESTEL,),
        genre="working paper",
        number="4",
    ),
    Reference(
        "talk",
        "interview",
        "Čaj s županom",
        authors=(HRZICA,),
        issued=(2023,),
        container="Radio",
        abstract="One line about a talk.",
    ),
    Reference("letter", "personal_communication", "Beste Raad", authors=(Name(literal="Stichting Groen"),)),
    Reference("law-2014", "legislation", "Regolamento comunale", issued=(2014,), publisher="Comune"),
    Reference("hearing", "hearing", "Débats à l'Assemblée", authors=(Name(literal="Assemblée nationale"),)),
    Reference("wiki", "entry-encyclopedia", "Decidim", container="Wiki", genre="wiki page"),
    Reference(
        "feature", "article-magazine", "The mayor's year", authors=(KING,), container="Monthly", issue="7"
    ),
    Reference("essay", "document", "The right to choose", genre="essay", authors=(Name("Ek", "Ann"),)),
    Reference("data", "dataset", "Budgets 2000–2020", authors=(Name("Ek", "Ann"),), number="v2"),  # noqa: RUF001
    Reference("code", "software", "decide", authors=(Name(literal="Jane Doe"),), edition="1.2"),
)
"""One of every type that we know."""

TEXT = st.text(max_size=40) | st.text("ab &<>{}\\%$#_^~-'`\",;:@=|/()[]éøÅčđß ", max_size=25)
NAMES = st.lists(st.builds(Name, TEXT, TEXT, TEXT, st.just("") | TEXT), max_size=3).map(tuple)
DATES = st.lists(st.integers(-1, 12000), max_size=4).map(tuple)


def _is_kept(reference):
    return bool(reference.title)


ARBITRARY = (
    st.builds(
        Reference,
        key=TEXT,
        type=st.sampled_from([kind.csl for kind in KINDS]) | TEXT,
        title=TEXT,
        authors=NAMES,
        editors=NAMES,
        issued=DATES,
        accessed=DATES,
        genre=TEXT,
        container=TEXT,
        volume=TEXT,
        issue=TEXT,
        number=TEXT,
        pages=TEXT,
        publisher=TEXT,
        place=TEXT,
        edition=TEXT,
        isbn=TEXT | st.just("978-0-306-40615-7"),
        issn=TEXT | st.just("0305-5736"),
        doi=TEXT | TEXT.map(lambda text: f"https://doi.org/10.1234/{text}"),
        url=TEXT | TEXT.map(lambda text: f"https://example.org/{text}"),
        language=TEXT,
        abstract=TEXT,
        note=TEXT,
    )
    .map(tidied)
    .filter(_is_kept)
)
"""Any references, in the shape in which they are kept."""
