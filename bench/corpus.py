"""Our reading and merging of a labelled corpus beside two simple baselines.

The folder holds one ``*.documents.jsonl`` and, if it is labelled, the ``*.gold.jsonl`` of the same
name. The documents go through ``python -m bot read`` and ``python -m bot replay``, as anybody would
use them. Without labels only counts are printed. Baselines, so that a figure has a floor to stand on:

* reading: every document is an incident, and the first number near a word for killing is its toll;
* merging: all incident documents of one calendar month report one incident.

Labels are rows with ``id, incident, incident_key, killed, killed_by_party, event_date, adm1, adm2`` and, if
readers may differ, ``accept`` (key to other right values) and ``ambiguous`` (then the row is not scored).
"""

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.process import ROOT
from bot.knowledge.files import lexicon_names

Row = dict[str, Any]
NOTHING = "–"
_KILLED_NEAR = re.compile(
    r"(?:\b(\d{1,3})\b[^.\d]{0,40}(?:kill|dead|died|уби|погиб|куш|کشت|死|öld|tué|getötet))"
    r"|(?:(?:kill|dead|уби|погиб|куш|کشت|死|tué|getötet)\w*[^.\d]{0,25}\b(\d{1,3})\b)",
    re.IGNORECASE,
)


def corpus_report(folder: Path) -> str:
    """Counts, and scores where labels are found. ``ValueError`` says what the folder lacks."""
    found = sorted(folder.glob("*.documents.jsonl"))
    if not found:
        raise ValueError(f"{folder} holds no *.documents.jsonl")
    lines: list[str] = []
    for path in found:
        documents = _rows(path.read_text(encoding="utf-8"))
        readings = _rows(_run("read", path))
        replay = _rows(_run("replay", path))
        lines += [f"{path.name}: {len(documents)} documents", *_counts(readings, replay)]
        gold_path = path.with_name(path.name.replace(".documents.", ".gold."))
        if gold_path.exists():
            gold = [row for row in _rows(gold_path.read_text(encoding="utf-8")) if not row.get("ambiguous")]
            lines += _scores(gold, documents, readings, replay)
    return "\n".join(lines)


def first_number_near_killing(text: str) -> int | None:
    """The reading baseline's toll: no grammar at all, only nearness."""
    match = _KILLED_NEAR.search(text)
    return int(match[1] or match[2]) if match else None


def b_cubed(gold: Mapping[str, Hashable], system: Mapping[str, Hashable]) -> float:
    """B³ F1 of a grouping against the labelled one, over the items of ``gold``."""
    wanted, made = _groups(gold), _groups({item: system.get(item, item) for item in gold})
    if not gold:
        return 1.0
    shares = [
        (len(wanted[key] & group) / len(group), len(wanted[key] & group) / len(wanted[key]))
        for item, key in gold.items()
        for group in (made[system.get(item, item)],)
    ]
    precision = sum(share[0] for share in shares) / len(shares)
    recall = sum(share[1] for share in shares) / len(shares)
    return 2 * precision * recall / (precision + recall)


