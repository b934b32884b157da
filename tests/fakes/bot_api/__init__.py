"""A Bot API on loopback that behaves as we read Telegram, with a log of what it accepted.

Where the real service turns out to differ, this package is mended first and the bot second.
"""

from tests.fakes.bot_api.faults import Gate
from tests.fakes.bot_api.server import TOKEN, FakeBotApi
from tests.fakes.bot_api.state import Accepted, Person, Posted, Requested

__all__ = ["TOKEN", "Accepted", "FakeBotApi", "Gate", "Person", "Posted", "Requested"]
