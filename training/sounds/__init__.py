"""Synthesised sound, its captions, and the small ClapModel trained from them."""
