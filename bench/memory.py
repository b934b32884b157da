"""Whether memory stays flat while a hundred thousand documents are read, each with words never seen before.

A reader that remembers every word it has met would grow for as long as the bot runs. Names made of random
syllables make sure that there is always something new to remember; what is measured is what this process
holds more at the end than after it has warmed up.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bench.documents import incident_documents, unrelated_documents
from bench.figures import Figure, Kind, Sense
from bot.extraction.reader import Reader
from bot.model.document import Document

DOCUMENTS = 100_000
WARM = 20_000
LENGTH = 300
POOL = 500
NEW_WORDS = 3
MIB = 1024.0
_LETTERS = {
    "ru": "бвгдзклмнрсту",
    "tg": "бвгдзклмнрсту",
    "fa": "بتجدرزسکلمنو",
    "ar": "بتجدرزسکلمنو",
    "zh": "巴罗希内库洛瓦齐",
}
_STATUS = Path("/proc/self/status")


def memory_figure(reader: Reader, documents: int = DOCUMENTS, warm: int = WARM) -> Figure:
    """How much memory reading so many documents leaves behind, MiB; ``warm`` of them are not counted."""
    endless = _documents()
    for document in islice(endless, warm):
        reader.read(document)
    before = _resident_mib()
    for document in islice(endless, documents - warm):
        reader.read(document)
    after = _resident_mib()
    grown = None if before is None or after is None else after - before
    return Figure(
        name=f"memory grown while {documents:,} short documents are read",
        value=grown,
        unit="MiB",
        sense=Sense.AT_MOST,
        target=16,
        kind=Kind.MACHINE,
        note=_note(before, after, warm),
    )


def _note(before: float | None, after: float | None, warm: int) -> str:
    if before is None or after is None:
        return "this system does not tell how much memory a process holds"
    return f"{before:.1f} MiB after {warm:,} documents, {after:.1f} MiB at the end; new words in every one"


def _documents() -> Iterator[Document]:
    """Documents without end, no two alike, of the languages of the other figures."""
    chance = random.Random(20_260_118)
    pool = [*incident_documents(POOL, length=LENGTH), *unrelated_documents(POOL, length=LENGTH)]
    while True:
        for document in pool:
            letters = _LETTERS.get(document.language or "", "bcdfgklmnoprstu")
            words = " ".join("".join(chance.choices(letters, k=7)) for _ in range(NEW_WORDS))
            yield replace(document, text=f"{document.text} {words}.")


def _resident_mib() -> float | None:
    """What this process holds now, or None where the system does not tell."""
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) / MIB for line in lines if line.startswith("VmRSS:")), None)
