"""The lead: the one or two sentences in which a text tells its news.

Above them may stand a dateline, a cry of the layout, a question to the visitor or news from elsewhere;
those are no lead, and no body either. Only the kinds of sentences are settled here: what they tell must
have been read before and is not changed.
"""

from collections.abc import Sequence

from bot.extraction.analysis import Analysed
from bot.model.vocabulary import SegmentKind

_LEAD_WORDS = 6
_OPENING_REACH = 2
_NEWS_WITHIN = 3
_OLDER_BY_DAYS = 2
_TICKER_REACH, _TITLE_WORDS, _RETOLD, _UNLIKE = 8, 6, 0.6, 0.35
_TELLING = ("clash", "attack", "shelling", "mine", "explosion", "drone", "resistance", "closure")


def tells(analysed: Analysed) -> bool:
    """Whether the sentence holds any act or violent event that is no part of a running total."""
    marks = [*analysed.marks("act"), *(m for m in analysed.marks("event") if m.kind in _TELLING)]
    return any(not analysed.is_total(mark.first) for mark in marks)


def _is_short(sentence: Analysed) -> bool:
    words = sentence.sentence.words
    if "\u3400" <= words[0][0] <= "\u9fff":
        return len(words) < 2 * _LEAD_WORDS
    return sum(word[0].isalnum() for word in words) < _LEAD_WORDS


def _opens_with_the_past(sentence: Analysed, sentences: Sequence[Analysed]) -> bool:
    """Whether a first sentence begins with an older time, and one soon after it dates the news: "Last
    month two soldiers died here. On Tuesday …"."""
    older = [mention for mention in sentence.dates if mention.first <= _OPENING_REACH]
    following = sentences[sentence.index + 1 : sentence.index + 1 + _NEWS_WITHIN]
    reminded = any(mark.first <= _OPENING_REACH for mark in sentence.cue("background"))
    if reminded and any(tells(s) and s.dates and not s.cue("background") for s in following):
        return True
    return any(
        (mention.start - old.stop).days > _OLDER_BY_DAYS and mention.kind != "month"
        for old in older
        for later in following
        if tells(later)
        for mention in later.dates
    )


def _drop_tickers(sentences: Sequence[Analysed]) -> None:
    """News from elsewhere that a page shows before the article: the title is retold only behind them,
    and they name no place, border or nation that we know."""
    titles = [s for s in sentences if s.kind is SegmentKind.TITLE]
    body = [s for s in sentences if s.kind is SegmentKind.BODY][:_TICKER_REACH]
    named = {word for s in titles for word in s.sentence.words if word.isalpha()}
    if len(named) < _TITLE_WORDS:
        return
    shared = [len(named.intersection(s.sentence.words)) / len(named) for s in body]
    retold = next((at for at, share in enumerate(shared) if share >= _RETOLD), 0)
    for sentence, share in zip(body[:retold], shared, strict=False):
        elsewhere = not (sentence.places or sentence.marks("nation") or sentence.has("event", "border"))
        if share < _UNLIKE and elsewhere and tells(sentence):
            sentence.kind = SegmentKind.TAIL


def _asks_the_visitor(sentence: Analysed) -> bool:
    """Whether a page asks its visitor something ("no account yet?") before the text begins."""
    known = ("place", "party", "event", "act", "item")
    asked = sentence.sentence.words[-1] == "?" and not sentence.places
    return asked and not any(sentence.marks(layer) for layer in known)


def settle_lead(sentences: Sequence[Analysed]) -> None:
    """The first real sentence of the body is the lead; the second too where the first tells no event.

    Asks where running totals begin, so figures must have been read before.
    """
    leads = 0
    _drop_tickers(sentences)
    for sentence in sentences:
        if sentence.kind is not SegmentKind.BODY:
            continue
        if not leads and not tells(sentence) and (_is_short(sentence) or _asks_the_visitor(sentence)):
            sentence.kind = SegmentKind.TAIL  # a dateline or a cry of the layout
            continue
        if leads and sentence.cue("background"):
            return
        if not leads and _opens_with_the_past(sentence, sentences):
            continue
        sentence.kind = SegmentKind.LEAD
        leads += 1
        if leads == 2 or (tells(sentence) and not sentence.cue("block")):
            return
