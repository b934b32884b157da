"""States of one incident that the tests of the sender tell about."""

from dataclasses import replace

from bot.model.vocabulary import IncidentStatus, Party
from tests.builders import make_snapshot

FOUR = make_snapshot(killed={Party.MILITANTS: 4})
SIX = make_snapshot(killed={Party.MILITANTS: 6})
WOUNDED_TOO = make_snapshot(killed={Party.MILITANTS: 4}, wounded={Party.BORDER_GUARDS: 1})
WITHDRAWN = make_snapshot(killed={Party.MILITANTS: 4}, status=IncidentStatus.RETRACTED)
CONTESTED = replace(FOUR, contested=True)
