"""/review: what waits for a person's look. Operators only; looking changes nothing.

A press only turns pages; the desk names every text by its id.
"""

from bot.model.answers import Problem
from bot.model.message import Message
from bot.render import review as words
from bot.render.problems import problem
from handlers import presses
from handlers.front import Call
from handlers.parsing import parse_review, review_limit, whole_number


async def review(call: Call) -> Message:
    """The newest texts that wait."""
    limit = parse_review(call.words)
    if isinstance(limit, Problem):
        return problem(limit, call.front.texts)
    return await _page(call, limit, 0)


async def turn(call: Call, limit: str, skip: str) -> Message:
    """The same, further back or forth, for a button."""
    return await _page(call, review_limit(limit), whole_number(skip))


async def _page(call: Call, limit: int, skip: int) -> Message:
    def press(begin: int) -> str | None:
        return presses.encode(presses.REVIEW, str(limit), str(begin))

    queue = await call.front.desk.review(limit, skip)
    return words.review(queue, call.front.texts, limit=limit, turn=press)
