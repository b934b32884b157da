"""``read``: documents in, readings out, one JSON object a line, in order.

Each reading is written before the next document is read, so an endless input can be followed. A text
that breaks the reader is reported and passed over; it must never end the reading of the others.
"""

import json
import sys
from collections.abc import Iterable
from typing import TextIO

from bot.commands.feed_of_documents import BadLine, documents
from bot.commands.terminal import say
from bot.extraction.output import reading_record
from bot.extraction.reader import Reader


def read(lines: Iterable[str], reader: Reader, output: TextIO) -> None:
    """Read every document of ``lines`` and write its reading; bad lines go to standard error."""
    for document in documents(lines):
        if isinstance(document, BadLine):
            say(f"line {document.number}: {document.why}")
            continue
        try:
            record = reading_record(reader.read(document))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is said and the next one is read
            say(f"document {document.id}: reading broke ({type(error).__name__})")
            continue
        output.write(json.dumps(record, ensure_ascii=False) + "\n")
        output.flush()


def open_lines(path: str) -> TextIO:
    """The lines of a file, or of standard input for ``-``; broken bytes are replaced, never fatal."""
    if path == "-":
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
        return sys.stdin
    return open(path, encoding="utf-8", errors="replace")  # noqa: PTH123 - the caller closes it
