"""Query to vectors, candidates, curves, evidence, moments."""
