"""Who stands behind an incident: relays collapse to their origin, outlets are counted apart.

Fifteen portals that carry one statement are one origin with one echo.
Outlets that name nobody are no witnesses of their own as long as anybody is named; where nobody is,
all of them together are one origin. Nothing here looks at what the outlets' words say.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.incidents.policy import Policy
from bot.incidents.statements import NAMELESS_PREFIX, order_of, worth
from bot.model.incident import LinkedReport, OriginNote
from bot.model.report import Speaker
from bot.model.vocabulary import Confidence, Modality, SpeakerType

OFFICIAL_KINDS = frozenset(
    {
        SpeakerType.OFFICIAL_TJ,
        SpeakerType.OFFICIAL_AF,
        SpeakerType.OFFICIAL_OTHER,
        SpeakerType.EMBASSY,
    }
)
NO_WITNESS = frozenset({SpeakerType.ANALYST})
"""Kinds that comment on an event and bear nothing out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent origin. ``weight`` in 0..1; ``supports``: it says that the event happened."""

    code: str
    name: str
    type: SpeakerType
    outlets: tuple[str, ...]
    weight: float
    supports: bool

    def note(self) -> OriginNote:
        """The origin as a snapshot shows it."""
        return OriginNote(origin=self.code, name=self.name, type=self.type.value, outlets=self.outlets)


@dataclass(slots=True)
class _Gathered:
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[SpeakerType] = field(default_factory=Counter)
    outlets: set[str] = field(default_factory=set)
    weight: float = 0.0
    supports: bool = False


def origins(reports: Sequence[LinkedReport], policy: Policy) -> tuple[Origin, ...]:
    """All origins behind these reports, in the order of their codes. Background pieces are no origin."""
    current = [linked for linked in reports if not linked.report.background]
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    for linked in current or list(reports):
        for speaker, supports in _speakers(linked).items():
            entry = gathered[speaker.origin]
            entry.names[speaker.name or linked.outlet] += 1
            entry.types[speaker.type] += 1
            entry.outlets.add(linked.outlet)
            entry.weight = max(entry.weight, worth(speaker.type, linked.reliability, policy))
            entry.supports = entry.supports or supports
    named = {code: e for code, e in gathered.items() if not code.startswith(NAMELESS_PREFIX)}
    found = [_origin(code, entry) for code, entry in named.items()]
    if not any(o.supports for o in found):
        nameless = [e for code, e in gathered.items() if code.startswith(NAMELESS_PREFIX)]
        if nameless:
            found.append(_together(nameless, current or list(reports)))
    return tuple(sorted(found, key=lambda o: o.code))


def _speakers(linked: LinkedReport) -> dict[Speaker, bool]:
    """The speakers of one report, each with whether it supports that the event happened.

    The report's own speaker supports it by telling it, unless all its claims deny or withdraw.
    """
    teller = linked.report.speaker
    words: dict[Speaker, list[bool]] = {teller: []}
    for claim in linked.report.claims:
        speaker = teller if claim.speaker.origin.startswith(NAMELESS_PREFIX) else claim.speaker
        supports = claim.modality not in (Modality.DENIED, Modality.RETRACTED)
        words.setdefault(teller if speaker.origin == teller.origin else speaker, []).append(supports)
    return {speaker: not said or any(said) for speaker, said in words.items()}


def _origin(code: str, entry: _Gathered) -> Origin:
    type_ = min(entry.types, key=lambda t: (-entry.types[t], t.value))
    return Origin(
        code=code,
        name=min(entry.names, key=lambda n: (-entry.names[n], n)),
        type=type_,
        outlets=tuple(sorted(entry.outlets)),
        weight=entry.weight,
        supports=entry.supports,
    )


def _together(nameless: Sequence[_Gathered], reports: Sequence[LinkedReport]) -> Origin:
    outlets = tuple(sorted({outlet for entry in nameless for outlet in entry.outlets}))
    first = min((r for r in reports if r.outlet in outlets), key=order_of).outlet
    return Origin(
        code=f"{NAMELESS_PREFIX}{first}",
        name=first,
        type=SpeakerType.MEDIA,
        outlets=outlets,
        weight=max(entry.weight for entry in nameless),
        supports=any(entry.supports for entry in nameless),
    )


def credibility(found: Sequence[Origin], policy: Policy) -> float:
    """1 - product of (1 - weight) over supporting origins; any number of relays adds one echo each."""
    doubt = 1.0
    for origin in found:
        if not origin.supports or origin.type in NO_WITNESS:
            continue
        doubt *= 1 - origin.weight
        if len(origin.outlets) > 1:
            doubt *= 1 - origin.weight * policy.origins.echo
    return 1 - doubt


def confidence(found: Sequence[Origin], policy: Policy) -> Confidence:
    """Corroborated by two kinds of origin, official by one state origin, else unconfirmed."""
    supporting = [o for o in found if o.supports and o.type not in NO_WITNESS]
    kinds = {o.type for o in supporting}
    if len(kinds) > 1 and credibility(found, policy) >= policy.origins.corroborated_from:
        return Confidence.CORROBORATED
    if kinds & OFFICIAL_KINDS:
        return Confidence.OFFICIAL
    return Confidence.UNCONFIRMED


def single_low_grade(found: Sequence[Origin], policy: Policy) -> bool:
    """Whether all rests on one origin graded D or lower (this caps severity)."""
    supporting = [o for o in found if o.supports]
    return len(supporting) <= 1 and all(o.weight <= policy.low_grade_weight for o in supporting)
