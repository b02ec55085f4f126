"""The demonstration's answers as one page that needs nothing but itself."""

from momentsearch.demo.report.gather import Report, gather
from momentsearch.demo.report.page import page

__all__ = ["Report", "gather", "page"]
