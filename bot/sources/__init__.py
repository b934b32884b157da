"""Where documents come from: one guarded HTTP client, one parsing process, one module per source kind.

Everything that arrives here is hostile until it is a plain value. ``client`` is the only way out
to the network, ``parsing`` the only way into a parser; this package never writes to the store.
Importing the package loads nothing: the parsing process starts from here and must stay small.
"""
