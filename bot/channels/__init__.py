"""Ways to reach people: Telegram's Bot API, and a console in its place.

The only package besides the handlers and the composition root that knows the Telegram library.
A channel turns a ``Message`` into its own form and every ending of a call into an ``Outcome``;
it never decides what to send, when, or whether to repeat it.
"""

import os

# Reading ``RetryAfter.retry_after`` in its old form emits a deprecation warning; where warnings are
# errors, that warning would take the place of the 429 itself.
os.environ.setdefault("PTB_TIMEDELTA", "1")
