"""All tables, imported together so that foreign keys between them resolve."""

from bot.store.tables.collecting import DocumentRow, ReportRow, SourceRow, SummaryRow
from bot.store.tables.housekeeping import ActionTokenRow, MetaRow
from bot.store.tables.incidents import (
    CorrectionRow,
    IncidentAliasRow,
    IncidentPlaceRow,
    IncidentReportRow,
    IncidentRevisionRow,
    IncidentRow,
)
from bot.store.tables.telling import AlertRow, ChatRow, DeliveryRow, SubscriptionRow, ToldRow

__all__ = [
    "ActionTokenRow",
    "AlertRow",
    "ChatRow",
    "CorrectionRow",
    "DeliveryRow",
    "DocumentRow",
    "IncidentAliasRow",
    "IncidentPlaceRow",
    "IncidentReportRow",
    "IncidentRevisionRow",
    "IncidentRow",
    "MetaRow",
    "ReportRow",
    "SourceRow",
    "SubscriptionRow",
    "SummaryRow",
    "ToldRow",
]
