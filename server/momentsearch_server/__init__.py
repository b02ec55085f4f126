"""The momentsearch server: media in, moments out."""
