"""The HTTP front door: for now the metrics."""
