"""A hold-out by another hand: pictures and sounds that nothing in training has seen.

Whoever wrote them had seen none of the renderers in `training/`, nothing there reads them, and
nothing may be tuned on them. docs/quality.md says what has been worked on after a look at it.
"""
