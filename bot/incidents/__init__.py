"""Reports into incidents: correlate, fold, assess, tally.

Pure judgement over plain data: no I/O, no clock, no randomness, no logging. The error we prefer:
a false split costs a duplicate alert, a false merge hides an attack, so merging is conservative;
and a figure is never made larger by being repeated.
"""
