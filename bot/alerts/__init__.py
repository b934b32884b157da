"""From a revision of an incident to a delivery: who is told, when, how, and what a send's end means.

Pure judgement over plain data and ``now``: no I/O, no clock, no randomness, no logging.
"""
