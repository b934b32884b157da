"""The steps that run by themselves: collect, analyse, dispatch, keep house.

Each step is *claim, decide, commit* and takes ``now`` from its caller. Steps are woken by a
schedule and by each other; none of them depends on being called at a certain time.
"""
