"""What was taken, and the rare details that identify an event.

Seizures are quantities of listed items beside a verb of taking. Anchors are normalised strings:
``time:00:30``, ``post:7``, ``post:hirmanjo``, ``place:tj-s-shodaki``, ``company:shohin sm``,
``qty:116 package``, ``marker:151/2``, ``group:7`` (size of an armed group).
"""

import re
from collections.abc import Sequence

from bot.extraction.analysis import Analysed
from bot.extraction.entries import Mark
from bot.extraction.finding import span_of
from bot.extraction.placed import Placed
from bot.model.report import EventDate, Scene, Seizure
from bot.model.vocabulary import Measure

_MARKER = re.compile(r"(?<![0-9/.])([0-9]{1,4}/[0-9]{1,3})(?![0-9/])")
_QUOTED = re.compile(r'"([^"]{2,40})"')
_ODD_FROM = 13
_ITEM_REACH = 4
_CONTAINER = "package"
_FINE_KINDS = ("settlement", "jamoat", "crossing", "camp")
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "yu", "я": "ya",
}  # fmt: skip


def find_seizures(current: Sequence[Analysed]) -> tuple[Seizure, ...]:
    """Things taken, each with its quantity where one is given; no item twice."""
    found: dict[str, Seizure] = {}
    for sentence in current:
        if not sentence.has("act", "seize") or not sentence.has("item"):
            continue
        for mark in sentence.marks("item"):
            if mark.kind == _CONTAINER and _contains(sentence, mark) is not None:
                continue
            quantity, unit, first = _amount(sentence, mark.first)
            held = found.get(mark.kind)
            if held is None or (held.quantity is None and quantity is not None):
                found[mark.kind] = Seizure(
                    item=mark.kind,
                    quantity=quantity,
                    unit=unit,
                    span=span_of(sentence, min(first, mark.first), mark.last),
                )
    return tuple(found.values())


def _amount(sentence: Analysed, first: int) -> tuple[float | None, str, int]:
    """The quantity of an item: the number before it, perhaps with a unit of weight between."""
    words = sentence.sentence.words
    for quantity in reversed(sentence.quantities):
        gap = first - quantity.last
        if 0 <= gap <= _ITEM_REACH and quantity.best is not None and quantity.kind != "article":
            between = words[quantity.last : first]
            if any(word in ",;:." for word in between):
                continue
            packed = any(
                mark.kind == _CONTAINER and quantity.last <= mark.first < first
                for mark in sentence.marks("item")
            )
            return float(quantity.best), _CONTAINER if packed else _unit(between), quantity.first
    return None, "", first


def _contains(sentence: Analysed, container: Mark) -> Mark | None:
    """What a package holds, where the text says so: "116 packages of drugs"."""
    for mark in sentence.marks("item"):
        if 0 <= mark.first - container.last <= _ITEM_REACH and mark.kind != _CONTAINER:
            between = sentence.sentence.words[container.last : mark.first]
            return None if any(word in ",;:." for word in between) else mark
    return None


def _unit(words: Sequence[str]) -> str:
    for word in words:
        if word.startswith(("kg", "kilo", "кг", "килогр", "кели", "کیلو", "公", "kilo")):
            return "kg"
        if word.startswith(("g", "г", "gram", "грам")) and len(word) <= 6:
            return "g"
        if word.startswith(("ton", "тонн", "吨")):
            return "t"
    return "piece"


