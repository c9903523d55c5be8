"""The slow, obvious versions that judge the Monte Carlo of need in tests. Plain loops."""

from __future__ import annotations

from typing import Any

from etl.methods.uncertainty import Cells, Draws


def expected_children(cells: Cells, draws: Draws) -> list[list[float]]:
    """Judge `uncertainty.expected_children`: one area, one draw, one cell after the other."""
    ages, groups, tenths = cells.england.shape
    table = []
    for area in range(len(cells.children)):
        line = []
        for d in range(draws.count):
            children = 0.0
            for a in range(ages):
                mean = _england_mean(cells, draws, a, d)
                for g in range(groups):
                    for q in range(tenths):
                        factor = float(draws.risks[d, g]) * (1 + float(draws.slope[d])) ** (4.5 - q)
                        children += float(cells.children[area, a, g, q]) * factor / mean
            local = sum(
                float(share) * float(factor)
                for share, factor in zip(cells.patches[area], draws.local[d], strict=True)
            )
            line.append(children * local * float(draws.definition[d]) * float(draws.trend[d]))
        table.append(line)
    return table


def _england_mean(cells: Cells, draws: Draws, a: int, d: int) -> float:
    """Average the factors over England's children of one age range."""
    _, groups, tenths = cells.england.shape
    moved = base = 0.0
    for g in range(groups):
        for q in range(tenths):
            children = float(cells.england[a, g, q])
            base += children
            moved += children * float(draws.risks[d, g]) * (1 + float(draws.slope[d])) ** (4.5 - q)
    return moved / base if base > 0 else 1.0


def limits(draws: Any, *, confidence: float) -> list[tuple[float, float]]:
    """Judge `ranks.limits`: sort and read off, in a straight line between two draws."""
    tail = (1 - confidence) / 2
    found = []
    for line in draws:
        ordered = sorted(float(x) for x in line)
        found.append((_at(ordered, tail), _at(ordered, 1 - tail)))
    return found


def worst_fifth(rates: Any) -> list[float]:
    """Judge `ranks.rank_areas`: count in how many draws an area is among the highest."""
    areas, count = len(rates), len(rates[0])
    fifth = max(1, round(areas / 5))
    hits = [0] * areas
    for d in range(count):
        order = sorted(range(areas), key=lambda area: (-float(rates[area][d]), area))
        for area in order[:fifth]:
            hits[area] += 1
    return [hit / count for hit in hits]


def _at(ordered: list[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
