"""The one façade under every front end."""

from bot.desk.asking import Asking
from bot.desk.removing import Removing
from bot.desk.reviewing import Reviewing
from bot.desk.sourcing import Sourcing
from bot.desk.subscribing import Subscribing


class Desk(Subscribing, Asking, Sourcing, Removing, Reviewing):
    """All use-cases: a chat's settings, questions, the operators' sources, and what they look at."""