def find_anchors(
    current: Sequence[Analysed],
    placed: Sequence[Placed],
    when: EventDate,
    scene: Scene,
    seizures: Sequence[Seizure],
) -> tuple[str, ...]:
    """Rare details of the current sentences, sorted and without doubles."""
    anchors: set[str] = set()
    if when.time_local is not None:
        anchors.add(f"time:{when.time_local}")
    for seizure in seizures:
        if seizure.quantity is not None and _is_odd(seizure.quantity):
            anchors.add(f"qty:{seizure.quantity:g} {seizure.item}")
    for sentence in current:
        if sentence.sentence.digits:
            anchors.update(f"marker:{found}" for found in _MARKER.findall(sentence.sentence.folded))
            anchors.update(_posts(sentence))
        anchors.update(_companies(sentence))
        anchors.update(_groups(sentence))
    for item in placed:
        for place in item.mention.places[:1]:
            if not item.mention.sure or item.role in ("direction", "residence", "seat"):
                continue
            if place.kind == "border_post" and len(item.mention.places) == 1:
                anchors.add(f"post:{place.id.rsplit('-', 1)[-1]}")
            if place.kind in _FINE_KINDS:
                anchors.add(f"place:{place.id}")
    anchors.update(f"place:{place_id}" for place_id in scene.place_ids[:1] if "-p-" in place_id)
    return tuple(sorted(anchors))


def _is_odd(quantity: float) -> bool:
    """Whether a figure is rare enough to identify an event: 183, not 50 or 200."""
    if quantity >= 100:
        return bool(quantity % 100)
    return quantity >= _ODD_FROM and bool(quantity % 10)


def _posts(sentence: Analysed) -> set[str]:
    """Post numbers: "7-го погранпоста", "post No. 5", "1st Border Guard Post"."""
    words = sentence.sentence.words
    found: set[str] = set()
    for mark in sentence.marks("place"):
        if mark.kind != "post":
            continue
        around = [
            *range(max(0, mark.first - 4), mark.first),
            *range(mark.last, min(len(words), mark.last + 4)),
        ]
        for index in around:
            word = words[index]
            if not word.isdigit() or len(word) > 2 or word == "0":
                continue
            span = words[min(index, mark.last) : max(index, mark.first)]
            if any(sign in ",;:." and sign != "." for sign in span):
                continue
            if any(q.first <= index < q.last for q in sentence.quantities):
                continue
            if any(d.first <= index < d.last for d in sentence.dates):
                continue
            if any(t.first <= index < t.last for t in sentence.times):
                continue
            found.add(f"post:{int(word)}")
    return found


def _companies(sentence: Analysed) -> set[str]:
    """A name in quotation marks, or two capitalised words, beside a word for a company."""
    if not sentence.cue("company"):
        return set()
    folded, text = sentence.sentence.folded, sentence.sentence.text
    found: set[str] = set()
    for mark in sentence.cue("company"):
        start = sentence.sentence.starts[mark.first]
        end = sentence.sentence.ends[mark.last - 1]
        for quoted in _QUOTED.finditer(folded):
            if 0 <= quoted.start() - end <= 25 or 0 <= start - quoted.end() <= 6:
                found.add(f"company:{_latin(quoted.group(1))}")
        if not found:
            name = _capitalised(text[end : end + 40])
            if name:
                found.add(f"company:{_latin(name.lower())}")
    return {anchor for anchor in found if len(anchor) > len("company:") + 2}


def _capitalised(text: str) -> str:
    taken: list[str] = []
    for word in text.split():
        bare = word.strip(",.;:()")
        if bare[:1].isupper():
            taken.append(bare)
            if bare != word:
                break
        else:
            break
    return " ".join(taken[:3])


def _latin(name: str) -> str:
    """One spelling for names in Latin and Cyrillic letters: Шохин СМ, Shokhin SM -> shohin sm."""
    latin = "".join(_CYRILLIC.get(char, char) for char in name.strip())
    return latin.replace("kh", "h").replace("-", " ")


def _groups(sentence: Analysed) -> set[str]:
    """How many came across, where a band of two or more is counted."""
    bands = [g.best or 0 for g in sentence.groups if g.party in ("militants", "smugglers")]
    sizes = [size for size in bands if size > 1]
    return {f"group:{max(sizes)}"} if sizes and sentence.has("act", "cross") else set()


def quantity_total(values: Sequence[int | None]) -> int | None:
    """A sum that is unknown where a part is unknown."""
    if not values or any(value is None for value in values):
        return None
    return sum(value for value in values if value is not None)


COUNTED = (Measure.KILLED, Measure.WOUNDED, Measure.DETAINED)
