"""A hold-out by another hand: pictures and sounds that nothing in training has seen.

Whoever wrote them had seen none of the renderers in `training/`, and nothing there reads them: no
class, no constant and no checkpoint is chosen by what is measured here.
"""
