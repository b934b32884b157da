"""Memory of a process tree, seen from outside."""

import subprocess
import sys

from bench.process import resident_kib

CHILD = "import sys; sys.stdin.read()"
PARENT = (
    "import subprocess, sys; "
    f"child = subprocess.Popen([sys.executable, '-c', {CHILD!r}], stdin=subprocess.PIPE); "
    "print('up', flush=True); sys.stdin.read()"
)


def test_children_are_counted_with_their_parent() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        kib, count = resident_kib(process.pid)
        assert process.stdin is not None
        process.stdin.close()
    assert count == 2
    assert 2_000 < kib < 200_000


def test_a_process_that_is_gone_weighs_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    assert resident_kib(process.pid) == (0.0, 1)
