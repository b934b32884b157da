"""/latest and /incident: what happened, newest first, and one event whole."""

from bot.model.answers import IncidentFile, Latest, Problem
from bot.model.message import Message
from bot.model.place import Place
from bot.render import answers
from bot.render.incident_file import incident_file
from bot.render.problems import problem
from handlers import presses
from handlers.front import Call
from handlers.parsing import LATEST_DEFAULT, parse_latest, parse_reference


async def latest(call: Call) -> Message:
    """The newest incidents of a place, or of all watched borders."""
    asked = parse_latest(call.words)
    if isinstance(asked, Problem):
        return problem(asked, call.front.texts)
    return await latest_of(call, asked.place, asked.limit)


async def latest_of(call: Call, place_text: str, limit: int = LATEST_DEFAULT) -> Message:
    """The same, for a place as typed or as a suggestion's button names it."""

    def press(place: Place) -> str | None:
        return presses.encode(presses.LATEST, place.id, str(limit))

    answer = await call.front.desk.latest(place_text, limit)
    if isinstance(answer, Problem):
        return problem(answer, call.front.texts, press=press)
    return latest_message(call, answer)


def latest_message(call: Call, answer: Latest) -> Message:
    """The list in words: short in a group, with buttons in private."""
    if not call.in_group:
        return answers.latest(answer, call.front.texts, press=open_data)
    home = None
    if len(answer.incidents) > answers.LATEST_COMPACT:
        home = call.home(f"l-{answer.place.id}" if answer.place is not None else "")
    return answers.latest(answer, call.front.texts, compact=True, home=home)


def open_data(ref: str) -> str | None:
    """The data of a button that opens an incident."""
    return presses.encode(presses.OPEN, ref)


async def incident(call: Call) -> Message:
    """One incident with its reports and its history."""
    asked = parse_reference(call.words)
    if isinstance(asked, Problem):
        return problem(asked, call.front.texts)
    return await incident_of(call, asked)


async def incident_of(call: Call, ref_text: str) -> Message:
    """The same, for a reference as typed or as a button names it."""
    answer = await call.front.desk.incident(ref_text)
    if isinstance(answer, Problem):
        return problem(answer, call.front.texts)
    return file_message(call, answer)


def file_message(call: Call, answer: IncidentFile) -> Message:
    """The file in words; in a group the facts alone, the rest is said in private."""
    if not call.in_group:
        return incident_file(answer, call.front.texts)
    home = call.home(f"i-{answer.incident.ref}")
    return incident_file(answer, call.front.texts, compact=True, home=home)
