"""People, in more of the ways that they are drawn: standing, on the move, sitting, in portraits."""

from training.pictures.canvas import BLACK, WHITE, WOOD, Drawing, Ink, Pen, Rgb
from training.pictures.objects.winged_and_finned import limb

_HAIRS: tuple[Rgb, ...] = (
    (66, 44, 30), (34, 28, 28), (184, 136, 66), (126, 66, 36), (196, 194, 190),
)  # fmt: skip
_TROUSERS: tuple[Rgb, ...] = ((60, 66, 92), (52, 54, 62), (112, 96, 78), (70, 90, 130))
_RED: Rgb = (190, 70, 70)


def _hair_colour(pen: Pen) -> Rgb:
    return _HAIRS[pen.count(0, len(_HAIRS) - 1)]


def _trousers_colour(pen: Pen, ink: Ink) -> Rgb:
    """That of the shirt, a darker one, or one of their own."""
    if pen.maybe(0.45):
        return ink.dark if pen.maybe(0.6) else ink.main
    return _TROUSERS[pen.count(0, len(_TROUSERS) - 1)]


def _face(pen: Pen, x: float, y: float, radius: float) -> None:
    for side in (-1, 1):
        pen.oval(BLACK, x + side * radius * 0.36, y, radius * 0.1)
    pen.arc(_RED, radius * 0.12, x, y + radius * 0.3, radius * 0.34, radius * 0.26, 20, 160)


def _head(pen: Pen, ink: Ink, x: float, y: float, radius: float) -> None:
    """From the front: long hair, short hair, a bun, or none."""
    hair, long, bun = _hair_colour(pen), pen.maybe(0.4), pen.maybe(0.25)
    if long:
        pen.rounded(hair, x - radius * 1.12, y - radius, x + radius * 1.12,
                    y + radius * pen.between(1.0, 1.6), radius * 0.7)  # fmt: skip
    elif bun:
        pen.oval(hair, x, y - radius, radius * 0.36)
    pen.oval(ink.skin, x, y, radius * 0.9, radius)
    if long or pen.maybe(0.85):
        pen.smooth(hair, x - radius * 0.98, y + radius * 0.1, x - radius * 0.9, y - radius * 0.7, x,
                   y - radius * 1.14, x + radius * 0.9, y - radius * 0.7, x + radius * 0.98,
                   y + radius * 0.1, x + radius * 0.6, y - radius * 0.4,
                   x + radius * pen.between(-0.4, 0.3), y - radius * 0.5, x - radius * 0.6,
                   y - radius * 0.4)  # fmt: skip
    _face(pen, x, y + radius * 0.1, radius)


def _head_profile(pen: Pen, ink: Ink, x: float, y: float, radius: float) -> None:
    """Looking to the right."""
    hair = _hair_colour(pen)
    if pen.maybe(0.35):
        limb(pen, hair, radius * 0.7, radius * 0.3, x - radius * 0.7, y - radius * 0.3,
             x - radius * 1.3, y, x - radius * 1.4, y + radius * 0.9)  # fmt: skip
    pen.oval(ink.skin, x, y, radius * 0.92, radius)
    pen.shape(ink.skin, x + radius * 0.76, y - radius * 0.2, x + radius * 1.16, y + radius * 0.2,
              x + radius * 0.7, y + radius * 0.3)  # fmt: skip
    pen.smooth(hair, x + radius * 0.7, y - radius * 0.72, x, y - radius * 1.12, x - radius * 0.86,
               y - radius * 0.7, x - radius * 1.0, y + radius * 0.1, x - radius * 0.6,
               y + radius * 0.6, x - radius * 0.24, y - radius * 0.1, x + radius * 0.1,
               y - radius * 0.5)  # fmt: skip
    pen.oval(BLACK, x + radius * 0.54, y - radius * 0.08, radius * 0.1)


