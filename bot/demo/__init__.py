"""The demo: a season of synthetic reports, the feeds that publish them and the clock they run on.

Nothing in here judges a report. The season plays through the real application; this package only
stands in for the outside world (outlets and time), as the fakes of the tests do.
"""
