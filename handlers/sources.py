"""/sources and /status for everyone; adding, removing, pausing and polling for operators."""

from collections.abc import Awaitable, Callable

from bot.desk.asker import Asker
from bot.model.answers import Problem, SourceChanged
from bot.model.message import Message
from bot.render import health
from bot.render import sources as words
from bot.render.answers import notice
from bot.render.problems import problem
from handlers import presses
from handlers.front import Call
from handlers.parsing import NAME_LIMIT, parse_name, parse_new_source

Change = Callable[[Asker, str], Awaitable[SourceChanged | Problem]]


async def sources(call: Call) -> Message:
    """What is read, and how each source is."""
    home = call.home() if call.in_group else None
    answer = await call.front.desk.sources()
    return words.source_list(answer, call.front.texts, compact=call.in_group, home=home)


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