def _shoe(pen: Pen, x: float, y: float, way: float) -> None:
    """With the sole at `y`, its tip pointing left or right."""
    pen.smooth(BLACK, x - way * 0.07, y - 0.08, x + way * 0.04, y - 0.08, x + way * 0.16, y - 0.03,
               x + way * 0.16, y, x - way * 0.07, y)  # fmt: skip


def person_tall(pen: Pen, ink: Ink) -> None:
    """Of lifelike proportions, from the front."""
    trousers, stride, arm = (
        _trousers_colour(pen, ink),
        pen.between(0.1, 0.24),
        pen.between(0.3, 0.5),
    )
    shoulder, waist = pen.between(0.24, 0.32), pen.between(0.16, 0.22)
    for side in (-1, 1):
        _shoe(pen, side * stride, 0.96, side)
        limb(pen, trousers, 0.24, 0.13, side * 0.1, 0.08, side * (stride * 0.5 + 0.07), 0.46,
             side * stride, 0.9)  # fmt: skip
        limb(pen, ink.skin, 0.1, 0.08, side * (arm - 0.02), -0.04, side * arm, 0.16)
        limb(pen, ink.dark, 0.16, 0.1, side * shoulder * 0.92, -0.5, side * (shoulder + arm) * 0.5,
             -0.2, side * arm, 0.04)  # fmt: skip
    pen.box(ink.skin, -0.06, -0.7, 0.06, -0.54)
    pen.smooth(ink.main, -0.1, -0.6, 0.1, -0.6, shoulder, -0.5, waist + 0.02, -0.16, waist + 0.04,
               0.16, 0.0, 0.2, -waist - 0.04, 0.16, -waist - 0.02, -0.16, -shoulder,
               -0.5)  # fmt: skip
    if pen.maybe(0.4):
        pen.box(BLACK, -waist - 0.01, 0.08, waist + 0.01, 0.14)
    _head(pen, ink, 0, -0.78, 0.15)


def person_walking(pen: Pen, ink: Ink) -> None:
    trousers, step, swing = (
        _trousers_colour(pen, ink),
        pen.between(0.24, 0.44),
        pen.between(0.16, 0.36),
    )
    limb(pen, ink.dark, 0.16, 0.1, 0.0, -0.42, 0.06 + swing * 0.5, -0.16, 0.12 + swing, 0.06)
    pen.oval(ink.skin, 0.13 + swing, 0.1, 0.06)
    _shoe(pen, -step - 0.06, 0.92, 1)
    limb(pen, trousers, 0.26, 0.13, -0.02, 0.16, -0.06, 0.5, -step, 0.86)
    _shoe(pen, step, 0.96, 1)
    limb(pen, trousers, 0.27, 0.14, 0.04, 0.16, step * 0.7, 0.5, step, 0.9)
    pen.box(ink.skin, -0.06, -0.66, 0.08, -0.46)
    pen.smooth(ink.main, -0.1, -0.54, 0.12, -0.54, 0.2, -0.3, 0.17, 0.26, -0.16, 0.26, -0.2, -0.3)
    limb(pen, ink.dark, 0.17, 0.11, -0.02, -0.42, -swing * 0.7, -0.14, -swing, 0.1)
    pen.oval(ink.skin, -swing, 0.14, 0.065)
    _head_profile(pen, ink, 0.04, -0.74, 0.2)
    if pen.maybe(0.3):
        pen.rounded(ink.accent, -0.4, -0.5, -0.16, 0.04, 0.09)


