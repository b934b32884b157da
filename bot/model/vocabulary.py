"""The closed vocabularies of the project, spelt as they are stored and exported.

Codes follow the field: event classes and parties are ours (mapped to ACLED and PLOVER in
``bot/data/event_types.toml``), precisions are those of the UCDP Georeferenced Event Dataset.
Never rename a value: it stands in databases, exports and chats.
"""

from enum import StrEnum


class EventType(StrEnum):
    """What happened; one per incident. Declared in order of precedence, strongest first."""

    DRONE_ATTACK = "drone_attack"
    ABDUCTION = "abduction"
    ATTACK_ON_CIVILIANS = "attack_on_civilians"
    EXPLOSION_MINE = "explosion_mine"
    ARMED_CLASH = "armed_clash"
    SHELLING_CROSSFIRE = "shelling_crossfire"
    INFILTRATION = "infiltration"
    DRUG_SEIZURE = "drug_seizure"
    WEAPONS_SEIZURE = "weapons_seizure"
    DETENTION = "detention"
    BORDER_CLOSURE = "border_closure"
    OTHER = "other"


class Party(StrEnum):
    """Who was harmed or acted."""

    BORDER_GUARDS = "border_guards"
    POLICE = "police"
    MILITARY = "military"
    MILITANTS = "militants"
    SMUGGLERS = "smugglers"
    CIVILIANS = "civilians"
    TALIBAN = "taliban"
    UNKNOWN = "unknown"


class Measure(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    DETAINED = "detained"
    MISSING = "missing"
    ABDUCTED = "abducted"
    ESCAPED = "escaped"
    SEIZED = "seized"
    CASUALTIES = "casualties"
    INCIDENTS = "incidents"


class VerbClass(StrEnum):
    """How plainly the harm is worded. ``euphemism``: "neutralised" and its like."""

    DEATH = "death"
    EUPHEMISM = "euphemism"
    INJURY = "injury"
    CAPTURE = "capture"
    SEIZURE = "seizure"


class Modality(StrEnum):
    """How firmly a speaker stands behind a claim."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    ALLEGED = "alleged"
    DENIED = "denied"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


class Aux(StrEnum):
    """Whether a clause speaks of this event at all (PLOVER's auxiliary marks)."""

    CURRENT = "current"
    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class SpeakerType(StrEnum):
    """What kind of origin speaks; two kinds are needed to corroborate."""

    OFFICIAL_TJ = "official_tj"
    OFFICIAL_AF = "official_af"
    OFFICIAL_OTHER = "official_other"
    EMBASSY = "embassy"
    WIRE = "wire"
    MEDIA = "media"
    ANONYMOUS = "anonymous"
    ANALYST = "analyst"


class SegmentKind(StrEnum):
    """The part of a text that a sentence belongs to."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    BACKGROUND = "background"
    TAIL = "tail"


class Decision(StrEnum):
    """The reader's verdict on a whole document."""

    INCIDENT = "incident"
    REVIEW = "review"
    OTHER = "other"


class Severity(StrEnum):
    """How grave an incident is; declared gravest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the gravest, 3 for the lightest."""
        return list(Severity).index(self)

    def at_least(self, other: "Severity") -> bool:
        """Whether this is as grave as ``other`` or graver."""
        return self.rank <= other.rank


class IncidentStatus(StrEnum):
    """Life of an incident. None closes by silence."""

    OPEN = "open"
    RETRACTED = "retracted"
    MERGED = "merged"


class Confidence(StrEnum):
    """How well an incident is borne out by independent origins."""

    UNCONFIRMED = "unconfirmed"
    OFFICIAL = "official"
    CORROBORATED = "corroborated"


class AlertReason(StrEnum):
    """Why a revision deserves telling. ``detail``: worth a silent edit only."""

    NEW = "new"
    TOLL = "toll"
    SEVERITY = "severity"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"
    DENIED = "denied"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    PLACE = "place"
    DETAIL = "detail"


class ChatKind(StrEnum):
    """Telegram's chat types; ``private`` also stands for the console."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class DeliveryState(StrEnum):
    """States of an outbox row; the last six are final."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNANSWERED = "unanswered"

    @property
    def final(self) -> bool:
        """Whether nothing more can happen to a row in this state."""
        return self not in (DeliveryState.PENDING, DeliveryState.SENDING)


class SourceState(StrEnum):
    """Whether a source is polled. Removed rows stay, so that a catalogue cannot bring them back."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"
