"""From plain results to words: messages in one language, for any channel.

Pure: no I/O, no clock, no randomness. Every sentence comes from the catalogue that is passed in as
``Texts``; outside words pass ``bot.render.outside`` and nothing else of them reaches a message.
"""
