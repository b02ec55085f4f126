"""The asyncio client. `clients/python/generate_sync.py` makes `_sync` from it."""
