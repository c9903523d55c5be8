"""What the checks of need compare."""

from __future__ import annotations

from etl.build.context import Context
from etl.build.need_evidence import nation_studies
from etl.build.need_model import need_model
from etl.catalogue.population import POPULATION_BANDS, bands_between


def study_figures(context: Context) -> dict[str, tuple[float, float]]:
    """The model's figure on the basis of national studies and the published one, by nation.

    Wales: rate per 10,000 under 18. Scotland: children and young people aged 0 to 21. Published
    area counts are left out, since they win over any study.
    """
    model, frame = need_model(context), context.small_areas
    names = [band.field for band in POPULATION_BANDS]
    found = {}
    for nation, (kind, figure) in nation_studies(context).items():
        inside = (frame["nation"] == nation).to_numpy()
        if not inside.any():
            continue
        fields = bands_between(0, 17) if kind == "rate" else bands_between(0, 21)
        places = [names.index(field) for field in fields]
        children = model.by_band[inside][:, places].sum(axis=1) @ model.nation_factor[inside]
        people = frame.loc[inside, list(fields)].to_numpy().sum()
        own = children / people * 10_000 if kind == "rate" else children
        found[nation] = float(own), figure
    return found


def need_intervals(context: Context) -> tuple[int, int]:
    """Intervals out of order, and figures outside their 95% limits."""
    rows = context.built("need_uncertainty").dropna(subset=["value"])
    order = rows[["lower", "lower_80", "upper_80", "upper"]].to_numpy()
    crossed = int((order[:, 1:] < order[:, :-1]).any(axis=1).sum())
    outside = (rows["value"] < rows["lower"]) | (rows["value"] > rows["upper"])
    return crossed, int(outside.sum())
