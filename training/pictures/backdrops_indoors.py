"""More compositions of rooms."""

from training.pictures.backdrop import Backdrop, Painter
from training.pictures.canvas import BLACK, WHITE, WOOD, Rgb, mix

WALLS: tuple[Rgb, ...] = (
    (226, 206, 176),
    (190, 206, 200),
    (214, 190, 196),
    (196, 200, 222),
    (236, 234, 228),
    (90, 110, 120),
    (150, 90, 80),
    (60, 90, 80),
    (220, 180, 110),
    (110, 104, 130),
)
FLOORS: tuple[Rgb, ...] = (
    (150, 104, 64),
    (176, 136, 92),
    (120, 84, 60),
    (130, 130, 134),
    (96, 70, 60),
)
FABRICS: tuple[Rgb, ...] = (
    (80, 110, 150),
    (170, 80, 70),
    (110, 130, 90),
    (200, 180, 150),
    (110, 90, 120),
    (214, 150, 70),
    (70, 76, 90),
)


def _wall_and_floor(on: Backdrop, edge: float) -> tuple[Rgb, Rgb]:
    """A wall, a floor of boards or one colour, and the skirting between them."""
    wall, floor = on.tint(*WALLS), on.tint(*FLOORS)
    on.gradient(wall, mix(wall, BLACK, on.between(0, 0.12)), 0, edge)
    on.gradient(floor, mix(floor, BLACK, 0.2), edge, 1)
    if on.chance(0.5):
        for i in range(-6, 7):
            on.pen.stroke(mix(floor, BLACK, 0.25), 0.004, 0.5 + 0.1 * i, edge, 0.5 + 0.2 * i, 1.01)
    on.pen.box(mix(wall, WHITE, 0.6), 0, edge - 0.02, 1, edge + 0.012)
    return wall, floor


def _window(on: Backdrop, left: float, top: float, right: float, bottom: float) -> None:
    """A window with a cross of bars, the sky or the dark behind it."""
    glass = on.tint((176, 214, 236), (200, 226, 240), (250, 236, 200), (30, 36, 70))
    bar_x, bar_y = 0.008, 0.014
    on.pen.box(on.pick(WHITE, WOOD), left, top, right, bottom)
    middle, centre = (left + right) / 2, (top + bottom) / 2
    for from_x, to_x in ((left, middle - bar_x / 2), (middle - bar_x / 2, right - bar_x)):
        for from_y, to_y in ((top, centre - bar_y / 2), (centre - bar_y / 2, bottom - bar_y)):
            on.pen.box(glass, from_x + bar_x, from_y + bar_y, to_x, to_y)


def _curtains(on: Backdrop, left: float, right: float, top: float, bottom: float) -> None:
    fill = on.tint(*FABRICS)
    on.pen.stroke(mix(WOOD, BLACK, 0.3), 0.01, left - 0.06, top - 0.015, right + 0.06, top - 0.015)
    for outer, inner in ((left - 0.05, left + 0.04), (right + 0.05, right - 0.04)):
        on.pen.shape(fill, outer, top - 0.02, inner, top - 0.02, (outer + inner) / 2, bottom, outer,
                     bottom)  # fmt: skip
        for share in (0.3, 0.6):
            x = outer + (inner - outer) * share
            on.pen.stroke(mix(fill, BLACK, 0.25), 0.005, x, top, outer + (x - outer) * 0.6, bottom)


def _picture(on: Backdrop, x: float, y: float, size: float) -> None:
    """A framed picture on the wall, showing two colours."""
    half, frame = size / on.aspect, on.pick(WOOD, BLACK, WHITE, (190, 150, 70))
    on.pen.box(frame, x - half, y - size * 0.7, x + half, y + size * 0.7)
    inner = 0.86
    upper, lower = on.tint(*FABRICS), on.tint(*WALLS)
    on.pen.box(upper, x - half * inner, y - size * 0.58, x + half * inner, y)
    on.pen.box(lower, x - half * inner, y, x + half * inner, y + size * 0.58)


