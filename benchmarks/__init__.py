"""What this repository measures of itself. Run from its root: ``python -m benchmarks.…``."""
