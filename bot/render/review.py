"""The texts that a person should look at, each with what spoke for and against it.

As many as fit are shown whole; the buttons go on exactly where a page ended, so none is passed over.
"""

from collections.abc import Callable, Sequence

from bot.model.answers import ReviewQueue, ReviewText
from bot.model.document import Document
from bot.model.incident import Incident
from bot.model.message import Button, Message, utf16_length
from bot.model.report import Reason
from bot.render import outside, phrases
from bot.render.builder import Line, MessageBuilder, bold, linked, plain
from bot.render.texts import Texts

FOR = ("border", "act_in_opening", "act_in_body", "figures", "seizure", "dated", "place")
"""Reasons of a verdict that speak for an incident; all others speak against one."""
TITLE_LIMIT = 120
TEXTS_UNITS, TEXTS_ADDRESSES = 3300, 5000
"""What the texts of one page may take of a message; the rest is for its frame."""
VALUE_DOUBLES, MOST_DOUBLES = 1, 5


def review(
    queue: ReviewQueue, texts: Texts, *, limit: int, turn: Callable[[int], str | None] | None = None
) -> Message:
    """A page of the queue and, on the first one, the incidents that may be one.

    ``turn`` makes the button data for the page that begins after so many texts.
    """
    builder = MessageBuilder()
    lines = _fitting([_text(text, texts) for text in queue.texts])
    if lines:
        builder.line(bold(texts.count("review.title", queue.waiting)))
        if queue.waiting > len(lines):
            first, last = queue.skipped + 1, queue.skipped + len(lines)
            builder.line(texts.say("review.part", first=texts.number(first), last=texts.number(last)))
    else:
        builder.line(bold(texts.say("review.none")))
    for line in lines:
        builder.line(*line)
    if queue.doubles and not queue.skipped:
        builder.gap()
        builder.items(
            [_double(incident, texts) for incident in queue.doubles],
            value=VALUE_DOUBLES,
            heading=(bold(texts.count("review.doubles", len(queue.doubles))),),
            more=lambda hidden: texts.count("more", hidden),
            most=MOST_DOUBLES,
        )
    if lines:
        builder.gap()
        builder.line(texts.say("review.how"))
        if turn is not None:
            builder.buttons(_turning(queue, len(lines), limit, texts, turn))
    return builder.build()


def _fitting(lines: Sequence[Line]) -> list[Line]:
    """The first of the lines, as many as fit into a message whole; one at least."""
    units = addresses = 0
    fitting: list[Line] = []
    for line in lines:
        units += 1 + sum(utf16_length(piece.text) for piece in line)
        addresses += sum(len(piece.url or "") for piece in line)
        if fitting and (units > TEXTS_UNITS or addresses > TEXTS_ADDRESSES):
            break
        fitting.append(line)
    return fitting


def _turning(
    queue: ReviewQueue, shown: int, limit: int, texts: Texts, turn: Callable[[int], str | None]
) -> tuple[Button, ...]:
    sides: list[tuple[str, str | None]] = []
    if queue.skipped:
        sides.append((texts.say("button.newer"), turn(max(queue.skipped - limit, 0))))
    if queue.skipped + shown < queue.waiting:
        sides.append((texts.say("button.older"), turn(queue.skipped + shown)))
    return tuple(Button(text=label, data=data) for label, data in sides if data is not None)


def _text(text: ReviewText, texts: Texts) -> Line:
    """Outlet, date, quoted title, link, and below them the reasons."""
    document = text.document
    head = texts.say("review.text", outlet=outside.name(document.outlet), moment=_moment(document, texts))
    line = [plain(head), *phrases.quoted(document.title or document.text, texts, TITLE_LIMIT)]
    target = outside.link(document.url)
    if target is not None:
        line += [plain(" "), linked(target.host, target)]
    return (*line, plain("\n"), plain(_why(text.reading.reasons, texts)))


def _moment(document: Document, texts: Texts) -> str:
    if document.published_at is not None:
        return texts.moment(document.published_at)
    if document.published_on is not None:
        return texts.day(document.published_on)
    return texts.say("report.seen", moment=texts.moment(document.seen_at))


def _why(reasons: Sequence[Reason], texts: Texts) -> str:
    """What spoke for an incident and what against; where nothing did, that it was too little."""
    join = texts.say("place.join").join
    speaking = join(_reason(reason, texts) for reason in reasons if reason.code in FOR)
    against = join(_reason(reason, texts) for reason in reasons if reason.code not in FOR)
    if not speaking:
        return texts.say("review.against", against=against)
    if not against:
        return texts.say("review.too_little", speaking=speaking)
    return texts.say("review.both", speaking=speaking, against=against)


def _reason(reason: Reason, texts: Texts) -> str:
    if reason.code == "border" and reason.detail:
        return texts.border(reason.detail)
    return texts.word("verdict", reason.code)


def _double(incident: Incident, texts: Texts) -> Line:
    other = outside.name(incident.snapshot.possible_duplicate_of or "")
    return (*phrases.brief(incident, texts), plain(texts.say("review.double", ref=other)))
