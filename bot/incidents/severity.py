"""How grave an incident is, by a table of data (``bot/data/severity.toml``), with the reason's code.

Severity comes from best estimates, never from tone or the number of outlets. What rests on one origin
graded D or lower is capped. This module reads no file: the loader hands over the parsed table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from bot.model.incident import LinkedReport, PartyFigure
from bot.model.vocabulary import EventType, Measure, Party, Severity

E = TypeVar("E", bound=StrEnum)

VIOLENT_TYPES = frozenset(
    {
        EventType.DRONE_ATTACK,
        EventType.ATTACK_ON_CIVILIANS,
        EventType.ARMED_CLASH,
        EventType.SHELLING_CROSSFIRE,
        EventType.ABDUCTION,
        EventType.EXPLOSION_MINE,
    }
)
DRUGS = frozenset({"drugs", "opium", "hashish", "heroin", "methamphetamine", "cannabis", "morphine"})
KILOGRAMS = {"kg": 1.0, "kilogram": 1.0, "g": 0.001, "gram": 0.001, "t": 1000.0, "tonne": 1000.0}
_RULE_KEYS = frozenset(
    {
        "code",
        "severity",
        "types",
        "measure",
        "parties",
        "at_least",
        "foreign",
        "seized_kg",
        "group_size",
        "violent",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """A severity and the code of the rule that gave it; ``capped`` when a low grade held it down."""

    severity: Severity
    code: str
    capped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the table may ask about an incident. Kilograms are of drugs, group size in persons."""

    event_type: EventType
    figures: tuple[PartyFigure, ...]
    country: str | None = None
    drugs_kg: float = 0.0
    group_size: int = 0
    violent: bool = False

    def count(self, measure: Measure, parties: frozenset[Party], *, foreign: bool = False) -> int:
        """Best estimate over some parties (all if none are named), lower bounds where there is none."""
        return sum(
            f.figure.low if f.figure.best is None else f.figure.best
            for f in self.figures
            if f.measure is measure
            and (not parties or f.party in parties)
            and not (foreign and f.nationality in (None, self.country))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table: all its conditions must hold."""

    code: str
    severity: Severity
    types: frozenset[EventType] = frozenset()
    measure: Measure | None = None
    parties: frozenset[Party] = frozenset()
    at_least: int = 1
    foreign: bool = False
    seized_kg: float | None = None
    group_size: int | None = None
    violent: bool = False

    def holds(self, facts: Facts) -> bool:
        """Whether every condition of this row is met."""
        if self.types and facts.event_type not in self.types:
            return False
        if self.measure is not None:
            counted = facts.count(self.measure, self.parties, foreign=self.foreign)
            if counted < self.at_least:
                return False
        if self.seized_kg is not None and facts.drugs_kg < self.seized_kg:
            return False
        if self.group_size is not None and facts.group_size < self.group_size:
            return False
        return facts.violent or not self.violent


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityTable:
    """The table in order of the file; the first rule that holds decides, else the default."""

    rules: tuple[Rule, ...]
    default: Grading
    low_grade_cap: Severity

    @staticmethod
    def from_mapping(data: Mapping[str, Any]) -> "SeverityTable":
        """Build the table from parsed TOML. Raises ValueError naming all faults, one per line."""
        faults: list[str] = []
        rules = [_rule(number, row, faults) for number, row in enumerate(data.get("rule", ()), 1)]
        default = data.get("default", {})
        fallback = _member(Severity, default.get("severity"), "default.severity", faults)
        cap = _member(Severity, data.get("low_grade_cap"), "low_grade_cap", faults)
        built = [r for r in rules if r is not None]
        codes = [r.code for r in built]
        faults.extend(
            f"rule code {code!r} stands twice" for code in sorted({c for c in codes if codes.count(c) > 1})
        )
        order = [r.severity.rank for r in built]
        if order != sorted(order):
            faults.append("rules do not stand gravest first")
        if faults or fallback is None or cap is None:
            raise ValueError("\n".join(faults))
        return SeverityTable(
            rules=tuple(built),
            default=Grading(severity=fallback, code=str(default.get("code", "minor"))),
            low_grade_cap=cap,
        )

    def codes(self) -> tuple[str, ...]:
        """Every code that a grading may carry, in order: each needs a sentence in the catalogue."""
        return (*(rule.code for rule in self.rules), self.default.code)


def grade(table: SeverityTable, facts: Facts, *, low_grade: bool = False) -> Grading:
    """Grade an incident. ``low_grade``: all rests on one origin graded D or lower, which caps it."""
    found = next((rule for rule in table.rules if rule.holds(facts)), None)
    grading = table.default if found is None else Grading(severity=found.severity, code=found.code)
    if low_grade and grading.severity.rank < table.low_grade_cap.rank:
        return Grading(severity=table.low_grade_cap, code=grading.code, capped=True)
    return grading


def gather(
    event_type: EventType,
    figures: tuple[PartyFigure, ...],
    country: str | None,
    reports: Sequence[LinkedReport],
) -> Facts:
    """Collect what the table asks: amounts are the highest that one report tells, never added up."""
    current = [r.report for r in reports if not r.report.background]
    kilograms = [
        sum((s.quantity or 0.0) * KILOGRAMS.get(s.unit, 0.0) for s in report.seizures if s.item in DRUGS)
        for report in current
    ]
    sizes = [
        int(anchor.partition(":")[2])
        for report in current
        for anchor in report.anchors
        if anchor.startswith("group:") and anchor.partition(":")[2].isdigit()
    ]
    types = {t for report in current for t in (report.event_type, *report.types_seen)}
    return Facts(
        event_type=event_type,
        figures=figures,
        country=country,
        drugs_kg=max(kilograms, default=0.0),
        group_size=max(sizes, default=0),
        violent=bool(types & VIOLENT_TYPES),
    )


def _rule(number: int, row: Mapping[str, Any], faults: list[str]) -> Rule | None:
    where = f"rule {number} ({row.get('code', 'without code')})"
    before = len(faults)
    faults.extend(f"{where}: unknown key {key!r}" for key in sorted(set(row) - _RULE_KEYS))
    severity = _member(Severity, row.get("severity"), f"{where}.severity", faults)
    types = [_member(EventType, t, f"{where}.types", faults) for t in row.get("types", ())]
    parties = [_member(Party, p, f"{where}.parties", faults) for p in row.get("parties", ())]
    measure = _member(Measure, row["measure"], f"{where}.measure", faults) if "measure" in row else None
    if not isinstance(row.get("code"), str) or not row.get("code"):
        faults.append(f"{where}: has no code")
    if not set(row) - {"code", "severity"}:
        faults.append(f"{where}: has no condition")
    if len(faults) > before or severity is None:
        return None
    return Rule(
        code=row["code"],
        severity=severity,
        types=frozenset(t for t in types if t is not None),
        measure=measure,
        parties=frozenset(p for p in parties if p is not None),
        at_least=int(row.get("at_least", 1)),
        foreign=bool(row.get("foreign", False)),
        seized_kg=float(row["seized_kg"]) if "seized_kg" in row else None,
        group_size=int(row["group_size"]) if "group_size" in row else None,
        violent=bool(row.get("violent", False)),
    )


def _member(kind: type[E], value: object, where: str, faults: list[str]) -> E | None:
    try:
        return kind(str(value))
    except ValueError:
        faults.append(f"{where}: {value!r} is none of {', '.join(kind)}")
        return None