def _sofa(on: Backdrop, x: float, foot: float, half: float) -> None:
    fill = on.tint(*FABRICS)
    dark = mix(fill, BLACK, 0.25)
    on.pen.rounded(dark, x - half, foot - 0.26, x + half, foot - 0.04, 0.025)
    on.pen.rounded(fill, x - half * 0.82, foot - 0.15, x + half * 0.82, foot - 0.05, 0.015)
    on.pen.stroke(dark, 0.005, x, foot - 0.15, x, foot - 0.05)
    for way in (-1, 1):
        arm = x + way * half * 0.9
        on.pen.rounded(
            mix(fill, WHITE, 0.1), arm - 0.03, foot - 0.19, arm + 0.03, foot - 0.03, 0.02
        )
        on.pen.box(mix(WOOD, BLACK, 0.4), arm - 0.01, foot - 0.03, arm + 0.01, foot)
    cushion = x + half * on.between(-0.5, 0.5)
    on.pen.rounded(
        on.tint(*FABRICS), cushion - 0.035, foot - 0.23, cushion + 0.035, foot - 0.12, 0.01
    )


def _pot_plant(on: Backdrop, x: float, foot: float) -> None:
    """Long leaves out of a pot."""
    for lean in (-0.06, -0.035, -0.01, 0.015, 0.04, 0.06):
        on.pen.smooth(on.tint((50, 120, 60), (70, 140, 80)), x, foot - 0.1, x + lean * 0.4 - 0.008,
                      foot - 0.22, x + lean, foot - 0.34 + abs(lean), x + lean * 0.6 + 0.01,
                      foot - 0.2)  # fmt: skip
    on.pen.shape(on.tint((180, 100, 70), (230, 226, 220)), x - 0.03, foot - 0.12, x + 0.03,
                 foot - 0.12, x + 0.022, foot, x - 0.022, foot)  # fmt: skip


def _rug(on: Backdrop, x: float, y: float) -> None:
    fill, half = on.tint(*FABRICS), on.between(0.18, 0.32)
    on.pen.shape(fill, x - half * 0.8, y - 0.05, x + half * 0.8, y - 0.05, x + half, y + 0.07,
                 x - half, y + 0.07)  # fmt: skip
    on.pen.shape(mix(fill, WHITE, 0.3), x - half * 0.7, y - 0.03, x + half * 0.7, y - 0.03,
                 x + half * 0.84, y + 0.045, x - half * 0.84, y + 0.045)  # fmt: skip


def room_sofa(on: Backdrop) -> None:
    """A sofa before the wall, pictures above it, a rug."""
    edge = on.between(0.64, 0.74)
    _wall_and_floor(on, edge)
    x = on.between(0.34, 0.66)
    for shift in on.pick((-0.14, 0.1), (0.0,), (-0.2, 0.0, 0.2)):
        _picture(on, x + shift, on.between(0.2, 0.28), on.between(0.08, 0.13))
    _rug(on, x, 0.88)
    _sofa(on, x, edge + 0.1, on.between(0.2, 0.28))
    _pot_plant(on, x + on.pick(-0.33, 0.33), edge + 0.08)


def room_bedroom(on: Backdrop) -> None:
    """A bed with its head to the wall, a window with curtains."""
    edge = on.between(0.62, 0.72)
    _wall_and_floor(on, edge)
    side, way = on.pick((0.02, 1), (0.98, -1))
    left = side + way * 0.56 if way > 0 else side - 0.86
    _window(on, left, 0.14, left + 0.26, 0.48)
    _curtains(on, left, left + 0.26, 0.12, 0.58)
    blanket, wood = on.tint(*FABRICS), on.tint(WOOD, (90, 64, 50), (220, 214, 204))

    def bed(fill: Rgb, near: float, top: float, far: float, bottom: float) -> None:
        first, last = sorted((side + way * near, side + way * far))
        on.pen.rounded(fill, first, top, last, bottom, 0.012)

    bed(wood, 0.0, 0.4, 0.035, edge + 0.16)
    bed(wood, 0.0, edge + 0.02, 0.48, edge + 0.1)
    bed(wood, 0.45, edge - 0.1, 0.48, edge + 0.16)
    bed((244, 242, 236), 0.03, edge - 0.06, 0.46, edge + 0.05)
    bed(blanket, 0.17, edge - 0.09, 0.455, edge + 0.06)
    bed(WHITE, 0.04, edge - 0.12, 0.15, edge - 0.03)
    _picture(on, side + way * 0.25, 0.24, 0.1)


