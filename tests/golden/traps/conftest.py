"""Prints the share of traps that are passed, by subject, after every run that read them all."""

from collections import Counter

import pytest

from tests.golden.traps.traps import traps


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    outcomes = {
        report.nodeid.partition("[")[2].rstrip("]"): outcome
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, ())
        if "/traps/test_traps.py::" in report.nodeid and "[" in report.nodeid
    }
    if len(outcomes) < len(traps()):
        return
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for trap in traps():
        total[trap.subject] += 1
        passed[trap.subject] += outcomes[trap.id] == "passed" and not trap.fails
    share = 100 * passed.total() / total.total()
    terminalreporter.write_line(f"traps: {passed.total()} of {total.total()} passed ({share:.1f} %)")
    parts = (f"{subject} {passed[subject]}/{total[subject]}" for subject in total)
    terminalreporter.write_line(f"       {', '.join(parts)}")
