"""One media from file to committed timelines, as durable jobs."""