def room_box(on: Backdrop) -> None:
    """An empty room down its middle: ceiling, floor, side walls and the wall at the end."""
    wall, floor = on.tint(*WALLS), on.tint(*FLOORS)
    on.gradient(wall, wall)
    left, right = on.between(0.2, 0.34), on.between(0.66, 0.8)
    top, bottom = on.between(0.16, 0.28), on.between(0.6, 0.7)
    on.pen.shape(mix(wall, WHITE, 0.55), -0.01, -0.01, 1.01, -0.01, right, top, left, top)
    on.pen.shape(floor, -0.01, 1.02, 1.01, 1.02, right, bottom, left, bottom)
    on.pen.shape(mix(wall, BLACK, 0.16), -0.01, -0.01, left, top, left, bottom, -0.01, 1.02)
    on.pen.shape(mix(wall, BLACK, 0.08), 1.01, -0.01, right, top, right, bottom, 1.01, 1.02)
    for i in range(9):
        share = i / 8
        on.pen.stroke(mix(floor, BLACK, 0.25), 0.004, left + (right - left) * share, bottom,
                      -0.3 + 1.6 * share, 1.02)  # fmt: skip
    middle = (left + right) / 2
    if on.chance(0.5):
        _window(on, middle - 0.1, top + 0.08, middle + 0.1, bottom - 0.14)
    else:
        on.pen.box(on.tint(WOOD, (220, 214, 204)), middle - 0.06, top + 0.1, middle + 0.06, bottom)
        on.disc((200, 170, 80), middle + 0.045, (top + bottom) / 2 + 0.05, 0.012)
    glass = on.tint((190, 220, 238), (250, 240, 214))
    on.pen.shape(glass, left * 0.3, 0.28, left * 0.7, 0.3, left * 0.7, 0.56, left * 0.3, 0.62)
    on.pen.shape(WOOD, 1 - (1 - right) * 0.62, 0.28, 1 - (1 - right) * 0.26, 0.22,
                 1 - (1 - right) * 0.26, 0.52, 1 - (1 - right) * 0.62, 0.5)  # fmt: skip


def room_kitchen(on: Backdrop) -> None:
    """Cupboards above and below, tiles, a stove and a worktop."""
    wall, floor = on.tint(*WALLS), on.tint(*FLOORS, (214, 210, 204))
    on.gradient(wall, wall, 0, 0.78)
    on.gradient(floor, mix(floor, BLACK, 0.15), 0.77, 1)
    tile = mix(wall, WHITE, 0.5)
    on.pen.box(tile, 0, 0.34, 1, 0.52)
    for i in range(13):
        on.pen.stroke(mix(tile, BLACK, 0.2), 0.003, i / 12, 0.34, i / 12, 0.52)
    for y in (0.4, 0.46):
        on.pen.stroke(mix(tile, BLACK, 0.2), 0.003, 0, y, 1, y)
    front, count = on.tint(*FABRICS, (236, 232, 224), WOOD), on.count(4, 6)
    gap, stove = on.count(0, count - 1), on.count(0, count - 1)
    for i in range(count):
        left, right = i / count + 0.005, (i + 1) / count - 0.005
        if i != gap:
            on.pen.box(front, left, 0.06, right, 0.34)
            on.pen.stroke(BLACK, 0.006, right - 0.02, 0.26, right - 0.02, 0.31)
        on.pen.box(front, left, 0.57, right, 0.78)
        on.pen.stroke(BLACK, 0.006, left + 0.04, 0.61, right - 0.04, 0.61)
        if i == stove:
            on.pen.box((70, 72, 78), left, 0.57, right, 0.78)
            on.pen.box((30, 30, 34), left + 0.02, 0.64, right - 0.02, 0.75)
    on.pen.box(mix(front, BLACK, 0.5), 0, 0.76, 1, 0.79)
    on.pen.box(on.tint((90, 84, 80), (220, 214, 204), WOOD), 0, 0.525, 1, 0.57)
    left = gap / count
    _window(on, left + 0.02, 0.06, left + 1 / count - 0.02, 0.33)