def _groups(keys: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for item, key in keys.items():
        groups[key].add(item)
    return groups


def _counts(readings: Sequence[Row], replay: Sequence[Row]) -> list[str]:
    decisions = Counter(row["decision"] for row in readings)
    languages = Counter(row["language"] for row in readings)
    # A record of an incident also names its documents; its own lines are those with a revision.
    incidents = [row for row in replay if "incident" in row and "document" not in row]
    alerts = Counter(row["reason"] for row in replay if "alert" in row)
    return [
        f"  decisions  {_listed(decisions)}",
        f"  languages  {_listed(languages)}",
        f"  incidents  {len(incidents)}",
        f"  alerts     {_listed(alerts)}",
    ]


def _scores(
    gold: Sequence[Row], documents: Sequence[Row], readings: Sequence[Row], replay: Sequence[Row]
) -> list[str]:
    texts = {row["id"]: f"{row.get('title') or ''}. {row['text']}" for row in documents}
    months = {row["id"]: (row.get("published") or row["seen"])[:7] for row in documents}
    ours = {row["id"]: row for row in readings}
    placed = {row["document"]: row["incident"] for row in replay if row.get("document")}
    true = [row for row in gold if row["incident"]]
    keyed = {row["id"]: row["incident_key"] for row in true if row.get("incident_key")}
    by_nearness = {row["id"]: {"killed": first_number_near_killing(texts[row["id"]])} for row in true}
    by_month = {item: months[item] for item in keyed}
    by_us = {item: ref for item in keyed if (ref := placed.get(item)) is not None}
    everything, labelled = {row["id"] for row in gold}, {row["id"] for row in true}
    return [
        f"  {'':22} {'baseline':>8} {'ours':>8}",
        _pair("detection F1", _f1(labelled, everything), detection_f1(gold, ours)),
        _pair("killed, exact", share_right(true, by_nearness, "killed"), share_right(true, ours, "killed")),
        _pair("killed by party, exact", None, share_right(true, ours, "killed_by_party")),
        _pair("date, exact", None, share_right(true, ours, "event_date")),
        _pair("province", None, share_right(true, ours, "adm1")),
        _pair("district", None, share_right(true, ours, "adm2")),
        _pair("merging, B³ F1", b_cubed(keyed, by_month), b_cubed(keyed, by_us)),
        *_by_language(gold, documents, ours),
    ]


def _by_language(gold: Sequence[Row], documents: Sequence[Row], ours: Mapping[str, Row]) -> list[str]:
    """A line for each language of the labels: what is good on the whole may be poor in one of them."""
    said = {row["id"]: row.get("language") or "?" for row in documents}
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in gold:
        groups[row.get("language") or said[row["id"]]].append(row)
    known = {Path(name).stem for name in lexicon_names()}
    lines = [f"  {'language':12} {'labels':>6} {'detection F1':>13} {'killed, exact':>14}"]
    for language, rows in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        mark = "" if language.partition("-")[0] in known else "  no word list: goes to review"
        detected, killed = detection_f1(rows, ours), share_right(rows, ours, "killed")
        lines.append(f"  {language:12} {len(rows):6} {_cell(detected):>13} {_cell(killed):>14}{mark}")
    return lines


def detection_f1(gold: Sequence[Row], ours: Mapping[str, Row]) -> float:
    """F1 of "this is an incident" over the labelled rows."""
    detected = {row["id"] for row in gold if ours.get(row["id"], {}).get("decision") == "incident"}
    return _f1({row["id"] for row in gold if row["incident"]}, detected)


def share_right(gold: Sequence[Row], ours: Mapping[str, Row], key: str) -> float | None:
    """The share of incidents whose labelled value was read, of those that are labelled; None of none.

    By party a stated zero and a remainder without a party neither help nor hurt.
    """
    stated = [row for row in gold if row["incident"] and row.get(key) not in (None, {})]
    hits = sum(
        _comparable(ours.get(row["id"], {}).get(key))
        in [_comparable(value) for value in (row[key], *row.get("accept", {}).get(key, []))]
        for row in stated
    )
    return hits / len(stated) if stated else None


def _comparable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {party: number for party, number in value.items() if number and party != "unknown"}
    return value.casefold() if isinstance(value, str) else value


def _pair(name: str, baseline: float | None, ours: float | None) -> str:
    return f"  {name:22} {_cell(baseline):>8} {_cell(ours):>8}"


def _cell(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}"


def _f1(wanted: set[str], found: set[str]) -> float:
    return 2 * len(wanted & found) / (len(wanted) + len(found)) if wanted or found else 1.0


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "none"


def _rows(text: str) -> list[Row]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _run(command: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", command, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    if done.returncode != 0:
        raise ValueError(f"bot {command} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout
