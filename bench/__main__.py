"""``python -m bench [--corpus FOLDER]``: measure, print, judge. Exit 1 if a ratio misses its target."""

import argparse
import os
import platform
import sys
import time
from pathlib import Path

from bench.corpus import corpus_report
from bench.figures import Figure, table
from bench.memory import memory_figure
from bench.process import process_figures
from bench.reading import reading_figures
from bot.knowledge import load_knowledge


def main(arguments: list[str] | None = None) -> int:
    """Run all measurements (or the corpus only) and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="folder with *.documents.jsonl, and gold labels if any")
    chosen = parser.parse_args(arguments)
    if chosen.corpus is not None:
        return _corpus(chosen.corpus)
    started = time.perf_counter()
    # Processes first: they are not measured beside a parent that has filled the caches of this machine.
    figures: list[Figure] = [*process_figures()]
    reader = load_knowledge().reader
    figures += [*reading_figures(reader), memory_figure(reader)]
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    print(table(figures))
    print(f"measured in {time.perf_counter() - started:.0f} s")
    return 1 if any(figure.fails_run for figure in figures) else 0


def _corpus(folder: Path) -> int:
    try:
        print(corpus_report(folder))
    except (ValueError, OSError) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
