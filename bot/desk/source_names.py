"""From what an operator typed to one source, or a question back.

Part of a name is never enough to act on; it only brings up the whole names.
"""

from bot.model.answers import Problem
from bot.model.source import Source
from bot.render.outside import refanged
from bot.store import sources
from bot.store.database import Session

MOST_NAMES = 4


def named(session: Session, typed: str) -> Source | Problem:
    """The source with this name, slug or address, also as copied from a message of ours."""
    wanted = refanged(typed.strip())
    if not wanted:
        return Problem(code="source_needed")
    source = sources.find(session, wanted)
    if source is not None:
        return source
    part = wanted.casefold()
    close = [
        one.spec.name
        for one in sources.all_sources(session)
        if any(part in field.casefold() for field in (one.spec.name, one.spec.slug, one.spec.url))
    ]
    if close:
        names = ", ".join(close[:MOST_NAMES])
        return Problem(code="source_ambiguous", values=(("text", typed.strip()), ("names", names)))
    return Problem(code="source_unknown", values=(("text", typed.strip()),))
