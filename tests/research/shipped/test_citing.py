"""What the list of all sources shows is taken away as a file."""

import pytest

from research.citations.formats import FORMATS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.mark.parametrize("ending", FORMATS)
def test_list_is_a_file_of_what_the_list_shows(client, ending):
    answer = client.get(f"/library/sources/cite.{ending}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="co-creator-sources.{ending}"'
    assert len(FORMATS[ending].read(answer.content.decode()).references) == 181
    for asked in ("type=thesis", "q=S%C3%B8rensen+administrators", "type=article&q=leadership", "type=none"):
        shown = client.get(f"/library/sources/?{asked}").context["sources"]
        text = client.get(f"/library/sources/cite.{ending}?{asked}").content.decode()
        found = [reference.key for reference in FORMATS[ending].read(text).references]
        assert found == [source.slug for source in shown]


def test_list_leads_to_files_with_its_filters(client):
    text = client.get("/library/sources/?type=thesis&q=a").content.decode()
    assert 'href="/library/sources/cite.bib?type=thesis&amp;q=a"' in text
    assert 'href="/library/sources/cite.bib"' in client.get("/library/sources/").content.decode()
    assert "cite.bib" not in client.get("/library/sources/?q=zzz").content.decode()
