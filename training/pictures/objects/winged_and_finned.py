"""Birds, butterflies, fish and octopuses, in more of the ways that people draw them."""

import math

from training.pictures.canvas import BLACK, LEAF, WHITE, WOOD, Drawing, Ink, Pen, Rgb

_BEAK: Rgb = (240, 160, 40)


def limb(pen: Pen, fill: Rgb, thick: float, thin: float, *xy: float) -> None:
    """A round limb along the points, `thick` across where it begins and `thin` where it ends."""
    points = list(zip(xy[::2], xy[1::2], strict=True))
    left: list[float] = []
    right: list[float] = []
    for i, (x, y) in enumerate(points):
        (from_x, from_y), (to_x, to_y) = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
        length = math.hypot(to_x - from_x, to_y - from_y) or 1.0
        half = (thick + (thin - thick) * i / (len(points) - 1)) / 2 / length
        across_x, across_y = -(to_y - from_y) * half, (to_x - from_x) * half
        left += [x + across_x, y + across_y]
        right = [x - across_x, y - across_y, *right]
    pen.smooth(fill, *left, *right)


def eye(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.oval(WHITE, x, y, radius)
    pen.oval(BLACK, x, y + 0.1 * radius, radius * 0.58)


def _turned(degrees: float, *xy: float) -> list[float]:
    """The points turned about the middle, clockwise."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    pairs = zip(xy[::2], xy[1::2], strict=True)
    return [value for x, y in pairs for value in (x * cos - y * sin, x * sin + y * cos)]


def _mirrored(side: int, *xy: float) -> list[float]:
    """The points with every x times `side`."""
    return [value * side if i % 2 == 0 else value for i, value in enumerate(xy)]


def _beak_colour(pen: Pen) -> Rgb:
    return _BEAK if pen.maybe(0.7) else (70, 66, 66)


def bird_spread_wings(pen: Pen, ink: Ink) -> None:
    """From below, as it glides."""
    tip, rise, chord = pen.between(0.8, 0.95), pen.between(-0.6, 0.0), pen.between(0.36, 0.5)
    tail, bottom, head = pen.between(0.12, 0.32), pen.between(0.62, 0.85), pen.between(0.12, 0.18)
    fingers = pen.count(0, 5)
    for side in (-1, 1):
        for i in range(fingers):
            x, y = tip * (0.86 - 0.06 * i), rise + 0.09 * i
            limb(pen, ink.dark, 0.12, 0.06, side * x * 0.8, y + 0.05, side * x * 1.1, y + 0.02)
        pen.smooth(ink.main, *_mirrored(side, 0.04, -0.26, 0.42, -0.3 + rise * 0.4, tip, rise,
                   tip * 0.82, rise + chord * 0.7, 0.44, chord * 0.5 + rise * 0.3,
                   0.06, 0.24))  # fmt: skip
    pen.shape(ink.dark, -0.07, 0.2, 0.07, 0.2, tail, bottom, 0, bottom - pen.between(-0.1, 0.14),
              -tail, bottom)  # fmt: skip
    pen.oval(ink.main, 0, 0.02, 0.15, 0.42)
    pen.shape(_beak_colour(pen), -0.07, -0.5, 0.07, -0.5, 0, -0.5 - head * 1.4)
    pen.oval(ink.main if pen.maybe(0.6) else ink.light, 0, -0.44, head, head * 1.1)


def bird_gull_stroke(pen: Pen, ink: Ink) -> None:
    """The two bows that stand for a bird far away."""
    width, tip, dip = pen.between(0.14, 0.28), pen.between(-0.2, 0.2), pen.between(-0.06, 0.24)
    arch = pen.between(-0.44, -0.24)
    for side in (-1, 1):
        limb(pen, ink.main, width, width * 0.3, 0, dip, side * 0.2, dip * 0.5 + arch * 0.7,
             side * 0.5, arch, side * 0.92, tip)  # fmt: skip
    if pen.maybe(0.6):
        pen.smooth(ink.main, 0, dip - 0.2, 0.12, dip, 0.06, dip + 0.26, 0, dip + 0.44, -0.06,
                   dip + 0.26, -0.12, dip)  # fmt: skip


def bird_head(pen: Pen, ink: Ink) -> None:
    beak, drop = pen.between(0.24, 0.5), pen.between(0.0, 0.3)
    neck = pen.between(0.34, 0.6)
    for i in range(pen.count(0, 4)):
        pen.shape(ink.dark, -0.2, -0.5, 0.12, -0.62, -0.5 + 0.2 * i, -0.82 - 0.06 * i)
    pen.smooth(ink.main, -0.1, -0.68, 0.3, -0.6, 0.46, -0.3, 0.34, 0.06, 0.3, 0.4, 0.5, 0.94,
               -neck - 0.2, 0.94, -neck, 0.4, -0.5, -0.06, -0.42, -0.46)  # fmt: skip
    pen.smooth(_beak_colour(pen), 0.32, -0.44, 0.4 + beak * 0.7, -0.34, 0.44 + beak, -0.16 + drop,
               0.36 + beak * 0.5, -0.06 + drop * 0.3, 0.36, 0.0)  # fmt: skip
    pen.stroke(BLACK, 0.03, 0.36, -0.18, 0.4 + beak * 0.8, -0.14 + drop * 0.7)
    eye(pen, pen.between(0.04, 0.18), -0.32, pen.between(0.09, 0.14))
    if pen.maybe(0.5):
        pen.smooth(ink.light, 0.28, 0.2, 0.4, 0.88, -0.1, 0.9, 0.0, 0.5)


def bird_round_from_front(pen: Pen, ink: Ink) -> None:
    width, top = pen.between(0.56, 0.74), pen.between(-0.86, -0.66)
    for x in (-0.24, 0.24):
        pen.stroke(_BEAK, 0.06, x, 0.6, x, 0.88)
        pen.stroke(_BEAK, 0.05, x - 0.14, 0.94, x, 0.84, x + 0.14, 0.94)
    if pen.maybe(0.5):
        for x in (-0.1, 0.0, 0.1):
            limb(pen, ink.dark, 0.08, 0.05, 0, top + 0.2, x, top - 0.02, x * 1.8, top - 0.08)
    pen.smooth(ink.main, 0, top, width * 0.7, top * 0.6, width, 0.1, width * 0.74, 0.6, 0, 0.8,
               -width * 0.74, 0.6, -width, 0.1, -width * 0.7, top * 0.6)  # fmt: skip
    pen.oval(ink.light if pen.maybe(0.6) else WHITE, 0, 0.4, width * 0.55, 0.34)
    spread = pen.between(0.0, 0.26)
    for side in (-1, 1):
        pen.smooth(ink.dark, side * width * 0.86, -0.2, side * (width + 0.06 + spread * 0.5),
                   0.2 - spread, side * (width + spread * 0.7), 0.5 - spread, side * width * 0.72,
                   0.3)  # fmt: skip
    apart, size = pen.between(0.16, 0.26), pen.between(0.09, 0.17)
    for x in (-apart, apart):
        eye(pen, x, -0.24, size)
    pen.shape(_BEAK, -0.13, -0.14, 0.13, -0.14, 0, pen.between(0.02, 0.16))


def bird_owl(pen: Pen, ink: Ink) -> None:
    width, tufts, disc = pen.between(0.5, 0.66), pen.between(0.0, 0.2), pen.between(0.22, 0.28)
    for side in (-1, 1):
        pen.shape(ink.dark, side * 0.14, -0.72, side * width * 0.96, -0.78 - tufts, side * width,
                  -0.4)  # fmt: skip
    pen.rounded(ink.main, -width, -0.8, width, 0.86, width * 0.8)
    for side in (-1, 1):
        pen.smooth(ink.dark, side * width * 0.9, -0.2, side * (width + 0.1), 0.3, side * width *
                   0.6, 0.74, side * width * 0.6, 0.1)  # fmt: skip
        pen.oval(_BEAK, side * 0.2, 0.86, 0.13, 0.08)
    for row in range(pen.count(0, 3)):
        for x in (-0.2, 0.0, 0.2):
            pen.arc(ink.light, 0.05, x, 0.1 + 0.18 * row, 0.1, 0.1, 0, 180)
    for x in (-disc, disc):
        pen.oval(ink.light, x, -0.4, disc)
        pen.oval(WHITE, x, -0.4, disc * 0.7)
        pen.oval(BLACK, x, -0.4, disc * 0.4)
    pen.shape(_BEAK, -0.09, -0.34, 0.09, -0.34, 0, -0.12)


def bird_long_legged(pen: Pen, ink: Ink) -> None:
    """A stork, a heron, a flamingo."""
    leg, bend = pen.between(0.02, 0.14), pen.between(0.1, 0.3)
    legs = _BEAK if pen.maybe(0.5) else ink.dark
    pen.stroke(legs, 0.06, 0.0, 0.2, 0.04, 0.94, 0.2, 0.95)
    if pen.maybe(0.5):
        pen.stroke(legs, 0.06, -0.14, 0.2, -0.24, 0.95, -0.08, 0.95)
    else:
        pen.stroke(legs, 0.06, -0.1, 0.2, 0.3, 0.44, 0.06, 0.64)
    limb(pen, ink.main, 0.22, 0.12, 0.2, 0.0, 0.4 + bend, -0.2, 0.24, -0.5, 0.38, -0.8)
    pen.smooth(ink.main, -0.84, 0.3 + leg, -0.5, -0.12, 0.0, -0.22, 0.4, -0.04, 0.34, 0.2, -0.1,
               0.34, -0.5, 0.26)  # fmt: skip
    pen.smooth(ink.dark, -0.86, 0.34 + leg, -0.4, -0.02, 0.06, 0.0, -0.06, 0.2, -0.4, 0.26)
    pen.oval(ink.main, 0.4, -0.8, 0.15, 0.13)
    long, down = pen.between(0.72, 0.96), pen.between(-0.76, -0.56)
    pen.smooth(_beak_colour(pen), 0.5, -0.88, long * 0.9, -0.78, long, down, 0.5, -0.74)
    pen.oval(ink.mark, 0.44, -0.82, 0.04)


def bird_duck(pen: Pen, ink: Ink) -> None:
    neck, tail = pen.between(-0.54, -0.36), pen.between(-0.3, 0.0)
    pen.smooth(ink.main, -0.94, tail, -0.5, 0.06, 0.06, -0.02, 0.36, -0.1, 0.66, 0.2, 0.5, 0.56,
               -0.2, 0.66, -0.76, 0.46)  # fmt: skip
    pen.smooth(ink.main, 0.2, neck, 0.56, neck, 0.62, 0.2, 0.1, 0.24)
    if pen.maybe(0.4):
        pen.box(WHITE, 0.2, neck + 0.24, 0.58, neck + 0.32)
    pen.oval(ink.main, 0.4, neck, 0.3, 0.26)
    pen.smooth(_BEAK, 0.62, neck - 0.1, 0.94, neck + 0.04, 0.94, neck + 0.14, 0.6, neck + 0.14)
    pen.smooth(ink.dark, -0.66, 0.1, -0.2, 0.06, 0.24, 0.16, 0.06, 0.42, -0.4, 0.44)
    eye(pen, 0.48, neck - 0.06, pen.between(0.06, 0.09))
    if pen.maybe(0.5):
        pen.curve((120, 180, 220), 0.07, -0.9, 0.66, -0.5, 0.72, -0.1, 0.66, 0.3, 0.72, 0.8, 0.66)
    else:
        for x in (-0.16, 0.14):
            pen.stroke(_BEAK, 0.07, x, 0.6, x, 0.84, x + 0.18, 0.86)


def bird_swallow(pen: Pen, ink: Ink) -> None:
    """Sickle wings and a forked tail."""
    fork, sweep = pen.between(0.06, 0.22), pen.between(0.0, 0.24)
    pen.shape(ink.dark, -0.3, 0.16, -0.2, 0.26, -0.9 + fork, 0.9, -0.44, 0.44, -0.92,
              0.9 - fork * 2)  # fmt: skip
    pen.smooth(ink.dark, 0.26, -0.22, 0.3, -0.56, 0.06 - sweep, -0.94, 0.0, -0.6, -0.1, -0.06)
    pen.smooth(ink.main, 0.24, -0.06, 0.6, 0.0, 0.94, 0.3 + sweep, 0.56, 0.28, -0.1, 0.26)
    limb(pen, ink.main, 0.3, 0.16, 0.4, -0.3, 0.1, 0.02, -0.34, 0.32)
    pen.oval(ink.main, 0.46, -0.36, 0.19)
    pen.shape(BLACK if pen.maybe(0.5) else _BEAK, 0.54, -0.52, 0.62, -0.38, 0.8, -0.6)
    pen.oval(ink.mark, 0.5, -0.42, 0.045)
    if pen.maybe(0.6):
        pen.oval(ink.light, 0.2, 0.0, 0.22, 0.09, 135)


def bird_dove(pen: Pen, ink: Ink) -> None:
    """Flying to the side, wings with feathers held up behind each other."""
    feathers, lean, tail = pen.count(3, 5), pen.between(-0.3, 0.2), pen.between(-0.1, 0.3)
    for i in range(feathers):
        x = -0.1 + lean + 0.5 * i / feathers
        limb(pen, ink.dark, 0.2, 0.14, 0.2, 0.1, x + 0.1, -0.4, x + 0.16, -0.86 + 0.04 * i)
    for i in range(3):
        limb(pen, ink.dark, 0.14, 0.16, -0.3, 0.3, -0.86 + 0.04 * i, 0.16 + tail + 0.17 * (i - 1))
    pen.smooth(ink.main, -0.5, 0.3, -0.1, 0.06, 0.3, 0.0, 0.5, -0.16, 0.74, -0.16, 0.76, 0.08, 0.5,
               0.42, 0.0, 0.56)  # fmt: skip
    for i in range(feathers):
        x = -0.76 + lean * 0.5 + 0.5 * i / feathers
        limb(pen, ink.main, 0.26, 0.16, 0.1, 0.24, x + 0.2, -0.3, x, -0.76 - 0.03 * i)
    pen.shape(_beak_colour(pen), 0.74, -0.14, 0.96, -0.02, 0.74, 0.06)
    pen.oval(ink.mark, 0.62, -0.08, 0.045)


def bird_parrot(pen: Pen, ink: Ink) -> None:
    """Upright on a perch, with a hooked beak and a long tail."""
    lean, tail = pen.between(-0.1, 0.1), pen.between(0.1, 0.34)
    pen.shape(ink.dark, -0.14, 0.3, 0.12, 0.34, -tail, 0.96, -tail - 0.2, 0.92)
    pen.stroke(WOOD, 0.1, -0.7, 0.5, 0.7, 0.46)
    pen.smooth(ink.main, lean - 0.1, -0.92, lean + 0.3, -0.8, lean + 0.32, -0.4, 0.36, 0.1, 0.1,
               0.54, -0.2, 0.5, -0.4, 0.0, lean - 0.36, -0.6)  # fmt: skip
    pen.smooth(ink.dark, -0.3, -0.3, 0.02, -0.1, -0.04, 0.3, -0.28, 0.7, -0.42, 0.2)
    if pen.maybe(0.5):
        pen.smooth(ink.accent, -0.36, 0.0, -0.08, 0.1, -0.26, 0.6)
    pen.smooth(_beak_colour(pen), lean + 0.22, -0.76, lean + 0.5, -0.72, lean + 0.52, -0.4,
               lean + 0.4, -0.46, lean + 0.24, -0.48)  # fmt: skip
    eye(pen, lean + 0.1, -0.68, pen.between(0.08, 0.13))
    for x in (0.02, 0.18):
        pen.oval(_BEAK, x, 0.48, 0.07, 0.09)


def bird_hen(pen: Pen, ink: Ink) -> None:
    back, tail = pen.between(-0.1, 0.1), pen.between(-0.7, -0.4)
    for x in (-0.14, 0.16):
        pen.stroke(_BEAK, 0.06, x, 0.5, x, 0.9, x + 0.16, 0.93)
    for i in range(pen.count(2, 4)):
        limb(pen, ink.dark, 0.2, 0.12, -0.4, 0.1, -0.7 + 0.06 * i, -0.1, -0.84 + 0.14 * i,
             tail - 0.06 * i)  # fmt: skip
    pen.oval((214, 40, 40), 0.4, -0.82, 0.1, 0.13)
    pen.oval((214, 40, 40), 0.54, -0.8, 0.1, 0.12)
    pen.oval((214, 40, 40), 0.66, -0.34, 0.07, 0.13)
    pen.smooth(ink.main, 0.3, -0.72, 0.6, -0.76, 0.7, -0.52, 0.62, 0.1, 0.4, 0.5, -0.2, 0.6, -0.66,
               0.24, -0.76, -0.2, -0.3, back, 0.14, -0.1)  # fmt: skip
    pen.smooth(ink.dark, -0.44, 0.14, 0.1, 0.06, 0.24, 0.22, -0.1, 0.42)
    pen.shape(_BEAK, 0.66, -0.64, 0.92, -0.52, 0.66, -0.44)
    pen.oval(ink.mark, 0.54, -0.58, 0.05)


def bird_wedge(pen: Pen, ink: Ink) -> None:
    """A flat icon of straight edges and half circles."""
    size, tail = pen.between(0.54, 0.66), pen.between(-0.3, 0.06)
    for x in (-0.1, 0.14):
        pen.box(_BEAK, x, 0.5, x + 0.06, 0.94)
    pen.shape(ink.dark, -0.3, 0.0, -0.96, tail - 0.1, -0.9, tail + 0.24, -0.3, 0.44)
    pen.wedge(ink.main, 0.0, -0.06, size, size + 0.04, 0, 180)
    pen.shape(ink.main, 0.0, 0.0, 0.02, -0.4, size, -0.4, size, 0.0)
    pen.oval(ink.main, size - 0.3, -0.42, 0.31)
    pen.shape(_beak_colour(pen), size - 0.02, -0.58, 0.98, -0.38, size - 0.02, -0.3)
    pen.wedge(ink.light, -0.14, 0.0, 0.36, 0.36, 0, 180)
    pen.oval(ink.mark, size - 0.24, -0.48, 0.06)


def bird_on_branch(pen: Pen, ink: Ink) -> None:
    tail, breast = pen.between(0.66, 0.92), pen.between(0.34, 0.5)
    pen.curve(WOOD, 0.1, -0.94, 0.72, -0.3, 0.62, 0.3, 0.66, 0.94, 0.56)
    if pen.maybe(0.6):
        pen.oval(LEAF, 0.78, 0.46, 0.17, 0.08, -40)
    pen.shape(ink.dark, -0.46, 0.2, -0.24, 0.36, -0.74, tail, -0.92, tail - 0.1)
    for x in (0.0, 0.16):
        pen.stroke((90, 70, 60), 0.05, x, 0.4, x + 0.04, 0.64)
    pen.smooth(ink.main, 0.24, -0.8, 0.52, -0.66, 0.6, -0.4, breast + 0.1, 0.0, 0.34, 0.4, -0.06,
               0.52, -0.44, 0.34, -0.5, 0.12, -0.2, -0.2, -0.04, -0.64)  # fmt: skip
    pen.smooth(ink.light, breast + 0.06, -0.3, 0.46, 0.1, 0.3, 0.38, 0.04, 0.46, 0.2, 0.1)
    pen.smooth(ink.dark, -0.1, -0.22, 0.16, 0.04, 0.0, 0.3, -0.36, 0.44, -0.66, 0.56, -0.34, 0.06)
    pen.shape(_beak_colour(pen), 0.54, -0.62, 0.86, -0.5, 0.56, -0.42)
    pen.oval(ink.mark, 0.36, -0.56, 0.055)


def _feelers(pen: Pen, y: float, reach: float, colour: Rgb = BLACK) -> None:
    for side in (-1, 1):
        pen.curve(colour, 0.04, 0, y, side * 0.1, y - 0.2, side * reach, y - 0.36)
        pen.oval(colour, side * reach, y - 0.36, 0.04)


def butterfly_rimmed(pen: Pen, ink: Ink) -> None:
    """A monarch: cells of colour in dark wings with pale spots at the rim."""
    top, low, wide = pen.between(0.66, 0.86), pen.between(0.6, 0.84), pen.between(0.82, 0.95)
    rim: Rgb = BLACK if ink.mark == BLACK else WHITE
    for side in (-1, 1):
        for scale, fill in ((1.0, rim), (0.8, ink.main)):
            cx, cy = side * 0.42, -0.3
            upper = _mirrored(side, 0.04, -0.04, 0.3, -0.5, wide, -top, wide * 0.9, -0.14, 0.4, 0.1)
            lower = _mirrored(side, 0.04, 0.06, 0.56, 0.02, 0.76, 0.36, 0.54, low, 0.2, 0.5)
            pen.smooth(fill, *_shrunk(scale, cx, cy, upper))
            pen.smooth(fill, *_shrunk(scale, cx, -cy, lower))
        for x, y in ((0.2, -0.3), (0.5, -0.06)):
            pen.stroke(rim, 0.04, side * 0.1, -0.06, side * (x + 0.36), y * 1.6)
        for x, y in ((wide * 0.92, -0.5), (wide * 0.9, -0.3), (0.66, 0.44)):
            pen.oval(ink.accent, side * x, y * top / 0.76, 0.04)
    limb(pen, BLACK, 0.1, 0.08, 0, -0.36, 0, 0.1, 0, 0.56)
    _feelers(pen, -0.34, pen.between(0.16, 0.34))


def _shrunk(scale: float, x: float, y: float, xy: list[float]) -> list[float]:
    """The points drawn towards (x, y)."""
    return [(x, y)[i % 2] + scale * (value - (x, y)[i % 2]) for i, value in enumerate(xy)]


def butterfly_four_ovals(pen: Pen, ink: Ink) -> None:
    upper, lower, spots = pen.between(0.4, 0.48), pen.between(0.28, 0.38), pen.count(0, 2)
    round_, tilt = pen.between(0.62, 1.0), pen.between(20, 50)
    for side in (-1, 1):
        pen.oval(ink.dark, side * 0.42, 0.42, lower, lower * round_ * 0.9, -side * tilt + 90)
        pen.oval(ink.main, side * 0.48, -0.32, upper, upper * round_, -side * tilt)
        if spots:
            pen.oval(ink.light, side * 0.52, -0.36, upper * 0.4)
        if spots > 1:
            pen.oval(ink.light, side * 0.44, 0.44, lower * 0.4)
    body = BLACK if pen.maybe(0.6) else (120, 84, 52)
    pen.rounded(body, -0.08, -0.5, 0.08, 0.66, 0.08)
    pen.oval(body, 0, -0.52, 0.12)
    _feelers(pen, -0.56, pen.between(0.14, 0.3), body)


def butterfly_hearts(pen: Pen, ink: Ink) -> None:
    """Each pair of wings is a heart on its side; a fat body with a face."""
    out, dip = pen.between(0.8, 0.94), pen.between(0.42, 0.62)
    for side in (-1, 1):
        pen.smooth(ink.main, *_mirrored(side, 0.02, 0.06, 0.2, -0.46, 0.6, -0.8, out, -0.62, out,
                   -0.2, dip, 0.04, out * 0.9, 0.3, out * 0.84, 0.64, 0.5, 0.76,
                   0.18, 0.5))  # fmt: skip
        pen.oval(ink.light, side * 0.58, -0.38, pen.between(0.1, 0.2))
        pen.oval(ink.accent, side * 0.54, 0.42, pen.between(0.08, 0.16))
        pen.arc(BLACK, 0.04, side * 0.16, -0.76, 0.14, 0.2, 180 if side > 0 else 270,
                360 if side < 0 else 290)  # fmt: skip
    body = ink.dark if pen.maybe(0.5) else (240, 214, 150)
    limb(pen, body, 0.24, 0.14, 0, -0.3, 0, 0.1, 0, 0.6)
    pen.oval(body, 0, -0.5, 0.2)
    for x in (-0.08, 0.08):
        pen.oval(BLACK if body[0] > 90 else WHITE, x, -0.52, 0.04)


def butterfly_swallowtail(pen: Pen, ink: Ink) -> None:
    tail, sweep, stripes = pen.between(0.84, 0.97), pen.between(-0.9, -0.66), pen.count(0, 3)
    for side in (-1, 1):
        pen.shape(ink.main, *_mirrored(side, 0.05, -0.2, 0.4, -0.5, 0.96, sweep, 0.9, -0.3, 0.7,
                  0.06, 0.05, 0.14))  # fmt: skip
        pen.smooth(ink.dark, *_mirrored(side, 0.05, 0.0, 0.5, 0.02, 0.7, 0.24, 0.56, 0.5, 0.46,
                   tail, 0.36, 0.6, 0.16, 0.56))  # fmt: skip
        for i in range(stripes):
            x = 0.3 + 0.2 * i
            pen.stroke(ink.mark, 0.05, side * x, -0.4 - 0.12 * i, side * (x - 0.06), 0.04)
        pen.oval(ink.accent, side * 0.36, 0.4, 0.08)
    limb(pen, BLACK, 0.14, 0.06, 0, -0.36, 0, 0.0, 0, 0.56)
    _feelers(pen, -0.36, pen.between(0.2, 0.36))


def butterfly_wings_closed(pen: Pen, ink: Ink) -> None:
    """At rest, from the side, wings together above the body."""
    lean, spots = pen.between(-0.2, 0.1), pen.count(1, 3)
    if pen.maybe(0.5):
        pen.stroke(LEAF, 0.07, 0.1, 0.62, 0.16, 0.96)
    pen.smooth(ink.dark, 0.2, 0.4, 0.5 + lean, -0.3, 0.4 + lean, -0.9, 0.0 + lean, -0.94, -0.34,
               -0.5, -0.1, 0.3)  # fmt: skip
    pen.smooth(ink.main, 0.12, 0.42, 0.2 + lean, -0.3, -0.1 + lean, -0.86, -0.56 + lean, -0.82,
               -0.66, -0.3, -0.74, 0.1, -0.6, 0.42, -0.2, 0.5)  # fmt: skip
    for i in range(spots):
        pen.oval(ink.light, -0.36 + 0.1 * i, 0.1 - 0.36 * i, 0.14)
        pen.oval(ink.mark, -0.36 + 0.1 * i, 0.1 - 0.36 * i, 0.07)
    limb(pen, BLACK, 0.13, 0.07, 0.44, 0.36, 0.1, 0.5, -0.4, 0.66)
    pen.oval(BLACK, 0.48, 0.34, 0.09)
    for x in (0.74, 0.9):
        pen.curve(BLACK, 0.04, 0.5, 0.3, x - 0.14, 0.06, x, -0.04)
    for x in (0.0, 0.16, 0.32):
        pen.stroke(BLACK, 0.03, x, 0.46, x + 0.06, 0.7)


def butterfly_three_quarter(pen: Pen, ink: Ink) -> None:
    """Half from the side: one pair of wings wide, the other foreshortened."""
    near, far, tilt = pen.between(0.86, 1.0), pen.between(0.3, 0.6), pen.between(-12, 20)
    for side, width in ((1, far), (-1, near)):
        pen.smooth(ink.dark if side > 0 else ink.main, *_turned(tilt, *_mirrored(side, 0.02, -0.06,
                   0.2 * width, -0.6, 0.66 * width, -0.8, 0.84 * width, -0.4, 0.5 * width,
                   0.12)))  # fmt: skip
        pen.smooth(ink.dark if side > 0 else ink.main, *_turned(tilt, *_mirrored(side, 0.02, 0.04,
                   0.5 * width, 0.08, 0.72 * width, 0.4, 0.44 * width, 0.76, 0.12 * width,
                   0.5)))  # fmt: skip
        x, y = _turned(tilt, side * 0.54 * width, -0.42)
        pen.oval(ink.light, x, y, 0.2 * width, 0.16)
        x, y = _turned(tilt, side * 0.44 * width, 0.4)
        pen.oval(ink.accent, x, y, 0.14 * width, 0.12)
    limb(pen, BLACK, 0.13, 0.07, *_turned(tilt, 0.04, -0.36, 0.0, 0.1, -0.04, 0.6))
    for reach in (0.06, 0.36):
        pen.curve(BLACK, 0.04, *_turned(tilt, 0.04, -0.34, reach * 0.6, -0.62, reach, -0.8))


def butterfly_angular(pen: Pen, ink: Ink) -> None:
    """Of straight facets, as folded from paper."""
    wide, top, low = pen.between(0.8, 0.96), pen.between(0.6, 0.9), pen.between(0.54, 0.86)
    for side in (-1, 1):
        pen.shape(ink.main, *_mirrored(side, 0, -0.1, wide, -top, wide * 0.86, -0.04, 0.0, 0.16))
        pen.shape(ink.dark, *_mirrored(side, 0, -0.1, wide * 0.86, -0.04, 0.0, 0.16))
        pen.shape(ink.light, *_mirrored(side, 0, 0.1, wide * 0.76, 0.1, 0.5, low, 0.12, 0.5))
        pen.shape(ink.main, *_mirrored(side, 0, 0.1, wide * 0.76, 0.1, 0.5, low))
        pen.stroke(BLACK, 0.04, 0, -0.3, side * pen.between(0.14, 0.3), -0.7)
    pen.shape(BLACK, 0, -0.36, 0.08, 0.0, 0, 0.62, -0.08, 0.0)


def butterfly_slanting(pen: Pen, ink: Ink) -> None:
    """From above, flying aslant; wings of scalloped edges."""
    tilt, notch = pen.between(25, 55) * (1 if pen.maybe(0.5) else -1), pen.between(0.5, 0.62)
    for side in (-1, 1):
        pen.smooth(ink.main, *_turned(tilt, *_mirrored(side, 0.04, -0.1, 0.3, -0.56, 0.62, -0.72,
                   0.84, -0.5, notch + 0.12, -0.34, 0.8, -0.14, 0.52, 0.0, 0.2, 0.06)))  # fmt: skip
        pen.smooth(ink.dark, *_turned(tilt, *_mirrored(side, 0.04, 0.04, 0.44, 0.06, 0.68, 0.26,
                   notch, 0.36, 0.56, 0.6, 0.34, 0.66, 0.12, 0.4)))  # fmt: skip
        pen.smooth(ink.light, *_turned(tilt, *_mirrored(side, 0.14, -0.14, 0.36, -0.44, 0.56, -0.5,
                   0.4, -0.16)))  # fmt: skip
        pen.curve(BLACK, 0.04, *_turned(tilt, *_mirrored(side, 0.02, -0.4, 0.1, -0.66, 0.24,
                  -0.84)))  # fmt: skip
    limb(pen, BLACK, 0.14, 0.06, *_turned(tilt, 0, -0.44, 0, 0.0, 0, 0.56))


def butterfly_broad(pen: Pen, ink: Ink) -> None:
    """Broad upper wings with hollow edges and a dark border, veins, and small lower wings."""
    reach, hollow, low = pen.between(0.88, 0.97), pen.between(0.02, 0.14), pen.between(0.5, 0.74)
    for side in (-1, 1):
        pen.smooth(ink.dark, *_mirrored(side, 0.03, 0.0, 0.34, 0.04, 0.66, 0.16, 0.62, 0.44, 0.46,
                   low, 0.24, low - 0.1, 0.06, 0.3))  # fmt: skip
        pen.smooth(ink.dark, *_mirrored(side, 0.03, -0.16, 0.2, -0.4, 0.56, -0.7, reach, -0.74,
                   reach - hollow, -0.4, reach - 0.06, -0.06, 0.6, 0.1, 0.2, 0.08))  # fmt: skip
        pen.smooth(ink.main, *_mirrored(side, 0.06, -0.14, 0.26, -0.36, 0.56, -0.6, 0.78, -0.6,
                   0.76 - hollow, -0.34, 0.74, -0.1, 0.54, 0.0, 0.2, 0.02))  # fmt: skip
        pen.smooth(ink.main, *_mirrored(side, 0.08, 0.08, 0.4, 0.14, 0.54, 0.26, 0.4, low - 0.14,
                   0.2, low - 0.22))  # fmt: skip
        for x, y in ((0.66, -0.44), (0.64, -0.18)):
            pen.stroke(ink.dark, 0.035, side * 0.1, -0.08, side * x, y)
    limb(pen, BLACK, 0.1, 0.12, 0, -0.34, 0, 0.0, 0, 0.44)
    pen.oval(BLACK, 0, -0.36, 0.08)
    _feelers(pen, -0.38, pen.between(0.2, 0.3))


def fish_almond(pen: Pen, ink: Ink) -> None:
    """Two bows that cross: the simplest of signs."""
    height, cross, spread = pen.between(0.3, 0.56), pen.between(-0.6, -0.44), pen.between(0.26, 0.5)
    pen.shape(ink.main, cross - 0.06, -0.03, -0.94, -spread, -0.94 + pen.between(0.0, 0.2), 0,
              -0.94, spread, cross - 0.06, 0.03, cross + 0.2, 0)  # fmt: skip
    pen.smooth(ink.main, 0.95, 0, 0.62, -height * 0.66, 0.16, -height, -0.3, -height * 0.6, cross,
               0, -0.3, height * 0.6, 0.16, height, 0.62, height * 0.66)  # fmt: skip
    if pen.maybe(0.7):
        pen.oval(ink.mark, 0.6, -0.1, pen.between(0.05, 0.09))
    if pen.maybe(0.5):
        pen.arc(ink.mark, 0.04, 0.3, 0, 0.1, height * 0.7, -70, 70)


def fish_veil_tail(pen: Pen, ink: Ink) -> None:
    """A goldfish."""
    flow, fat = pen.between(0.5, 0.86), pen.between(0.36, 0.46)
    pen.smooth(ink.light, -0.2, -0.04, -0.6, -flow, -0.96, -flow * 0.8, -0.74, -0.1, -0.96, 0.3,
               -0.8, flow, -0.46, 0.5)  # fmt: skip
    pen.smooth(ink.dark, -0.1, -0.3, -0.16, -0.8, 0.24, -0.72, 0.46, -0.3)
    pen.smooth(ink.dark, 0.14, 0.3, -0.16, 0.8, 0.1, 0.76, 0.36, 0.3)
    pen.smooth(ink.main, -0.44, 0, 0.0, -fat, 0.5, -fat * 0.95, 0.88, -0.08, 0.84, 0.1, 0.5, fat,
               0.0, fat)  # fmt: skip
    pen.smooth(ink.light, 0.26, 0.08, -0.02, 0.1, -0.1, 0.36, 0.16, 0.3)
    eye(pen, 0.6, -0.12, pen.between(0.1, 0.17))
    pen.curve(BLACK, 0.04, 0.84, 0.1, 0.76, 0.14, 0.68, 0.1)


def fish_trout(pen: Pen, ink: Ink) -> None:
    """Long, with the several fins of a real one."""
    deep, fork = pen.between(0.2, 0.32), pen.between(0.0, 0.16)
    pen.shape(ink.dark, -0.6, -0.06, -0.97, -0.34, -0.9 + fork, 0, -0.97, 0.34, -0.6, 0.06)
    pen.shape(ink.dark, 0.14, -deep + 0.04, -0.02, -deep - 0.24, -0.24, -deep - 0.14, -0.22, -0.14)
    pen.shape(ink.dark, -0.4, -0.1, -0.6, -deep - 0.02, -0.54, -0.06)
    for x in (0.14, -0.36):
        pen.shape(ink.dark, x, 0.14, x - 0.24, deep + 0.2, x - 0.28, 0.1)
    pen.smooth(ink.main, 0.97, 0.02, 0.7, -0.16, 0.3, -deep, -0.2, -deep * 0.84, -0.66, -0.08, -0.7,
               0.0, -0.66, 0.08, -0.2, deep * 0.8, 0.3, deep, 0.76, 0.18)  # fmt: skip
    pen.smooth(ink.light, 0.86, 0.08, 0.3, 0.08, -0.5, 0.06, -0.1, deep * 0.7, 0.3, deep * 0.9)
    pen.arc(ink.dark, 0.04, 0.46, 0, 0.1, deep * 0.8, -70, 80)
    for i in range(pen.count(0, 6)):
        pen.oval(ink.mark, 0.3 - 0.15 * i, -0.1 + 0.06 * (i % 2), 0.035)
    pen.oval(WHITE, 0.72, -0.04, 0.06)
    pen.oval(BLACK, 0.72, -0.04, 0.04)


def fish_tuna(pen: Pen, ink: Ink) -> None:
    """Stout in front and thin at a crescent tail; finlets, pointed fins."""
    deep, sickle = pen.between(0.34, 0.46), pen.between(0.4, 0.66)
    pen.smooth(ink.main, -0.7, 0.0, -0.8, -0.2, -0.96, -sickle, -0.9, 0.0, -0.96, sickle, -0.8, 0.2)
    pen.shape(ink.dark, 0.36, -0.3, 0.1, -0.8, 0.06, -0.3)
    pen.shape(ink.dark, 0.0, -0.2, -0.26, -0.66, -0.2, -0.16)
    pen.shape(ink.dark, 0.0, 0.2, -0.26, 0.66, -0.2, 0.16)
    for i in range(pen.count(0, 3)):
        x = -0.34 - 0.13 * i
        pen.shape(ink.accent, x, -0.2 + 0.05 * i, x - 0.1, -0.28 + 0.05 * i, x - 0.06, -0.1)
    pen.smooth(ink.main, 0.95, 0.0, 0.6, -deep * 0.8, 0.1, -deep, -0.4, -0.2, -0.8, -0.03, -0.8,
               0.03, -0.4, 0.2, 0.1, deep, 0.6, deep * 0.7)  # fmt: skip
    pen.smooth(WHITE if pen.maybe(0.5) else ink.light, 0.86, 0.08, 0.3, 0.14, -0.3, 0.1, 0.1,
               deep - 0.02, 0.56, deep * 0.68)  # fmt: skip
    pen.shape(ink.dark, 0.34, 0.06, -0.1, 0.16, 0.28, 0.16)
    eye(pen, 0.68, -0.08, 0.075)


def fish_puffer(pen: Pen, ink: Ink) -> None:
    """A ball with spines and little fins."""
    radius, spines = pen.between(0.56, 0.68), pen.count(9, 16)
    for i in range(spines):
        angle = math.tau * (i + 0.5) / spines
        cos, sin = math.cos(angle), math.sin(angle)
        tip = radius + 0.17
        pen.shape(ink.dark, tip * cos, tip * sin, radius * 0.9 * cos - 0.06 * sin,
                  radius * 0.9 * sin + 0.06 * cos, radius * 0.9 * cos + 0.06 * sin,
                  radius * 0.9 * sin - 0.06 * cos)  # fmt: skip
    pen.smooth(ink.dark, -0.5, 0.0, -0.92, -0.26, -0.84, 0.0, -0.92, 0.26)
    pen.oval(ink.main, 0, 0, radius, radius * 0.94)
    pen.wedge(ink.light, 0, 0.06, radius * 0.92, radius * 0.84, 10, 170)
    pen.smooth(ink.dark, -0.02, 0.0, -0.3, -0.1, -0.34, 0.16, -0.1, 0.16)
    eye(pen, radius * 0.5, -0.2, pen.between(0.13, 0.2))
    pen.oval(BLACK, radius * 0.9, 0.08, 0.07, 0.09)


def fish_from_front(pen: Pen, ink: Ink) -> None:
    wide, tall = pen.between(0.46, 0.62), pen.between(0.6, 0.74)
    pen.shape(ink.dark, -0.1, -0.4, 0.0, -tall - 0.24, 0.1, -0.4)
    pen.shape(ink.dark, -0.16, 0.5, -0.3, tall + 0.2, 0.0, 0.6, 0.3, tall + 0.2, 0.16, 0.5)
    for side in (-1, 1):
        pen.smooth(ink.dark, side * wide * 0.8, 0.0, side * 0.92, -0.16, side * 0.9, 0.2,
                   side * 0.7, 0.34)  # fmt: skip
    pen.smooth(ink.main, 0, -tall, wide * 0.8, -tall * 0.5, wide, 0.06, wide * 0.6, tall * 0.7, 0,
               tall, -wide * 0.6, tall * 0.7, -wide, 0.06, -wide * 0.8, -tall * 0.5)  # fmt: skip
    for side in (-1, 1):
        eye(pen, side * wide * 0.62, -0.2, pen.between(0.13, 0.18))
        pen.arc(ink.dark, 0.04, side * wide * 0.5, 0.2, 0.12, 0.24, -80 if side > 0 else 100,
                80 if side > 0 else 260)  # fmt: skip
    pen.oval(ink.light, 0, 0.2, 0.2, 0.13)
    pen.oval(BLACK, 0, 0.2, 0.12, pen.between(0.03, 0.08))


def fish_angel(pen: Pen, ink: Ink) -> None:
    """Tall and flat, with long trailing fins and bars."""
    fin, bars = pen.between(0.8, 0.96), pen.count(1, 3)
    pen.shape(ink.dark, -0.3, -0.08, -0.86, -0.36, -0.74, 0.0, -0.86, 0.36, -0.3, 0.08)
    pen.smooth(ink.dark, 0.4, -0.3, 0.1, -0.7, -0.46, -fin, -0.34, -0.6, -0.3, -0.1)
    pen.smooth(ink.dark, 0.4, 0.3, 0.1, 0.7, -0.46, fin, -0.34, 0.6, -0.3, 0.1)
    pen.shape(ink.main, 0.92, 0.04, 0.6, -0.24, 0.2, -0.56, -0.24, -0.36, -0.44, 0.0, -0.24, 0.36,
              0.2, 0.56, 0.6, 0.26)  # fmt: skip
    for i in range(bars):
        x = 0.36 - 0.28 * i
        half = 0.4 if i != 1 else 0.48
        pen.shape(ink.mark, x, -half, x + 0.09, -half, x + 0.07, half, x - 0.02, half)
    for x in (0.16, 0.28):
        pen.curve(ink.dark, 0.04, x, 0.4, x - 0.1, 0.66, x - 0.3, 0.86)
    eye(pen, 0.62, -0.06, 0.09)


def fish_scaly(pen: Pen, ink: Ink) -> None:
    """As a child draws it: a round body full of scales."""
    height, tail = pen.between(0.4, 0.6), pen.between(0.3, 0.5)
    pen.shape(ink.main, -0.4, 0.0, -0.95, -tail, -0.95, tail)
    pen.wedge(ink.dark, 0.06, -height + 0.12, 0.4, 0.34, 180, 360)
    pen.oval(ink.main, 0.16, 0, 0.72, height)
    for row in range(3):
        for column in range(3):
            x, y = -0.24 + 0.22 * column, (row - 1) * height * 0.46 + 0.05 * (column % 2)
            pen.arc(ink.dark, 0.04, x, y, 0.1, 0.13, 90, 270)
    pen.arc(ink.mark, 0.045, 0.36, 0, 0.12, height * 0.74, -75, 75)
    eye(pen, 0.64, -0.14, pen.between(0.08, 0.14))
    pen.curve(ink.mark, 0.04, 0.84, 0.1, 0.74, pen.between(0.06, 0.18), 0.64, 0.12)


def fish_facets(pen: Pen, ink: Ink) -> None:
    """Flat triangles and a lozenge."""
    height, nose = pen.between(0.44, 0.66), pen.between(0.0, 0.3)
    pen.shape(ink.dark, -0.4, 0, -0.94, -height * 0.9, -0.94, height * 0.9)
    pen.shape(ink.light, -0.4, 0, -0.94, 0, -0.94, height * 0.9)
    pen.shape(ink.dark, 0.3, -height * 0.7, -0.2, -height - 0.26, -0.16, -0.2)
    pen.shape(ink.main, 0.95, 0, nose, -height, -0.56, 0, nose, height)
    pen.shape(ink.light, 0.95, 0, -0.56, 0, nose, height)
    pen.shape(ink.dark, 0.16, 0.1, -0.14, 0.26, 0.12, 0.34)
    pen.oval(ink.mark, 0.58, -0.12, 0.08)


def fish_from_above(pen: Pen, ink: Ink) -> None:
    """A carp in a pond: a bent body, a fin to either side."""
    bend, fat = pen.between(-0.3, 0.3), pen.between(0.42, 0.58)
    for side in (-1, 1):
        pen.smooth(ink.light, side * 0.12, -0.4, side * 0.56, -0.26, side * 0.6, 0.06, side * 0.2,
                   -0.14)  # fmt: skip
        pen.smooth(ink.light, bend * 0.3, 0.14, side * 0.3 + bend * 0.5, 0.3,
                   side * 0.24 + bend * 0.4, 0.46)  # fmt: skip
        pen.smooth(ink.dark, bend * 0.6, 0.5, bend + side * 0.26 - bend * 0.4, 0.86,
                   bend * 0.4 + side * 0.1, 0.95, bend * 0.5, 0.66)  # fmt: skip
    limb(pen, ink.main, fat, 0.06, 0, -0.8, bend * -0.2, -0.3, bend * 0.2, 0.2, bend * 0.6, 0.66)
    pen.oval(ink.main, 0, -0.66, fat * 0.46, 0.27)
    if pen.maybe(0.6):
        pen.smooth(WHITE, 0.06, -0.3, 0.1, -0.06, -0.06, 0.0, -0.1, -0.26)
    limb(pen, ink.dark, 0.07, 0.03, -bend * 0.1, -0.2, bend * 0.1, 0.1, bend * 0.3, 0.36)
    for side in (-1, 1):
        pen.oval(ink.mark, side * fat * 0.34, -0.74, 0.05)


def fish_fan_tail(pen: Pen, ink: Ink) -> None:
    """A plump one with a notched round tail and a fin along its back, facing a little up."""
    fat, fin = pen.between(0.36, 0.46), pen.between(0.14, 0.28)
    pen.smooth(ink.dark, -0.46, 0.1, -0.74, -0.18, -0.94, -0.1, -0.84, 0.2, -0.9, 0.54, -0.68, 0.54)
    pen.smooth(ink.dark, 0.48, -0.3, 0.3, -fat - fin - 0.04, 0.0, -fat - fin + 0.02, -0.3, -fat,
               -0.44, -0.1)  # fmt: skip
    pen.smooth(ink.dark, 0.2, 0.34, 0.06, fat + 0.3, -0.12, fat + 0.24, -0.1, 0.3)
    pen.smooth(ink.main, 0.9, -0.16, 0.7, -0.32, 0.3, -fat - 0.06, -0.2, -fat * 0.6, -0.6, 0.12,
               -0.64, 0.26, -0.2, fat * 0.9, 0.3, fat, 0.7, 0.2)  # fmt: skip
    pen.smooth(ink.light, 0.8, 0.04, 0.3, 0.14, -0.3, 0.22, 0.0, fat * 0.9, 0.4, fat * 0.86)
    pen.curve(ink.dark, 0.045, 0.4, -0.26, 0.3, 0.0, 0.4, 0.22)
    pen.smooth(ink.dark, 0.2, 0.0, -0.1, 0.0, -0.2, 0.18, 0.06, 0.2)
    eye(pen, 0.6, -0.14, pen.between(0.07, 0.11))


def octopus_curled_arms(pen: Pen, ink: Ink) -> None:
    """A big round head above arms that curl outwards."""
    arms, thick, head = pen.count(3, 4), pen.between(0.17, 0.23), pen.between(0.5, 0.6)
    for i in reversed(range(arms)):
        out, down = 0.22 + 0.6 * i / (arms - 1), 0.86 - 0.46 * i / (arms - 1)
        for side in (-1, 1):
            limb(pen, ink.dark if i % 2 else ink.main, thick, thick * 0.4, side * 0.2, 0.0,
                 side * out * 0.75, down * 0.7, side * out * 0.95, down, side * min(out + 0.12,
                 0.92), down - 0.06, side * min(out + 0.1, 0.9), down - 0.2)  # fmt: skip
    pen.oval(ink.main, 0, -0.4, head, head * 0.95)
    pen.oval(ink.main, 0, 0.04, 0.34, 0.24)
    for x in (-0.2, 0.2):
        eye(pen, x, -0.2, pen.between(0.1, 0.14))
    if pen.maybe(0.6):
        pen.arc(BLACK, 0.045, 0, 0.0, 0.14, 0.1, 10, 170)


def octopus_from_above(pen: Pen, ink: Ink) -> None:
    """Eight arms all around."""
    swirl, thick, head = pen.between(0.2, 0.8), pen.between(0.16, 0.22), pen.between(0.28, 0.38)
    spin = swirl if pen.maybe(0.5) else -swirl
    start = pen.between(0, 0.7)
    for i in range(8):
        angle = math.tau * i / 8 + start
        points = [
            value
            for reach, bend in ((0.2, 0.0), (0.5, 0.1), (0.76, 0.6), (0.9, 1.3))
            for value in (
                reach * math.cos(angle + bend * spin),
                reach * math.sin(angle + bend * spin),
            )
        ]
        limb(pen, ink.main if i % 2 else ink.dark, thick, thick * 0.3, *points)
    pen.oval(ink.main, 0, 0, head, head * 1.1)
    for x in (-0.13, 0.13):
        eye(pen, x, 0.1, 0.09)


def octopus_swimming(pen: Pen, ink: Ink) -> None:
    """Sideways: the bag in front, the arms trailing."""
    wave, spread = pen.between(0.08, 0.24), pen.between(0.16, 0.24)
    for i in range(pen.count(5, 7)):
        y = (i - 2.5) * spread
        turn = wave if i % 2 else -wave
        limb(pen, ink.dark if i % 2 else ink.main, 0.17, 0.05, 0.16, y * 0.2, -0.24, y * 0.6 + turn,
             -0.6, y - turn * 0.5, -0.93, max(-0.9, min(0.9, y * 1.1 + turn * 0.4)))  # fmt: skip
    pen.smooth(ink.main, -0.06, -0.2, 0.24, -0.4, 0.64, pen.between(-0.56, -0.4), 0.93, -0.2, 0.9,
               0.16, 0.6, 0.34, 0.2, 0.26, -0.06, 0.2)  # fmt: skip
    pen.oval(ink.light, 0.66, -0.2, 0.16, 0.08, 20)
    eye(pen, 0.14, -0.1, pen.between(0.1, 0.15))


def octopus_lobed(pen: Pen, ink: Ink) -> None:
    """A dome with short round legs in a row: a flat icon."""
    width, legs = pen.between(0.5, 0.62), pen.count(4, 6)
    step, floor, splay = 2 * width / legs, pen.between(0.7, 0.86), pen.between(1.3, 1.5)
    for i in range(legs):
        x = -width + step * (i + 0.5)
        limb(pen, ink.main, step * 0.9, step * 0.6, x, 0.1, x * 1.1, 0.44, x * splay,
             floor - 0.2 * abs(x), x * (splay + 0.3), floor - 0.1 - 0.4 * abs(x))  # fmt: skip
    pen.wedge(ink.main, 0, 0.24, width, pen.between(1.08, 1.18), 180, 360)
    for x in (-0.26, 0.26):
        eye(pen, x, -0.1, pen.between(0.13, 0.2))
    if pen.maybe(0.6):
        pen.wedge(BLACK, 0, 0.14, 0.16, 0.16, 0, 180)


def octopus_arms_up(pen: Pen, ink: Ink) -> None:
    """Waving its arms about, suckers showing."""
    head, lift = pen.between(0.36, 0.46), pen.between(-0.86, -0.5)
    for side in (-1, 1):
        for x, y, bow in ((0.9, lift, 0.4), (0.93, 0.06, 0.46), (0.8, 0.6, 0.5), (0.3, 0.9, 0.2)):
            limb(pen, ink.dark, 0.2, 0.06, side * 0.14, 0.14, side * (bow + 0.06), 0.3 + y * 0.4,
                 side * x * 0.84, y * 0.7 + 0.16, side * x, y)  # fmt: skip
            for share in (0.5, 0.7):
                pen.oval(ink.light, side * (bow + (x - bow) * share),
                         0.3 + y * 0.4 + (y * 0.6 - 0.3) * share, 0.05)  # fmt: skip
    pen.smooth(ink.main, 0, -0.92, head, -0.66, head, -0.16, 0.3, 0.34, -0.3, 0.34, -head, -0.16,
               -head, -0.66)  # fmt: skip
    for x in (-0.15, 0.15):
        eye(pen, x, -0.1, pen.between(0.09, 0.13))


def octopus_scribble(pen: Pen, ink: Ink) -> None:
    """As a child draws it: a circle with wavy lines below."""
    legs, radius, wave = pen.count(6, 8), pen.between(0.48, 0.6), pen.between(0.03, 0.1)
    width = pen.between(0.08, 0.14)
    for i in range(legs):
        x = 0.5 * (2 * i / (legs - 1) - 1)
        far = x * pen.between(1.3, 1.7)
        pen.curve(ink.main, width, x * 0.8, 0.0, x - wave, 0.3, x * 1.2 + wave, 0.56, far, 0.92)
    pen.oval(ink.main, 0, -0.36, radius)
    for x in (-0.2, 0.2):
        pen.oval(ink.mark, x, -0.44, pen.between(0.05, 0.1))
    pen.arc(ink.mark, 0.05, 0, -0.3, 0.22, 0.2, 15, 165)


def octopus_squat(pen: Pen, ink: Ink) -> None:
    """Wide and low, with a tube for a mouth and arms laid out flat."""
    wide, tip = pen.between(0.5, 0.64), pen.between(0.1, 0.5)
    for side in (-1, 1):
        limb(pen, ink.main, 0.24, 0.1, side * 0.3, 0.2, side * 0.66, 0.36, side * 0.86, tip,
             side * 0.9, tip - 0.2)  # fmt: skip
        limb(pen, ink.dark, 0.24, 0.1, side * 0.2, 0.3, side * 0.54, 0.62, side * 0.9, 0.68)
        limb(pen, ink.main, 0.24, 0.12, side * 0.1, 0.3, side * 0.24, 0.66, side * 0.44, 0.84)
    pen.smooth(ink.main, 0, -0.76, wide, -0.6, wide + 0.1, -0.1, 0.4, 0.4, -0.4, 0.4, -wide - 0.1,
               -0.1, -wide, -0.6)  # fmt: skip
    for x in (-0.26, 0.26):
        eye(pen, x, -0.2, pen.between(0.1, 0.18))
    pen.oval(ink.dark, 0, 0.1, 0.15, 0.13)
    pen.oval(BLACK, 0, 0.1, 0.08, 0.07)
    for i in range(pen.count(0, 3)):
        pen.oval(ink.light, -0.3 + 0.24 * i, -0.54, 0.07)


def octopus_leaning(pen: Pen, ink: Ink) -> None:
    """A real one on the ground: the bag hangs to one side over sprawling arms."""
    hang, thick = pen.between(-0.5, -0.2), pen.between(0.22, 0.3)
    for x, y in ((0.93, 0.3), (0.8, 0.72), (0.4, 0.9), (-0.1, 0.86), (-0.54, 0.9), (-0.92, 0.66)):
        limb(pen, ink.dark, thick, 0.06, 0.16, 0.16, 0.2 + (x - 0.2) * 0.5, 0.4 + (y - 0.6) * 0.5,
             x * 0.9, y - 0.02, x, y - 0.06, x - 0.06, y - 0.18)  # fmt: skip
    pen.smooth(ink.main, 0.34, -0.3, 0.5, 0.06, 0.4, 0.36, 0.0, 0.36, -0.2, 0.16, -0.6, 0.1,
               -0.8 + hang * 0.2, -0.34, -0.5, -0.8, -0.06, -0.7)  # fmt: skip
    pen.oval(ink.light, hang - 0.1, -0.42, 0.22, 0.14, -30)
    pen.oval(ink.main, 0.26, -0.2, 0.17)
    eye(pen, 0.28, -0.2, pen.between(0.09, 0.12))


def octopus_hooked_arms(pen: Pen, ink: Ink) -> None:
    """A tall egg of a head; on each side four arms end in upward hooks."""
    tall, thick = pen.between(-0.96, -0.8), pen.between(0.14, 0.19)
    for side in (-1, 1):
        for out, down in ((0.9, 0.2), (0.78, 0.5), (0.54, 0.74), (0.22, 0.86)):
            limb(pen, ink.main, thick * 1.2, thick * 0.5, side * out * 0.24, 0.1, side * out * 0.5,
                 down * 0.75 + 0.08, side * out * 0.86, down, side * out, down - 0.22)  # fmt: skip
    pen.smooth(ink.main, 0, tall, 0.36, tall + 0.2, 0.44, -0.34, 0.3, 0.24, -0.3, 0.24, -0.44,
               -0.34, -0.36, tall + 0.2)  # fmt: skip
    for x in (-0.17, 0.17):
        eye(pen, x, -0.28, pen.between(0.1, 0.14))
    pen.arc(BLACK, 0.045, 0, -0.08, 0.13, 0.1, 10, 170)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "bird": (
        bird_spread_wings,
        bird_gull_stroke,
        bird_head,
        bird_round_from_front,
        bird_owl,
        bird_long_legged,
        bird_duck,
        bird_swallow,
        bird_dove,
        bird_parrot,
        bird_hen,
        bird_wedge,
    ),
    "butterfly": (
        butterfly_rimmed,
        butterfly_four_ovals,
        butterfly_hearts,
        butterfly_swallowtail,
        butterfly_wings_closed,
        butterfly_three_quarter,
        butterfly_angular,
        butterfly_slanting,
    ),
    "fish": (
        fish_almond,
        fish_veil_tail,
        fish_trout,
        fish_tuna,
        fish_puffer,
        fish_from_front,
        fish_angel,
        fish_scaly,
        fish_facets,
        fish_from_above,
    ),
    "octopus": (
        octopus_curled_arms,
        octopus_from_above,
        octopus_swimming,
        octopus_lobed,
        octopus_arms_up,
        octopus_scribble,
        octopus_squat,
        octopus_leaning,
    ),
}

# Kept out of training, to measure whether an object is known when it is drawn in a new way.
UNSEEN: dict[str, Drawing] = {
    "bird": bird_on_branch,
    "butterfly": butterfly_broad,
    "fish": fish_fan_tail,
    "octopus": octopus_hooked_arms,
}

POSES: dict[Drawing, str] = {
    bird_spread_wings: "flying",
    bird_gull_stroke: "flying",
    bird_swallow: "flying",
    bird_dove: "flying",
    bird_long_legged: "standing",
    bird_hen: "standing",
    bird_parrot: "sitting",
    bird_on_branch: "sitting",
}
