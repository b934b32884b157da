"""/sources and /status for everyone; adding, removing, pausing and polling for operators."""

from collections.abc import Awaitable, Callable

from bot.desk.asker import Asker
from bot.model.answers import Problem, SourceChanged, SourceList
from bot.model.message import Message
from bot.render import health
from bot.render import sources as words
from bot.render.answers import notice
from bot.render.problems import problem
from bot.render.source_list import SourceView, page_count, source_list, source_list_in_group
from handlers import presses
from handlers.front import Call
from handlers.parsing import (
    ALL,
    FAILING,
    NAME_LIMIT,
    PLACE_LIMIT,
    parse_name,
    parse_new_source,
    parse_sources,
    whole_number,
)

Change = Callable[[Asker, str], Awaitable[SourceChanged | Problem]]


async def sources(call: Call) -> Message:
    """What is read, and how each source is: a page of the list."""
    asked = parse_sources(call.words)
    if isinstance(asked, Problem):
        return problem(asked, call.front.texts)
    answer = await call.front.desk.sources()
    pages = page_count(answer, failing=asked.failing)
    if not 1 <= asked.page <= pages:
        shown = (("text", call.words.split()[-1][:PLACE_LIMIT]), ("most", str(pages)))
        return problem(Problem(code="number_out_of_range", values=shown), call.front.texts)
    return _listed(call, answer, SourceView(failing=asked.failing, page=asked.page))


async def turn(call: Call, part: str, page: str) -> Message:
    """The same, for a button; one whose page is gone by now leads to the last."""
    view = SourceView(failing=part == FAILING, page=whole_number(page))
    return _listed(call, await call.front.desk.sources(), view)


def _listed(call: Call, answer: SourceList, view: SourceView) -> Message:
    if call.in_group:
        return source_list_in_group(answer, call.front.texts, home=call.home("w-all"))
    return source_list(answer, call.front.texts, view, turn=_turning)


def _turning(view: SourceView) -> str | None:
    return presses.encode(presses.SOURCES, FAILING if view.failing else ALL, str(view.page))


async def status(call: Call) -> Message:
    """Sources alive, newest item, last poll: whether silence can be trusted."""
    return health.status(await call.front.desk.status(), call.front.texts, compact=call.in_group)


async def add_source(call: Call) -> Message:
    """Fetch an address, show what we make of it, and ask."""
    asked = parse_new_source(call.words)
    if isinstance(asked, Problem):
        return problem(asked, call.front.texts)
    trial = await call.front.desk.try_source(call.asker, asked.url, asked.name)
    if isinstance(trial, Problem):
        return problem(trial, call.front.texts)
    return words.source_trial(
        trial,
        call.front.texts,
        confirm_data=presses.encode(presses.ADD_SOURCE, trial.token),
        cancel_data=presses.encode(presses.DROP_SOURCE, trial.token),
    )


async def confirm(call: Call, token: str) -> Message | None:
    """The operator pressed "add": the desk knows whose trial it is and whether it still stands."""
    answer = await call.front.desk.confirm_source(call.asker, token)
    return None if answer is None else _changed(call, answer)


async def dismiss(call: Call, token: str) -> Message | None:
    """The operator pressed "do not add"."""
    dropped = await call.front.desk.dismiss_source(call.asker, token)
    if isinstance(dropped, Problem):
        return problem(dropped, call.front.texts)
    return notice("dismissed", call.front.texts) if dropped else None


async def remove_source(call: Call) -> Message:
    """Say what would be removed and what would stay, and ask."""
    name = parse_name(call.words)
    if isinstance(name, Problem):
        return problem(name, call.front.texts)
    removal = await call.front.desk.ask_removal(call.asker, name)
    if isinstance(removal, Problem):
        return problem(removal, call.front.texts)
    return words.source_removal(
        removal,
        call.front.texts,
        confirm_data=presses.encode(presses.REMOVE_SOURCE, removal.token),
        cancel_data=presses.encode(presses.KEEP_SOURCE, removal.token),
    )


async def remove(call: Call, token: str) -> Message | None:
    """The operator pressed "remove": the desk knows whose question it is and whether it still stands."""
    answer = await call.front.desk.confirm_removal(call.asker, token)
    return None if answer is None else _changed(call, answer)


async def keep(call: Call, token: str) -> Message | None:
    """The operator pressed "keep"."""
    answer = await call.front.desk.dismiss_removal(call.asker, token)
    if isinstance(answer, Problem):
        return problem(answer, call.front.texts)
    return None if answer is None else words.source_kept(answer, call.front.texts)


async def pause_source(call: Call) -> Message:
    """Stop polling a source."""
    return await _change(call, call.front.desk.pause_source)


async def resume_source(call: Call) -> Message:
    """Poll a paused source again."""
    return await _change(call, call.front.desk.resume_source)


async def _change(call: Call, change: Change) -> Message:
    name = parse_name(call.words)
    if isinstance(name, Problem):
        return problem(name, call.front.texts)
    return _changed(call, await change(call.asker, name))


def _changed(call: Call, answer: SourceChanged | Problem) -> Message:
    if isinstance(answer, Problem):
        return problem(answer, call.front.texts)
    return words.source_changed(answer, call.front.texts)


async def poll_now(call: Call) -> Message:
    """Poll one source, or all, at once."""
    answer = await call.front.desk.poll_now(call.asker, " ".join(call.words.split())[:NAME_LIMIT])
    if isinstance(answer, Problem):
        return problem(answer, call.front.texts)
    return words.polled(answer, call.front.texts)
