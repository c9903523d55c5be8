"""The slow, obvious versions that judge equity, clusters, neighbours and trends. Plain loops."""

from __future__ import annotations

import math


def ranks(population: list[float]) -> list[float]:
    """Judge `cumulative_ranks`: how many stand before the middle of each group."""
    total, before, found = sum(population), 0.0, []
    for people in population:
        found.append((before + people / 2) / total)
        before += people
    return found


def slope_and_first_end(value: list[float], population: list[float]) -> tuple[float, float]:
    """Judge `slope_index`: the normal equations of the weighted line, solved by hand.

    Each side is multiplied by the square root of the group's share, as `phe_sii` does.
    """
    total = sum(population)
    aa = ab = bb = ay = by = 0.0
    for y, people, b in zip(value, population, ranks(population), strict=True):
        root = math.sqrt(people / total)
        one, rank, side = root, root * b, root * y
        aa, ab, bb = aa + one * one, ab + one * rank, bb + rank * rank
        ay, by = ay + one * side, by + rank * side
    determinant = aa * bb - ab * ab
    slope = (aa * by - ab * ay) / determinant
    return slope, (bb * ay - ab * by) / determinant


def concentration(value: list[float], population: list[float]) -> float:
    """Judge `concentration_index`: twice the area between the curve and the line of equality."""
    total = sum(population)
    held = sum(v * p for v, p in zip(value, population, strict=True))
    under, reached = 0.0, 0.0
    for v, p in zip(value, population, strict=True):
        after = reached + v * p / held
        under += p / total * (reached + after) / 2
        reached = after
    return 1 - 2 * under


def gini(value: list[float], weight: list[float]) -> float:
    """Judge `gini`: mean difference of every pair over twice the mean."""
    people = sum(weight)
    mean = sum(v * w for v, w in zip(value, weight, strict=True)) / people
    apart = 0.0
    for v, w in zip(value, weight, strict=True):
        for x, y in zip(value, weight, strict=True):
            apart += w * y * abs(v - x)
    return apart / (2 * people**2 * mean)


def palma(value: list[float], weight: list[int]) -> float:
    """Judge `palma`: write ten of each person down, sort, and cut the row."""
    row = sorted(v for v, w in zip(value, weight, strict=True) for _ in range(10 * w))
    tenth = len(row) // 10
    poorest = sum(row[: 4 * tenth])
    return sum(row[-tenth:]) / poorest if poorest else math.inf


def theil(value: list[float], weight: list[float], group: list[int]) -> tuple[float, float, float]:
    """Judge `theil`: the index, and its part between groups and within them."""
    total = _theil(value, weight)
    means, sizes, within = [], [], 0.0
    held = sum(v * w for v, w in zip(value, weight, strict=True))
    for number in sorted(set(group)):
        own = [(v, w) for v, w, g in zip(value, weight, group, strict=True) if g == number]
        size = sum(w for _, w in own)
        share = sum(v * w for v, w in own)
        means.append(share / size)
        sizes.append(size)
        if share > 0:
            within += share / held * _theil([v for v, _ in own], [w for _, w in own])
    return total, _theil(means, sizes), within


def _theil(value: list[float], weight: list[float]) -> float:
    people = sum(weight)
    mean = sum(v * w for v, w in zip(value, weight, strict=True)) / people
    found = 0.0
    for v, w in zip(value, weight, strict=True):
        if v > 0:
            found += w / people * v / mean * math.log(v / mean)
    return found


def local_moran(value: list[float], neighbours: list[list[int]]) -> list[float]:
    """Judge the local Moran's I of the build: one area after the other."""
    size = len(value)
    mean = sum(value) / size
    variance = sum((v - mean) ** 2 for v in value) / (size - 1)
    found = []
    for own, others in zip(value, neighbours, strict=True):
        around = sum(value[other] - mean for other in others) / len(others)
        found.append((own - mean) * around / variance)
    return found


def false_discovery(p_value: list[float]) -> list[float]:
    """Judge `false_discovery`: the least of p times tests over place, from there upwards."""
    order = sorted(range(len(p_value)), key=lambda number: p_value[number])
    found = [0.0] * len(p_value)
    for place, number in enumerate(order):
        least = 1.0
        for later in range(place, len(order)):
            least = min(least, p_value[order[later]] * len(order) / (later + 1))
        found[number] = least
    return found


def nearest(scores: list[list[float]], k: int) -> list[list[tuple[float, int]]]:
    """Judge `statistical_neighbours`: measure every other area and sort."""
    found = []
    for number, own in enumerate(scores):
        others = []
        for other, theirs in enumerate(scores):
            if other == number:
                continue
            both = [
                (a - b) ** 2 for a, b in zip(own, theirs, strict=True)
                if not (math.isnan(a) or math.isnan(b))
            ]  # fmt: skip
            others.append((math.sqrt(sum(both) / len(both)), other))
        found.append(sorted(others)[:k])
    return found


def trend(value: list[float], error: list[float]) -> tuple[float, float]:
    """Judge `recent_trend`: slope and chi-square by the sums that Fingertips adds up."""
    s = [0.0] * 5
    for year, (v, e) in enumerate(zip(value, error, strict=True), start=1):
        weight = 1 / e**2
        for place, term in enumerate((1.0, v * year, float(year), v, float(year**2))):
            s[place] += weight * term
    bottom = s[0] * s[4] - s[2] ** 2
    slope = (s[0] * s[1] - s[2] * s[3]) / bottom
    return slope, slope**2 / (s[0] / bottom)


def binomial_tail(count: int, size: int, chance: float) -> float:
    """Judge Wilson's limits and funnels: probability of at most so many."""
    return sum(
        math.comb(size, k) * chance**k * (1 - chance) ** (size - k) for k in range(count + 1)
    )


def poisson_tail(count: int, expected: float) -> float:
    """Judge exact limits: probability of at most so many events."""
    term = found = math.exp(-expected)
    for k in range(1, count + 1):
        term *= expected / k
        found += term
    return found
