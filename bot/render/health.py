"""Whether silence can be trusted: the health line under every answer, and the whole status.

"Nothing found" without this line could mean "we were blind", so no answer that may be empty goes
out without it.
"""

from bot.model.answers import Health
from bot.model.message import Message
from bot.render import phrases
from bot.render.builder import MessageBuilder, bold
from bot.render.texts import Texts


def sight(health: Health) -> str:
    """How well we see, in one word: ``watching``, ``dim`` (most sources do not answer), ``blind``,
    ``starting`` (nothing was read yet), ``idle`` (there is nothing to read)."""
    if health.active == 0:
        return "idle"
    if health.blind:
        return "starting" if health.last_poll_at is None else "blind"
    return "dim" if 2 * health.alive < health.active else "watching"


def health_line(health: Health, texts: Texts) -> str:
    """How many sources are alive, the newest item, the last poll; and plainly when we see badly."""
    told = texts.say(
        "health.line",
        sources=texts.count("health.alive", health.active, alive=texts.number(health.alive)),
        newest=_age(health, "newest_item_at", texts),
        poll=_age(health, "last_poll_at", texts),
    )
    seen = sight(health)
    if seen == "watching":
        return told
    return texts.say("health.bad_line", line=told, why=texts.word("sight", seen))


def status(health: Health, texts: Texts, *, compact: bool = False) -> Message:
    """What the bot sees and holds: sources, polls, newest item and incident, what waits."""
    builder = MessageBuilder()
    builder.line(bold(texts.word("sight", sight(health))))
    builder.line(texts.count("status.sources", health.active, alive=texts.number(health.alive)))
    apart = [
        texts.count(f"status.{name}", number)
        for name, number in (
            ("failing", health.failing),
            ("never", health.never),
            ("paused", health.paused),
        )
        if number
    ]
    if apart:
        builder.line(texts.say("status.apart", parts=texts.say("place.join").join(apart)))
    builder.line(texts.say("status.last_poll", moment=_moment(health, "last_poll_at", texts)))
    builder.line(texts.say("status.newest_item", moment=_moment(health, "newest_item_at", texts)))
    if health.newest_incident is not None:
        builder.line(texts.say("status.newest_incident"))
        builder.line(*phrases.brief(health.newest_incident, texts))
    else:
        builder.line(texts.say("status.no_incident"))
    if not compact:
        builder.line(
            texts.say(
                "status.waiting",
                review=texts.number(health.review_waiting),
                unread=texts.number(health.unread),
                deliveries=texts.number(health.deliveries_waiting),
            )
        )
        builder.line(texts.say("status.started", moment=texts.moment(health.started_at)))
    return builder.build()


def _age(health: Health, field: str, texts: Texts) -> str:
    moment = getattr(health, field)
    return texts.ago(moment, health.now) if moment is not None else texts.say("health.never")


def _moment(health: Health, field: str, texts: Texts) -> str:
    moment = getattr(health, field)
    if moment is None:
        return texts.say("health.never")
    return texts.say("status.moment", moment=texts.moment(moment), ago=texts.ago(moment, health.now))
