"""Vocabularies that are shown to people: for each, the codes that the catalogue must word.

``texts.word(family, value)`` looks up ``<family>.<value>``; the validator checks both ways. A new
event type or party therefore fails ``make check`` until every language has a word for it.
"""

from bot.model.vocabulary import (
    AlertReason,
    Confidence,
    Decision,
    EventType,
    IncidentStatus,
    Measure,
    Party,
    Severity,
    SpeakerType,
)

VISITS = (
    "fetched",
    "unchanged",
    "empty",
    "address",
    "unreachable",
    "timeout",
    "tls",
    "status",
    "redirect",
    "too_big",
    "encoding",
    "not_a_feed",
    "parser",
)
"""How a visit to a source ended (``bot.model.source``); the first three are good ends."""

SEIZED_ITEMS = (
    "drugs",
    "heroin",
    "opium",
    "hashish",
    "cannabis",
    "methamphetamine",
    "rifle",
    "pistol",
    "grenade",
    "ammunition",
    "magazine",
    "explosives",
    "phone",
    "radio",
    "boat",
    "money",
    "weapons",
    "knife",
    "package",
)
SEIZED_UNITS = ("kg", "g", "tonne", "litre", "package", "bag", "piece", "round")
CHANGED_FIELDS = (
    "severity",
    "confidence",
    "status",
    "event_type",
    "place",
    "date",
    "seizures",
    "outlets",
    "possible_duplicate_of",
)
"""Fields of a change (``bot.incidents.assess``) that are told as "old → new"; figures are told by
measure and party, and flags such as contested have sentences of their own."""

SIGHTS = ("watching", "dim", "blind", "starting", "idle")
"""How well we see (``bot.render.health.sight``)."""

SOURCE_CHANGES = ("added", "paused", "resumed", "removed", "polled")

FAMILIES: dict[str, tuple[str, ...]] = {
    "event_type": tuple(EventType),
    "happening": tuple(EventType),
    "party": tuple(Party),
    "measure": tuple(Measure),
    "severity": tuple(Severity),
    "mark": (*Severity, "retracted", "test"),
    "confidence": tuple(Confidence),
    "confidence_why": tuple(Confidence),
    "certainty": tuple(Confidence),
    "speaker_type": tuple(SpeakerType),
    "decision": tuple(Decision),
    "reason": tuple(AlertReason),
    "news": tuple(AlertReason),
    "date_prec": ("1", "2", "3", "4", "5"),
    "where_prec": ("1", "3", "4", "5", "6", "7"),
    "spot": ("3", "4", "5", "6", "7"),
    "incident_status": tuple(IncidentStatus),
    "field": CHANGED_FIELDS,
    "seized_item": SEIZED_ITEMS,
    "seized_unit": SEIZED_UNITS,
    "visit": VISITS,
    "source_changed": SOURCE_CHANGES,
    "sight": SIGHTS,
}
