"""What kind of text it is besides a report of an incident, and how much that speaks against one.

Only title, lead and a label over them are asked: a football coach in the body makes no sport of a fight.
A word of another kind weighs less beside fresh figures, more where title and lead are full of it, and
most where nothing of a fight stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.analysis import Analysed
from bot.extraction.happened import FIGHTS, HOSTILE
from bot.model.report import Reason
from bot.model.vocabulary import SegmentKind

_OPENING = (SegmentKind.TITLE, SegmentKind.LEAD)
_OTHER_WORLDS = frozenset(("sport", "life", "accident", "drill", "illness"))
_AFTERMATH = frozenset(("court", "prison", "drill", "memorial"))
_COMMENT = frozenset(("diplomacy", "warning", "analysis", "assistance", "memorial"))
_LOOKING_BACK = frozenset(("memorial", "analysis"))
_FORCES = ("military", "border_guards", *HOSTILE)
_UNOPPOSED = 1.5
_ONCE = 0.7
_BESIDE_NEWS = 0.25
_BESIDE_FIGURES = 0.6
_PLAINLY = 3
_ASKING = ("?", "？", "؟")
_BEHIND_LABEL = (":", "|", "-", ".")
_LABEL_WORDS, _LINES_ABOVE = 3, 2
_AGAINST = {
    "sport": 0.7, "life": 0.6, "court": 0.5, "prison": 0.5, "drill": 0.5, "scenario": 0.5, "own_hand": 0.5,
    "returns": 0.5, "accident": 0.45, "illness": 0.45, "memorial": 0.35, "statistics": 0.35, "rumour": 0.35,
    "assistance": 0.3, "analysis": 0.3, "diplomacy": 0.3, "warning": 0.15,
}  # fmt: skip
_LAYERS = frozenset(f"exclude:{kind}" for kind in _AGAINST)


@dataclass(frozen=True, slots=True)
class News:
    """What of a text is news: an act in title or lead, figures, people harmed, a day."""

    act: bool
    figures: bool
    harmed: bool
    dated: bool


def reasons_against(
    sentences: Sequence[Analysed], opening: Sequence[Analysed], news: News
) -> list[tuple[Reason, float]]:
    """What speaks for another kind of text, with its weight; each kind counts once."""
    first = [s for s in sentences if s.kind in _OPENING] or opening
    signs = _signs_of_comment(sentences)
    if not signs and all(_LAYERS.isdisjoint(s.layers) for s in first):
        return []
    found = []
    for kind, weight in _AGAINST.items():
        layer = f"exclude:{kind}"
        met = sum(len(s.marks(layer)) for s in first) + (signs if kind == "analysis" else 0)
        if met:
            titles = sum(len(s.marks(layer)) for s in first if s.kind is SegmentKind.TITLE)
            plainly = met >= _PLAINLY or (met > 1 and titles > 0)
            worth = weight * _share(kind, first, news, met=met, plainly=plainly, headed=titles + signs)
            found.append((Reason(code=f"against_{kind}", detail=f"{worth:.2f}"), worth))
    return found


def _share(
    kind: str, first: Sequence[Analysed], news: News, *, met: int, plainly: bool, headed: int
) -> float:
    """By how much the weight of a kind counts here. ``headed``: how often title and label speak of it."""
    if _rules_out(kind, first, plainly=plainly) or (kind in _AFTERMATH and plainly):
        return _UNOPPOSED  # what it is about is told in full: a deed of old, or one that is played
    if kind == "returns":
        return _of_returns(first, news)
    if kind == "analysis" and headed > 1:
        return _UNOPPOSED  # the title asks and explains: what it holds of news is its occasion
    if kind in _LOOKING_BACK and not news.dated and any(s.cue("background") for s in first):
        return _UNOPPOSED  # "33 years ago": nothing here has a day of its own
    share = 1.0 if met > 1 else _ONCE
    if news.figures and news.act:
        share *= _BESIDE_NEWS if kind in _COMMENT else _BESIDE_FIGURES
    return share


def _rules_out(kind: str, first: Sequence[Analysed], *, plainly: bool) -> bool:
    """Whether a word leaves no room for an incident: one of another world beside which nobody fights, a
    death by one's own hand beside which stands no enemy, a deed that is played."""
    if kind in _OTHER_WORLDS:
        killed = (s.has("party", *HOSTILE) and s.has("act", "death", "injury") for s in first)
        return not any(s.has("event", *FIGHTS) for s in first) and (plainly or not any(killed))
    return kind == "scenario" or (kind == "own_hand" and not any(s.has("party", *HOSTILE) for s in first))


def _of_returns(first: Sequence[Analysed], news: News) -> float:
    """Refugees who go home are no incident; refugees who are shot at are its victims."""
    fought = any(s.has("event", *FIGHTS) or s.has("party", *_FORCES) for s in first)
    if news.act and (news.harmed or fought):
        return _BESIDE_NEWS
    return 1.0 if fought else _UNOPPOSED


def _signs_of_comment(sentences: Sequence[Analysed]) -> int:
    """Signs above the text that it weighs news and tells none: a title that asks, a label (Opinion) that
    begins the title or stands above the text."""
    titles = [s for s in sentences if s.kind is SegmentKind.TITLE]
    asks = any(s.sentence.text.rstrip("\"'»”’ ")[-1:] in _ASKING for s in titles)
    return asks + (any(map(_begins_with_label, titles)) or _is_labelled(sentences))


def _begins_with_label(title: Analysed) -> bool:
    marks = title.marks("exclude:analysis")
    label = marks[0] if marks and marks[0].first == 0 else None
    return label is not None and "".join(title.sentence.words[label.last : label.last + 1]) in _BEHIND_LABEL


def _is_labelled(sentences: Sequence[Analysed]) -> bool:
    """Whether a line of its own between title and text is a label. A menu has more lines than that."""
    above: list[Analysed] = []
    for sentence in sentences:
        if sentence.kind is SegmentKind.TAIL:
            above.append(sentence)
        elif sentence.kind is not SegmentKind.TITLE:
            break
    if len(above) > _LINES_ABOVE:
        return False
    return any(s.has("exclude:analysis") and len(s.sentence) <= _LABEL_WORDS * s.pace for s in above)
