"""The killable process in which everything untrusted is parsed.

Started as ``python -m bot.sources.parser_process`` by ``bot.sources.child``. Reads jobs on standard
input (one JSON line that names the job and the number of bytes that follow) and answers each with
one JSON line. It opens no file and no socket while it parses, holds no secret, and is thrown away
when it takes too long, too much memory or says something odd.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from bot.sources import feeds, pages
from bot.sources.decoding import decode
from bot.sources.parsed import NotAFeed, feed_to_wire

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS_PER_JOB = 10
MAX_ANSWER_BYTES = 4 * 1024 * 1024
RETIREMENT_KIB = 96 * 1024

Job = Callable[[bytes, dict[str, Any]], dict[str, Any]]


def parse_feed(body: bytes, job: dict[str, Any]) -> dict[str, Any]:
    """The job ``feed``: its items, or why it is no feed."""
    text = decode(body, job["content_type"])
    with nothing_opened():
        feed = feeds.parse_feed(text, job["url"], datetime.fromisoformat(job["now"]))
    return {"refused": feed.why} if isinstance(feed, NotAFeed) else feed_to_wire(feed)


def find_feed_links(body: bytes, job: dict[str, Any]) -> dict[str, Any]:
    """The job ``links``: where the feed of a page may be."""
    text = decode(body, job["content_type"])
    with nothing_opened():
        return {"links": pages.feed_links(text, job["url"])}


def extract_article(body: bytes, job: dict[str, Any]) -> dict[str, Any]:
    """The job ``article``: text and title of a page, or why there is none."""
    text = decode(body, job["content_type"])
    with nothing_opened():
        article = pages.article_by_marks(text)
    if article is None:
        pages.load_extractor()
        with nothing_opened():
            article = pages.article_by_extractor(text)
    if article is None:
        return {"refused": "no text of some length on the page"}
    return {"text": article.text, "title": article.title}


JOBS: dict[str, Job] = {"feed": parse_feed, "links": find_feed_links, "article": extract_article}


def main() -> None:
    """Answer jobs until standard input ends."""
    incoming = sys.stdin.buffer
    outgoing = _private_output()
    _limit_resources()
    feeds.warm_up()
    _write(outgoing, {"ready": True})
    while line := incoming.readline(65_536):
        job = json.loads(line)
        body = incoming.read(job["length"])
        if len(body) < job["length"]:
            return
        _grant_cpu_time()
        _write(outgoing, _answer(JOBS[job["job"]], body, job))


def _answer(work: Job, body: bytes, job: dict[str, Any]) -> dict[str, Any]:
    """Do the job; whatever a parser throws at us is an answer, too."""
    try:
        answer = work(body, job)
    except MemoryError:
        return {"failed": "MemoryError", "retire": True}
    except Exception as error:  # noqa: BLE001 - third-party parsers on hostile input
        answer = {"failed": type(error).__name__}
    if _held_kib() > RETIREMENT_KIB:
        answer["retire"] = True
    return answer


def _held_kib() -> int:
    """Memory that this process holds now, in KiB.

    The highest mark of ``getrusage`` serves only where there is no better: a new process inherits it
    from the one that started it, so a bot that was once large would have every job retire.
    """
    try:
        resident = int(Path("/proc/self/statm").read_bytes().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return resident * resource.getpagesize() // 1024


@contextmanager
def nothing_opened() -> Iterator[None]:
    """No new file, socket or pipe can be opened inside the block: the limit on descriptors is used up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _limit_resources() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (bound, bound))


def _grant_cpu_time() -> None:
    """Allow the next job its seconds; the limit counts the life of the process, so it moves along."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS_PER_JOB, hard))


def _private_output() -> BinaryIO:
    """Keep the answers' channel to ourselves: a library that prints must not speak to the parent."""
    channel = os.dup(1)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.close(null)
    return os.fdopen(channel, "wb")


def _write(outgoing: BinaryIO, answer: dict[str, Any]) -> None:
    line = _line(answer)
    items = answer.get("items", [])
    while len(line) > MAX_ANSWER_BYTES and items:
        # The oldest items go first; a feed this heavy is no news feed anyway.
        kept = len(items) * 3 // 4
        answer["dropped"] += len(items) - kept
        del items[kept:]
        line = _line(answer)
    outgoing.write(line)
    outgoing.flush()


def _line(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


if __name__ == "__main__":
    main()
