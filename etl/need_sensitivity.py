"""How much the ranking and the numbers hang on each choice: `python -m etl.need_sensitivity`.

Not part of a build. It prints the table that docs/methods/need.md shows.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy import stats

from etl.build.context import Context
from etl.build.monte_carlo import all_areas
from etl.build.need_model import NeedModel, need_model
from etl.build.published import need_spread
from etl.catalogue.areas import ENGLAND
from etl.methods.synthetic import need_by_age
from etl.settings import folders

FloatArray = npt.NDArray[np.float64]


def variants(context: Context, model: NeedModel) -> dict[str, FloatArray]:
    """Children of each small area under each choice, shape (small areas,)."""
    english = (context.small_areas["country_code"] == ENGLAND).to_numpy()
    spread = need_spread(context, year=2023.5)
    steep = (1 + spread.slope_high) ** (4.5 - np.arange(10.0))
    flat = np.ones_like(model.rates.group)
    low = spread.definition_low
    return {
        "estimate": model.modelled.sum(axis=1),
        "stricter definition (61.1)": model.modelled.sum(axis=1) * low,
        "ethnic ratios off": _with(model, english, group=flat, deprivation=model.rates.deprivation),
        "deprivation at 7% per tenth": _with(
            model, english, group=model.rates.group, deprivation=steep
        ),
        "ethnic ratios off, deprivation at 7%": _with(
            model, english, group=flat, deprivation=steep
        ),
    }


def _with(
    model: NeedModel,
    english: npt.NDArray[np.bool_],
    *,
    group: FloatArray,
    deprivation: FloatArray,
) -> FloatArray:
    """The estimate with other factors, England's total in each age range kept."""
    rates = replace(model.rates, group=group, deprivation=deprivation)
    found = need_by_age(
        population=model.population, shares=model.shares, deprivation=model.tenth,
        region=np.full(len(model.tenth), -1), rates=rates,
    )  # fmt: skip
    return (found * model.modelled[english].sum(axis=0) / found[english].sum(axis=0)).sum(axis=1)


def main() -> None:
    """Print, for local authorities, how many move by more than 10% and Kendall's tau."""
    where = folders()
    context = Context(where.inputs, where.release)
    model, areas = need_model(context), all_areas(context)
    rows = np.array(areas.area_type) == "ltla"
    people = areas.sums(model.population.sum(axis=1))[rows]
    found = {name: areas.sums(values)[rows] for name, values in variants(context, model).items()}
    base = found["estimate"]
    print(f"{'choice':40}{'moved > 10%':>12}{'largest':>9}{'tau':>7}")
    for name, children in found.items():
        change = children / base - 1
        tau = stats.kendalltau(base / people, children / people).statistic
        print(f"{name:40}{int((abs(change) > 0.1).sum()):>12}{abs(change).max():>9.1%}{tau:>7.2f}")


if __name__ == "__main__":
    main()
