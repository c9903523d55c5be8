"""From longitude and latitude to metres of the British National Grid."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Transformer

from etl.errors import DataError

_METRES = Transformer.from_crs(4326, 27700, always_xy=True)

FloatArray = npt.NDArray[np.float64]


def grid_metres(longitude: pd.Series, latitude: pd.Series) -> tuple[FloatArray, FloatArray]:
    """Easting and northing (EPSG:27700) of points in degrees (EPSG:4326).

    Args:
        longitude: Degrees east, shape (points,).
        latitude: Degrees north, shape (points,).

    Returns:
        Metres, each of shape (points,).

    Example:
        >>> here = grid_metres(pd.Series([-2.0]), pd.Series([49.766809]))
        >>> [round(float(part[0])) for part in here]
        [400000, -14759]
    """
    degrees = (longitude.to_numpy(dtype=np.float64), latitude.to_numpy(dtype=np.float64))
    easting, northing = _METRES.transform(*degrees)
    return np.asarray(easting), np.asarray(northing)


def crossings_in_metres(crossings: pd.DataFrame) -> pd.DataFrame:
    """Turn the ends of crossings from longitude and latitude into grid metres.

    Args:
        crossings: With `from_longitude`, `from_latitude`, `to_longitude`, `to_latitude`.

    Returns:
        A copy with `from_easting`, `from_northing`, `to_easting` and `to_northing` added.

    Raises:
        DataError: A column is missing.

    Example:
        >>> ends = pd.DataFrame({"from_longitude": [-2.0], "from_latitude": [49.766809],
        ...                      "to_longitude": [-2.0], "to_latitude": [49.766809]})
        >>> crossings_in_metres(ends)[["from_easting", "to_easting"]].round().to_numpy().tolist()
        [[400000.0, 400000.0]]
    """
    result = crossings.copy()
    for end in ("from", "to"):
        columns = [f"{end}_longitude", f"{end}_latitude"]
        missing = [column for column in columns if column not in crossings]
        if missing:
            raise DataError(
                f"The crossings table lacks {', '.join(missing)}.",
                where="crossings",
                try_="Restore data/inputs/crossings.csv from the repository.",
            )
        east, north = grid_metres(crossings[columns[0]], crossings[columns[1]])
        result[f"{end}_easting"], result[f"{end}_northing"] = east, north
    return result