def person_running(pen: Pen, ink: Ink) -> None:
    shorts, lean, lift = pen.maybe(0.4), pen.between(0.06, 0.2), pen.between(0.16, 0.34)
    legs = ink.skin if shorts else _trousers_colour(pen, ink)
    limb(pen, ink.dark, 0.15, 0.11, lean, -0.4, 0.36, -0.2, 0.6, -0.4)
    pen.oval(ink.skin, 0.62, -0.43, 0.07)
    limb(pen, legs, 0.24, 0.12, -0.1, 0.14, -0.3, 0.52, -0.74, 0.56 - lift * 0.4)
    limb(pen, BLACK, 0.12, 0.1, -0.74, 0.54 - lift * 0.4, -0.78, 0.66 - lift * 0.4, -0.76,
         0.76 - lift * 0.4)  # fmt: skip
    limb(pen, legs, 0.26, 0.13, 0.0, 0.14, 0.4, lift, 0.44, 0.52, 0.42, 0.84)
    _shoe(pen, 0.42, 0.92, 1)
    if shorts:
        limb(pen, ink.dark, 0.3, 0.28, -0.08, 0.12, -0.18, 0.36)
        limb(pen, ink.dark, 0.3, 0.28, 0.0, 0.1, 0.24, 0.2)
    limb(pen, ink.main, 0.34, 0.3, lean, -0.44, lean * 0.5, -0.16, -0.06, 0.2)
    limb(pen, ink.dark, 0.16, 0.11, lean - 0.04, -0.38, -0.26, -0.18, -0.5, -0.02 - lift * 0.4)
    pen.oval(ink.skin, -0.52, -0.02 - lift * 0.4, 0.07)
    _head_profile(pen, ink, lean + 0.12, -0.72, 0.21)


def person_on_chair(pen: Pen, ink: Ink) -> None:
    """From the side, with the chair."""
    trousers, seat, lean = (
        _trousers_colour(pen, ink),
        pen.between(0.24, 0.36),
        pen.between(-0.1, 0.06),
    )
    for x in (-0.5, 0.16):
        pen.box(WOOD, x, seat + 0.1, x + 0.09, 0.95)
    pen.box(WOOD, -0.52, seat + 0.06, 0.28, seat + 0.16)
    pen.shape(WOOD, -0.52, seat + 0.1, -0.6, -0.44, -0.5, -0.44, -0.42, seat + 0.1)
    _shoe(pen, 0.48, 0.95, 1)
    limb(pen, trousers, 0.26, 0.22, -0.26, seat - 0.06, 0.1, seat - 0.06, 0.42, seat - 0.04)
    limb(pen, trousers, 0.22, 0.14, 0.42, seat - 0.02, 0.48, 0.5, 0.47, 0.88)
    pen.smooth(ink.main, lean - 0.36, -0.46, lean - 0.06, -0.48, 0.02, -0.2, 0.0, seat, -0.38,
               seat + 0.04, -0.44, -0.1)  # fmt: skip
    limb(pen, ink.dark, 0.17, 0.11, lean - 0.2, -0.34, -0.14, -0.02, 0.24, pen.between(-0.1, 0.12))
    pen.oval(ink.skin, 0.28, 0.02, 0.075)
    _head_profile(pen, ink, lean - 0.16, -0.7, 0.22)


def person_bust(pen: Pen, ink: Ink) -> None:
    """A portrait: head and shoulders."""
    wide, slope, head = pen.between(0.68, 0.84), pen.between(0.24, 0.44), pen.between(0.36, 0.44)
    hair, long = _hair_colour(pen), pen.maybe(0.45)
    if long:
        pen.smooth(hair, 0, -0.95, head + 0.14, -0.7, head + 0.18, 0.1, head, 0.44, -head, 0.44,
                   -head - 0.18, 0.1, -head - 0.14, -0.7)  # fmt: skip
    pen.rounded(ink.skin, -0.16, 0.0, 0.16, 0.5, 0.06)
    pen.smooth(ink.main, -0.2, 0.26, 0, 0.36, 0.2, 0.26, wide * 0.76, slope + 0.04, wide, 0.66,
               wide, 0.95, -wide, 0.95, -wide, 0.66, -wide * 0.76, slope + 0.04)  # fmt: skip
    if pen.maybe(0.5):
        pen.shape(WHITE, -0.16, 0.28, 0, 0.6, 0.16, 0.28)
        pen.shape(ink.dark, -0.06, 0.4, 0.06, 0.4, 0.09, 0.9, 0, 0.95, -0.09, 0.9)
    pen.oval(ink.skin, 0, -0.3, head * 0.92, head * 1.14)
    pen.smooth(hair, -head, -0.2, -head * 0.96, -0.68, 0, -0.94, head * 0.96, -0.68, head, -0.2,
               head * 0.7, -0.46, pen.between(-0.2, 0.2), -0.54, -head * 0.7, -0.46)  # fmt: skip
    if pen.maybe(0.2):
        pen.wedge(hair, 0, -0.14, head * 0.84, head, 10, 170)
    _face(pen, 0, -0.24, head)


