"""Films, music, recordings and stills of which it is known what is seen and heard when."""
