"""Every number of merging, fusing and judging, in one value.

Why one value: a change of policy is then a change of one argument that a replay can compare. The
first values were set by hand; they are tuned on labelled corpora.
Nothing else in this package may hold a number that decides.
"""

from dataclasses import dataclass, field

from bot.model.vocabulary import SpeakerType


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Points that the features of a pair (report, incident) bring to its score."""

    date_same_explicit: float = 3.0
    date_same_inferred: float = 2.5
    date_same_vague: float = 1.75
    date_one_day: float = 2.25
    date_two_days: float = 1.0
    date_three_days: float = 0.5
    date_month_only: float = 0.5
    place_same_point: float = 2.5
    place_same_district: float = 2.0
    place_contained: float = 1.25
    place_opposite: float = 0.75
    place_unknown: float = 0.5
    place_adjacent: float = 0.0
    type_equal: float = 1.0
    type_paired: float = 0.75
    type_related: float = -0.25
    type_foreign: float = -1.5
    killed_equal: float = 1.5
    killed_unequal: float = -1.0
    wounded_equal: float = 0.5
    nationality_equal: float = 1.0
    anchor: float = 2.5
    anchors_at_most: float = 5.0
    origin_shared: float = 1.0
    reprint: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginWeights:
    """How much one independent origin is worth (Admiralty grade turned into a weight)."""

    grades: tuple[tuple[str, float], ...] = (
        ("A", 0.80),
        ("B", 0.65),
        ("C", 0.50),
        ("D", 0.30),
        ("E", 0.15),
        ("F", 0.15),
    )
    speakers: tuple[tuple[SpeakerType, str], ...] = (
        (SpeakerType.OFFICIAL_TJ, "B"),
        (SpeakerType.OFFICIAL_AF, "C"),
        (SpeakerType.OFFICIAL_OTHER, "B"),
        (SpeakerType.EMBASSY, "B"),
        (SpeakerType.WIRE, "B"),
        (SpeakerType.ANONYMOUS, "D"),
        (SpeakerType.ANALYST, "D"),
    )
    echo: float = 0.5
    corroborated_from: float = 0.85

    def of_grade(self, grade: str) -> float:
        """Weight of an Admiralty letter; unknown letters weigh as F."""
        return dict(self.grades).get(grade.upper(), 0.15)

    def of_speaker(self, type_: SpeakerType) -> float | None:
        """Weight of a kind of speaker, or None where the outlet's own grade decides."""
        grade = dict(self.speakers).get(type_)
        return None if grade is None else self.of_grade(grade)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All decisions of this package that are numbers.

    Days count calendar days at the scene, distances kilometres, ``*_outlets`` distinct outlets.
    """

    # search and blocking
    search_days: int = 10
    block_days: int = 3
    explicit_days: int = 2
    alternative_days: int = 1
    follow_up_days: int = 21
    follow_up_margin: float = 1.0
    # windows of days
    same_days: int = 1
    same_score: float = 4.0
    unsure_score: float = 2.75
    background_score: float = 4.0
    # geography
    adjacent_km: float = 60.0
    point_km: float = 25.0
    district_km: float = 25.0
    province_km: float = 120.0
    # fusion
    contemporary_minutes: int = 30
    outlier_hours: int = 6
    outlier_outlets: int = 3
    outlier_silence_outlets: int = 6
    same_bodies_from: int = 3
    same_bodies_share: float = 0.2
    plain_weight: float = 0.5
    type_share: float = 0.25
    alternatives_kept: int = 6
    alternative_reach_days: int = 10
    labels_per_origin: int = 3
    low_grade_weight: float = 0.30
    weights: Weights = field(default_factory=Weights)
    origins: OriginWeights = field(default_factory=OriginWeights)


DEFAULT_POLICY = Policy()
