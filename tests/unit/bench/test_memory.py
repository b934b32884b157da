"""The figure of memory: it counts what reading leaves behind, and says so where it cannot."""

from pathlib import Path

import pytest

from bench import memory
from tests.unit.extraction.stages import knowledge


def test_it_reads_as_many_documents_as_asked_and_measures_after_the_warm_ones() -> None:
    figure = memory.memory_figure(knowledge().reader, documents=60, warm=20)
    assert figure.value is not None
    assert figure.value < figure.target
    assert "after 20 documents" in figure.note


def test_no_two_documents_are_alike() -> None:
    endless = memory._documents()
    texts = [next(endless).text for _ in range(3 * memory.POOL)]
    assert len(set(texts)) == len(texts)


def test_a_system_that_tells_nothing_gives_no_figure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "_STATUS", tmp_path / "nothing")
    figure = memory.memory_figure(knowledge().reader, documents=2, warm=1)
    assert figure.value is None
    assert figure.fails_run
