"""The one façade under every front end."""

from bot.desk.asking import Asking
from bot.desk.removing import Removing
from bot.desk.sourcing import Sourcing
from bot.desk.subscribing import Subscribing


class Desk(Subscribing, Asking, Sourcing, Removing):
    """All use-cases: a chat's settings, questions, and the operators' sources."""
