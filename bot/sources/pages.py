"""HTML pages: the feeds they point to, and the text of an article. Runs in the parsing process only.

An article's text is looked for in the page's own data, then by the class names that news sites
use, and only then by trafilatura, which is loaded on first use because it doubles the memory.
"""

import functools
import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.sources.cleaning import clean_line, clean_text, clean_url
from bot.sources.markup import NOT_TEXT, plain
from bot.sources.parsed import MAX_FEED_LINKS, Article

MAX_PAGE_CHARACTERS = 1_000_000
LEAST_ARTICLE_CHARACTERS = 200

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "text/xml"})
COMMON_FEED_PATHS = ("/feed/", "/rss/", "/rss.xml", "/feed.xml", "/atom.xml")
_FEED_WORDS = ("rss", "feed", "atom")

# From the surest mark to the vaguest; the first that holds enough text wins.
ARTICLE_SELECTORS = (
    "[itemprop=articleBody]",
    ".article__text, .article-text, .article__body, .article-body, .articleBody, .article__content",
    ".entry-content, .post-content, .post__content, .td-post-content, .single-content",
    ".story-body, .story__content, .news-text, .news__text, .newstext, .news-detail, .news-content",
    ".wsw, .body-container, .content__body, .text-content, .full-text, .fulltext, #article-body",
    "article",
    "main, [role=main]",
)
BESIDE_THE_ARTICLE = (
    "nav, aside, footer, figcaption, .share, .sharing, .social, .related, .related-posts, .tags, "
    ".comments, #comments, .advertisement, .banner, .breadcrumbs, .subscribe, .newsletter"
)


def feed_links(page: str, url: str) -> tuple[str, ...]:
    """Addresses where the feed of a page may be: declared ones first, then likely ones."""
    tree = LexborHTMLParser(page[:MAX_PAGE_CHARACTERS])
    base_node = tree.css_first("base[href]")
    base = urljoin(url, _attribute(base_node, "href")) if base_node is not None else url
    declared = [
        _attribute(node, "href")
        for node in tree.css("link[rel~=alternate]")
        if _attribute(node, "type").lower().split(";")[0].strip() in FEED_TYPES
    ]
    # Comment feeds are declared beside the real one on many sites; they are of no use here.
    declared.sort(key=lambda link: "comment" in link.lower())
    linked = [link for link in _anchors(tree) if any(word in link.lower() for word in _FEED_WORDS)]
    return _distinct(
        clean_url(link, base) for link in (*declared[:4], *linked[:3], *COMMON_FEED_PATHS) if link
    )


def article_by_marks(page: str) -> Article | None:
    """The article where the page itself marks it; None where no text of some length is found."""
    tree = LexborHTMLParser(page[:MAX_PAGE_CHARACTERS])
    title = _title(tree)
    return _article(_declared_body(tree) or _selected_body(tree), title)


def article_by_extractor(page: str) -> Article | None:
    """The article as trafilatura guesses it; see ``load_extractor``."""
    page = page[:MAX_PAGE_CHARACTERS]
    text = load_extractor().extract(
        page, favor_precision=True, include_comments=False, include_tables=False, deduplicate=False
    )
    return _article(clean_text(text or ""), _title(LexborHTMLParser(page)))


@functools.cache
def load_extractor() -> Any:
    """trafilatura, loaded on first use together with the files that it reads when a page is poor."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    for poor_page in ("<html></html>", "<html><body><p>A few words.</p></body></html>"):
        trafilatura.extract(poor_page, favor_precision=True)
    return trafilatura


def _article(text: str, title: str | None) -> Article | None:
    return Article(text=text, title=title) if len(text) >= LEAST_ARTICLE_CHARACTERS else None


def _anchors(tree: LexborHTMLParser) -> Iterator[str]:
    return (_attribute(node, "href") for node in tree.css("a[href]"))


def _distinct(links: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link for link in links if link))[:MAX_FEED_LINKS]


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _title(tree: LexborHTMLParser) -> str | None:
    meta = tree.css_first('meta[property="og:title"]')
    heading = tree.css_first("h1") or tree.css_first("title")
    text = _attribute(meta, "content") if meta is not None else ""
    if not text and heading is not None:
        text = heading.text(deep=True)
    return clean_line(text) or None


def _declared_body(tree: LexborHTMLParser) -> str:
    """The text that the page gives for machines (schema.org's articleBody)."""
    for node in tree.css('script[type="application/ld+json"]')[:10]:
        try:
            data = json.loads(node.text(deep=True))
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            body = thing.get("articleBody")
            text = clean_text(plain(body)) if isinstance(body, str) else ""
            if len(text) >= LEAST_ARTICLE_CHARACTERS:
                return text
    return ""


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD block, one level deep: that is where news sites keep the article."""
    top = data if isinstance(data, list) else [data]
    for thing in top[:50]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            if isinstance(graph, list):
                yield from (inner for inner in graph[:50] if isinstance(inner, dict))


def _selected_body(tree: LexborHTMLParser) -> str:
    tree.strip_tags(NOT_TEXT)
    for node in tree.css(BESIDE_THE_ARTICLE):
        node.decompose()
    for selector in ARTICLE_SELECTORS:
        found = [_paragraphs(node) for node in tree.css(selector)[:5]]
        text = max(found, key=len, default="")
        if len(text) >= LEAST_ARTICLE_CHARACTERS:
            return text
    return ""


def _paragraphs(node: LexborNode) -> str:
    """Text of the paragraphs below a node; all of its text where it has hardly any."""
    paragraphs = clean_text("\n".join(" ".join(p.text(deep=True).split()) for p in node.css("p")))
    if len(paragraphs) >= LEAST_ARTICLE_CHARACTERS:
        return paragraphs
    return clean_text(plain(node.html or ""))
