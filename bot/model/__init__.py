"""Plain frozen types that travel through the pipeline, and the vocabularies they use.

Standard library only. Nothing in here reads a clock, a file, a network or a log; everything
above may import it, it imports nothing of ours.
"""
