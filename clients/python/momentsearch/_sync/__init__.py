"""The client for ordinary threads: `client.py` is generated from `_async`, `io.py` is not."""
