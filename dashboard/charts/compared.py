"""Whether a figure differs from another, never beyond what its interval allows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from etl.catalogue.comparison import BENCHMARK_WORDS, NOT_COMPARED
from etl.methods.intervals import Limits, compare_with_benchmark

HIGHER, SIMILAR, LOWER = BENCHMARK_WORDS["neither"]
_WORDS = {"similar": "No clear difference", NOT_COMPARED: "Not compared"}


def compared(lower: float, upper: float, benchmark: float) -> str:
    """How a figure stands to a benchmark: different only if its whole interval lies on one side.

    Example:
        >>> compared(4.0, 6.0, 5.5), compared(4.0, 6.0, 7.0), compared(4.0, 6.0, float("nan"))
        ('similar', 'lower', 'not_compared')
    """
    limits = Limits(np.array([lower]), np.array([upper]))
    found = compare_with_benchmark(limits=limits, benchmark=benchmark, worse="neither")
    return str(found[0])


def compared_words(
    lower: npt.ArrayLike, upper: npt.ArrayLike, benchmark: float, *, worse: str
) -> list[str]:
    """The comparison of many areas as a table says it.

    Example:
        >>> compared_words([4.0, 7.0], [6.0, 9.0], 6.5, worse="high")
        ['Better', 'Worse']
    """
    limits = Limits(np.asarray(lower, np.float64), np.asarray(upper, np.float64))
    found = compare_with_benchmark(limits=limits, benchmark=benchmark, worse=worse)
    return [_WORDS.get(word, word.capitalize()) for word in found.tolist()]
