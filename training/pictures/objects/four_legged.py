"""Cats, dogs and horses, in more of the ways that people draw them."""

from training.pictures.canvas import BLACK, WHITE, WOOD, Drawing, Ink, Pen, Rgb
from training.pictures.objects.winged_and_finned import eye, limb

_PINK: Rgb = (230, 130, 140)
_TONGUE: Rgb = (226, 96, 110)


def _cat_eye(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.oval((190, 220, 90), x, y, radius, radius * 0.9)
    pen.oval(BLACK, x, y, radius * 0.36, radius * 0.8)


def _cat_ears(  # noqa: PLR0917 - as oval
    pen: Pen, ink: Ink, x: float, y: float, radius: float, tall: float
) -> None:
    """Two pointed ears on a head about (x, y)."""
    for side in (-1, 1):
        pen.shape(ink.main, x + side * radius * 0.98, y - radius * 0.1, x + side * radius * 0.9,
                  y - radius * tall, x + side * radius * 0.1, y - radius * 0.78)  # fmt: skip
        pen.shape(_PINK, x + side * radius * 0.82, y - radius * 0.5, x + side * radius * 0.8,
                  y - radius * (tall - 0.3), x + side * radius * 0.36,
                  y - radius * 0.76)  # fmt: skip


def _whiskers(pen: Pen, ink: Ink, x: float, y: float, reach: float) -> None:
    for side in (-1, 1):
        for drop in (-0.14, 0.0, 0.14):
            pen.stroke(ink.mark, 0.025, x + side * reach * 0.26, y + drop * reach * 0.4,
                       x + side * reach, y + drop * reach)  # fmt: skip


def _cat_head(pen: Pen, ink: Ink, x: float, y: float, radius: float) -> None:
    """From the front."""
    _cat_ears(pen, ink, x, y, radius, pen.between(1.2, 1.4))
    pen.oval(ink.main, x, y, radius * 1.06, radius * 0.9)
    for side in (-1, 1):
        _cat_eye(pen, x + side * radius * 0.42, y - radius * 0.1, radius * 0.2)
    pen.shape(_PINK, x - radius * 0.12, y + radius * 0.2, x + radius * 0.12, y + radius * 0.2, x,
              y + radius * 0.36)  # fmt: skip
    _whiskers(pen, ink, x, y + radius * 0.34, radius * 1.3)


def cat_face(pen: Pen, ink: Ink) -> None:
    wide, tall, ears = pen.between(0.72, 0.82), pen.between(0.58, 0.74), pen.between(0.1, 0.26)
    for side in (-1, 1):
        pen.shape(ink.main, side * wide, 0.1, side * (wide - 0.02), -0.94, side * ears, -0.36)
        pen.shape(_PINK, side * wide * 0.88, -0.2, side * wide * 0.9, -0.74, side * (ears + 0.2),
                  -0.38)  # fmt: skip
    pen.oval(ink.main, 0, 0.2, wide, tall)
    if pen.maybe(0.5):
        for x in (-0.16, 0.0, 0.16):
            limb(pen, ink.dark, 0.07, 0.04, x, 0.2 - tall, x * 0.8, 0.44 - tall)
    if pen.maybe(0.5):
        pen.oval(ink.light, -0.15, 0.5, 0.2, 0.17)
        pen.oval(ink.light, 0.15, 0.5, 0.2, 0.17)
    size = pen.between(0.13, 0.2)
    for x in (-0.34, 0.34):
        _cat_eye(pen, x, 0.06, size)
    pen.shape(_PINK, -0.1, 0.3, 0.1, 0.3, 0, 0.42)
    for x in (-0.1, 0.1):
        pen.arc(ink.mark, 0.035, x, 0.42, 0.1, 0.12, 0, 180)
    _whiskers(pen, ink, 0, 0.42, 0.95)


def cat_face_angular(pen: Pen, ink: Ink) -> None:
    """A flat icon: ears and head in one outline."""
    ear, cheek, chin = pen.between(0.54, 0.76), pen.between(0.74, 0.94), pen.between(0.16, 0.44)
    dip, low = pen.between(-0.54, -0.34), pen.between(0.66, 0.84)
    pen.shape(ink.main, -ear, -0.93, -0.24, dip, 0.24, dip, ear, -0.93, cheek, 0.14, cheek * 0.8,
              0.46, chin, low, -chin, low, -cheek * 0.8, 0.46, -cheek, 0.14)  # fmt: skip
    for side in (-1, 1):
        pen.shape(ink.dark, side * ear * 0.96, -0.74, side * 0.4, -0.36, side * (cheek - 0.12),
                  -0.1)  # fmt: skip
        if ink.mark == BLACK:
            pen.smooth(ink.mark, side * 0.18, 0.12, side * 0.36, -0.04, side * 0.54, 0.04,
                       side * 0.36, 0.18)  # fmt: skip
        else:
            _cat_eye(pen, side * 0.36, 0.06, 0.14)
    pen.shape(_PINK, -0.09, 0.3, 0.09, 0.3, 0, 0.4)
    pen.stroke(ink.mark, 0.035, -0.14, 0.52, 0, 0.4, 0.14, 0.52)
    _whiskers(pen, ink, 0, 0.4, 0.92)


def cat_loaf(pen: Pen, ink: Ink) -> None:
    """Lying with its paws tucked in, the face towards us."""
    back, head = pen.between(-0.24, 0.0), pen.between(0.3, 0.36)
    pen.smooth(ink.main, -0.92, 0.46, -0.84, 0.06, -0.4, back, 0.2, back + 0.04, 0.7, 0.2, 0.84,
               0.56, 0.4, 0.68, -0.6, 0.68)  # fmt: skip
    if pen.maybe(0.5):
        for x in (-0.5, -0.26, -0.02):
            limb(pen, ink.dark, 0.09, 0.04, x, back + 0.06, x - 0.04, back + 0.34)
    limb(pen, ink.dark, 0.16, 0.12, -0.86, 0.5, -0.6, 0.64, pen.between(-0.3, 0.1), 0.6)
    _cat_head(pen, ink, 0.48, -0.1, head)
    for x in (0.3, 0.6):
        pen.oval(ink.light, x, 0.6, 0.14, 0.08)


def cat_curled_asleep(pen: Pen, ink: Ink) -> None:
    """From above, nose to tail."""
    wide, tall = pen.between(0.8, 0.92), pen.between(0.6, 0.76)
    x, y = pen.between(0.26, 0.46), pen.between(0.2, 0.36)
    pen.oval(ink.main, 0, 0, wide, tall)
    if pen.maybe(0.5):
        for i in range(4):
            limb(pen, ink.dark, 0.08, 0.04, -0.6 + 0.3 * i, -tall * 0.86 + 0.12 * abs(i - 1.6),
                 -0.46 + 0.24 * i, -tall * 0.4)  # fmt: skip
    pen.arc(ink.dark, 0.04, 0, 0.1, wide * 0.5, tall * 0.5, 150, 300)
    limb(pen, ink.dark, 0.2, 0.1, -wide * 0.84, 0.12, -0.56, tall * 0.7, -0.1, tall * 0.86, 0.16,
         tall * 0.66)  # fmt: skip
    pen.oval(ink.dark, x - 0.03, y - 0.03, 0.44, 0.4)
    _cat_ears(pen, ink, x, y, 0.34, 1.4)
    pen.oval(ink.main, x, y, 0.37, 0.31)
    for side in (-1, 1):
        pen.arc(ink.mark, 0.04, x + side * 0.14, y, 0.08, 0.07, 10, 170)
    pen.oval(_PINK, x, y + 0.1, 0.05, 0.035)
    _whiskers(pen, ink, x, y + 0.14, 0.42)


def cat_from_behind(pen: Pen, ink: Ink) -> None:
    wide, head, side = pen.between(0.42, 0.56), pen.between(0.28, 0.36), 1 if pen.maybe(0.5) else -1
    tip = pen.between(-0.2, 0.5)
    limb(pen, ink.dark, 0.15, 0.1, side * 0.2, 0.84, side * 0.62, 0.86, side * 0.84, 0.5,
         side * 0.78, tip)  # fmt: skip
    for ear in (-1, 1):
        pen.shape(ink.main, ear * head * 0.98, -0.56, ear * head * 0.86, -0.97, ear * head * 0.06,
                  -0.78)  # fmt: skip
    pen.oval(ink.main, 0, -0.52, head, head * 0.9)
    pen.smooth(ink.main, 0, -0.5, head * 0.9, -0.24, wide, 0.4, wide * 0.9, 0.86, 0, 0.94,
               -wide * 0.9, 0.86, -wide, 0.4, -head * 0.9, -0.24)  # fmt: skip
    if pen.maybe(0.6):
        for y in (-0.1, 0.14, 0.38):
            pen.stroke(ink.dark, 0.06, -0.2, y, 0.2, y)
    limb(pen, ink.dark, 0.16, 0.14, 0, 0.84, side * 0.3, 0.88, side * 0.5, 0.84)


def cat_sitting_profile(pen: Pen, ink: Ink) -> None:
    """Upright and slender, as the Egyptians made them."""
    rump, tail = pen.between(-0.66, -0.5), pen.between(-0.1, 0.6)
    limb(pen, ink.main, 0.14, 0.09, rump + 0.1, 0.84, rump - 0.16, 0.8, rump - 0.26, tail,
         rump - 0.14, tail - 0.24)  # fmt: skip
    pen.shape(ink.dark, 0.14, -0.7, 0.3, -0.97, 0.36, -0.66)
    pen.smooth(ink.main, 0.02, -0.66, 0.2, -0.78, 0.42, -0.68, 0.56, -0.5, 0.5, -0.38, 0.34, -0.32,
               0.3, 0.0, 0.34, 0.5, 0.52, 0.92, 0.0, 0.94, rump, 0.92, rump, 0.5, -0.34, 0.02, -0.1,
               -0.34)  # fmt: skip
    pen.shape(ink.main, 0.0, -0.58, 0.06, -0.96, 0.28, -0.7)
    pen.smooth(ink.dark, -0.2, 0.5, 0.1, 0.6, 0.16, 0.9, -0.3, 0.92)
    _cat_eye(pen, 0.34, -0.56, 0.07)
    pen.oval(_PINK, 0.56, -0.5, 0.04)
    for y in (-0.5, -0.38):
        pen.stroke(ink.mark, 0.025, 0.46, -0.43, 0.82, y)
    if pen.maybe(0.4):
        pen.stroke((200, 40, 40), 0.07, -0.06, -0.3, 0.34, -0.24)


def cat_arched_back(pen: Pen, ink: Ink) -> None:
    """Frightened: back up, tail bristling."""
    arch, puff = pen.between(-0.56, -0.3), pen.between(0.16, 0.28)
    limb(pen, ink.main, puff, 0.08, -0.5, -0.02, -0.72, -0.3, pen.between(-0.8, -0.66), -0.6, -0.58,
         -0.93)  # fmt: skip
    for x, lean in ((-0.5, -0.1), (-0.3, -0.02), (0.2, 0.02), (0.4, 0.1)):
        limb(pen, ink.dark if abs(x) == 0.3 or x == 0.2 else ink.main, 0.2, 0.12, x, 0.16, x, 0.5,
             x + lean, 0.92)  # fmt: skip
    pen.smooth(ink.main, -0.62, 0.2, -0.46, -0.2, -0.06, arch, 0.3, -0.16, 0.54, 0.2, 0.3, 0.34,
               -0.04, 0.1, -0.4, 0.36)  # fmt: skip
    for i in range(pen.count(0, 4)):
        pen.shape(ink.main, -0.3 + 0.16 * i, arch + 0.2, -0.24 + 0.16 * i,
                  arch - 0.12 + 0.06 * abs(i - 1), -0.14 + 0.16 * i, arch + 0.2)  # fmt: skip
    _cat_ears(pen, ink, 0.62, 0.02, 0.25, 1.4)
    pen.oval(ink.main, 0.62, 0.02, 0.28, 0.24)
    for x in (0.52, 0.74):
        _cat_eye(pen, x, 0.0, 0.07)
    pen.oval(_PINK, 0.64, 0.1, 0.04)
    _whiskers(pen, ink, 0.64, 0.12, 0.32)


def cat_running(pen: Pen, ink: Ink) -> None:
    stretch, tail = pen.between(0.0, 0.12), pen.between(-0.5, -0.1)
    limb(pen, ink.main, 0.13, 0.09, -0.5, -0.02, -0.76, -0.1, -0.94, tail)
    limb(pen, ink.dark, 0.18, 0.09, 0.3, 0.16, 0.56, 0.36, 0.74 + stretch, 0.56)
    limb(pen, ink.dark, 0.22, 0.09, -0.46, 0.12, -0.5, 0.42, -0.74 - stretch, 0.62)
    pen.smooth(ink.main, -0.64, 0.06, -0.44, -0.18, 0.0, -0.1, 0.4, -0.24, 0.6, 0.0, 0.4, 0.26, 0.0,
               0.2, -0.44, 0.3)  # fmt: skip
    limb(pen, ink.main, 0.2, 0.09, 0.34, 0.14, 0.4, 0.42, 0.56 + stretch, 0.7)
    limb(pen, ink.main, 0.26, 0.09, -0.44, 0.1, -0.34, 0.4, -0.5 - stretch, 0.72)
    pen.shape(ink.dark, 0.62, -0.3, 0.74, -0.6, 0.8, -0.28)
    pen.smooth(ink.main, 0.44, -0.22, 0.6, -0.38, 0.82, -0.32, 0.95, -0.12, 0.86, 0.02, 0.56, 0.04)
    pen.shape(ink.main, 0.46, -0.2, 0.5, -0.58, 0.7, -0.34)
    _cat_eye(pen, 0.74, -0.2, 0.07)
    pen.oval(_PINK, 0.94, -0.12, 0.04)
    for y in (-0.14, 0.04):
        pen.stroke(ink.mark, 0.025, 0.84, -0.06, 0.64, y)


def cat_tail_up(pen: Pen, ink: Ink) -> None:
    """Walking in profile, tail in the air."""
    tail, hook, step = pen.between(-0.96, -0.74), pen.between(-0.16, 0.16), pen.between(0.0, 0.16)
    limb(pen, ink.main, 0.15, 0.1, -0.54, 0.04, -0.7, -0.3, -0.7, tail + 0.16, -0.72 + hook, tail)
    for x, way in ((-0.36, 1), (0.24, -1)):
        limb(pen, ink.dark, 0.19, 0.11, x, 0.16, x + way * step, 0.5, x + way * step * 1.2, 0.92)
    pen.smooth(ink.main, -0.66, 0.1, -0.5, -0.12, 0.0, -0.04, 0.36, -0.2, 0.56, 0.06, 0.4, 0.34,
               -0.1, 0.3, -0.56, 0.4)  # fmt: skip
    for x, way in ((-0.52, -1), (0.4, 1)):
        limb(pen, ink.main, 0.22, 0.11, x, 0.2, x + way * step, 0.54, x + way * step * 0.6, 0.9,
             x + 0.06 + way * step * 0.6, 0.92)  # fmt: skip
    pen.shape(ink.dark, 0.52, -0.5, 0.66, -0.82, 0.74, -0.5)
    pen.smooth(ink.main, 0.3, -0.16, 0.36, -0.46, 0.56, -0.6, 0.8, -0.46, 0.92, -0.26, 0.8, -0.14,
               0.52, -0.04)  # fmt: skip
    pen.shape(ink.main, 0.36, -0.44, 0.42, -0.84, 0.62, -0.56)
    if pen.maybe(0.5):
        for x in (-0.36, -0.14, 0.08):
            limb(pen, ink.dark, 0.08, 0.04, x, -0.08, x, 0.16)
    _cat_eye(pen, 0.68, -0.38, 0.07)
    pen.oval(_PINK, 0.91, -0.28, 0.04)
    for y in (-0.24, -0.1):
        pen.stroke(ink.mark, 0.025, 0.78, -0.2, 0.54, y)


def cat_standing_from_front(pen: Pen, ink: Ink) -> None:
    head, body = pen.between(0.38, 0.46), pen.between(0.24, 0.34)
    limb(pen, ink.dark, 0.14, 0.1, 0.2, 0.4, 0.56, 0.1, 0.6, -0.3, pen.between(0.5, 0.8), -0.6)
    for side in (-1, 1):
        limb(pen, ink.dark, 0.2, 0.17, side * body, 0.4, side * (body + 0.06), 0.86)
    pen.oval(ink.main, 0, 0.34, body + 0.06, 0.36)
    for side in (-1, 1):
        limb(pen, ink.main, 0.2, 0.2, side * 0.14, 0.3, side * 0.14, 0.6, side * 0.15, 0.92)
    if pen.maybe(0.5):
        pen.oval(ink.light, 0, 0.32, 0.16, 0.2)
    _cat_head(pen, ink, 0, -0.36, head)


def cat_sitting_three_quarter(pen: Pen, ink: Ink) -> None:
    """Front legs together, haunch to one side, the tail around the feet."""
    haunch, head = pen.between(0.5, 0.64), pen.between(0.32, 0.38)
    pen.smooth(ink.main, -0.2, -0.3, 0.2, -0.24, 0.46, 0.1, haunch, 0.54, haunch - 0.04, 0.88, 0.0,
               0.92, -0.32, 0.9, -0.36, 0.3)  # fmt: skip
    pen.arc(ink.dark, 0.045, 0.34, 0.62, 0.22, 0.3, 150, 290)
    limb(pen, ink.dark, 0.17, 0.12, haunch - 0.06, 0.8, 0.3, 0.9, -0.1, 0.88)
    for x in (-0.26, -0.08):
        limb(pen, ink.main, 0.17, 0.17, x, 0.1, x, 0.5, x - 0.02, 0.9)
    if pen.maybe(0.6):
        pen.smooth(ink.light, -0.32, -0.1, 0.06, -0.1, -0.04, 0.3, -0.24, 0.3)
    _cat_head(pen, ink, -0.14, -0.44, head)


def _dog_nose(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.oval(BLACK, x, y, radius, radius * 0.76)


def dog_face_floppy(pen: Pen, ink: Ink) -> None:
    wide, ear, chin = pen.between(0.46, 0.6), pen.between(0.3, 0.62), pen.between(0.6, 0.8)
    pen.smooth(ink.main, 0, -0.82, wide, -0.64, wide + 0.04, 0.0, wide * 0.7, chin - 0.1, 0,
               chin + 0.06, -wide * 0.7, chin - 0.1, -wide - 0.04, 0.0, -wide, -0.64)  # fmt: skip
    for side in (-1, 1):
        pen.smooth(ink.dark, side * wide * 0.6, -0.78, side * (wide + 0.2), -0.64,
                   side * (wide + 0.34), 0.0, side * (wide + 0.24), ear, side * (wide + 0.02),
                   ear - 0.16, side * wide * 0.9, -0.3)  # fmt: skip
    muzzle = ink.light if pen.maybe(0.7) else WHITE
    if pen.maybe(0.4):
        pen.smooth(muzzle, -0.1, -0.76, 0.1, -0.76, 0.16, 0.2, -0.16, 0.2)
    pen.oval(muzzle, 0, 0.36, wide * 0.72, 0.36)
    if pen.maybe(0.6):
        pen.smooth(_TONGUE, -0.1, 0.5, 0.1, 0.5, 0.12, 0.84, 0.0, 0.92, -0.12, 0.84)
    pen.stroke(BLACK, 0.04, 0, 0.2, 0, 0.46)
    for x in (-0.14, 0.14):
        pen.arc(BLACK, 0.04, x, 0.42, 0.14, 0.12, 0, 180)
    _dog_nose(pen, 0, 0.16, pen.between(0.14, 0.2))
    for x in (-0.25, 0.25):
        eye(pen, x, -0.2, pen.between(0.08, 0.13))


def dog_face_pointed(pen: Pen, ink: Ink) -> None:
    """A shepherd, a husky: ears upright, a long narrow muzzle."""
    ear, cheek, snout = pen.between(0.36, 0.56), pen.between(0.54, 0.68), pen.between(0.2, 0.26)
    for side in (-1, 1):
        pen.smooth(ink.dark, side * 0.16, -0.5, side * ear * 0.8, -0.84, side * ear, -0.96,
                   side * (ear + 0.1), -0.8, side * 0.58, -0.3)  # fmt: skip
        pen.smooth(_PINK, side * 0.3, -0.54, side * ear, -0.8, side * 0.5, -0.42)
    pen.smooth(ink.main, 0, -0.62, 0.4, -0.52, cheek, 0.0, 0.4, 0.3, snout, 0.8, 0, 0.92, -snout,
               0.8, -0.4, 0.3, -cheek, 0.0, -0.4, -0.52)  # fmt: skip
    if pen.maybe(0.6):
        mask = WHITE if pen.maybe(0.5) else ink.light
        for side in (-1, 1):
            pen.smooth(mask, side * 0.1, 0.1, side * cheek * 0.9, 0.02, side * 0.34, 0.28,
                       side * 0.12, 0.8)  # fmt: skip
    pen.smooth(ink.light, 0, 0.02, snout, 0.5, snout * 0.9, 0.8, 0, 0.88, -snout * 0.9, 0.8, -snout,
               0.5)  # fmt: skip
    pen.curve(BLACK, 0.04, -0.17, 0.76, 0, 0.72, 0.17, 0.76)
    if pen.maybe(0.5):
        pen.smooth(_TONGUE, -0.09, 0.74, 0.09, 0.74, 0.07, 0.94, -0.07, 0.94)
    pen.stroke(BLACK, 0.04, 0, 0.5, 0, 0.72)
    _dog_nose(pen, 0, 0.52, 0.15)
    for x in (-0.26, 0.26):
        pen.oval(ink.mark, x, -0.1, 0.09, 0.07, 20 if x > 0 else -20)


def dog_head_profile(pen: Pen, ink: Ink) -> None:
    long, stop, ear = pen.between(0.76, 0.91), pen.between(-0.3, -0.14), pen.between(0.2, 0.5)
    pen.smooth(ink.main, -0.3, -0.76, 0.1, -0.8, 0.34, -0.56, 0.5, stop, long - 0.1, stop + 0.04,
               long, stop + 0.2, long - 0.08, 0.26, 0.4, 0.34, 0.16, 0.44, 0.28, 0.9, -0.66, 0.9,
               -0.64, -0.1, -0.54, -0.5)  # fmt: skip
    if pen.maybe(0.5):
        pen.smooth(_TONGUE, 0.5, 0.22, 0.66, 0.2, 0.72, 0.5, 0.58, 0.56)
    pen.curve(ink.mark, 0.045, long - 0.1, 0.16, 0.6, 0.24, 0.34, 0.18)
    if pen.maybe(0.7):
        pen.smooth(ink.dark, -0.1, -0.62, -0.36, -0.66, -0.56, -0.2, -0.44, ear, -0.2, ear, -0.06,
                   -0.2)  # fmt: skip
    else:
        pen.shape(ink.dark, -0.4, -0.5, -0.4, -0.97, 0.0, -0.6)
    if pen.maybe(0.6):
        pen.shape((200, 40, 40), -0.68, 0.54, 0.2, 0.5, 0.24, 0.66, -0.68, 0.72)
    _dog_nose(pen, long - 0.06, stop + 0.1, 0.11)
    eye(pen, 0.2, -0.4, 0.09)


def dog_dachshund(pen: Pen, ink: Ink) -> None:
    """Long, on short legs."""
    leg, back, ear = pen.between(0.42, 0.56), pen.between(-0.2, -0.06), pen.between(0.0, 0.2)
    limb(pen, ink.main, 0.1, 0.05, -0.7, 0.0, -0.86, -0.16, -0.94, pen.between(-0.5, -0.2))
    for x in (-0.62, 0.3):
        pen.rounded(ink.dark, x, 0.1, x + 0.15, leg, 0.06)
    pen.smooth(ink.main, -0.82, 0.1, -0.66, back, 0.2, back + 0.02, 0.5, back, 0.5, 0.24, 0.1, 0.32,
               -0.6, 0.32)  # fmt: skip
    for x in (-0.78, 0.12):
        pen.rounded(ink.main, x, 0.1, x + 0.16, leg, 0.06)
    limb(pen, ink.main, 0.34, 0.26, 0.34, 0.06, 0.5, -0.3)
    pen.oval(ink.main, 0.52, -0.34, 0.2, 0.18)
    limb(pen, ink.main, 0.26, 0.14, 0.5, -0.32, 0.72, -0.24, 0.9, -0.18)
    pen.smooth(ink.dark, 0.5, -0.46, 0.36, -0.4, 0.3, ear - 0.1, 0.42, ear, 0.52, -0.2)
    _dog_nose(pen, 0.93, -0.2, 0.065)
    pen.oval(ink.mark, 0.62, -0.36, 0.04)


def dog_lying(pen: Pen, ink: Ink) -> None:
    """Forelegs stretched out, head up."""
    head, ear = pen.between(-0.5, -0.3), pen.between(0.2, 0.44)
    limb(pen, ink.main, 0.13, 0.07, -0.7, 0.4, -0.9, 0.46, -0.92, pen.between(0.0, 0.3))
    limb(pen, ink.dark, 0.16, 0.14, 0.3, 0.44, 0.6, 0.52, 0.86, 0.52)
    pen.smooth(ink.main, -0.86, 0.5, -0.74, 0.06, -0.3, -0.02, 0.16, -0.2, 0.46, 0.0, 0.46, 0.5,
               0.1, 0.62, -0.6, 0.64)  # fmt: skip
    pen.arc(ink.dark, 0.04, -0.5, 0.42, 0.26, 0.24, 190, 330)
    limb(pen, ink.main, 0.18, 0.15, 0.24, 0.46, 0.5, 0.58, 0.8, 0.58)
    limb(pen, ink.main, 0.17, 0.14, -0.5, 0.58, -0.3, 0.6, -0.14, 0.6)
    limb(pen, ink.main, 0.36, 0.3, 0.24, 0.1, 0.34, head)
    pen.oval(ink.main, 0.36, head, 0.25, 0.22)
    pen.rounded(ink.light, 0.44, head - 0.04, 0.84, head + 0.2, 0.1)
    pen.smooth(ink.dark, 0.24, head - 0.2, 0.1, head - 0.06, 0.1, head + ear, 0.24, head + ear,
               0.32, head)  # fmt: skip
    _dog_nose(pen, 0.82, head + 0.02, 0.075)
    pen.oval(ink.mark, 0.46, head - 0.08, 0.05)


def dog_running(pen: Pen, ink: Ink) -> None:
    """Ears and tongue flying."""
    reach, tail = pen.between(0.66, 0.86), pen.between(-0.66, -0.1)
    limb(pen, ink.main, 0.12, 0.06, -0.54, -0.06, -0.76, -0.16, -0.93, tail)
    limb(pen, ink.dark, 0.17, 0.1, 0.24, 0.16, 0.5, 0.34, reach + 0.06, 0.44)
    limb(pen, ink.dark, 0.22, 0.1, -0.46, 0.16, -0.66, 0.4, -reach, 0.5)
    pen.smooth(ink.main, -0.66, 0.02, -0.4, -0.18, 0.1, -0.14, 0.4, -0.26, 0.5, 0.06, 0.2, 0.3,
               -0.2, 0.18, -0.54, 0.24)  # fmt: skip
    limb(pen, ink.main, 0.19, 0.1, 0.24, 0.16, 0.3, 0.5, reach - 0.2, 0.72)
    limb(pen, ink.main, 0.24, 0.1, -0.46, 0.14, -0.42, 0.46, -reach + 0.14, 0.76)
    limb(pen, ink.main, 0.34, 0.26, 0.3, 0.0, 0.52, -0.34)
    pen.oval(ink.main, 0.54, -0.38, 0.22, 0.19)
    if pen.maybe(0.5):
        pen.smooth(_TONGUE, 0.66, -0.2, 0.76, -0.18, 0.74, 0.04, 0.64, 0.04)
    pen.rounded(ink.light, 0.58, -0.42, 0.93, -0.18, 0.1)
    pen.smooth(ink.dark, 0.52, -0.5, 0.36, -0.6, 0.06, pen.between(-0.66, -0.3), 0.2, -0.3, 0.44,
               -0.34)  # fmt: skip
    _dog_nose(pen, 0.91, -0.36, 0.07)
    pen.oval(ink.mark, 0.62, -0.44, 0.045)


def dog_sitting_from_front(pen: Pen, ink: Ink) -> None:
    body, ear = pen.between(0.34, 0.44), pen.between(-0.24, 0.06)
    limb(pen, ink.main, 0.12, 0.08, 0.3, 0.8, 0.62, 0.74, pen.between(0.7, 0.86), 0.4)
    for side in (-1, 1):
        pen.oval(ink.dark, side * (body + 0.04), 0.72, 0.2, 0.2)
        pen.oval(ink.light, side * (body + 0.08), 0.9, 0.18, 0.08)
    pen.smooth(ink.main, 0, -0.3, body * 0.8, -0.1, body, 0.6, 0.24, 0.9, -0.24, 0.9, -body, 0.6,
               -body * 0.8, -0.1)  # fmt: skip
    if pen.maybe(0.6):
        pen.oval(ink.light, 0, 0.2, 0.2, 0.3)
    for x in (-0.16, 0.16):
        pen.rounded(ink.main, x - 0.12, 0.2, x + 0.12, 0.95, 0.1)
    if pen.maybe(0.6):
        pen.rounded((200, 40, 40), -0.26, -0.22, 0.26, -0.12, 0.05)
    pen.rounded(ink.main, -0.36, -0.92, 0.36, -0.18, 0.3)
    for side in (-1, 1):
        pen.smooth(ink.dark, side * 0.24, -0.9, side * 0.5, -0.84, side * 0.56, ear - 0.2,
                   side * 0.44, ear, side * 0.32, -0.5)  # fmt: skip
    pen.oval(ink.light, 0, -0.38, 0.22, 0.18)
    if pen.maybe(0.5):
        pen.rounded(_TONGUE, -0.07, -0.3, 0.07, -0.08, 0.06)
    _dog_nose(pen, 0, -0.46, 0.11)
    for x in (-0.17, 0.17):
        eye(pen, x, -0.64, 0.075)


def dog_labrador(pen: Pen, ink: Ink) -> None:
    """Standing, in the outline of a real one."""
    tail, deep, leg = pen.between(-0.3, 0.3), pen.between(0.22, 0.32), pen.between(0.14, 0.18)
    limb(pen, ink.main, 0.19, 0.08, -0.5, -0.14, -0.76, -0.12 + tail * 0.6, -0.93, tail)
    for x in (-0.4, 0.28):
        limb(pen, ink.dark, leg * 1.4, leg * 0.9, x, 0.06, x + (-0.06 if x < 0 else 0), 0.5, x,
             0.92)  # fmt: skip
    pen.smooth(ink.main, -0.64, 0.0, -0.52, -0.24, 0.0, -0.2, 0.24, -0.36, 0.36, -0.62, 0.5, -0.4,
               0.48, 0.06, 0.26, deep, -0.1, 0.2, -0.3, 0.14, -0.5, 0.3)  # fmt: skip
    limb(pen, ink.main, leg * 2.2, leg * 0.9, -0.52, 0.02, -0.54, 0.36, -0.66, 0.56, -0.58, 0.92)
    limb(pen, ink.main, leg * 1.6, leg, 0.38, 0.06, 0.42, 0.5, 0.42, 0.92)
    for x in (-0.54, 0.46):
        pen.oval(ink.main, x, 0.92, 0.1, 0.05)
    pen.smooth(ink.main, 0.2, -0.68, 0.4, -0.88, 0.6, -0.8, 0.68, -0.64, 0.9, -0.6, 0.93, -0.42,
               0.76, -0.3, 0.4, -0.28)  # fmt: skip
    pen.smooth(ink.dark, 0.34, -0.78, 0.18, -0.64, 0.18, -0.3, 0.32, -0.24, 0.42, -0.56)
    _dog_nose(pen, 0.91, -0.54, 0.075)
    pen.oval(ink.mark, 0.58, -0.66, 0.05)


def dog_spitz(pen: Pen, ink: Ink) -> None:
    """Pointed ears, a tail curled over the back."""
    curl, chest = pen.between(0.2, 0.28), pen.between(0.44, 0.56)
    pen.oval(ink.dark, -0.46, -0.3, curl + 0.04)
    pen.oval(ink.light, -0.46, -0.28, curl * 0.6)
    for x in (-0.42, 0.2):
        pen.rounded(ink.dark, x, 0.2, x + 0.15, 0.92, 0.06)
    pen.smooth(ink.main, -0.66, 0.06, -0.44, -0.16, 0.1, -0.2, chest, -0.2, chest + 0.02, 0.2, 0.2,
               0.44, -0.3, 0.34, -0.62, 0.4)  # fmt: skip
    for x in (-0.62, 0.34):
        pen.rounded(ink.main, x, 0.2, x + 0.16, 0.94, 0.06)
    pen.smooth(ink.light, 0.3, 0.0, chest + 0.02, -0.16, chest, 0.24, 0.34, 0.36)
    pen.shape(ink.dark, 0.44, -0.56, 0.56, -0.93, 0.64, -0.56)
    pen.smooth(ink.main, 0.2, -0.2, 0.26, -0.56, 0.5, -0.7, 0.68, -0.52, 0.93, -0.4, 0.92, -0.28,
               0.64, -0.18, 0.4, 0.0)  # fmt: skip
    pen.shape(ink.main, 0.26, -0.54, 0.34, -0.95, 0.52, -0.62)
    _dog_nose(pen, 0.91, -0.4, 0.07)
    pen.oval(ink.mark, 0.6, -0.48, 0.05)
    if pen.maybe(0.5):
        pen.curve(BLACK, 0.03, 0.88, -0.27, 0.74, -0.26, 0.64, -0.3)


def dog_poodle(pen: Pen, ink: Ink) -> None:
    """Shorn into balls of curls."""
    puff, body = pen.between(0.13, 0.18), pen.between(0.24, 0.32)
    limb(pen, ink.dark, 0.07, 0.07, -0.46, 0.0, -0.66, -0.24, -0.74, -0.44)
    pen.oval(ink.main, -0.75, -0.5, puff)
    for x in (-0.5, -0.28, 0.24, 0.44):
        pen.box(ink.dark, x - 0.05, 0.1, x + 0.05, 0.92)
        pen.oval(ink.main, x, 0.74, puff * 0.9, puff)
    pen.oval(ink.main, -0.2, 0.1, 0.4, body * 0.74)
    pen.oval(ink.main, 0.26, 0.04, body + 0.04, body + 0.06)
    limb(pen, ink.main, 0.2, 0.2, 0.36, -0.1, 0.46, -0.5)
    limb(pen, ink.light, 0.2, 0.12, 0.46, -0.5, 0.7, -0.46, 0.9, -0.42)
    pen.oval(ink.main, 0.44, -0.74, puff + 0.06, puff + 0.03)
    pen.oval(ink.dark, 0.32, -0.4, 0.13, 0.24, 12)
    _dog_nose(pen, 0.92, -0.45, 0.065)
    pen.oval(ink.mark, 0.6, -0.56, 0.045)


def dog_looking_at_us(pen: Pen, ink: Ink) -> None:
    """Standing sideways with a big head turned to the front."""
    tail, head, ear = pen.between(-0.5, -0.2), pen.between(0.34, 0.4), pen.between(0.14, 0.34)
    limb(pen, ink.main, 0.14, 0.08, -0.6, 0.14, -0.8, -0.04, -0.84, tail)
    for x in (-0.46, 0.1):
        limb(pen, ink.dark, 0.19, 0.17, x, 0.4, x, 0.88)
    pen.smooth(ink.main, -0.74, 0.26, -0.5, 0.0, 0.2, -0.04, 0.44, 0.2, 0.34, 0.54, -0.2, 0.52,
               -0.64, 0.56)  # fmt: skip
    for x in (-0.62, 0.3):
        limb(pen, ink.main, 0.22, 0.18, x, 0.4, x, 0.66, x + 0.01, 0.92)
    if pen.maybe(0.4):
        pen.oval(ink.dark, -0.3, 0.18, 0.2, 0.14)
    pen.oval(ink.main, 0.42, -0.36, head, head * 1.04)
    for side in (-1, 1):
        pen.smooth(ink.dark, 0.42 + side * head * 0.5, -0.74, 0.42 + side * (head + 0.06), -0.64,
                   0.42 + side * (head + 0.12), ear - 0.36, 0.42 + side * head * 0.9, ear - 0.26,
                   0.42 + side * head * 0.74, -0.4)  # fmt: skip
    pen.oval(ink.light, 0.44, -0.2, 0.21, 0.17)
    if pen.maybe(0.5):
        pen.rounded(_TONGUE, 0.38, -0.14, 0.52, 0.08, 0.06)
    pen.arc(BLACK, 0.035, 0.44, -0.24, 0.13, 0.12, 20, 160)
    _dog_nose(pen, 0.44, -0.28, 0.1)
    for x in (0.28, 0.58):
        eye(pen, x, -0.48, 0.075)


def _hoofed(pen: Pen, fill: Rgb, thick: float, *xy: float) -> None:
    """A horse's leg along the points, with its hoof."""
    limb(pen, fill, thick, thick * 0.52, *xy)
    x, y = xy[-2], xy[-1]
    pen.shape(BLACK, x - 0.05, y - 0.06, x + 0.05, y - 0.06, x + 0.075, y + 0.03, x - 0.06,
              y + 0.03)  # fmt: skip


def _tail(pen: Pen, ink: Ink) -> Rgb:
    """The colour of tail and mane."""
    return ink.dark if pen.maybe(0.7) else BLACK if pen.maybe(0.5) else WHITE


def horse_head(pen: Pen, ink: Ink) -> None:
    """To the side, with the neck: a chess knight, a portrait."""
    hair, jaw, nose = _tail(pen, ink), pen.between(0.0, 0.16), pen.between(0.2, 0.44)
    curls, neck = pen.count(3, 6), pen.between(-0.8, -0.6)
    for i in range(curls):
        share = i / curls
        pen.oval(hair, 0.0 + (neck - 0.02) * share, -0.66 + 1.3 * share, 0.18, 0.13, 60)
    pen.smooth(ink.main, 0.1, -0.72, 0.32, -0.66, 0.6, -0.2, 0.86, nose - 0.1, 0.86, nose + 0.14,
               0.66, nose + 0.16, 0.4, 0.14 + jaw, 0.16, 0.16 + jaw, 0.24, 0.56, 0.44, 0.94, neck,
               0.94, -0.54, 0.3, -0.26, -0.34)  # fmt: skip
    pen.shape(ink.main, -0.02, -0.62, 0.06, -0.97, 0.26, -0.66)
    limb(pen, hair, 0.2, 0.08, 0.06, -0.74, 0.26, -0.56, 0.3, -0.3)
    pen.oval(ink.mark, 0.36, -0.34, 0.065, 0.055)
    pen.oval(ink.mark, 0.78, nose, 0.05, 0.035)
    pen.curve(ink.mark, 0.035, 0.84, nose + 0.1, 0.74, nose + 0.08, 0.66, nose + 0.02)
    if pen.maybe(0.4):
        pen.stroke((150, 40, 40), 0.05, 0.2, -0.6, 0.16, 0.1)
        pen.stroke((150, 40, 40), 0.05, 0.64, -0.14, 0.48, 0.2, 0.16, 0.1)


def horse_head_from_front(pen: Pen, ink: Ink) -> None:
    """A long face: ears up, eyes at the sides, a broad nose."""
    brow, muzzle, hair = pen.between(0.34, 0.44), pen.between(0.24, 0.32), _tail(pen, ink)
    for side in (-1, 1):
        pen.smooth(ink.main, side * 0.1, -0.6, side * 0.24, -0.92, side * 0.36, -0.95, side * brow,
                   -0.5)  # fmt: skip
        pen.smooth(ink.dark, side * 0.22, -0.64, side * 0.3, -0.84, side * 0.34, -0.6)
    pen.smooth(ink.main, 0, -0.72, brow, -0.52, brow * 0.94, -0.1, muzzle * 0.92, 0.4,
               muzzle + 0.04, 0.76, 0, 0.94, -muzzle - 0.04, 0.76, -muzzle * 0.92, 0.4,
               -brow * 0.94, -0.1, -brow, -0.52)  # fmt: skip
    if pen.maybe(0.5):
        pen.smooth(WHITE, 0, -0.5, 0.1, -0.3, 0.07, 0.4, 0, 0.5, -0.07, 0.4, -0.1, -0.3)
    pen.oval(ink.dark, 0, 0.7, muzzle, 0.2)
    for side in (-1, 1):
        pen.oval(BLACK, side * muzzle * 0.52, 0.66, 0.06, 0.08)
        pen.oval(ink.mark, side * brow * 0.82, -0.24, 0.07, 0.09)
    limb(pen, hair, 0.3, 0.08, 0, -0.72, pen.between(-0.1, 0.1), -0.5, 0, pen.between(-0.4, -0.2))
    pen.arc(BLACK, 0.035, 0, 0.74, 0.16, 0.08, 20, 160)


def horse_thoroughbred(pen: Pen, ink: Ink) -> None:
    """Standing, in the outline of a real one."""
    hair, head, leg = _tail(pen, ink), pen.between(-0.06, 0.08), pen.between(0.15, 0.2)
    limb(pen, hair, 0.12, 0.16, -0.62, -0.2, -0.84, 0.0, -0.84, 0.4, -0.9, 0.7)
    _hoofed(pen, ink.dark, leg, -0.44, 0.06, -0.5, 0.4, -0.44, 0.93)
    _hoofed(pen, ink.dark, leg, 0.22, 0.1, 0.22, 0.5, 0.22, 0.93)
    _hoofed(pen, ink.main, leg * 1.5, -0.58, 0.02, -0.62, 0.3, -0.68, 0.54, -0.62, 0.93)
    _hoofed(pen, ink.main, leg * 1.2, 0.34, 0.06, 0.36, 0.5, 0.35, 0.93)
    pen.smooth(ink.main, -0.74, -0.02, -0.6, -0.26, -0.3, -0.22, -0.06, -0.2, 0.16, -0.28, 0.46,
               -0.14, 0.46, 0.1, 0.2, 0.24, -0.2, 0.2, -0.6, 0.22)  # fmt: skip
    pen.smooth(ink.main, 0.06, -0.24, 0.3, -0.54, 0.46, -0.84 + head, 0.66, -0.72 + head, 0.56,
               -0.4, 0.48, 0.04)  # fmt: skip
    limb(pen, hair, 0.1, 0.12, 0.5, -0.86 + head, 0.32, -0.6, 0.1, -0.28)
    pen.smooth(ink.main, 0.46, -0.82 + head, 0.62, -0.88 + head, 0.8, -0.66 + head, 0.94,
               -0.46 + head, 0.88, -0.34 + head, 0.76, -0.4 + head, 0.6, -0.5 + head)  # fmt: skip
    pen.shape(ink.main, 0.48, -0.8 + head, 0.54, -0.98 + head * 0.5, 0.62, -0.82 + head)
    pen.oval(ink.mark, 0.68, -0.7 + head, 0.035)


def horse_rearing(pen: Pen, ink: Ink) -> None:
    hair, lift = _tail(pen, ink), pen.between(-0.2, 0.06)
    limb(pen, hair, 0.14, 0.14, -0.5, 0.3, -0.76, 0.4, -0.86, 0.84)
    _hoofed(pen, ink.dark, 0.22, -0.3, 0.36, -0.06, 0.56, -0.12, 0.9)
    _hoofed(pen, ink.dark, 0.17, 0.28, -0.16, 0.6, -0.1 + lift, 0.56, 0.16 + lift)
    _hoofed(pen, ink.main, 0.26, -0.42, 0.3, -0.26, 0.6, -0.42, 0.9)
    pen.smooth(ink.main, -0.58, 0.4, -0.5, 0.1, -0.16, -0.26, 0.1, -0.5, 0.34, -0.34, 0.34, -0.06,
               0.04, 0.3, -0.24, 0.5)  # fmt: skip
    _hoofed(pen, ink.main, 0.18, 0.28, -0.18, 0.66, -0.34 + lift, 0.8, -0.04 + lift)
    limb(pen, ink.main, 0.4, 0.24, 0.14, -0.3, 0.2, -0.6, 0.34, -0.8)
    limb(pen, hair, 0.14, 0.12, 0.26, -0.86, 0.06, -0.66, -0.06, -0.36)
    limb(pen, ink.main, 0.25, 0.16, 0.34, -0.8, 0.54, -0.74, 0.74, -0.6)
    pen.shape(ink.main, 0.24, -0.84, 0.3, -0.98, 0.42, -0.88)
    pen.oval(ink.mark, 0.46, -0.82, 0.035)


def horse_grazing(pen: Pen, ink: Ink) -> None:
    """Head down to the grass."""
    hair, back, leg = _tail(pen, ink), pen.between(-0.5, -0.36), pen.between(0.15, 0.2)
    limb(pen, hair, 0.12, 0.14, -0.68, -0.3, -0.86, -0.06, -0.86, 0.5)
    for x in (-0.5, 0.14):
        _hoofed(pen, ink.dark, leg, x, 0.0, x - 0.02, 0.4, x, 0.8)
    pen.smooth(ink.main, -0.8, -0.1, -0.64, back + 0.02, -0.2, back + 0.1, 0.14, back, 0.4, -0.3,
               0.36, 0.0, 0.06, 0.16, -0.4, 0.14, -0.7, 0.16)  # fmt: skip
    for x in (-0.66, 0.26):
        _hoofed(pen, ink.main, leg * 1.25, x, 0.0, x + (-0.04 if x < 0 else 0.02), 0.4, x, 0.82)
    limb(pen, ink.main, 0.42, 0.22, 0.2, -0.2, 0.5, 0.0, 0.66, 0.3)
    limb(pen, hair, 0.1, 0.12, 0.2, back + 0.04, 0.5, -0.2, 0.74, 0.2)
    limb(pen, ink.main, 0.26, 0.16, 0.66, 0.28, 0.72, 0.56, 0.66, 0.8)
    pen.shape(ink.main, 0.64, 0.28, 0.84, 0.12, 0.78, 0.34)
    pen.oval(ink.mark, 0.74, 0.44, 0.035)
    if pen.maybe(0.5):
        for x in (0.5, 0.64, 0.78, 0.9):
            pen.shape((70, 150, 60), x - 0.05, 0.9, x, 0.7, x + 0.05, 0.9)


def horse_trotting(pen: Pen, ink: Ink) -> None:
    hair, knee = _tail(pen, ink), pen.between(0.2, 0.4)
    limb(pen, hair, 0.12, 0.16, -0.6, -0.14, -0.84, -0.16, -0.94, 0.2)
    _hoofed(pen, ink.dark, 0.18, 0.2, 0.12, 0.14, 0.5, -0.04, 0.84)
    _hoofed(pen, ink.dark, 0.22, -0.46, 0.1, -0.26, 0.46, -0.3, 0.84)
    pen.oval(ink.main, -0.12, -0.02, 0.58, pen.between(0.24, 0.3))
    _hoofed(pen, ink.main, 0.19, 0.34, 0.1, 0.66, knee, 0.52, knee + 0.3)
    _hoofed(pen, ink.main, 0.26, -0.54, 0.06, -0.6, 0.44, -0.86, 0.72)
    limb(pen, ink.main, 0.5, 0.24, 0.22, 0.0, 0.44, -0.36, 0.54, -0.72)
    for i in range(pen.count(3, 5)):
        pen.shape(hair, 0.5 - 0.1 * i, -0.84 + 0.15 * i, 0.24 - 0.1 * i, -0.72 + 0.15 * i,
                  0.42 - 0.08 * i, -0.52 + 0.15 * i)  # fmt: skip
    limb(pen, ink.main, 0.26, 0.17, 0.52, -0.74, 0.74, -0.6, 0.9, -0.42)
    pen.shape(ink.main, 0.44, -0.78, 0.48, -0.97, 0.6, -0.82)
    pen.oval(ink.mark, 0.66, -0.7, 0.04)


def horse_pony(pen: Pen, ink: Ink) -> None:
    """A cartoon: short legs, a big head, plenty of mane."""
    hair = ink.accent if pen.maybe(0.4) else _tail(pen, ink)
    leg, big = pen.between(0.16, 0.22), pen.between(0.26, 0.34)
    pen.smooth(hair, -0.54, 0.04, -0.84, 0.0, -0.94, 0.4, -0.8, 0.74, -0.66, 0.4)
    for x in (-0.46, 0.14):
        pen.rounded(ink.dark, x, 0.3, x + leg, 0.92, 0.05)
    pen.oval(ink.main, -0.14, 0.24, 0.54, 0.34)
    for x in (-0.64, 0.26):
        pen.rounded(ink.main, x, 0.3, x + leg, 0.94, 0.05)
        pen.box(BLACK, x, 0.84, x + leg, 0.95)
    limb(pen, ink.main, 0.5, 0.4, 0.16, 0.16, 0.32, -0.36)
    pen.oval(ink.main, 0.36, -0.46, big)
    pen.oval(ink.main, 0.62, -0.3, 0.27, 0.2, 20)
    pen.oval(ink.light, 0.72, -0.24, 0.18, 0.16, 20)
    pen.shape(ink.main, 0.22, -0.66, 0.26, -0.95, 0.44, -0.7)
    pen.smooth(hair, 0.36, -0.8, 0.06, -0.7, -0.06, -0.3, -0.1, 0.06, 0.14, 0.02, 0.2, -0.4)
    pen.smooth(hair, 0.28, -0.78, 0.5, -0.74, 0.5, -0.5, 0.36, -0.56)
    eye(pen, 0.48, -0.46, 0.09)
    pen.oval(BLACK, 0.8, -0.28, 0.035)


def horse_wooden(pen: Pen, ink: Ink) -> None:
    """Of boards, as a toy or a child's drawing; often on rockers."""
    rocks, neck = pen.maybe(0.5), pen.between(0.14, 0.3)
    foot = 0.76 if rocks else 0.93
    for x in (-0.62, -0.4, 0.16, 0.36):
        pen.box(ink.dark if x in (-0.4, 0.16) else ink.main, x, 0.2, x + 0.15, foot)
    pen.box(ink.main, -0.66, -0.2, 0.54, 0.3)
    pen.shape(ink.dark, -0.66, -0.2, -0.94, 0.06, -0.9, 0.5, -0.8, 0.5, -0.66, 0.06)
    pen.shape(ink.main, neck, -0.16, neck + 0.14, -0.8, 0.62, -0.8, 0.54, 0.0)
    pen.shape(ink.main, neck + 0.16, -0.86, 0.56, -0.86, 0.93, -0.6, 0.88, -0.4, 0.5, -0.44)
    pen.shape(ink.main, neck + 0.16, -0.84, neck + 0.22, -0.99, neck + 0.3, -0.84)
    for i in range(4):
        x, y = neck + 0.12 - 0.04 * i, -0.8 + 0.16 * i
        pen.shape(ink.dark, x + 0.04, y, x - 0.16, y + 0.08, x, y + 0.17)
    pen.oval(ink.mark, 0.56, -0.68, 0.05)
    if pen.maybe(0.5):
        pen.shape((180, 50, 50), -0.3, -0.24, 0.1, -0.24, 0.06, 0.1, -0.26, 0.1)
    if rocks:
        pen.arc(WOOD, 0.1, 0, 0.1, 0.94, 0.76, 30, 150)


def horse_from_front(pen: Pen, ink: Ink) -> None:
    hair, chest, leg = _tail(pen, ink), pen.between(0.3, 0.4), pen.between(0.13, 0.18)
    for side in (-1, 1):
        pen.box(ink.dark, side * chest * 0.86 - 0.06, 0.2, side * chest * 0.86 + 0.06, 0.84)
    pen.oval(ink.main, 0, 0.1, chest, 0.34)
    for side in (-1, 1):
        _hoofed(pen, ink.main, leg * 1.3, side * 0.17, 0.16, side * 0.17, 0.6, side * 0.17, 0.93)
        pen.shape(ink.main, side * 0.04, -0.78, side * 0.17, -0.98, side * 0.2, -0.72)
    limb(pen, ink.main, 0.34, 0.46, 0, -0.6, 0, 0.0)
    if pen.maybe(0.6):
        limb(pen, hair, 0.12, 0.1, 0.18, -0.66, 0.24, -0.3, 0.2, 0.0)
    pen.smooth(ink.main, 0, -0.86, 0.2, -0.76, 0.18, -0.5, 0.13, -0.24, 0.13, -0.1, 0, -0.02, -0.13,
               -0.1, -0.13, -0.24, -0.18, -0.5, -0.2, -0.76)  # fmt: skip
    pen.oval(ink.dark, 0, -0.12, 0.13, 0.1)
    if pen.maybe(0.5):
        pen.smooth(WHITE, 0, -0.74, 0.05, -0.5, 0, -0.2, -0.05, -0.5)
    limb(pen, hair, 0.16, 0.06, 0, -0.88, 0.02, -0.64)
    for x in (-0.14, 0.14):
        pen.oval(ink.mark, x, -0.58, 0.04)


def horse_jumping(pen: Pen, ink: Ink) -> None:
    """Over a fence or nothing: forelegs tucked, hind legs stretched."""
    hair, rise = _tail(pen, ink), pen.between(-0.1, 0.1)
    limb(pen, hair, 0.12, 0.1, -0.56, 0.06, -0.8, -0.04, -0.94, 0.24)
    _hoofed(pen, ink.dark, 0.22, -0.44, 0.2, -0.64, 0.5, -0.84, 0.78)
    _hoofed(pen, ink.dark, 0.17, 0.26, 0.06, 0.54, 0.12 + rise, 0.38, 0.34 + rise)
    _hoofed(pen, ink.main, 0.26, -0.46, 0.2, -0.5, 0.54, -0.68, 0.9)
    pen.oval(ink.main, -0.1, 0.04, 0.56, pen.between(0.22, 0.28), -22)
    _hoofed(pen, ink.main, 0.19, 0.3, -0.02, 0.66, 0.0 + rise, 0.56, 0.28 + rise)
    limb(pen, ink.main, 0.46, 0.24, 0.2, -0.14, 0.44, -0.44, 0.62, -0.68)
    limb(pen, hair, 0.12, 0.14, 0.56, -0.78, 0.34, -0.6, 0.1, -0.32)
    limb(pen, ink.main, 0.25, 0.15, 0.6, -0.7, 0.76, -0.56, 0.9, -0.36)
    pen.shape(ink.main, 0.5, -0.74, 0.52, -0.94, 0.66, -0.78)
    pen.oval(ink.mark, 0.72, -0.64, 0.04)
    if pen.maybe(0.4):
        for y in (0.58, 0.76):
            pen.box(WOOD, -0.14, y, 0.8, y + 0.08)
        for x in (-0.2, 0.74):
            pen.box(WOOD, x, 0.48, x + 0.1, 0.95)


def horse_walking(pen: Pen, ink: Ink) -> None:
    """With an arched neck and one foreleg lifted, body and neck in one sweep."""
    hair, lift, belly = _tail(pen, ink), pen.between(0.36, 0.5), pen.between(0.22, 0.3)
    pen.smooth(hair, -0.6, -0.2, -0.8, -0.14, -0.93, 0.3, -0.84, 0.76, -0.74, 0.3)
    _hoofed(pen, ink.dark, 0.22, -0.42, 0.1, -0.34, 0.46, -0.44, 0.9)
    _hoofed(pen, ink.dark, 0.17, 0.2, 0.12, 0.2, 0.5, 0.12, 0.9)
    _hoofed(pen, ink.main, 0.19, 0.32, 0.08, 0.56, lift, 0.46, lift + 0.3)
    _hoofed(pen, ink.main, 0.3, -0.56, 0.06, -0.56, 0.4, -0.7, 0.62, -0.72, 0.92)
    pen.smooth(ink.main, -0.74, 0.02, -0.62, -0.24, -0.3, -0.26, -0.04, -0.2, 0.12, -0.4, 0.22,
               -0.72, 0.46, -0.88, 0.64, -0.76, 0.62, -0.56, 0.5, -0.4, 0.5, -0.06, 0.34, 0.2, -0.1,
               belly, -0.6, 0.24)  # fmt: skip
    pen.smooth(ink.main, 0.46, -0.84, 0.66, -0.8, 0.82, -0.54, 0.92, -0.3, 0.82, -0.22, 0.7, -0.32,
               0.52, -0.5)  # fmt: skip
    pen.shape(ink.main, 0.44, -0.82, 0.52, -0.98, 0.6, -0.82)
    limb(pen, hair, 0.12, 0.18, 0.46, -0.92, 0.2, -0.76, 0.1, -0.4, 0.0, -0.18)
    pen.oval(ink.mark, 0.68, -0.66, 0.04)


DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "cat": (
        cat_face,
        cat_face_angular,
        cat_loaf,
        cat_curled_asleep,
        cat_from_behind,
        cat_sitting_profile,
        cat_arched_back,
        cat_running,
        cat_tail_up,
        cat_standing_from_front,
    ),
    "dog": (
        dog_face_floppy,
        dog_face_pointed,
        dog_head_profile,
        dog_dachshund,
        dog_lying,
        dog_running,
        dog_sitting_from_front,
        dog_labrador,
        dog_spitz,
        dog_poodle,
    ),
    "horse": (
        horse_head,
        horse_head_from_front,
        horse_thoroughbred,
        horse_rearing,
        horse_grazing,
        horse_trotting,
        horse_pony,
        horse_wooden,
        horse_from_front,
        horse_jumping,
    ),
}

# Kept out of training, to measure whether an object is known when it is drawn in a new way.
UNSEEN: dict[str, Drawing] = {
    "cat": cat_sitting_three_quarter,
    "dog": dog_looking_at_us,
    "horse": horse_walking,
}

POSES: dict[Drawing, str] = {
    cat_from_behind: "sitting",
    cat_sitting_profile: "sitting",
    cat_sitting_three_quarter: "sitting",
    cat_arched_back: "standing",
    cat_tail_up: "standing",
    cat_standing_from_front: "standing",
    dog_sitting_from_front: "sitting",
    dog_dachshund: "standing",
    dog_labrador: "standing",
    dog_spitz: "standing",
    dog_poodle: "standing",
    dog_looking_at_us: "standing",
    horse_thoroughbred: "standing",
    horse_grazing: "standing",
    horse_pony: "standing",
    horse_from_front: "standing",
}
