"""/toll: how many were killed by our log, with the list behind it."""

from datetime import date

from bot.desk.dates import parse_day
from bot.model.answers import Problem
from bot.model.message import Message
from bot.model.place import Place
from bot.render.problems import problem
from bot.render.tolls import toll_answer
from handlers import presses
from handlers.front import Call
from handlers.parsing import TollQuestion, parse_toll


async def toll(call: Call) -> Message:
    """Count over a place and a period."""
    asked = parse_toll(call.words, parse_day)
    if isinstance(asked, Problem):
        return problem(asked, call.front.texts)
    return await toll_of(call, asked)


async def toll_of(call: Call, asked: TollQuestion) -> Message:
    """The same, for a question as typed or as a suggestion's button holds it."""

    def press(place: Place) -> str | None:
        return presses.encode(presses.TOLL, place.id, _iso(asked.since), _iso(asked.until))

    answer = await call.front.desk.toll(asked.place, asked.since, asked.until)
    if isinstance(answer, Problem):
        return problem(answer, call.front.texts, press=press)
    home = call.home() if call.in_group else None
    return toll_answer(answer, call.front.texts, compact=call.in_group, home=home)


def question_of(place_id: str, since: str, until: str) -> TollQuestion:
    """The question that a button's data holds; unreadable days count as none."""
    return TollQuestion(place=place_id, since=parse_day(since), until=parse_day(until))


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
