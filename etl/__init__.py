"""Extract, build and publish: from publishers' files to a release."""

__version__ = "0.1.0"