def person_in_dress(pen: Pen, ink: Ink) -> None:
    flare, hem, arm = pen.between(0.34, 0.66), pen.between(0.36, 0.8), pen.between(0.0, 0.3)
    for side in (-1, 1):
        limb(pen, ink.skin, 0.12, 0.09, side * 0.1, 0.2, side * 0.11, 0.88)
        _shoe(pen, side * 0.11, 0.95, side)
        limb(pen, ink.skin, 0.11, 0.09, side * 0.2, -0.38, side * (0.34 + arm * 0.4), -0.1,
             side * (0.36 + arm), 0.14)  # fmt: skip
        limb(pen, ink.dark, 0.17, 0.15, side * 0.18, -0.4, side * 0.3, -0.24)
    pen.box(ink.skin, -0.06, -0.6, 0.06, -0.4)
    pen.shape(ink.main, -0.2, -0.46, 0.2, -0.46, 0.15, -0.04, flare, hem, flare * 0.4, hem + 0.05,
              -flare * 0.4, hem + 0.05, -flare, hem, -0.15, -0.04)  # fmt: skip
    if pen.maybe(0.6):
        pen.box(ink.accent, -0.16, -0.08, 0.16, 0.0)
    hair = _hair_colour(pen)
    pen.smooth(hair, 0, -0.96, 0.26, -0.84, 0.3, -0.5, pen.between(0.2, 0.34), -0.3, 0, -0.5, -0.3,
               -0.34, -0.3, -0.5, -0.26, -0.84)  # fmt: skip
    pen.oval(ink.skin, 0, -0.68, 0.18, 0.21)
    pen.wedge(hair, 0, -0.72, 0.22, 0.22, 190, 350)
    _face(pen, 0, -0.66, 0.2)


def person_arms_up(pen: Pen, ink: Ink) -> None:
    """Cheering, jumping for joy."""
    trousers, spread, legs = (
        _trousers_colour(pen, ink),
        pen.between(0.4, 0.7),
        pen.between(0.16, 0.46),
    )
    for side in (-1, 1):
        limb(pen, trousers, 0.24, 0.14, side * 0.1, 0.26, side * (legs * 0.6 + 0.08), 0.56,
             side * legs, 0.88)  # fmt: skip
        _shoe(pen, side * legs, 0.95, side)
        limb(pen, ink.skin, 0.11, 0.1, side * spread * 0.84, -0.66, side * spread, -0.88)
        limb(pen, ink.main, 0.18, 0.13, side * 0.2, -0.24, side * (spread * 0.6 + 0.1), -0.44,
             side * spread * 0.9, -0.72)  # fmt: skip
    pen.box(ink.skin, -0.07, -0.4, 0.07, -0.2)
    pen.smooth(ink.main, -0.26, -0.28, 0, -0.3, 0.26, -0.28, 0.24, 0.0, 0.22, 0.36, -0.22, 0.36,
               -0.24, 0.0)  # fmt: skip
    _head(pen, ink, 0, -0.52, 0.22)


