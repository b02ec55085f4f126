"""What carries people, by land and by water."""

from training.pictures.canvas import BLACK, GLASS, METAL, TYRE, WHITE, WOOD, Ink, Pen, mix


def _wheel(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.oval(TYRE, x, y, radius)
    pen.oval(METAL, x, y, radius * 0.5)


def car_saloon(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.main, -0.56, -0.06, -0.34, -0.46, 0.3, -0.46, 0.56, -0.06)
    pen.shape(GLASS, -0.42, -0.08, -0.28, -0.36, -0.04, -0.36, -0.04, -0.08)
    pen.shape(GLASS, 0.04, -0.08, 0.04, -0.36, 0.24, -0.36, 0.42, -0.08)
    pen.rounded(ink.main, -0.98, -0.1, 0.98, 0.36, 0.14)
    pen.oval((250, 230, 140), 0.9, 0.06, 0.07)
    _wheel(pen, -0.52, 0.36, 0.24)
    _wheel(pen, 0.54, 0.36, 0.24)


def car_small(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.main, -0.9, 0.3, -0.86, -0.1, -0.54, -0.5, 0.1, -0.56, 0.44, -0.14, 0.88, 0.0,
               0.94, 0.34, 0.0, 0.42)  # fmt: skip
    pen.smooth(GLASS, -0.5, -0.1, -0.38, -0.38, 0.06, -0.42, 0.28, -0.1, -0.1, -0.06)
    pen.stroke(ink.dark, 0.05, -0.1, -0.42, -0.1, 0.3)
    _wheel(pen, -0.5, 0.36, 0.27)
    _wheel(pen, 0.5, 0.36, 0.27)


def car_front(pen: Pen, ink: Ink) -> None:
    for x in (-0.6, 0.6):
        pen.box(TYRE, x - 0.16, 0.4, x + 0.16, 0.78)
    pen.shape(ink.main, -0.52, -0.66, 0.52, -0.66, 0.74, -0.1, -0.74, -0.1)
    pen.shape(GLASS, -0.44, -0.56, 0.44, -0.56, 0.6, -0.12, -0.6, -0.12)
    pen.rounded(ink.main, -0.86, -0.14, 0.86, 0.58, 0.16)
    pen.box(BLACK, -0.34, 0.14, 0.34, 0.34)
    for x in (-0.6, 0.6):
        pen.oval((252, 244, 190), x, 0.14, 0.15)


def bus_side(pen: Pen, ink: Ink) -> None:
    pen.rounded(ink.main, -0.98, -0.56, 0.98, 0.44, 0.12)
    for x in (-0.88, -0.5, -0.12, 0.26):
        pen.box(GLASS, x, -0.42, x + 0.3, -0.06)
    pen.box(GLASS, 0.64, -0.42, 0.94, 0.4)
    pen.box(ink.dark, -0.98, 0.12, 0.6, 0.2)
    _wheel(pen, -0.54, 0.46, 0.2)
    _wheel(pen, 0.4, 0.46, 0.2)


def bus_double_decker(pen: Pen, ink: Ink) -> None:
    pen.rounded(ink.main, -0.86, -0.88, 0.86, 0.66, 0.1)
    for y in (-0.7, -0.02):
        for x in (-0.74, -0.36, 0.02, 0.4):
            pen.box(GLASS, x, y, x + 0.3, y + 0.32)
    pen.box(WHITE, -0.86, -0.24, 0.86, -0.14)
    _wheel(pen, -0.5, 0.68, 0.2)
    _wheel(pen, 0.5, 0.68, 0.2)


def truck_box(pen: Pen, ink: Ink) -> None:
    pen.box(ink.main, -0.98, -0.62, 0.36, 0.36)
    pen.shape(ink.dark, 0.42, -0.26, 0.74, -0.26, 0.96, 0.06, 0.96, 0.38, 0.42, 0.38)
    pen.shape(GLASS, 0.52, -0.18, 0.7, -0.18, 0.86, 0.06, 0.52, 0.06)
    pen.box(TYRE, -0.98, 0.34, 0.96, 0.42)
    for x in (-0.68, -0.2, 0.66):
        _wheel(pen, x, 0.46, 0.2)


def truck_flatbed(pen: Pen, ink: Ink) -> None:
    pen.shape(ink.main, 0.2, -0.5, 0.66, -0.5, 0.7, -0.1, 0.96, -0.06, 0.96, 0.36, 0.2, 0.36)
    pen.box(GLASS, 0.3, -0.4, 0.6, -0.1)
    pen.box(ink.dark, -0.98, 0.1, 0.2, 0.36)
    for x in (-0.9, -0.5, -0.1):
        pen.box(WOOD, x, -0.24, x + 0.3, 0.1)
    _wheel(pen, -0.58, 0.42, 0.23)
    _wheel(pen, 0.6, 0.42, 0.23)


def train_steam(pen: Pen, ink: Ink) -> None:
    for x, y, radius in ((0.5, -0.76, 0.13), (0.28, -0.86, 0.11), (0.08, -0.92, 0.08)):
        pen.oval((214, 214, 218), x, y, radius)
    pen.box(BLACK, 0.46, -0.6, 0.62, -0.2)
    pen.rounded(ink.main, -0.3, -0.24, 0.8, 0.3, 0.1)
    pen.box(ink.main, -0.88, -0.6, -0.26, 0.3)
    pen.box(ink.dark, -0.96, -0.7, -0.18, -0.58)
    pen.box(GLASS, -0.74, -0.46, -0.4, -0.14)
    pen.shape(METAL, 0.7, 0.3, 0.98, 0.56, 0.6, 0.56)
    for x in (-0.64, -0.2, 0.2, 0.54):
        _wheel(pen, x, 0.44, 0.18)
    pen.box(METAL, -0.98, 0.62, 0.98, 0.68)


def train_wagons(pen: Pen, ink: Ink) -> None:
    pen.box(METAL, -0.98, 0.38, 0.98, 0.44)
    pen.shape(ink.main, 0.04, -0.34, 0.7, -0.34, 0.98, 0.1, 0.98, 0.24, 0.04, 0.24)
    pen.shape(GLASS, 0.64, -0.24, 0.72, -0.24, 0.9, 0.04, 0.64, 0.04)
    pen.box(ink.main, -0.98, -0.34, -0.02, 0.24)
    for x in (-0.9, -0.66, -0.42, -0.18, 0.12, 0.36):
        pen.box(GLASS, x, -0.22, x + 0.15, 0.0)
    pen.box(WHITE, -0.98, 0.08, 0.98, 0.14)
    for x in (-0.8, -0.22, 0.2, 0.76):
        pen.oval(TYRE, x, 0.28, 0.1)


def bicycle_diamond(pen: Pen, ink: Ink) -> None:
    for x in (-0.56, 0.56):
        pen.arc(TYRE, 0.07, x, 0.36, 0.4, 0.4)
        pen.oval(TYRE, x, 0.36, 0.06)
    pen.stroke(ink.main, 0.09, -0.56, 0.36, -0.24, -0.24, 0.4, -0.24, 0.0, 0.36, -0.56, 0.36)
    pen.stroke(ink.main, 0.09, 0.0, 0.36, -0.28, -0.36)
    pen.stroke(ink.main, 0.09, 0.56, 0.36, 0.34, -0.46, 0.56, -0.56)
    pen.rounded(BLACK, -0.46, -0.46, -0.12, -0.36, 0.05)


def bicycle_step_through(pen: Pen, ink: Ink) -> None:
    for x in (-0.6, 0.6):
        pen.arc(BLACK, 0.05, x, 0.4, 0.36, 0.36)
        for dx, dy in ((0.34, 0.0), (0.17, 0.3), (-0.17, 0.3)):
            pen.stroke(METAL, 0.02, x - dx, 0.4 - dy, x + dx, 0.4 + dy)
    pen.curve(ink.main, 0.1, 0.36, -0.4, 0.2, 0.24, -0.1, 0.36, -0.6, 0.4)
    pen.stroke(ink.main, 0.1, -0.08, 0.36, -0.22, -0.3)
    pen.stroke(ink.main, 0.08, 0.6, 0.4, 0.34, -0.5)
    pen.curve(METAL, 0.06, 0.34, -0.5, 0.2, -0.64, 0.06, -0.58)
    pen.oval(WOOD, -0.22, -0.36, 0.2, 0.08)


def boat_sail(pen: Pen, ink: Ink) -> None:
    pen.stroke(WOOD, 0.06, 0.0, 0.4, 0.0, -0.96)
    pen.shape(WHITE, 0.06, -0.92, 0.7, 0.2, 0.06, 0.2)
    pen.shape((226, 226, 216), -0.06, -0.7, -0.06, 0.2, -0.56, 0.2)
    pen.shape(ink.main, -0.92, 0.34, 0.92, 0.34, 0.6, 0.84, -0.6, 0.84)


def boat_steamer(pen: Pen, ink: Ink) -> None:
    pen.box(mix(ink.main, BLACK, 0.5), 0.06, -0.8, 0.3, -0.3)
    pen.box(WHITE, 0.06, -0.64, 0.3, -0.52)
    pen.box(WHITE, -0.4, -0.34, 0.5, 0.12)
    for x in (-0.26, 0.02, 0.3):
        pen.oval((80, 120, 160), x, -0.1, 0.08)
    pen.shape(ink.main, -0.98, -0.02, -0.74, 0.1, 0.7, 0.1, 0.98, -0.06, 0.74, 0.62, -0.72, 0.62)


def boat_rowing(pen: Pen, ink: Ink) -> None:
    pen.smooth(ink.main, -0.98, -0.16, -0.4, 0.04, 0.4, 0.04, 0.98, -0.16, 0.66, 0.38, 0.0, 0.5,
               -0.66, 0.38)  # fmt: skip
    pen.box(WOOD, -0.3, -0.04, -0.1, 0.14)
    pen.box(WOOD, 0.16, -0.04, 0.36, 0.14)
    pen.stroke(WOOD, 0.06, -0.1, -0.3, 0.5, 0.64)
    pen.oval(WOOD, 0.53, 0.68, 0.14, 0.08, 58)
