"""The momentsearch server. Importing it does nothing; ``python -m momentsearch_server`` serves."""
