"""Feeds of every format, sound, broken and hostile, read in this process."""

import json
import time
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

import pytest

from bot.model.document import FeedItem
from bot.sources.feeds import parse_feed
from bot.sources.parsed import MAX_ITEMS, NotAFeed, ParsedFeed

NOW = datetime(2025, 11, 27, 12, 0, tzinfo=UTC)
HOME = "https://news.example/feed/"


def read(text: str) -> ParsedFeed:
    feed = parse_feed(text, HOME, NOW)
    assert isinstance(feed, ParsedFeed), feed
    return feed


def rss(*items: str, title: str = "News") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{inner}</channel></rss>'


def item_of(inner: str) -> FeedItem:
    (item,) = read(rss(inner)).items
    return item


RSS_2 = rss(
    "<guid isPermaLink='false'>n-17</guid><title>Clash at the river</title><link>https://news.example/17</link>"
    "<pubDate>Thu, 27 Nov 2025 09:30:00 +0500</pubDate>"
    "<description>Two men &lt;b&gt;crossed&lt;/b&gt;.</description>"
)
RSS_1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>News</title></channel>
<item rdf:about="https://news.example/17"><title>Clash at the river</title><link>https://news.example/17</link>
<description>Two men crossed.</description><dc:date>2025-11-27T09:30:00+05:00</dc:date></item></rdf:RDF>"""
RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>News</title><item><title>Clash at the river</title>
<link>https://news.example/17</link><description>Two men crossed.</description></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><id>tag:news.example,2025:17</id><title type="html">Clash at the &lt;i&gt;river&lt;/i&gt;</title>
<link rel="alternate" href="/17"/><published>2025-11-27T04:30:00Z</published>
<updated>2025-11-27T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two men crossed.</p></div>
</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "items": [
            {
                "id": 17,
                "url": "/17",
                "title": "Clash at the river",
                "content_html": "<p>Two men crossed.</p>",
                "date_published": "2025-11-27T09:30:00+05:00",
            }
        ],
    }
)


@pytest.mark.parametrize(
    ("text", "external_id", "dated"),
    [
        (RSS_2, "n-17", True),
        (RSS_1, "https://news.example/17", True),
        (RSS_091, "https://news.example/17", False),
        (ATOM, "tag:news.example,2025:17", True),
        (JSON_FEED, "17", True),
    ],
    ids=["rss 2.0", "rss 1.0", "rss 0.91", "atom", "json feed"],
)
def test_every_format_yields_the_same_item(text: str, external_id: str, dated: bool) -> None:
    feed = read(text)
    assert feed.title == "News"
    assert feed.items == (
        FeedItem(
            external_id=external_id,
            url="https://news.example/17",
            title="Clash at the river",
            text="Two men crossed.",
            published_at=datetime(2025, 11, 27, 4, 30, tzinfo=UTC) if dated else None,
        ),
    )


def test_the_longest_of_several_texts_is_taken_with_its_paragraphs() -> None:
    inner = (
        "<title>t</title><description>Short…</description>"
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<![CDATA[<p>One\n line.</p><script>alert(1)</script><ul><li>two</li><li>three</li></ul>"
        "four<br/>five]]></content:encoded>"
    )
    item = item_of(inner)
    assert item.text == "One line.\ntwo\nthree\nfour\nfive"
    assert not item.truncated


@pytest.mark.parametrize("ending", ["…", "...", "[&amp;#8230;]", "[...]"])
def test_a_text_that_ends_in_an_ellipsis_is_truncated(ending: str) -> None:
    assert item_of(f"<title>t</title><description>It began at night {ending}</description>").truncated


def test_a_text_over_the_cap_is_cut_and_marked_truncated() -> None:
    item = item_of(f"<title>{'t' * 500}</title><description>{'слово ' * 9_000}</description>")
    assert len(item.text) <= 20_000
    assert item.title is not None
    assert len(item.title) == 300
    assert item.truncated


def test_markup_and_scripts_in_titles_become_text() -> None:
    item = item_of(
        f"<title>{escape('a <script>x()</script><b>b</b> &amp; c')}</title><link>https://a.example/</link>"
    )
    assert item.title == "a b & c"


def test_a_javascript_link_is_dropped_and_the_item_kept() -> None:
    item = item_of("<title>t</title><link>javascript:alert(1)</link><description>d</description>")
    assert item.url is None


def test_an_item_without_id_is_known_by_its_address_else_by_its_words() -> None:
    assert item_of("<title>t</title><link>https://a.example/1</link>").external_id == "https://a.example/1"
    nameless = item_of("<title>t</title><description>d</description>")
    assert nameless.external_id == item_of("<title>t</title><description>d</description>").external_id
    assert nameless.external_id != item_of("<title>t</title><description>e</description>").external_id


def test_an_id_that_several_links_share_is_no_id() -> None:
    feed = read(
        rss(
            *(
                f"<guid>https://news.example/</guid><title>t</title><link>https://news.example/{n}</link>"
                for n in range(3)
            )
        )
    )
    assert {item.external_id for item in feed.items} == {f"https://news.example/{n}" for n in range(3)}


def test_a_repeated_item_is_kept_once_and_counted() -> None:
    feed = read(rss(*["<guid>1</guid><title>t</title><link>https://a.example/1</link>"] * 3))
    assert len(feed.items) == 1
    assert feed.dropped == 2


def test_a_long_id_is_kept_as_a_bounded_hash() -> None:
    ids = {item_of(f"<guid>{'x' * 5_000}{n}</guid><title>t</title>").external_id for n in range(2)}
    assert all(len(identity) <= 200 for identity in ids)


def test_ids_do_not_depend_on_the_address_of_the_feed() -> None:
    text = rss("<guid>42</guid><title>t</title>")
    other = parse_feed(text, "http://mirror.example/rss", NOW)
    assert isinstance(other, ParsedFeed)
    assert other.items[0].external_id == read(text).items[0].external_id == "42"


@pytest.mark.parametrize(
    "date",
    [
        "Fri, 31 Dec 1999 23:59:59 +0000", "Thu, 01 Jan 1970 00:00:00 +0000",
        "Fri, 31 Dec 9999 23:59:59 +0000", "Mon, 01 Dec 2025 12:00:00 +0000",
        "yesterday", "", "99999999999999",
    ],
)  # fmt: skip
def test_dates_that_cannot_be_are_no_dates(date: str) -> None:
    assert item_of(f"<title>t</title><pubDate>{date}</pubDate>").published_at is None


def test_a_date_within_a_day_ahead_is_kept_as_published() -> None:
    ahead = NOW + timedelta(hours=23)
    item = item_of(f"<title>t</title><pubDate>{ahead:%a, %d %b %Y %H:%M:%S} +0000</pubDate>")
    assert item.published_at == ahead


def test_dated_items_come_newest_first_and_others_in_the_feeds_order() -> None:
    dated = [
        f"<guid>{day}</guid><title>t</title><pubDate>{day} Nov 2025 10:00:00 +0000</pubDate>"
        for day in (1, 9, 5)
    ]
    assert [item.external_id for item in read(rss(*dated)).items] == ["9", "5", "1"]
    undated = [*dated, "<guid>x</guid><title>t</title>"]
    assert [item.external_id for item in read(rss(*undated)).items] == ["1", "9", "5", "x"]


def test_a_feed_without_items_is_empty_and_sound() -> None:
    assert read(rss()) == ParsedFeed(title="News", items=(), dropped=0)
    assert read('{"version": "https://jsonfeed.org/version/1", "title": "News", "items": []}').items == ()
    assert read('<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>').items == ()


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "x" * 11, "%PDF-1.7 binary", "<!DOCTYPE html><html><body>Sign in</body></html>",
        "<html><head><title>t</title></head><body><rss>no</rss></body></html>",
        "<?xml version='1.0'?><opml></opml>", "{}", "[]",
        '{"items": []}', '{"items": [], "version": "2"}', '{"version": 1, "items": {}}',
        "{" * 100_000, '{"version": "https://jsonfeed.org/version/1", "items": [' + "[" * 100_000,
        "null", "\x00\x01",
        "<rss><item></item><item/></rss>", "<sitemapindex><sitemap/></sitemapindex>",
    ],
)  # fmt: skip
def test_what_is_no_feed_is_said_to_be_none(text: str) -> None:
    assert isinstance(parse_feed(text, HOME, NOW), NotAFeed)


def test_json_with_wrong_types_yields_what_is_usable() -> None:
    items = [
        None,
        7,
        {"id": ["x"], "title": {}, "content_text": "words"},
        {"id": True, "title": "\ud800t"},
        {},
    ]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1", "title": 5, "items": items}))
    assert [item.text or item.title for item in feed.items] == ["words", "t"]
    assert feed.dropped == 3


def test_broken_xml_yields_the_items_that_can_be_read() -> None:
    text = "<rss><channel><title>News</title><item><title>a & b &nbsp; c</title><guid>1</guid></item>"
    assert read(text + "<item><title>cut").items[0].title == "a & b c"


def test_garbage_before_the_feed_is_skipped() -> None:
    assert read("\n<br />\n<b>Warning</b>: something in x.php\n" + RSS_2).items[0].external_id == "n-17"


def test_entity_bombs_and_outside_entities_stay_unread() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{lol}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    started = time.perf_counter()
    feed = read(bomb + rss("<title>before &l9; &x; after</title>").removeprefix('<?xml version="1.0"?>'))
    assert time.perf_counter() - started < 2
    title = feed.items[0].title or ""
    assert "lol" not in title
    assert "root" not in title


def test_a_feed_beyond_the_cap_is_cut_and_counted() -> None:
    items = [f"<guid>{n}</guid><title>t</title>" for n in range(MAX_ITEMS + 40)]
    feed = read(rss(*items))
    assert len(feed.items) == MAX_ITEMS
    assert feed.dropped == 40
    atom = "".join(f"<entry><id>{n}</id><title>t</title></entry>" for n in range(MAX_ITEMS + 7))
    feed = read(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{atom}</feed>')
    assert (len(feed.items), feed.dropped) == (MAX_ITEMS, 7)
    entries = [{"id": str(n), "title": "t"} for n in range(MAX_ITEMS + 3)]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1", "items": entries}))
    assert (len(feed.items), feed.dropped) == (MAX_ITEMS, 3)


def test_fifty_thousand_items_cost_no_more_than_the_cap() -> None:
    text = rss(*["<guid>1</guid><title>t</title>"] * 50_000)
    started = time.perf_counter()
    assert read(text).dropped == 49_999
    assert time.perf_counter() - started < 3


def test_a_giant_attribute_is_refused_at_once() -> None:
    text = f'<rss version="2.0" x="{"y" * 4_000_000}"><channel><item><title>t</title></item></channel></rss>'
    started = time.perf_counter()
    assert isinstance(parse_feed(text, HOME, NOW), NotAFeed)
    assert time.perf_counter() - started < 1


def test_a_string_that_looks_like_a_path_or_an_address_is_never_opened() -> None:
    for text in ("/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/feed"):
        assert isinstance(parse_feed(text, HOME, NOW), NotAFeed)
