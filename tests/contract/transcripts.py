"""The README's transcripts: played by the demo, cut by rule, never written by hand.

``python -m tests.contract.transcripts`` puts them into the README anew; a test compares. What is left out is
marked with "…": addresses of the demo's own server differ from run to run, maps are long.
"""

import re
import subprocess
import sys

from tests.contract.markdown import ROOT, page

SHOWN = "TJAF-2025-0002"
QUESTIONS = ("/toll since 2025-11-01", "/latest ختلان 2")
SPEED = "1000"
LONGEST_SECONDS = 120
CUT = "…"
PROMPT = "> "
_HEAD = "──"
_LEFT_TO_PEOPLE = "[left to a person]"
_OWN_SERVER = " 127.0.0.1"
_MAP = " <https://www.openstreetmap.org"
_LEFT_OUT = ("  +",)


def play() -> tuple[list[str], list[str]]:
    """The demo's output when nobody asks, and when the questions are asked; both run side by side.

    ``RuntimeError`` if one does not end well, or says anything on standard error.
    """
    command = [sys.executable, "-m", "bot", "demo", "--speed", SPEED]
    runs = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    asked = "".join(f"{question}\n" for question in QUESTIONS)
    played = []
    for run, typed in zip(runs, ("", asked), strict=True):
        printed, complaint = run.communicate(typed, LONGEST_SECONDS)
        if run.returncode != 0 or complaint:
            raise RuntimeError(f"the demo ended with {run.returncode}: {complaint[-2000:]}")
        played.append([line.rstrip() for line in printed.splitlines()])
    return played[0], played[1]


def season(printed: list[str]) -> list[str]:
    """The opening, the first and the last sounding message of one incident, what was left to people between
    them, and the end."""
    messages = _messages(printed)
    heads = [at for at, lines in messages.items() if SHOWN in lines[-1] and " sound" in lines[0]]
    first, last = heads[0], heads[-1]
    left = [line for line in printed[first:last] if line.startswith(_LEFT_TO_PEOPLE)]
    between = [CUT, *left[-1:], *_cut(messages[last])] if last != first else []
    return [printed[1], CUT, *_cut(messages[first]), *between, CUT, *printed[-2:]]


def answers(printed: list[str], season_length: int) -> list[str]:
    """Each question with what was answered. ``season_length`` is the number of lines before the first."""
    messages = _messages(printed[season_length:])
    shown: list[str] = []
    for question, lines in zip(QUESTIONS, messages.values(), strict=True):
        shown += [f"{PROMPT}{question}", *lines]
    return shown


def _messages(printed: list[str]) -> dict[int, list[str]]:
    """The lines of each message by the line at which it begins: its head, and what is indented below."""
    starts = [at for at, line in enumerate(printed) if line.startswith(_HEAD)]
    found = {}
    for at in starts:
        end = at + 1
        while end < len(printed) and (printed[end].startswith("  ") or not printed[end]):
            end += 1
        found[at] = printed[at:end]
        while not found[at][-1]:
            found[at].pop()
    return found


def _cut(lines: list[str]) -> list[str]:
    shown: list[str] = []
    for line in lines:
        if any(address in line for address in (_OWN_SERVER, _MAP)):
            shown.append(re.split(f"{re.escape(_OWN_SERVER)}|{re.escape(_MAP)}", line)[0] + CUT)
        elif not line.startswith(_LEFT_OUT):
            shown.append(line)
        elif shown[-1].strip() != CUT:
            shown.append(f"  {CUT}")
    while shown[-1].strip() == CUT:
        shown.pop()
    return shown


def main() -> None:
    """Play the demo and put both transcripts into the README."""
    silent, answering = play()
    fresh = iter([season(silent), answers(answering, len(silent))])
    readme = page("README.md")
    text = re.sub(
        r"^```text\n.*?^```$",
        lambda _: "\n".join(["```text", *next(fresh), "```"]),
        readme.source,
        flags=re.DOTALL | re.MULTILINE,
    )
    readme.path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
