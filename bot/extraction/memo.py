"""What was looked up once per word, remembered within bounds.

News repeats its words, so most look-ups are answered from here. It must never hold what depends on more
than the word, nor grow without end.
"""

from collections.abc import Callable
from typing import TypeVar

_MEMO_LIMIT = 10_000
T = TypeVar("T")


class Memo(dict[str, T]):
    """What was looked up per word; forgets everything when it has grown too large."""

    def __init__(self, look_up: Callable[[str], T]) -> None:
        """``look_up`` answers for a word, always the same."""
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> T:
        """Look the word up and remember the answer."""
        if len(self) > _MEMO_LIMIT:
            self.clear()
        found = self[word] = self._look_up(word)
        return found
