"""Text to Reading: what one document says, with the evidence for it.

Pure: a reader is built from plain data and answers the same for the same document, for ever.
Nothing in here reads a file, a clock, the network or a log, and nothing judges across documents.
"""
