"""Which small areas make up each planning area, so that everything is added up in one product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Members:
    """Which small areas make up each planning area, all types one below the other.

    Attributes:
        atom: 1 where a small area lies in an atom, compressed rows, atoms x small areas. An atom
            holds the small areas that lie in the same area of every type.
        member: 1 where an atom lies in an area, compressed rows, areas x atoms.
        nation: Row of the nation of each area, shape (areas,).
        rows: Rows of each area type.
        codes: Codes of the areas of each type, in the order of its rows.
    """

    atom: sparse.csr_array
    member: sparse.csr_array
    nation: IntArray
    rows: dict[str, slice]
    codes: dict[str, list[str]]

    def sums(self, values: FloatArray) -> FloatArray:
        """Add values of small areas up to all areas, shape (areas, ...)."""
        return np.asarray(self.member @ (self.atom @ values))

    def inside(self, area_type: str, code: str) -> IntArray:
        """Numbers of the small areas of one area, rising.

        Raises:
            KeyError: If there is no such type.
            ValueError: If it has no such area.
        """
        row = self.rows[area_type].start + self.codes[area_type].index(code)
        atoms = self.member.indices[self.member.indptr[row] : self.member.indptr[row + 1]]
        return np.sort(self.atom[atoms].indices).astype(np.int64)


def make_members(groups: Mapping[str, tuple[IntArray, list[str]]]) -> Members:
    """Put the areas of every type one below the other.

    Args:
        groups: By area type, the number of the area that each small area lies in (-1 for none) and
            the codes of the areas. The type `country` must be there.

    Example:
        >>> found = make_members({"country": (np.array([0, 0, 1]), ["E", "W"])})
        >>> found.sums(np.array([1.0, 2.0, 4.0]))
        array([3., 4.])
    """
    table, atom_of = np.unique(
        np.column_stack([numbers for numbers, _ in groups.values()]), axis=0, return_inverse=True
    )
    row, column, rows, start = [], [], {}, 0
    for number, (area_type, (_, names)) in enumerate(groups.items()):
        inside = np.flatnonzero(table[:, number] >= 0)
        row.append(table[inside, number] + start)
        column.append(inside)
        rows[area_type] = slice(start, start + len(names))
        start += len(names)
    member = _ones(np.concatenate(row), np.concatenate(column), (start, len(table)))
    small = np.arange(len(atom_of))
    nations = table[:, list(groups).index("country")] + rows["country"].start
    return Members(
        atom=_ones(atom_of.reshape(-1), small, (len(table), len(small))),
        member=member,
        nation=nations[member.indices[member.indptr[:-1]]],
        rows=rows,
        codes={area_type: names for area_type, (_, names) in groups.items()},
    )


def _ones(row: IntArray, column: IntArray, shape: tuple[int, int]) -> sparse.csr_array:
    return sparse.coo_array((np.ones(len(row)), (row, column)), shape=shape).tocsr()
