"""English texts on a page in another language are marked as English, wherever an element may stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.original import foreign, marked, plain

SPAN = '<span lang="en">Hello</span>'
HELLO = foreign("Hello")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<p>Hej</p>", "<p>Hej</p>"),
        (f"<p>{HELLO}, du</p>", f"<p>{SPAN}, du</p>"),
        (f'<p aria-label="{HELLO}">{HELLO}</p>', f'<p aria-label="Hello">{SPAN}</p>'),
        (
            f"<select><option value=1>{HELLO}</option></select>{HELLO}",
            f"<select><option value=1>Hello</option></select>{SPAN}",
        ),
        (f"<title>{HELLO}</title>", "<title>Hello</title>"),
        (f"<textarea>{HELLO}</textarea>", "<textarea>Hello</textarea>"),
        (f"1 &lt; 2 {HELLO} &gt;", f"1 &lt; 2 {SPAN} &gt;"),
    ],
)
def test_text_is_marked_where_an_element_may_stand(page, told):
    assert marked(page) == told


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", '<i title="', '">', HELLO, "Hej", "<option>", "</option>", "&lt;"])
    )
)
def test_no_sign_is_ever_shown(pieces):
    page = "".join(pieces)
    assert not {"\ue000", "\ue001"} & set(marked(page))
    assert plain(marked(page)) == marked(page)
