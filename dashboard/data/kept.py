"""What was worked out once is kept for every visitor, bounded in number."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial, wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

Made = TypeVar("Made")
Given = ParamSpec("Given")


@dataclass
class _Slot:
    """One thing, and the lock of whoever makes it."""

    lock: Lock = field(default_factory=Lock)
    is_made: bool = False
    value: Any = None


class Kept:
    """Keeps the things that were asked for last. Who asks while one is made waits for it.

    Args:
        most: Number of things kept.

    Example:
        >>> store = Kept(most=2)
        >>> [store.get(key, key.upper) for key in ("a", "b", "a", "c")]
        ['A', 'B', 'A', 'C']
        >>> store.get("a", lambda: "still there"), store.get("b", lambda: "made again")
        ('A', 'made again')
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._slots: OrderedDict[Hashable, _Slot] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What stands under a key, made if it is not there.

        Args:
            key: Says everything that the result rests on.
            make: Makes it. If it raises an error, nothing is kept and the error goes on.
        """
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            if len(self._slots) > self._most:
                self._slots.popitem(last=False)
        if not slot.is_made:
            with slot.lock:
                if not slot.is_made:
                    slot.value = make()
                    slot.is_made = True
        made: Made = slot.value
        return made


def kept(*, most: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Keep what a function gives for arguments that can be hashed.

    `st.cache_resource` does the same and reads the signature of the function at every call, which
    takes 0.3 ms against 0.002: a page asks for dozens of things, and visitors share a process.

    Args:
        most: Number of results kept: those asked for last.

    Example:
        >>> calls = []
        >>> @kept(most=8)
        ... def area_of(width, height=1):
        ...     calls.append(width)
        ...     return width * height
        >>> area_of(2), area_of(2), area_of(2, height=3), calls
        (2, 2, 6, [2, 2])
    """

    def decorate(make: Callable[Given, Made]) -> Callable[Given, Made]:
        store = Kept(most)

        @wraps(make)
        def read(*args: Given.args, **options: Given.kwargs) -> Made:
            key = (args, tuple(sorted(options.items())))
            return store.get(key, partial(make, *args, **options))

        return read

    return decorate
