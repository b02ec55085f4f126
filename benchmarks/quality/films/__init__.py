"""A corpus of made-up films of which it is known what is seen and heard when, with questions.

::

    plan       films as shots and sound cues; a few joined into an hour
    truth      when a query is true of a film
    questions  queries about the films, present and absent, plain and composed
    encode     pictures and sound drawn, and encoded as the server does it
    recorded   all of it in one .npz: vectors, times, queries, truth
    served     the same timelines in a real library, asked through the real engine
"""
