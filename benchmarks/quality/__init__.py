"""How good the answers are: labels, curves and rules in, figures out."""
