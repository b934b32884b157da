"""The words of the speakers for those involved: in quotation marks, beside whoever uses them.

We never decide between "terrorists" and "smugglers". Where the sides disagree on who the people were, a card
says so in one place, with our word for each side's party and that side's own.
"""

from collections.abc import Sequence

from bot.model.incident import LabelNote, Snapshot
from bot.model.vocabulary import Measure, Party
from bot.render import phrases
from bot.render.builder import Line, bold, plain
from bot.render.texts import Texts

WORD_LIMIT = 60
LABELS_EACH, BRIEFLY_EACH, MOST_OWNERS = 4, 2, 3


def label_lines(snapshot: Snapshot, texts: Texts) -> list[Line]:
    """All words, one line for each speaker."""
    return [
        (
            plain(texts.say("item", text="")),
            *_words([note for note in snapshot.labels if note.by == by][:LABELS_EACH], texts),
            plain(texts.say("label.owner", owner=phrases.speaker_names((by,), snapshot.origins, texts))),
        )
        for by in _owners(snapshot)
    ]


def who_is_disputed(snapshot: Snapshot) -> bool:
    """Whether the sides call the same people by the words for different parties."""
    named = [frozenset(note.party for note in _chosen(snapshot, by)) for by in _owners(snapshot)]
    return snapshot.contested and len(set(named)) > 1


def called(snapshot: Snapshot, texts: Texts, *, spoken: tuple[str, ...] = ()) -> Line | None:
    """Who calls them what, on one line. ``spoken``: the speakers of all figures, where they were told."""
    disputed = who_is_disputed(snapshot)
    owners = _one_for_each_party(snapshot) if disputed else _owners(snapshot)
    if not owners:
        return None
    told: list[Line] = []
    for by in owners[:MOST_OWNERS]:
        notes = _chosen(snapshot, by)[:BRIEFLY_EACH]
        line = _words(notes, texts)
        if disputed and notes[0].party is not None:
            party = texts.word("party", notes[0].party)
            line = (plain(texts.say("label.party", party=party)), *line, plain(texts.say("label.party_end")))
        if disputed or spoken != (by,):
            owner = phrases.speaker_names((by,), snapshot.origins, texts)
            line = (*line, plain(texts.say("label.by", owner=owner)))
        told.append(line)
    label = texts.say("label.disputed") if disputed else texts.say("label.called")
    return (bold(label), plain(" "), *_joined(told, texts.say("label.join")))


def _one_for_each_party(snapshot: Snapshot) -> list[str]:
    """One speaker for each side's word, first those who counted the dead."""
    counted = {who for item in snapshot.figures if item.measure is Measure.KILLED for who in item.speakers}
    sides: dict[Party | None, str] = {}
    for by in sorted(_owners(snapshot), key=lambda by: by not in counted):
        sides.setdefault(_chosen(snapshot, by)[0].party, by)
    return list(sides.values())


def _owners(snapshot: Snapshot) -> list[str]:
    return list(dict.fromkeys(note.by for note in snapshot.labels))


def _chosen(snapshot: Snapshot, by: str) -> list[LabelNote]:
    """The words of one speaker for one party: for the one that others do not name, where it is contested."""
    notes = [note for note in snapshot.labels if note.by == by]
    agreed = {item.party for item in snapshot.figures if item.measure is Measure.KILLED}
    if snapshot.contested:
        notes.sort(key=lambda note: note.party in agreed)
    return [note for note in notes if note.party is notes[0].party]


def _words(notes: Sequence[LabelNote], texts: Texts) -> Line:
    return _joined([phrases.quoted(note.label, texts, WORD_LIMIT) for note in notes], texts.say("place.join"))


def _joined(lines: Sequence[Line], between: str) -> Line:
    joined: list[Line] = []
    for number, line in enumerate(lines):
        joined += [(plain(between),)] if number else []
        joined.append(line)
    return tuple(piece for line in joined for piece in line)
