"""A mapping whose values are built when they are first asked for.

A bot that reads three languages should not wait at every start for the word lists of twenty. Keys are
known from the start; each value is built once, whichever thread asks first, and never changes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


class Lazily(Mapping[str, T]):
    """Values by key, built on demand. What ``build`` raises reaches whoever asked, every time."""

    def __init__(self, keys: Iterable[str], build: Callable[[str], T]) -> None:
        """``build`` makes the value of one of ``keys``; it is called under a lock."""
        self._keys = dict.fromkeys(keys)
        self._build = build
        self._built: dict[str, T] = {}
        self._lock = Lock()

    def __getitem__(self, key: str) -> T:
        """The value; KeyError for a key that was not announced."""
        found = self._built.get(key)
        if found is None:
            if key not in self._keys:
                raise KeyError(key)
            with self._lock:
                if key not in self._built:
                    self._built[key] = self._build(key)
                found = self._built[key]
        return found

    def __iter__(self) -> Iterator[str]:
        """The keys in the order given."""
        return iter(self._keys)

    def __len__(self) -> int:
        """How many keys there are, built or not."""
        return len(self._keys)
