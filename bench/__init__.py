"""Measurements of the bot: ``python -m bench`` (or ``make bench``) prints every figure and its target.

Ratios are judged on any machine; absolute figures are marked *machine* and only shown, because
they say as much about the computer as about the program.
"""
