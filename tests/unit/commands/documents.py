"""Documents as JSON lines, in our own words."""

import json
from typing import Any

FOUR_KILLED = (
    "DUSHANBE. Four armed militants were killed by Tajik border guards in Shamsiddin Shohin district of "
    "Khatlon region on 18 January, the press centre of the Border Troops said. They had crossed the Panj "
    "from Afghanistan near border post No. 7 and opened fire."
)
SIX_KILLED = FOUR_KILLED.replace("Four armed militants", "Six armed militants")
APRICOTS = "Growers in the north of the country expect a good harvest of apricots after a mild winter."


def line(identifier: str, text: str = FOUR_KILLED, **more: Any) -> str:
    record: dict[str, Any] = {
        "id": identifier,
        "url": f"https://khovar.example/{identifier}",
        "outlet": "Khovar",
        "language": "en",
        "published": "2026-01-18",
        "seen": "2026-01-18T12:00:00+05:00",
        "title": "At the border",
        "text": text,
        "truncated": False,
    }
    return json.dumps(record | more, ensure_ascii=False) + "\n"


def records(output: str) -> list[dict[str, Any]]:
    return [json.loads(one) for one in output.splitlines()]
