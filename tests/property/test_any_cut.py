"""A document cut at any byte: whole items before the cut, none that was never published."""

import json

import pytest

from clashwire_ingest.documents.parse import parse_document
from tests.unit.ingest.documents import ATOM, RDF, rss, rss_item

URL = "https://harbour.example/feed"
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{}</urlset>"""
NEWS_URL = """<url><loc>https://harbour.example/{n}</loc><lastmod>2026-03-01</lastmod><news:news>
<news:publication_date>2026-03-01T11:00:00Z</news:publication_date>
<news:title>Shells &amp; fire {n}</news:title></news:news></url>"""
ENTRY = ATOM[ATOM.index("<entry>") : ATOM.index("</feed>")]
DOCUMENTS = {
    "rss": rss(*(rss_item(n, title=f"Shells & fire {n}") for n in range(3))),
    "cdata": rss(*(rss_item(n, text=f"<![CDATA[<p>Shells {n}</p>]]>") for n in range(3))),
    "atom": ATOM.replace("</feed>", ENTRY.replace("urn:upland:1", "urn:upland:2") + "</feed>"),
    "rdf": RDF,
    "json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Harbour",
            "items": [{"id": str(n), "content_text": f"Shells, {{fire}} [{n}]"} for n in range(3)],
        }
    ),
    "sitemap": NEWS.format("".join(NEWS_URL.format(n=n) for n in range(3))),
}


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_cut_gives_the_first_items_whole_and_nothing_else(name: str) -> None:
    document = DOCUMENTS[name].encode()
    whole = parse_document(document, "", URL).items
    counts = []
    for end in range(0, len(document), 7):
        found = parse_document(document[:end], "", URL).items
        assert found == whole[: len(found)], document[:end][-60:]
        counts.append(len(found))

    assert whole
    assert counts == sorted(counts)
    assert counts[-1] >= len(whole) - 1