def room_shelves(on: Backdrop) -> None:
    """A wall of shelves with the backs of books and boxes."""
    edge = on.between(0.68, 0.76)
    _wall_and_floor(on, edge)
    left, right = on.pick((0.05, 0.5), (0.5, 0.95), (0.16, 0.84))
    wood, rows = on.tint(WOOD, (90, 64, 50), (226, 222, 214)), 4
    on.pen.box(mix(wood, BLACK, 0.45), left, 0.08, right, edge + 0.03)
    for row in range(rows + 1):
        y = 0.08 + row * (edge - 0.06) / rows
        on.pen.box(wood, left, y - 0.008, right, y + 0.012)
        x = left + 0.01
        while row and x < right - 0.05:
            width, height = on.between(0.012, 0.05), on.between(0.07, 0.13)
            if on.chance(0.8):
                on.pen.box(on.tint(*FABRICS), x, y - 0.008 - height, x + width, y - 0.008)
            x += width * 1.15
    for x in (left, right):
        on.pen.box(wood, x - 0.008, 0.06, x + 0.008, edge + 0.04)
    _rug(on, 0.5, 0.9)
    if left > 0.4 or right < 0.6:
        _picture(on, 0.25 if left > 0.4 else 0.75, 0.3, 0.13)


def room_tall_windows(on: Backdrop) -> None:
    """Bright windows down to the floor, light on the boards, curtains."""
    wall, floor = _wall_and_floor(on, on.between(0.66, 0.74))
    count = on.count(2, 3)
    for i in range(count):
        left = (i + 0.22) / count
        right = (i + 0.78) / count
        _window(on, left, 0.06, right, 0.64)
        on.pen.shape(mix(floor, (255, 240, 200), 0.45), left, 0.76, right, 0.76, right - 0.1, 0.99,
                     left - 0.14, 0.99)  # fmt: skip
        if on.chance(0.7):
            _curtains(on, left, right, 0.05, 0.68)
    if on.chance(0.5):
        on.pen.box(mix(wall, WHITE, 0.6), 0, 0, 1, 0.025)


def room_hearth(on: Backdrop) -> None:
    """A fireplace with a fire in it, panelled or papered walls."""
    edge = on.between(0.68, 0.76)
    wall, _ = _wall_and_floor(on, edge)
    for i in range(on.count(8, 14)):
        on.pen.stroke(mix(wall, *on.pick((BLACK, 0.15), (WHITE, 0.2))), 0.006, i / 12, 0, i / 12,
                      edge - 0.02)  # fmt: skip
    x, stone = on.between(0.36, 0.64), on.tint((150, 140, 132), (170, 90, 70), (226, 222, 214))
    on.pen.box(stone, x - 0.17, 0.34, x + 0.17, edge + 0.05)
    on.pen.box(mix(stone, BLACK, 0.35), x - 0.2, 0.31, x + 0.2, 0.36)
    on.pen.rounded((24, 20, 20), x - 0.1, 0.44, x + 0.1, edge + 0.05, 0.02)
    for fill, size in (((230, 90, 30), 1.0), ((250, 170, 50), 0.7), ((255, 230, 130), 0.4)):
        low, half = edge + 0.03, 0.06 * size
        on.pen.smooth(fill, x, low - 0.2 * size, x + half, low - 0.06, x + half * 0.6, low,
                      x - half * 0.6, low, x - half, low - 0.06)  # fmt: skip
    _picture(on, x, 0.17, 0.14)
    _rug(on, x, 0.9)


def room_living(on: Backdrop) -> None:
    """A living room: window with curtains, sofa, picture, plant, table and rug."""
    edge = on.between(0.66, 0.72)
    _wall_and_floor(on, edge)
    mirrored = on.chance(0.5)

    def at(x: float) -> float:
        return 1 - x if mirrored else x

    window = min(at(0.12), at(0.36))
    _window(on, window, 0.14, window + 0.24, 0.46)
    _curtains(on, window, window + 0.24, 0.12, 0.56)
    _picture(on, at(0.66), 0.26, 0.13)
    _rug(on, at(0.6), 0.9)
    _sofa(on, at(0.66), edge + 0.1, 0.22)
    _pot_plant(on, at(0.92), edge + 0.06)
    table = on.tint(WOOD, (90, 64, 50))
    left, right = sorted((at(0.24), at(0.42)))
    on.pen.box(table, left, edge + 0.06, right, edge + 0.085)
    for x in (left + 0.01, right - 0.018):
        on.pen.box(mix(table, BLACK, 0.3), x, edge + 0.08, x + 0.01, edge + 0.2)


COMPOSITIONS: dict[str, tuple[Painter, ...]] = {
    "room": (
        room_sofa,
        room_bedroom,
        room_box,
        room_kitchen,
        room_shelves,
        room_tall_windows,
        room_hearth,
    ),
}
UNSEEN: dict[str, Painter] = {"room": room_living}
