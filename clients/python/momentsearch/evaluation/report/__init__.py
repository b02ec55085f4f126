"""An evaluation as one page that needs nothing but itself."""

from momentsearch.evaluation.report.page import page

__all__ = ["page"]
