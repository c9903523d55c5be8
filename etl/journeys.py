"""Road minutes between anyone's own points, from two CSV files to a third.

A point is an id with longitude and latitude, or easting and northing, or a postcode of Great
Britain. Every pair gets a row: minutes, or the reason why there are none.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.travel import travel_model
from etl.engines.clients import Engine
from etl.engines.matrix import REASONS as ENGINE_REASONS
from etl.engines.matrix import EngineModel
from etl.errors import ResourceError, UserError
from etl.files import replacing
from etl.methods.grid_metres import grid_metres
from etl.methods.travel import REASONS, TravelModel
from etl.store import read_table

_FORMS = (("longitude", "latitude"), ("easting", "northing"), ("postcode",))
_NOWHERE = -1e7  # a place off every map: projections have no finite value for it
NORTHERN_IRELAND = "BT"


def journeys(
    origins: Path, destinations: Path, out: Path, *, inputs: Path, engine: Engine | None = None
) -> tuple[int, int]:
    """Compute the minutes for every pair and write them.

    Args:
        origins: CSV of starting points.
        destinations: CSV of places to reach.
        out: CSV to write: `origin_id`, `destination_id`, `minutes`, `reason`.
        inputs: `data/inputs`, for roads and postcodes.
        engine: A routing engine to ask; by default the embedded travel model answers. What it
            answered is kept beside `out` until that is written.

    Returns:
        Pairs written, and how many of them have minutes.

    Raises:
        UserError: If a file or a row cannot be used; the message names it. Nothing is written.
        ResourceError: If a file is missing or the disk is full.
    """
    start, end = read_points(origins, inputs=inputs), read_points(destinations, inputs=inputs)
    kept = out.with_name(f".{out.name}.tiles")
    model: TravelModel | EngineModel = (
        travel_model(Context(inputs, inputs)) if engine is None else EngineModel(engine, kept=kept)
    )
    words = REASONS if engine is None else ENGINE_REASONS
    minutes = model.minutes(start, end)
    reasons = model.reasons(start, end, minutes=minutes)
    frame = pd.DataFrame(
        {
            "origin_id": np.repeat(start["id"].to_numpy(), len(end)),
            "destination_id": np.tile(end["id"].to_numpy(), len(start)),
            "minutes": np.where(np.isfinite(minutes), minutes, np.nan).reshape(-1),
            "reason": [words[code] if code else "" for code in reasons.reshape(-1)],
        }
    )
    with replacing(out) as temporary:
        frame.to_csv(temporary, index=False, lineterminator="\n")
    shutil.rmtree(kept, ignore_errors=True)
    return len(frame), int(frame["minutes"].notna().sum())


def read_points(path: Path, *, inputs: Path) -> pd.DataFrame:
    """Read points from a CSV file.

    Args:
        path: CSV with `id` and one of the three forms of a place.
        inputs: `data/inputs`, for postcodes.

    Returns:
        `id`, `easting`, `northing` in metres (EPSG:27700), in the order of the file.

    Raises:
        UserError: If the file is not such a CSV, or rows cannot be used.
        ResourceError: If the file is missing.
    """
    frame = _read_csv(path)
    form = next((form for form in _FORMS if set(form) <= set(frame.columns)), None)
    if "id" not in frame.columns or form is None:
        raise UserError(
            f"The columns are {', '.join(frame.columns)}.",
            where=str(path),
            try_="Give id with longitude and latitude, or easting and northing, or postcode.",
        )
    _must_have(frame, ("id", *form), path)
    if frame["id"].duplicated().any():
        twice = ", ".join(frame.loc[frame["id"].duplicated(), "id"].unique()[:5])
        raise UserError(f"The same id stands more than once: {twice}.", where=str(path),
                        try_="Give every point an id of its own.")  # fmt: skip
    if form == ("postcode",):
        places = _from_postcodes(frame, path, inputs)
    else:
        places = _numbers(frame, form, path)
        places = _from_degrees(places, path) if form[0] == "longitude" else places
    return pd.DataFrame({"id": frame["id"], "easting": places[:, 0], "northing": places[:, 1]})


def _read_csv(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise ResourceError("The file is missing.", where=str(path), try_="Check its name.")
    try:
        frame = pd.read_csv(path, dtype="str", encoding="utf-8-sig")
    except (ValueError, OSError) as error:
        raise UserError("The file cannot be read as CSV.", where=f"{path}: {error}",
                        try_="Save it as CSV in UTF-8, with a heading row.") from None  # fmt: skip
    if frame.empty:
        raise UserError("The file has no rows.", where=str(path), try_="Add a row for each point.")
    return frame.rename(columns=lambda name: str(name).strip().lower())


def _must_have(frame: pd.DataFrame, columns: tuple[str, ...], path: Path) -> None:
    for column in columns:
        lost = frame[column].isna()
        if lost.any():
            raise UserError(f"{_rows(lost)} there is no {column}.", where=str(path),
                            try_="Fill it in or take the rows out.")  # fmt: skip


def _numbers(frame: pd.DataFrame, form: tuple[str, ...], path: Path) -> np.ndarray:
    columns = []
    for column in form:
        values = pd.to_numeric(frame[column], errors="coerce")
        bad = ~np.isfinite(values.astype("float64"))
        if bad.any():
            raise UserError(f"{_rows(bad)} the {column} is not a number.", where=str(path),
                            try_="Write numbers with a point, without units.")  # fmt: skip
        columns.append(values.to_numpy(dtype="float64"))
    return np.column_stack(columns)


def _from_degrees(degrees: np.ndarray, path: Path) -> np.ndarray:
    longitude, latitude = degrees.T
    swapped = (longitude > 49) & (longitude < 62) & (latitude > -9) & (latitude < 3)
    if swapped.any():
        raise UserError(
            f"{_rows(pd.Series(swapped))} longitude and latitude are the wrong way round.",
            where=str(path),
            try_="In the UK a latitude is from 49 to 61 and a longitude from -9 to 2.",
        )
    wild = (np.abs(longitude) > 180) | (np.abs(latitude) > 90)
    if wild.any():
        raise UserError(f"{_rows(pd.Series(wild))} there are no such degrees.", where=str(path),
                        try_="Metres go into columns named easting and northing.")  # fmt: skip
    places = np.column_stack(grid_metres(pd.Series(longitude), pd.Series(latitude)))
    return np.where(np.isfinite(places), places, _NOWHERE)


def _from_postcodes(frame: pd.DataFrame, path: Path, inputs: Path) -> np.ndarray:
    asked = frame["postcode"].str.upper().str.replace(" ", "")
    irish = asked.str.startswith(NORTHERN_IRELAND)
    if irish.any():
        raise UserError(
            f"{_rows(irish)} the open list does not hold postcodes of Northern Ireland.",
            where=str(path),
            try_="Give longitude and latitude instead.",
        )
    known = read_table(inputs, "postcodes").set_index("postcode")[["easting", "northing"]]
    found = known.reindex(asked)
    lost = found["easting"].isna().reset_index(drop=True)
    if lost.any():
        raise UserError(
            f"{_rows(lost)} the postcode is not in the list of October 2025.",
            where=str(path),
            try_="Check the spelling, or give coordinates.",
        )
    return found.to_numpy(dtype="float64")


def _rows(bad: pd.Series) -> str:
    """Name the rows, counted as a spreadsheet does: the heading is row 1."""
    numbers = [str(i + 2) for i in np.flatnonzero(bad.to_numpy())]
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"{'Row' if len(numbers) == 1 else 'Rows'} {', '.join(numbers[:5])}{more}:"
