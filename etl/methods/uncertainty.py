"""How far the estimate of need can be trusted: draws over everything that is really uncertain.

Each draw is one set of choices that the evidence allows: how the conditions are defined, how far
prevalence has moved since 2017/18, the relative risks, how strongly need follows deprivation, how
areas differ beyond what the model knows, and chance. It works on counts of children by area and
cell (age range, ethnic group, deprivation tenth), never on small areas by draws.

The plain version that judges it is `etl.methods.reference_need`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
TENTHS = 10


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What is uncertain, and between which bounds. Every one is an entry of the assumptions.

    Attributes:
        definition_low: Restricted over broad definition; drawn evenly from this to 1.
        years_passed: Years from the base year to the population.
        years_to_2030: Years from the base year to mid-2030.
        rate_base: Rate per 10,000 in the base year.
        rate_2030: Lowest and highest published scenario, per 10,000.
        rate_2030_error: Standard error of each.
        risk_error: Standard deviation of the logarithm of a relative risk.
        slope_high: Most that need rises per more deprived tenth; drawn evenly from 0 to this.
        local_error: Standard deviation of the logarithm of the difference between areas.
    """

    definition_low: float
    years_passed: float
    years_to_2030: float
    rate_base: float
    rate_2030: tuple[float, float]
    rate_2030_error: tuple[float, float]
    risk_error: float
    slope_high: float
    local_error: float


@dataclass(frozen=True, kw_only=True)
class Draws:
    """One row a draw.

    Attributes:
        definition: Factor for the definition, shape (draws,).
        trend: Factor for the change since the base year, shape (draws,).
        risks: Factor on each group's relative risk, shape (draws, groups).
        slope: Rise per more deprived tenth, shape (draws,).
        local: Factor of each patch, shape (draws, patches). Mean 1 over England's children.
    """

    definition: FloatArray
    trend: FloatArray
    risks: FloatArray
    slope: FloatArray
    local: FloatArray

    @property
    def count(self) -> int:
        """Number of draws."""
        return len(self.definition)


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Children by area and cell at the central estimate.

    Attributes:
        children: Shape (areas, age ranges, groups, tenths).
        england: England's children, shape (age ranges, groups, tenths): they set the mean.
        patches: Share of each area's children in each patch, shape (areas, patches).
        published: Children of each area that are published counts, shape (areas,). They are not
            in `children` and only chance moves them.
    """

    children: FloatArray
    england: FloatArray
    patches: FloatArray
    published: FloatArray


def make_draws(
    spread: Spread,
    *,
    count: int,
    groups: int,
    levels: tuple[IntArray, ...],
    england: FloatArray,
    rng: np.random.Generator,
) -> Draws:
    """Draw every uncertain input.

    Args:
        spread: Bounds.
        count: Number of draws.
        groups: Number of ethnic groups; the first is the reference and stays 1.
        levels: For each level of area (region, council, constituency) the number of the area that
            each patch lies in. The levels share the variance of local differences equally.
        england: England's children in each patch, shape (patches,).
        rng: Source of randomness, with a fixed seed in a build.
    """
    scenario = rng.random(count)
    ends = [
        mean + error * rng.standard_normal(count)
        for mean, error in zip(spread.rate_2030, spread.rate_2030_error, strict=True)
    ]
    in_2030 = ends[0] + scenario * (ends[1] - ends[0])
    passed = spread.years_passed / spread.years_to_2030
    risks = np.exp(spread.risk_error * rng.standard_normal((count, groups)))
    risks[:, 0] = 1.0
    slope = spread.slope_high * rng.random(count)
    each = spread.local_error / np.sqrt(len(levels))
    logs = np.zeros((count, len(england)))
    for level in levels:
        logs += each * rng.standard_normal((count, int(level.max(initial=-1)) + 1))[:, level]
    local = np.exp(logs - spread.local_error**2 / 2)
    if england.sum() > 0:
        local = local / (local @ england / england.sum())[:, None]
    return Draws(
        definition=spread.definition_low + (1 - spread.definition_low) * rng.random(count),
        trend=1 + (in_2030 / spread.rate_base - 1) * passed,
        risks=risks,
        slope=slope,
        local=local,
    )


def expected_children(cells: Cells, draws: Draws) -> FloatArray:
    """Expected children of each area in each draw, before chance; published counts left out.

    Args:
        cells: Children by area and cell.
        draws: The draws.

    Returns:
        Shape (areas, draws). England's total moves only with the definition and the trend.
    """
    weights = cell_weights(cells.england, draws)
    areas = len(cells.children)
    structure = cells.children.reshape(areas, -1) @ weights.reshape(-1, draws.count)
    local = cells.patches @ draws.local.T
    return structure * local * (draws.definition * draws.trend)


def cell_weights(england: FloatArray, draws: Draws) -> FloatArray:
    """Factor of each cell in each draw, with England's mean kept at 1 in every age range.

    Returns:
        Shape (age ranges, groups, tenths, draws).
    """
    steps = (TENTHS - 1) / 2 - np.arange(england.shape[-1])
    gradient = (1 + draws.slope) ** steps[:, None]
    shape = draws.risks.T[:, None, :] * gradient[None, :, :]
    wide = np.broadcast_to(shape, (len(england), *shape.shape))
    moved = np.einsum("agq,gqd->ad", england, shape)
    base = england.sum(axis=(1, 2))
    mean = np.divide(moved, base[:, None], out=np.ones_like(moved), where=base[:, None] > 0)
    return wide / mean[:, None, None, :]


def with_chance(
    expected: FloatArray, published: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Children of each area in each draw: a Poisson number around what is expected."""
    return rng.poisson(expected + published[:, None]).astype(np.float64)


def relative_variances(cells: Cells, draws: Draws) -> dict[str, FloatArray]:
    """Squared coefficient of variation of each area from each input alone.

    One input at a time is drawn and the others stay at the centre, so the parts say what each
    contributes; they do not have to add up to the whole.

    Returns:
        By input, shape (areas,).
    """
    still = Draws(
        definition=np.ones(draws.count),
        trend=np.ones(draws.count),
        risks=np.ones_like(draws.risks),
        slope=np.zeros(draws.count),
        local=np.ones((1, draws.local.shape[1])),
    )
    weight = np.atleast_1d(cells.children.sum(axis=(1, 2, 3)))
    total = weight + cells.published
    part = np.divide(weight, total, out=np.zeros(len(total)), where=total > 0)
    shared = {"definition": draws.definition, "trend": draws.trend}
    found = {name: np.full(len(total), _squared_cv(x)) for name, x in shared.items()}
    for name in ("risks", "slope"):
        one = replace(still, **{name: getattr(draws, name)})
        weights = cell_weights(cells.england, one).reshape(-1, draws.count)
        found[name] = _squared_cv(cells.children.reshape(len(weight), -1) @ weights)
    found["local"] = _squared_cv(cells.patches @ draws.local.T)
    found = {name: values * part**2 for name, values in found.items()}
    found["chance"] = np.divide(1.0, total, out=np.ones(len(total)), where=total > 0)
    return found


def _squared_cv(values: FloatArray) -> FloatArray:
    mean = values.mean(axis=-1)
    variance = values.var(axis=-1)
    return np.divide(variance, mean**2, out=np.zeros_like(variance), where=mean > 0)