def person_child(pen: Pen, ink: Ink) -> None:
    """A big head on a small body."""
    head, trousers, arm = (
        pen.between(0.34, 0.42),
        _trousers_colour(pen, ink),
        pen.between(0.0, 0.36),
    )
    body = pen.between(0.26, 0.34)
    for side in (-1, 1):
        pen.rounded(trousers, side * 0.14 - 0.12, 0.5, side * 0.14 + 0.12, 0.9, 0.05)
        pen.oval(BLACK, side * 0.18, 0.9, 0.15, 0.07)
        limb(pen, ink.main, 0.19, 0.15, side * body * 0.8, 0.14, side * (body + 0.1),
             0.32 - arm * 0.5, side * (body + 0.24), 0.46 - arm)  # fmt: skip
        pen.oval(ink.skin, side * (body + 0.28), 0.5 - arm * 1.1, 0.09)
    pen.smooth(ink.main, 0, 0.0, body * 0.9, 0.08, body, 0.4, body + 0.02, 0.68, 0, 0.7,
               -body - 0.02, 0.68, -body, 0.4, -body * 0.9, 0.08)  # fmt: skip
    if pen.maybe(0.3):
        for y in (0.26, 0.46):
            pen.box(ink.light, -body * 0.9, y, body * 0.9, y + 0.08)
    if pen.maybe(0.3):
        for side in (-1, 1):
            pen.oval((66, 44, 30), side * (head + 0.1), -0.3, 0.15, 0.2)
    _head(pen, ink, 0, -0.42, head)


def person_in_winter(pen: Pen, ink: Ink) -> None:
    """A coat, a woollen hat, a scarf."""
    hem, wide, arm = pen.between(0.36, 0.66), pen.between(0.34, 0.46), pen.between(0.06, 0.24)
    scarf = ink.accent if pen.maybe(0.6) else ink.light
    for side in (-1, 1):
        pen.rounded((62, 56, 60), side * 0.15 - 0.11, 0.3, side * 0.15 + 0.11, 0.93, 0.04)
        pen.oval(BLACK, side * 0.2, 0.9, 0.17, 0.07)
        limb(pen, ink.dark, 0.22, 0.18, side * 0.26, -0.3, side * (0.38 + arm * 0.5), -0.02,
             side * (0.4 + arm), 0.22)  # fmt: skip
        pen.oval(scarf, side * (0.4 + arm), 0.28, 0.1)
    pen.smooth(ink.main, -0.26, -0.42, 0.26, -0.42, 0.34, -0.1, wide, hem, 0, hem + 0.05, -wide,
               hem, -0.34, -0.1)  # fmt: skip
    pen.stroke(ink.dark, 0.04, 0, -0.3, 0, hem)
    for y in (-0.14, 0.1, 0.3):
        pen.oval(ink.mark, 0.08, y, 0.04)
    pen.oval(ink.skin, 0, -0.62, 0.23, 0.24)
    _face(pen, 0, -0.58, 0.23)
    pen.rounded(scarf, -0.27, -0.44, 0.27, -0.3, 0.06)
    pen.box(scarf, 0.08, -0.36, 0.2, pen.between(-0.1, 0.06))
    if pen.maybe(0.7):
        pen.wedge(ink.main, 0, -0.7, 0.27, 0.24, 180, 360)
        pen.rounded(ink.light, -0.28, -0.76, 0.28, -0.66, 0.04)
        pen.oval(scarf, 0, -0.94, 0.06)
    else:
        pen.rounded(ink.dark, -0.34, -0.8, 0.34, -0.72, 0.03)
        pen.box(ink.dark, -0.22, -0.97, 0.22, -0.76)


def person_pictogram(pen: Pen, ink: Ink) -> None:
    """As on a sign: no face, round ends."""
    shoulder, thick, gap = pen.between(0.3, 0.4), pen.between(0.13, 0.17), pen.between(0.0, 0.06)
    skirt, all_main = pen.maybe(0.3), pen.maybe(0.6)
    for side in (-1, 1):
        pen.rounded(ink.main, side * 0.14 - thick * 0.8, 0.0, side * 0.14 + thick * 0.8, 0.96, 0.09)
        limb(pen, ink.main, thick, thick, side * shoulder, -0.38, side * (shoulder + 0.03 + gap),
             0.0, side * (shoulder + 0.04 + gap * 2), 0.26)  # fmt: skip
    pen.rounded(ink.main, -shoulder - 0.06, -0.5, shoulder + 0.06, -0.3, 0.09)
    if skirt:
        pen.shape(ink.main, -0.2, -0.44, 0.2, -0.44, 0.44, 0.46, -0.44, 0.46)
    pen.box(ink.main, -0.24, -0.44, 0.24, 0.2)
    pen.oval(ink.main if all_main else ink.skin, 0, -0.75, pen.between(0.17, 0.22))


