"""Synthetic documents for measuring: seeded, so that two runs measure the same texts.

The sentences (``sentences.toml``) are ours and mean nothing. Made-up names make every document
different, so that a reader cannot win by remembering words.
"""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model.document import Document

LENGTH = 2_000
SEED = 20_251_120
FIRST_DAY = datetime(2025, 1, 1, 6, 0, tzinfo=UTC)
_SYLLABLES = {
    "latin": ["ba", "ro", "shi", "ne", "ku", "lor", "vat", "zi", "do", "mar"],
    "cyrillic": ["ба", "ро", "ши", "не", "ку", "лор", "ват", "зи", "до", "мар"],
    "arabic": ["با", "رو", "شی", "نه", "کو", "لر", "وت", "زی", "دو", "مر"],
    "chinese": ["巴", "罗", "希", "内", "库", "洛", "瓦", "齐", "多", "马"],
}
_SCRIPTS = {"ru": "cyrillic", "tg": "cyrillic", "fa": "arabic", "ar": "arabic", "zh": "chinese"}


@dataclass(frozen=True, slots=True)
class Sentences:
    """The building blocks of one language."""

    language: str
    weight: int
    places: Sequence[str]
    title: Sequence[str]
    report: Sequence[str]
    detail: Sequence[str]
    background: Sequence[str]
    filler: Sequence[str]
    unrelated: Sequence[str]


def load_sentences() -> tuple[Sentences, ...]:
    """Every language of ``sentences.toml``."""
    path = Path(__file__).with_name("sentences.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Sentences(language=language, **table) for language, table in tables.items())


def incident_documents(count: int, *, length: int = LENGTH, seed: int = SEED) -> list[Document]:
    """Documents that pass the first gate and make the reader do all its work."""
    return _documents(count, length, seed, unrelated=False)


def unrelated_documents(count: int, *, length: int = LENGTH, seed: int = SEED) -> list[Document]:
    """Documents about something else, which the first gate should reject."""
    return _documents(count, length, seed, unrelated=True)


def _documents(count: int, length: int, seed: int, *, unrelated: bool) -> list[Document]:
    chance = random.Random(seed)
    languages = load_sentences()
    chosen = chance.choices(languages, weights=[entry.weight for entry in languages], k=count)
    return [_document(chance, number, entry, length, unrelated) for number, entry in enumerate(chosen)]


def _document(chance: random.Random, number: int, entry: Sentences, length: int, unrelated: bool) -> Document:
    published_at = FIRST_DAY + timedelta(hours=chance.randrange(24 * 365))
    sentences = _unrelated(chance, entry, length) if unrelated else _incident(chance, entry, length)
    title, *body = [_filled(chance, entry, sentence, published_at) for sentence in sentences]
    return Document(
        id=f"bench-{number}",
        outlet="Bench",
        title=title,
        text=_paragraphs(body)[:length],
        seen_at=published_at + timedelta(hours=1),
        language=entry.language,
        published_at=published_at,
        reliability="B",
    )


def _incident(chance: random.Random, entry: Sentences, length: int) -> list[str]:
    start = [chance.choice(entry.title), *chance.sample(entry.report, k=min(2, len(entry.report)))]
    return start + _until(chance, [*entry.detail, *entry.filler, *entry.background], length)


def _unrelated(chance: random.Random, entry: Sentences, length: int) -> list[str]:
    return _until(chance, entry.unrelated, length + 200)


def _until(chance: random.Random, pool: Sequence[str], length: int) -> list[str]:
    """Sentences from the pool, shuffled round by round, until they surely fill ``length``."""
    chosen: list[str] = []
    while sum(len(sentence) for sentence in chosen) < length * 1.6:
        chosen += chance.sample(pool, k=len(pool))
    return chosen


def _paragraphs(sentences: Sequence[str]) -> str:
    groups = [sentences[start : start + 3] for start in range(0, len(sentences), 3)]
    return "\n\n".join(" ".join(group) for group in groups)


def _filled(chance: random.Random, entry: Sentences, sentence: str, published_at: datetime) -> str:
    day = published_at - timedelta(days=chance.randrange(2))
    name = "".join(chance.choices(_SYLLABLES[_SCRIPTS.get(entry.language, "latin")], k=3))
    return sentence.format(
        n=chance.randint(2, 9),
        m=chance.randint(2, 6),
        kg=chance.randint(11, 190),
        post=chance.randint(1, 14),
        place=chance.choice(entry.places),
        day=f"{day:%d.%m.%Y}",
        time=f"{chance.randrange(24):02}:{chance.randrange(60):02}",
        name=name.capitalize(),
    )
