"""The only reader of releases.

What is cached is shared by every visitor: treat a frame that comes from here as read-only.
A cache key holds the place and the time of the release, so a rebuilt release is picked up within a
second.
"""

from dashboard.data.opening import RELEASE_VARIABLE, open_data
from dashboard.data.released import Data

__all__ = ["RELEASE_VARIABLE", "Data", "open_data"]