def person_scribble(pen: Pen, ink: Ink) -> None:
    """As a child draws: lines for limbs, a round head, a triangle or a box of clothes."""
    head, arm, foot = pen.between(0.26, 0.36), pen.between(-0.36, 0.26), pen.between(0.16, 0.4)
    line = ink.skin if pen.maybe(0.6) else BLACK
    top = -0.92 + 2 * head
    for side in (-1, 1):
        pen.stroke(line, 0.08, side * 0.12, 0.4, side * foot, 0.92, side * (foot + 0.14), 0.92)
        pen.stroke(line, 0.08, side * 0.1, top + 0.16, side * 0.64, top + 0.1 + arm)
        for y in (-0.08, 0.08):
            pen.stroke(line, 0.04, side * 0.64, top + 0.1 + arm, side * 0.76, top + 0.1 + arm + y)
    if pen.maybe(0.5):
        pen.shape(ink.main, 0, top - 0.08, 0.48, 0.52, -0.48, 0.52)
    else:
        pen.shape(ink.main, -0.28, top, 0.28, top, 0.32, 0.5, -0.32, 0.5)
    if pen.maybe(0.5):
        for x in (-0.9, -0.5, 0.0, 0.5, 0.9):
            pen.stroke((66, 44, 30), 0.06, x * head, -0.92 + head * (0.3 + 0.5 * abs(x)),
                       x * head * 1.2, -0.96 + head * 0.4 * abs(x))  # fmt: skip
    pen.oval(ink.skin, 0, -0.92 + head, head)
    _face(pen, 0, -0.92 + head, head)


def person_from_behind(pen: Pen, ink: Ink) -> None:
    trousers, hair, stride = _trousers_colour(pen, ink), _hair_colour(pen), pen.between(0.12, 0.22)
    for side in (-1, 1):
        limb(pen, trousers, 0.28, 0.16, side * 0.12, 0.16, side * 0.15, 0.5, side * stride, 0.9)
        pen.oval(BLACK, side * stride, 0.92, 0.1, 0.05)
        limb(pen, ink.dark, 0.18, 0.13, side * 0.27, -0.34, side * 0.38, -0.06, side * 0.39, 0.14)
        pen.oval(ink.skin, side * 0.39, 0.2, 0.07)
    pen.box(ink.skin, -0.08, -0.6, 0.08, -0.4)
    pen.smooth(ink.main, 0, -0.48, 0.28, -0.42, 0.3, -0.1, 0.26, 0.3, 0, 0.34, -0.26, 0.3, -0.3,
               -0.1, -0.28, -0.42)  # fmt: skip
    if pen.maybe(0.3):
        pen.rounded(ink.accent, -0.2, -0.36, 0.2, 0.16, 0.1)
        pen.box(ink.dark, -0.14, -0.04, 0.14, 0.1)
    for side in (-1, 1):
        pen.oval(ink.skin, side * 0.21, -0.68, 0.05, 0.07)
    pen.oval(hair, 0, -0.72, 0.22, 0.24)
    if pen.maybe(0.5):
        pen.rounded(hair, -0.22, -0.8, 0.22, pen.between(-0.4, -0.1), 0.12)


