"""Tall tables from many small parts, with words as categories: they repeat in every row."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


class Vocabulary:
    """Words by number, in the order they are first met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        """The number of a word, a new one where it is new."""
        return self._numbers.setdefault(word, len(self._numbers))

    def numbers(self, words: list[str]) -> npt.NDArray[np.int64]:
        """The numbers of several words."""
        return np.array([self.number(word) for word in words], dtype=np.int64)

    @property
    def words(self) -> list[str]:
        """All words in order."""
        return list(self._numbers)


class Tall:
    """A table that is put together from parts.

    Columns of words are given as numbers of a vocabulary (-1 for none), one number or one for each
    row; other columns as arrays.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        self.vocabulary = {name: Vocabulary() for name in words}
        self._parts: list[dict[str, Any]] = []

    def add(self, **columns: object) -> None:
        """Add rows: every part has the same columns, `value` among them.

        A word that is given as text stands in every row of the part.
        """
        for name, vocabulary in self.vocabulary.items():
            if isinstance(columns[name], str):
                columns[name] = vocabulary.number(str(columns[name]))
        self._parts.append(columns)

    def frame(self) -> pd.DataFrame:
        """All parts in the order they were added."""
        sizes = [len(part["value"]) for part in self._parts]
        found = {}
        for name in self._parts[0]:
            values = np.concatenate(
                [np.broadcast_to(part[name], size)
                 for part, size in zip(self._parts, sizes, strict=True)]
            )  # fmt: skip
            found[name] = (
                pd.Categorical.from_codes(values, self.vocabulary[name].words)
                if name in self.vocabulary
                else values
            )
        return pd.DataFrame(found)
