"""``python -m bot.knowledge``: is everything in ``bot/data`` as it must be?

Prints one line per fault and exits 1, or one line that all is well and exits 0. Changes nothing.
"""

import sys
from pathlib import Path

from bot.knowledge.files import DATA
from bot.knowledge.validate import validate


def main(folder: Path = DATA) -> int:
    """Print the faults of a data folder; the exit code says whether there were any."""
    faults = validate(folder)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    if not faults:
        sys.stdout.write("all data files are valid\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
