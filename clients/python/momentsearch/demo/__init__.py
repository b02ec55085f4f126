"""The demonstration: films of which the truth is known, indexed and asked about through a server.

films     rendered by the repository's training package, in another process
server    the real one, in another process, on a free port
library   the films brought into it, once
questions asked, and judged against the truth
report    all of it on one page
"""
