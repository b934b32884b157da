"""How fast one core reads, and what a document costs that the first gate rejects.

Times are CPU seconds of this process (``time.process_time``), medians over rounds, so that a busy
machine disturbs little.
"""

from collections.abc import Callable, Sequence
from email.utils import format_datetime
from html import escape
from io import BytesIO
from statistics import median
from time import process_time

import feedparser

from bench.documents import LENGTH, incident_documents, unrelated_documents
from bench.figures import Figure, Kind, Sense
from bot.extraction.reader import Reader
from bot.model.document import Document
from bot.model.vocabulary import Decision

ROUNDS = 5
READ_COUNT = 600
REJECTED_COUNT = 300


def reading_figures(reader: Reader) -> tuple[Figure, ...]:
    """The two figures of reading, measured with this reader."""
    return _speed(reader), _rejection(reader)


def _speed(reader: Reader) -> Figure:
    documents = incident_documents(READ_COUNT)
    warm_up = incident_documents(60, seed=1)
    for document in warm_up:
        reader.read(document)
    passed = sum(reader.gate(document.title, document.text) for document in documents)
    seconds = _median_seconds(lambda: _read_all(reader, documents))
    found = sum(reader.read(document).decision is Decision.INCIDENT for document in documents)
    return Figure(
        name=f"reading, one core, documents of {LENGTH:,} characters",
        value=READ_COUNT / seconds,
        unit="documents/s",
        sense=Sense.AT_LEAST,
        target=300,
        kind=Kind.MACHINE,
        note=f"{passed} of {READ_COUNT} pass the first gate, {found} are read as incidents",
    )


def _rejection(reader: Reader) -> Figure:
    documents = unrelated_documents(REJECTED_COUNT)
    rejected = [d for d in documents if not reader.gate(d.title, d.text)]
    name = "a document that the first gate rejects, against feedparser's cost of the item"
    unit, limit = "times", 2.0
    if len(rejected) < REJECTED_COUNT / 2:
        note = f"the gate lets {len(documents) - len(rejected)} of {len(documents)} unrelated texts pass"
        return Figure(
            name=name,
            value=None,
            unit=unit,
            sense=Sense.AT_MOST,
            target=limit,
            kind=Kind.RATIO,
            note=note,
        )
    feed = _feed(rejected)
    _read_all(reader, rejected[:50])
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_seconds(lambda: _read_all(reader, rejected)))
        theirs.append(_seconds(lambda: feedparser.parse(BytesIO(feed))))
    per_item = [1e6 * median(seconds) / len(rejected) for seconds in (ours, theirs)]
    return Figure(
        name=name,
        value=per_item[0] / per_item[1],
        unit=unit,
        sense=Sense.AT_MOST,
        target=limit,
        kind=Kind.RATIO,
        note=f"{per_item[0]:,.0f} µs against {per_item[1]:,.0f} µs each, over {len(rejected)} documents",
    )


def _read_all(reader: Reader, documents: Sequence[Document]) -> None:
    for document in documents:
        reader.read(document)


def _median_seconds(work: Callable[[], object]) -> float:
    return median(_seconds(work) for _ in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _feed(documents: Sequence[Document]) -> bytes:
    items = "".join(
        f"<item><title>{escape(document.title or '')}</title><guid>{document.id}</guid>"
        f"<link>http://feed.test/{document.id}</link>"
        f"<pubDate>{format_datetime(document.seen_at)}</pubDate>"
        f"<description>{escape(document.text)}</description></item>\n"
        for document in documents
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>bench</title>'
    return f"{head}{items}</channel></rss>".encode()
