"""Which stored incident a text follows that denies it and does not say where it was.

Such a text opens nothing. It joins the one recent incident that it fits; where two fit alike, or none
does, it joins none and waits for a person.
"""

from collections.abc import Sequence

from bot.incidents.correlate import Same, Unlinked, match
from bot.incidents.policy import Policy
from bot.model.gazetteer import Gazetteer
from bot.model.incident import Candidate, LinkedReport
from bot.model.report import Reason, Report
from bot.model.vocabulary import Modality


def denies(report: Report) -> bool:
    """Whether a report denies that its event took place."""
    return not report.background and any(claim.modality is Modality.DENIED for claim in report.claims)


def followed(
    linked: LinkedReport, candidates: Sequence[Candidate], gazetteer: Gazetteer, policy: Policy
) -> Same | Unlinked:
    """The incident that a denial follows, among candidates in any order."""
    fits = []
    for candidate in candidates:
        found = match(linked, candidate, gazetteer, policy) if _concerns(linked.report, candidate) else None
        if found is not None and found.score.compatible_type and not found.pair.gap.earlier:
            fits.append(found)
    fits.sort(key=lambda one: one.score.points, reverse=True)
    if not fits:
        return Unlinked(reasons=(Reason(code="follows_nothing"),))
    best = fits[0]
    if len(fits) > 1 and best.score.points - fits[1].score.points < policy.follow_up_margin:
        return Unlinked(reasons=(Reason(code="may_follow_several", detail=best.candidate.ref),))
    return Same(
        incident_id=best.candidate.incident_id,
        score=best.score.points,
        reasons=(Reason(code="denial"), *best.score.reasons),
    )


def _concerns(report: Report, candidate: Candidate) -> bool:
    """Whether the incident lies on a border of the country that a text names."""
    border = candidate.snapshot.scene.border or ""
    return report.scene.country is None or report.scene.country in border.split("-")
