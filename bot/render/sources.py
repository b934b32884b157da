"""Sources as operators change them: a trial, a removal, a change, a poll."""

from bot.model.answers import (
    Polled,
    SourceChanged,
    SourceRemoval,
    SourceTrial,
    TrialItem,
)
from bot.model.message import Button, Message
from bot.model.report import Report
from bot.model.source import Source
from bot.model.vocabulary import Measure, Modality
from bot.render import outside, phrases, where
from bot.render.builder import Line, MessageBuilder, bold, code, plain
from bot.render.families import VISITS
from bot.render.texts import Texts

VALUE_ITEMS = 3
GOOD_ENDS = VISITS[:3]


def visit_words(result: str | None, texts: Texts) -> str:
    """How a visit ended, in words; unknown codes become "failed"."""
    head = (result or "").partition(":")[0]
    return texts.word("visit", head) if head in VISITS else texts.say("sources.failed")


def source_trial(
    trial: SourceTrial, texts: Texts, *, confirm_data: str | None, cancel_data: str | None
) -> Message:
    """The last ten items with what the reader makes of each, and the buttons that decide."""
    builder = MessageBuilder()
    builder.line(bold(texts.say("trial.title", name=outside.name(trial.name))))
    builder.line(texts.say("trial.feed"), code(_shown_address(trial.url)))
    if trial.asked != trial.url:
        builder.line(texts.say("trial.found_behind"), code(_shown_address(trial.asked)))
    builder.line(texts.count("trial.items", trial.total_items))
    builder.gap()
    builder.items(
        [_trial_line(item, texts) for item in trial.items],
        value=VALUE_ITEMS,
        more=lambda hidden: texts.count("more", hidden),
        most=10,
    )
    builder.gap()
    builder.line(texts.say("trial.nothing_pushed"))
    builder.line(texts.say("trial.ask"))
    if confirm_data is not None and cancel_data is not None:
        builder.buttons(
            (
                Button(text=texts.say("button.add"), data=confirm_data),
                Button(text=texts.say("button.cancel"), data=cancel_data),
            )
        )
    return builder.build()


def _trial_line(item: TrialItem, texts: Texts) -> Line:
    day = texts.day(item.published_at.date()) if item.published_at else texts.say("trial.undated")
    read = texts.word("decision", item.decision)
    report = item.reading.main
    if report is not None:
        read = texts.say("trial.read", decision=read, what=_report_words(report, texts))
    return (
        plain(texts.say("trial.item", day=day)),
        *phrases.quoted(item.title, texts, 120),
        plain(texts.say("trial.verdict", read=read)),
    )


def _report_words(report: Report, texts: Texts) -> str:
    parts = [texts.word("event_type", report.event_type), where.short_place(report.scene, texts)]
    for measure in (Measure.KILLED, Measure.WOUNDED, Measure.DETAINED):
        stated: dict[str, int] = {}
        for claim in report.claims:
            if claim.measure is measure and claim.best is not None and claim.modality is not Modality.DENIED:
                stated[claim.party] = max(claim.best, stated.get(claim.party, 0))
        if any(stated.values()):
            parts.append(
                texts.say(
                    "trial.figure",
                    measure=texts.word("measure", measure).lower(),
                    value=texts.number(sum(stated.values())),
                )
            )
    return texts.say("place.join").join(parts)


def source_removal(
    removal: SourceRemoval, texts: Texts, *, confirm_data: str | None, cancel_data: str | None
) -> Message:
    """What would go and what would stay, and the buttons that decide."""
    builder = MessageBuilder()
    builder.line(bold(texts.say("removal.title", name=phrases.source_name(removal.source))))
    builder.line(texts.say("trial.feed"), code(_shown_address(removal.source.spec.url)))
    builder.line(
        texts.say(
            "removal.stays",
            texts=texts.count("removal.texts", removal.texts),
            reports=texts.count("removal.reports", removal.reports),
        )
    )
    builder.line(texts.say("removal.for_good"))
    if confirm_data is not None and cancel_data is not None:
        builder.buttons(
            (
                Button(text=texts.say("button.remove"), data=confirm_data),
                Button(text=texts.say("button.keep"), data=cancel_data),
            )
        )
    return builder.build()


def source_kept(source: Source, texts: Texts) -> Message:
    """One sentence: the source was not removed."""
    builder = MessageBuilder()
    builder.line(texts.say("removal.kept", name=phrases.source_name(source)))
    return builder.build()


def source_changed(changed: SourceChanged, texts: Texts) -> Message:
    """One sentence: the source was added, paused, resumed or removed."""
    builder = MessageBuilder()
    builder.line(texts.say(f"source_changed.{changed.what}", name=phrases.source_name(changed.source)))
    return builder.build()


def polled(answer: Polled, texts: Texts) -> Message:
    """What an immediate poll gave, source by source, failures first."""
    builder = MessageBuilder()
    builder.line(bold(texts.count("polled.title", len(answer.results))))
    ordered = sorted(answer.results, key=lambda item: (item[1] in GOOD_ENDS, -item[2]))
    builder.items(
        [_polled_line(source, result, new, texts) for source, result, new in ordered],
        value=VALUE_ITEMS,
        more=lambda hidden: texts.count("card.more_sources", hidden),
    )
    return builder.build()


def _polled_line(source: Source, result: str, new: int, texts: Texts) -> Line:
    told = visit_words(result, texts)
    if new:
        told = texts.count("polled.new", new)
    return (plain(texts.say("polled.line", name=phrases.source_name(source), told=told)),)


def _shown_address(url: str) -> str:
    """An address to look at, not to follow: it stands as code, so nothing is linked."""
    return outside.clean(url, 200)[:200]