def person_cross_legged(pen: Pen, ink: Ink) -> None:
    """On the ground, from the front."""
    trousers, knee, head = (
        _trousers_colour(pen, ink),
        pen.between(0.66, 0.8),
        pen.between(0.22, 0.28),
    )
    reach = pen.between(0.4, 0.6)
    pen.smooth(ink.main, 0, -0.26, 0.3, -0.2, 0.32, 0.2, 0.28, 0.62, -0.28, 0.62, -0.32, 0.2, -0.3,
               -0.2)  # fmt: skip
    for side in (-1, 1):
        pen.oval(BLACK, side * 0.3, 0.84, 0.17, 0.08)
        limb(pen, trousers, 0.3, 0.2, side * 0.16, 0.54, side * knee, 0.6, side * knee * 0.9, 0.74,
             side * -0.06, 0.84)  # fmt: skip
    for side in (-1, 1):
        limb(pen, ink.dark, 0.18, 0.13, side * 0.27, -0.14, side * 0.46, 0.2, side * reach, 0.46)
        pen.oval(ink.skin, side * reach, 0.52, 0.08)
    pen.box(ink.skin, -0.08, -0.4, 0.08, -0.2)
    _head(pen, ink, 0, -0.3 - head * 1.1, head)


def person_in_jacket(pen: Pen, ink: Ink) -> None:
    """Half turned to us, at ease: an open jacket over a shirt, hands in the pockets."""
    trousers, turn, hair = _trousers_colour(pen, ink), pen.between(0.03, 0.09), _hair_colour(pen)
    wide = pen.between(0.26, 0.32)
    for x, out, way in ((-0.1, -0.17, -1), (0.12, 0.2, 1)):
        _shoe(pen, out, 0.96, way)
        limb(pen, trousers, 0.24, 0.14, x, 0.16, x + (out - x) * 0.4, 0.5, out, 0.9)
    pen.box(ink.skin, -0.05 + turn, -0.66, 0.08 + turn, -0.46)
    pen.smooth(ink.light, -0.16, -0.5, 0.2, -0.5, 0.2, 0.2, -0.18, 0.2)
    pen.smooth(ink.main, -0.02, -0.54, turn - 0.02, -0.3, turn - 0.02, 0.26, -0.24, 0.28,
               -wide + 0.02, 0.0, -wide, -0.44)  # fmt: skip
    pen.smooth(ink.main, 0.12, -0.54, wide, -0.44, wide - 0.02, 0.0, 0.24, 0.28, turn + 0.12, 0.26,
               turn + 0.1, -0.3)  # fmt: skip
    for side in (-1, 1):
        limb(pen, ink.dark, 0.17, 0.13, side * (wide - 0.02), -0.4, side * (wide + 0.15), -0.08,
             side * 0.24, 0.14)  # fmt: skip
    pen.smooth(ink.skin, turn - 0.14, -0.86, turn + 0.16, -0.86, turn + 0.17, -0.66, turn + 0.06,
               -0.54, turn - 0.08, -0.58)  # fmt: skip
    pen.smooth(hair, turn + 0.18, -0.84, turn + 0.04, -0.97, turn - 0.18, -0.9, turn - 0.2, -0.7,
               turn - 0.12, -0.66, turn - 0.06, -0.82)  # fmt: skip
    for x in (0.02, 0.11):
        pen.oval(BLACK, turn + x, -0.74, 0.02)
    pen.stroke(_RED, 0.025, turn + 0.02, -0.63, turn + 0.1, -0.64)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "person": (
        person_tall,
        person_walking,
        person_running,
        person_on_chair,
        person_bust,
        person_in_dress,
        person_arms_up,
        person_child,
        person_in_winter,
        person_pictogram,
        person_scribble,
        person_from_behind,
        person_cross_legged,
    ),
}

# Kept out of training, to measure whether a person is known who is drawn in a new way.
UNSEEN: dict[str, Drawing] = {"person": person_in_jacket}

POSES: dict[Drawing, str] = {
    person_tall: "standing",
    person_in_dress: "standing",
    person_child: "standing",
    person_in_winter: "standing",
    person_pictogram: "standing",
    person_from_behind: "standing",
    person_in_jacket: "standing",
    person_on_chair: "sitting",
    person_cross_legged: "sitting",
}
