"""Conditions that partial indexes are built on.

SQLite uses a partial index only if the query repeats its condition with literals; a bound value
would silently turn every look at the queue into a walk over the whole table.
"""

from sqlalchemy import text

IS_PENDING = text("delivery.state = 'pending'")
IS_SENDING = text("delivery.state = 'sending'")
IS_UNREAD = text("document.state = 'new'")
IS_REVIEW = text("document.decision = 'review'")
