"""Feed documents of invented publishers, whole and damaged."""

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post: World</title><link>https://harbour.example/</link>
<language>en-gb</language>
{items}
</channel></rss>
"""
ITEM = """<item><title>{title}</title><link>https://harbour.example/world/{number}</link>
<guid isPermaLink="false">tag:harbour.example,2026:{number}</guid>
<description>{text}</description><pubDate>Sun, 01 Mar 2026 11:00:00 +0100</pubDate>
<dc:creator>A. Writer</dc:creator></item>
"""
ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://upland.example/news/">
<title>Upland</title><id>urn:upland</id><updated>2026-03-01T12:00:00Z</updated>
<entry><id>urn:upland:1</id><title type="html">Tirs &amp;amp; &lt;i&gt;combats&lt;/i&gt;</title>
<link rel="enclosure" href="photo.jpg"/><link href="1"/>
<published>2026-03-01T11:00:00+02:00</published><updated>2026-03-01T11:30:00Z</updated>
<author><name>B. Auteur</name></author><author><name>C. Auteur</name></author>
<summary>Un r\u00e9sum\u00e9.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un.</p><p>Deux.</p></div></content>
</entry></feed>
"""
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://lowland.example/"><title>Lowland</title></channel>
<item rdf:about="https://lowland.example/1"><title>One</title>
<link>https://lowland.example/1</link><dc:date>2026-03-01T11:00:00Z</dc:date></item></rdf:RDF>
"""


def rss(*items: str) -> str:
    """Items -> an RSS 2.0 document."""
    return RSS.format(items="".join(items))


def rss_item(number: int, title: str = "Shells fall", text: str = "Two were hurt.") -> str:
    """A plain RSS item."""
    return ITEM.format(number=number, title=title, text=text)


def many_attributes(count: int) -> bytes:
    """A document whose one item has so many attributes that feedparser takes quadratic time."""
    attributes = " ".join(f'a{number}="{number}"' for number in range(count))
    return rss(f"<item {attributes}><title>Slow</title></item>").encode()
