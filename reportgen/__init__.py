"""reportgen: an investment thesis kept as files, printed as a briefing each quarter.

Assumptions are checked; formulas turn them into figures; figures are drawn as charts and written into
a briefing; the briefing is printed and delivered; what stops this is a problem.
"""

__version__ = "0.1.0"
