"""What the world may send us at its worst: words, addresses and figures for the tests of rendering."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from bot.model.incident import Correction, Figure, LabelNote, OriginNote, Said
from bot.model.vocabulary import Measure, Party
from tests.unit.render.builders import SHOHIN_SCENE, make_figure, make_report

BAIT = st.sampled_from(
    [
        "https://evil.example/x",
        "evil.example",
        "t.me/joinchat",
        "tg://resolve?domain=x",
        "@everyone",
        "/subscribe",
        "#tag",
        "$CASH",
        "user@evil.example",
        "[a](https://evil.example)",
        "<a href='https://evil.example'>x</a>",
        "\u202e\u2066\u2069\u2068",
        "خبر از مرز",
        "می\u200cروند",
        "😀👩\u200d🚀",
        "{moment}",
        "\0\n\r\t\x1b[31m",
        "a\u0323\u0323\u0323\u0323\u0323",
        "1.2.3.4",
        "💥.com",
        "i❤.ws",
        "evil\u200c.com",
        "evil.\u200ccom",
        "evil-.com",
        "№.ru",
        "a\u0334.com",
        "пример.рф",
        "+992900000000",
    ]
)
HOSTILE = st.lists(st.one_of(BAIT, st.text(max_size=40), st.just("слово " * 60)), max_size=6).map(" ".join)
ADDRESSES = st.one_of(
    st.none(),
    HOSTILE,
    st.sampled_from(
        [
            "https://news.example/a",
            "javascript:alert(1)",
            "https://u:p@news.example/",
            "https://news.example/" + "a" * 550,
            "https://аmaq.example/",
        ]
    ),
)
NUMBERS = st.integers(0, 10_000)
FIGURES = st.builds(Figure, low=NUMBERS, best=st.none() | NUMBERS, high=st.none() | NUMBERS)
SPEAKERS = st.lists(HOSTILE, max_size=4).map(tuple)
PARTIES = st.none() | st.sampled_from(list(Party))


@st.composite
def hostile_reports(draw: Any) -> list[Any]:
    count = draw(st.integers(0, 25))
    return [
        make_report(
            number + 1,
            origin=draw(HOSTILE),
            outlet=draw(HOSTILE),
            title=draw(st.one_of(st.none(), HOSTILE)),
            url=draw(ADDRESSES),
        )
        for number in range(count)
    ]


@st.composite
def hostile_facts(draw: Any) -> dict[str, Any]:
    return {
        "figures": tuple(
            make_figure(
                draw(st.sampled_from(list(Party))),
                measure=draw(st.sampled_from(list(Measure))),
                figure=draw(FIGURES),
                speakers=tuple(draw(st.lists(HOSTILE, max_size=5))),
                nationality=draw(st.none() | HOSTILE),
                others=tuple(draw(st.lists(st.builds(Said, figure=FIGURES, by=SPEAKERS), max_size=3))),
                euphemism=draw(st.booleans()),
            )
            for _ in range(draw(st.integers(0, 10)))
        ),
        "seizures": tuple(draw(st.lists(HOSTILE | st.just("drugs: 116 package"), max_size=12))),
        "labels": tuple(
            draw(st.lists(st.builds(LabelNote, label=HOSTILE, by=HOSTILE, party=PARTIES), max_size=12))
        ),
        "corrections": tuple(
            draw(
                st.lists(
                    st.builds(
                        Correction,
                        measure=st.sampled_from(list(Measure)),
                        party=st.sampled_from(list(Party)),
                        was=NUMBERS,
                        now=NUMBERS,
                        by=HOSTILE,
                    ),
                    max_size=5,
                )
            )
        ),
        "origins": tuple(
            draw(
                st.lists(
                    st.builds(
                        OriginNote, origin=HOSTILE, name=HOSTILE, type=HOSTILE, outlets=st.just(("a",))
                    ),
                    max_size=12,
                )
            )
        ),
        "scene": replace(SHOHIN_SCENE, place=draw(HOSTILE), origin_place=draw(st.none() | HOSTILE)),
        "possible_duplicate_of": draw(st.none() | HOSTILE),
        "contested": draw(st.booleans()),
    }
