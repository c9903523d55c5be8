"""Colours as people see them: colour blindness simulated, the difference between two colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Three = NDArray[np.float64]

# Machado, Oliveira and Fernandes, 2009: what is left of a colour, in linear light, without one of
# the three kinds of cones.
VISION: dict[str, Three] = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip
_WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> Three:
    """Linear light of a hexadecimal colour, from 0 to 1."""
    share = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str = "normal") -> Three:
    """CIELAB of a colour as it is seen."""
    share = _TO_XYZ @ np.clip(VISION[vision] @ linear(colour), 0, 1) / _WHITE
    root = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def difference(one: Three, other: Three) -> float:
    """CIEDE2000 between two colours in CIELAB (Sharma, Wu and Dalal, 2005)."""
    chroma = [float(np.hypot(c[1], c[2])) for c in (one, other)]
    seventh = (sum(chroma) / 2) ** 7
    stretch = 1 + 0.5 * (1 - np.sqrt(seventh / (seventh + 25**7)))
    red = [float(stretch * c[1]) for c in (one, other)]
    chroma = [float(np.hypot(r, c[2])) for r, c in zip(red, (one, other), strict=True)]
    hue = [
        float(np.degrees(np.arctan2(c[2], r)) % 360) for r, c in zip(red, (one, other), strict=True)
    ]
    is_grey = chroma[0] * chroma[1] == 0
    turn = 0.0 if is_grey else (hue[1] - hue[0] + 180) % 360 - 180
    mean_hue = sum(hue) if is_grey else (hue[0] + turn / 2) % 360
    light, mean_chroma = (one[0] + other[0]) / 2, sum(chroma) / 2
    weights = [(-30, 1, -0.17), (0, 2, 0.24), (6, 3, 0.32), (-63, 4, -0.20)]
    wave = 1 + sum(
        size * np.cos(np.radians(times * mean_hue + shift)) for shift, times, size in weights
    )
    scale_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    scale_c, scale_h = 1 + 0.045 * mean_chroma, 1 + 0.015 * mean_chroma * wave
    seventh = mean_chroma**7
    rotation = (
        -2
        * np.sqrt(seventh / (seventh + 25**7))
        * np.sin(np.radians(60 * np.exp(-(((mean_hue - 275) / 25) ** 2))))
    )
    by_l = (other[0] - one[0]) / scale_l
    by_c = (chroma[1] - chroma[0]) / scale_c
    by_h = 2 * np.sqrt(chroma[0] * chroma[1]) * np.sin(np.radians(turn / 2)) / scale_h
    return float(np.sqrt(by_l**2 + by_c**2 + by_h**2 + rotation * by_c * by_h))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG, from 1 to 21."""
    light = sorted(float(_TO_XYZ[1] @ linear(colour)) + 0.05 for colour in (one, other))
    return light[1] / light[0]
