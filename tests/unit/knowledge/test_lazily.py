"""Values are built when first asked for, once, and a fault reaches whoever asks."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.knowledge import load_knowledge
from bot.knowledge.lazily import Lazily


class Builder:
    """Counts what it builds."""

    def __init__(self) -> None:
        self.built: list[str] = []

    def __call__(self, key: str) -> str:
        self.built.append(key)
        return key.upper()


def test_nothing_is_built_before_it_is_asked_for() -> None:
    builder = Builder()
    values = Lazily(("en", "ru"), builder)

    assert list(values) == ["en", "ru"]
    assert len(values) == 2
    assert builder.built == []
    assert values["ru"] == "RU"
    assert builder.built == ["ru"]


def test_a_key_that_was_not_announced_is_missing_and_builds_nothing() -> None:
    builder = Builder()
    values = Lazily(("en",), builder)

    assert values.get("xx") is None
    with pytest.raises(KeyError):
        values["xx"]
    assert builder.built == []


def test_many_threads_that_ask_at_once_get_one_value() -> None:
    builder = Builder()
    values = Lazily(("en",), builder)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: values["en"], range(64)))

    assert set(found) == {"EN"}
    assert builder.built == ["en"]


def test_a_fault_reaches_everybody_who_asks() -> None:
    def broken(key: str) -> str:
        raise ValueError(key)

    values = Lazily(("en",), broken)
    for _ in range(2):
        with pytest.raises(ValueError, match="en"):
            values["en"]


def test_the_languages_of_the_package_are_known_from_the_start() -> None:
    assert {"en", "ru"} <= set(load_knowledge().languages)
