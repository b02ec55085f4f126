"""How well a running server answers questions whose answers are known: `momentsearch eval`."""
