"""The source kind ``feed``: RSS, Atom and JSON Feed, polled with conditional requests.

Unchanged, empty and failed are three different results. Servers lie with 304, so the feed is
fetched and read whole every six hours at least, whatever it says of itself.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.source import Empty, Failed, Fetched, Source, Unchanged, Validators, Visit
from bot.sources.client import ACCEPT_FEED, Body, GuardedClient, NotModified
from bot.sources.parsing import Parser

LONGEST_WITHOUT_FULL_FETCH = timedelta(hours=6)


async def visit(source: Source, client: GuardedClient, parser: Parser, now: datetime) -> Visit:
    """Poll a feed once.

    ``Fetched`` and ``Empty`` mean that the feed was read whole; ``Unchanged`` that it answered 304
    or with the very bytes that were read last. Validators belong into the commit of the items.
    """
    known = None if full_fetch_due(source, now) else _validators(source)
    answer = await client.fetch(source.spec.url, accept=ACCEPT_FEED, validators=known, now=now)
    if isinstance(answer, Failed):
        return answer
    if isinstance(answer, NotModified):
        return Unchanged(validators=_kept(known, answer.validators), moved_to=answer.moved_to)
    validators = replace(answer.validators, digest=_digest(answer))
    if known is not None and known.digest == validators.digest:
        return Unchanged(validators=validators, moved_to=answer.moved_to)
    return await read(answer, validators, parser, now)


async def read(
    answer: Body, validators: Validators, parser: Parser, now: datetime
) -> Fetched | Empty | Failed:
    """Read a body that should be a feed."""
    feed = await parser.feed(answer, now)
    if isinstance(feed, Failed):
        return replace(feed, moved_to=answer.moved_to)
    if not feed.items:
        return Empty(validators=validators, title=feed.title, moved_to=answer.moved_to)
    return Fetched(
        items=feed.items,
        validators=validators,
        title=feed.title,
        dropped=feed.dropped,
        moved_to=answer.moved_to,
        found_at=answer.url,
    )


def full_fetch_due(source: Source, now: datetime) -> bool:
    """Whether the feed must be read whole: never read so far, six hours ago, or the clock went back."""
    last = source.last_full_fetch_at
    return last is None or not timedelta(0) <= now - last < LONGEST_WITHOUT_FULL_FETCH


def _validators(source: Source) -> Validators:
    return Validators(etag=source.etag, last_modified=source.last_modified, digest=source.digest)


def _kept(known: Validators | None, said: Validators) -> Validators:
    """What to send next time after a 304: its own validators where it names any, else the old ones."""
    old = known or Validators()
    return Validators(
        etag=said.etag or old.etag, last_modified=said.last_modified or old.last_modified, digest=old.digest
    )


def _digest(answer: Body) -> str:
    return hashlib.blake2b(answer.content, digest_size=16).hexdigest()
