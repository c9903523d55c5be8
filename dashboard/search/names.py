"""Names as they are compared: normal forms, and how well a typed fragment fits one."""

from __future__ import annotations

import re
import unicodedata

# What officials put around the name that people use.
_OFFICIAL = (
    r"^nhs | integrated care board$| (university |teaching )?health board$"
    r"| health and social care trust$|^city of |^county of |( city of| county of)$"
)

# Fits from here up are parts of a name, not the name.
FRAGMENT = 1.0
# What a name that leaves out official words is behind one that does not.
SHORT = 0.5


def normal(text: str) -> str:
    """A name as it is compared: small letters without accents, marks and the word saint.

    Example:
        >>> normal("Ynys Môn"), normal("Armagh City, Banbridge & Craigavon")
        ('ynys mon', 'armagh city banbridge and craigavon')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("&", " and ").replace("'", "").replace("\u2019", "")
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    return " ".join("st" if word == "saint" else word for word in words)


def short_form(name: str) -> str:
    """A name without official words around it, in normal form; empty if there are none.

    Example:
        >>> short_form("Bristol, City of"), short_form("Leeds")
        ('bristol', '')
    """
    whole = normal(name)
    short = re.sub(_OFFICIAL, "", re.sub(_OFFICIAL, "", whole))
    return "" if short == whole else short


def score(asked: str, name: str) -> float | None:
    """0 for the name itself, then how early in the name it stands; None where it does not."""
    if asked == name:
        return 0
    if name.startswith(asked):
        return 1
    if f" {asked}" in name:
        return 2
    if len(asked) > 2 and asked in name:
        return 3
    words = name.split()
    if " " in asked and all(any(w.startswith(a) for w in words) for a in asked.split()):
        return 4
    return None
