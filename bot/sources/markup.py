"""HTML to plain text with its paragraphs kept. Runs in the parsing process only.

Nothing is executed or fetched; scripts, forms and other non-text are dropped with their content.
"""

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_FRAGMENT_CHARACTERS = 200_000
MAX_FRAGMENT_TAGS = 5_000  # nested tags cost time with the square of their depth

BLOCKS = (
    "p, br, div, li, ul, ol, dl, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, pre, tr, table, hr, section, "
    "article, header, footer, figure, figcaption, address, aside, main, nav"
)
NOT_TEXT = [
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "button",
    "select",
    "textarea",
    "video",
    "audio",
    "canvas",
]
_LOOKS_LIKE_MARKUP = re.compile(r"<[a-zA-Z/!]")


def plain(text: str) -> str:
    """Text of a fragment that may or may not be HTML; line breaks part its paragraphs."""
    text = text[:MAX_FRAGMENT_CHARACTERS]
    if not _LOOKS_LIKE_MARKUP.search(text):
        return html.unescape(text) if "&" in text else text
    if text.count("<") > MAX_FRAGMENT_TAGS:
        text = "<".join(text.split("<", MAX_FRAGMENT_TAGS + 1)[:-1])
    # Line breaks of the source are only spaces in HTML; those that count are put in below.
    tree = LexborHTMLParser(" ".join(text.split()))
    tree.strip_tags(NOT_TEXT)
    return node_text(tree.body) if tree.body is not None else ""


def node_text(node: LexborNode) -> str:
    """Text below a node, with a line break at both ends of every block. Alters the tree."""
    for block in node.css(BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    return node.text(deep=True, separator="")
