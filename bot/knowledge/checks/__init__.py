"""One module per data file (or pair of files) that ``bot.knowledge.validate`` inspects.

A check takes the folder and yields its faults, each one line ``file: where: what``. It looks at
everything and stops at nothing, so that all faults are shown together; it never raises on what a
file may hold, and never changes a file.
"""
