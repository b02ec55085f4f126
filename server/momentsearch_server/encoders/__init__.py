"""From pixels, samples and words to unit vectors."""
