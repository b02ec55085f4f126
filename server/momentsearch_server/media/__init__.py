"""File to frames and windows. Only this package knows decord, PyAV and ffmpeg."""
