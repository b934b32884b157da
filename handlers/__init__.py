"""The conversation on Telegram: thin handlers that parse, ask the desk, render and reply.

``register`` puts them on an application, in the order in which they are tried. Nothing here decides
what is true, stored or told; nothing here knows SQL or fetches a page.
"""

from handlers.menus import publish_menus
from handlers.routing import register

__all__ = ["publish_menus", "register"]
