"""Feeds behind pages, and the text of articles."""

import json
import time

import pytest

from bot.sources.pages import article_by_extractor, article_by_marks, feed_links

HOME = "https://news.example/world/"
SENTENCES = [
    "Border guards found three armed men in the district on Tuesday morning.",
    "The press centre said that all of them had crossed the river at night.",
    "Weapons and a drone were taken at the scene, and an inquiry has been opened.",
    "Residents of the village heard shooting for about half an hour before dawn.",
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
BODY = "\n".join(SENTENCES)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>Site | Title</title>{head}</head><body>{body}</body></html>"


def test_declared_feeds_come_first_then_linked_then_common_ones() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="alternate" type="application/rss+xml; charset=utf-8" href="feed/">'
        '<link rel="alternate" type="application/atom+xml" href="https://feeds.example/a">'
        '<link rel="alternate" hreflang="ru" href="/ru/">'
    )
    links = feed_links(page('<a href="/rss-info">RSS</a><a href="javascript:feed()">x</a>', head), HOME)
    assert links[:4] == (
        "https://news.example/world/feed/",
        "https://feeds.example/a",
        "https://news.example/comments/feed/",
        "https://news.example/rss-info",
    )
    assert "https://news.example/feed/" in links
    assert len(links) <= 8


def test_links_are_read_against_the_pages_base() -> None:
    head = '<base href="https://other.example/x/"><link rel=alternate type=application/rss+xml href=feed>'
    assert feed_links(page("", head), HOME)[0] == "https://other.example/x/feed"


@pytest.mark.parametrize(
    "wrap",
    [
        '<div itemprop="articleBody">{}</div>',
        '<div class="entry-content">{}</div>',
        '<div class="wsw">{}</div>',
        "<article><h1>t</h1>{}</article>",
        "<main>{}</main>",
    ],
)
def test_an_article_is_found_by_the_marks_of_its_page(wrap: str) -> None:
    beside = (
        '<nav><p>Menu of the site with many words</p></nav><div class="related"><p>Read also this</p></div>'
    )
    found = article_by_marks(
        page(beside + wrap.format(beside + PARAGRAPHS) + "<footer><p>Imprint</p></footer>")
    )
    assert found is not None
    assert found.text == BODY


def test_the_pages_own_data_are_preferred() -> None:
    data = {"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "articleBody": BODY}]}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    found = article_by_marks(
        page("<article><p>" + "Something else altogether. " * 20 + "</p></article>", head)
    )
    assert found is not None
    assert found.text == BODY


@pytest.mark.parametrize("data", ["{", "null", "7", '["x"]', '{"articleBody": 5}', "[" * 50_000])
def test_broken_data_in_a_page_do_no_harm(data: str) -> None:
    head = f'<script type="application/ld+json">{data}</script>'
    found = article_by_marks(page(f"<article>{PARAGRAPHS}</article>", head))
    assert found is not None
    assert found.text == BODY


def test_text_without_paragraphs_is_taken_with_its_line_breaks() -> None:
    found = article_by_marks(page('<div class="news-text">' + "<br><br>".join(SENTENCES) + "</div>"))
    assert found is not None
    assert found.text == BODY


def test_the_title_is_that_of_the_article() -> None:
    marked = article_by_marks(
        page(f"<article>{PARAGRAPHS}</article>", '<meta property="og:title" content="Three &amp; armed">')
    )
    headed = article_by_marks(page(f"<h1>Three <b>armed</b></h1><article>{PARAGRAPHS}</article>"))
    bare = article_by_marks(page(f"<article>{PARAGRAPHS}</article>"))
    assert [found.title for found in (marked, headed, bare) if found is not None] == [
        "Three & armed",
        "Three armed",
        "Site | Title",
    ]


def test_a_page_without_marks_is_left_to_the_extractor() -> None:
    unmarked = page(f"<div><div><h2>Three armed men</h2>{PARAGRAPHS * 2}</div></div>")
    assert article_by_marks(unmarked) is None
    found = article_by_extractor(unmarked)
    assert found is not None
    assert SENTENCES[0] in found.text


@pytest.mark.parametrize("text", ["", "<html></html>", "<article><p>Short.</p></article>", "x" * 10, "{}"])
def test_a_page_without_a_text_has_no_article(text: str) -> None:
    assert article_by_marks(text) is None
    assert article_by_extractor(text) is None


def test_the_persian_joiner_survives() -> None:
    text = "مرزبانان می\u200cگویند که درگیری در شب رخ داده است. " * 10
    found = article_by_marks(page(f"<article><p>{text}</p></article>"))
    assert found is not None
    assert "می\u200cگویند" in found.text


def test_a_deep_page_is_read_in_time() -> None:
    started = time.perf_counter()
    article_by_marks("<div>" * 20_000 + BODY)
    feed_links("<a href=/feed>" * 20_000, HOME)
    assert time.perf_counter() - started < 5
