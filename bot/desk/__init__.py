"""Use-cases: everything that people can ask of the bot or change about it.

A front end (chat handlers, the console, the command line) calls the desk and renders what it
answers. The desk decides nothing that the pure rooms can decide, and knows no channel's types.
"""
