"""More compositions of roads and streets."""

from training.pictures.backdrop import Backdrop, Painter, any_day_sky, day_sky, fir, leafy
from training.pictures.canvas import BLACK, WHITE, WOOD, Rgb, mix

ASPHALTS: tuple[Rgb, ...] = ((84, 84, 90), (70, 72, 80), (110, 110, 112), (56, 58, 66))
VERGES: tuple[Rgb, ...] = ((110, 160, 80), (150, 150, 90), (80, 130, 60), (190, 160, 110))
LINE: Rgb = (240, 236, 220)
HOUSES: tuple[Rgb, ...] = (
    (190, 130, 100),
    (214, 196, 160),
    (150, 160, 176),
    (200, 150, 150),
    (130, 116, 110),
    (226, 220, 210),
)


def road_bend(on: Backdrop) -> None:
    """A road that winds away over hills."""
    horizon = on.between(0.36, 0.5)
    any_day_sky(on, horizon + 0.08)
    green, asphalt = on.tint(*VERGES), on.tint(*ASPHALTS)
    on.rolling(mix(green, (120, 170, 180), 0.4), horizon - 0.04, 0.04)
    on.gradient(mix(green, WHITE, 0.15), mix(green, BLACK, 0.15), horizon + 0.03, 1)
    way, x = on.pick(-1, 1), on.between(0.4, 0.6)
    path = (
        (0, 0.008, 0),
        (0.12, 0.02, 0.12),
        (0.35, 0.05, 0.1),
        (0.62, 0.11, -0.12),
        (1.05, 0.32, 0),
    )
    left: list[float] = []
    right: list[float] = []
    middle: list[float] = []
    for depth, half, shift in path:
        y, at = horizon + 0.035 + (1 - horizon) * depth, x + way * shift
        left, right = [*left, at - half, y], [at + half, y, *right]
        middle += [at, y]
    on.pen.smooth(asphalt, *left, *right)
    on.pen.box(asphalt, left[-2], 0.985, right[0], 1.01)
    on.pen.curve(on.pick(LINE, (240, 200, 80)), 0.008, *middle)


def road_city(on: Backdrop) -> None:
    """A street by day between house fronts, pavements on both sides."""
    any_day_sky(on, 0.6)
    x, y = on.between(0.42, 0.58), on.between(0.46, 0.54)
    on.gradient((180, 178, 172), (160, 158, 154), y, 1)
    on.pen.shape(on.tint(*ASPHALTS), x - 0.01, y, x + 0.01, y, 0.86, 1.02, 0.14, 1.02)
    for side in (0.0, 1.0):
        for near, far in ((1.0, 0.56), (0.56, 0.3), (0.3, 0.14), (0.14, 0.06)):
            rise, wall = on.between(0.7, 1.1), on.tint(*HOUSES)
            at_near, at_far = x + (side - x) * near, x + (side - x) * far
            on.pen.shape(wall, at_near, y - rise * near, at_far, y - rise * far, at_far,
                         y + 0.3 * far, at_near, y + 0.3 * near)  # fmt: skip
            for share in (0.2, 0.6):
                for up in (0.2, 0.5):
                    if near > 0.2:
                        _front_window(on, (x, y, side), (near, far, rise), (share, up))
    for depth in (0.1, 0.26, 0.5, 0.85):
        at, low = x + (0.5 - x) * depth, y + (1 - y) * depth
        half = 0.003 + 0.012 * depth
        on.pen.shape(LINE, at - half, low, at + half, low, at + half * 1.3, low + 0.1 * depth,
                     at - half * 1.3, low + 0.1 * depth)  # fmt: skip


def _front_window(
    on: Backdrop,
    vanishing: tuple[float, float, float],
    wall: tuple[float, float, float],
    at: tuple[float, float],
) -> None:
    """A window on a receding front; the vanishing point and side, the wall's reach and rise."""
    (x, y, side), (near, far, rise) = vanishing, wall
    points = []
    for along, up in ((0.0, 0.0), (0.24, 0.0), (0.24, 0.16), (0.0, 0.16)):
        reach = near + (far - near) * (at[0] + along)
        points += [x + (side - x) * reach, y - rise * reach * (at[1] + up)]
    on.pen.shape((90, 110, 130), *points)


def road_from_above(on: Backdrop) -> None:
    """A road from the air, straight or slanting, with marks down its middle."""
    green = on.tint(*VERGES)
    on.gradient(green, mix(green, BLACK, 0.15))
    on.veil(mix(green, BLACK, 0.3), (on.clouds() - 0.4) * 1.5)
    lean, middle, half = on.between(-0.3, 0.3), on.between(0.4, 0.6), on.between(0.1, 0.18)
    asphalt = on.tint(*ASPHALTS)
    upright = on.chance(0.5)

    def strip(fill: Rgb, shift: float, wide: float, start: float, end: float) -> None:
        first, last = (middle + lean * (share - 0.5) + shift for share in (start, end))
        corners = ((first - wide, start), (first + wide, start), (last + wide, end),
                   (last - wide, end))  # fmt: skip
        on.pen.shape(fill, *(v for c, t in corners for v in ((c, t) if upright else (t, c))))

    strip(mix(green, (150, 140, 120), 0.7), 0, half * 1.2, -0.05, 1.05)
    strip(asphalt, 0, half, -0.05, 1.05)
    for way in (-0.88, 0.88):
        strip(LINE, way * half, half * 0.04, -0.05, 1.05)
    for i in range(6):
        strip(LINE, 0, half * 0.05, i / 6, i / 6 + 0.09)
    for _ in range(on.count(0, 8)):
        x = on.pick(on.between(0, 0.2), on.between(0.8, 1))
        on.disc(on.tint((50, 110, 60), (70, 130, 60)), x, on.between(0, 1), on.between(0.04, 0.09))


def road_motorway(on: Backdrop) -> None:
    """Many lanes, rails at the sides, a sign on a gantry."""
    horizon = on.between(0.4, 0.5)
    any_day_sky(on, horizon)
    on.jagged(on.tint((110, 140, 120), (130, 140, 160)), horizon - 0.03, 0.02, 20)
    on.gradient(on.tint(*VERGES), on.tint(*VERGES), horizon, 1)
    x = on.between(0.4, 0.6)
    on.pen.shape(on.tint(*ASPHALTS), x - 0.1, horizon, x + 0.1, horizon, 1.3, 1.02, -0.3, 1.02)
    for lane in (-0.92, 0.92):
        on.pen.stroke(LINE, 0.008, x + lane * 0.1, horizon, 0.5 + lane * 0.8, 1.02)
    for lane in (-0.33, 0.33):
        for start, end in ((0.04, 0.1), (0.18, 0.3), (0.46, 0.7), (0.9, 1.1)):
            from_x, to_x = (x + 0.1 * lane + (0.5 + 0.8 * lane - x - 0.1 * lane) * s
                            for s in (start, end))  # fmt: skip
            on.pen.stroke(LINE, 0.003 + 0.009 * end, from_x, horizon + (1 - horizon) * start, to_x,
                          horizon + (1 - horizon) * end)  # fmt: skip
    for way in (-1, 1):
        on.pen.stroke((190, 194, 198), 0.014, x + way * 0.12, horizon - 0.01, x + way * 0.7,
                      horizon + 0.28)  # fmt: skip
    if on.chance(0.6):
        top, sign = on.between(0.12, 0.2), on.tint((30, 90, 160), (30, 120, 80))
        on.pen.stroke((120, 124, 130), 0.01, x - 0.22, horizon + 0.06, x - 0.22, top, x + 0.22, top,
                      x + 0.22, horizon + 0.06)  # fmt: skip
        on.pen.box(sign, x - 0.15, top - 0.05, x + 0.1, top + 0.09)
        for y in (top - 0.01, top + 0.035):
            on.pen.stroke(WHITE, 0.008, x - 0.12, y, x + on.between(-0.02, 0.06), y)


def road_crossing(on: Backdrop) -> None:
    """A zebra crossing over a street before a row of houses."""
    any_day_sky(on, 0.5)
    left = -0.02
    while left < 1:
        width, top = on.between(0.12, 0.2), on.between(0.08, 0.28)
        on.pen.box(on.tint(*HOUSES), left, top, left + width, 0.53)
        for y in (top + 0.06, top + 0.18):
            for share in (0.2, 0.6):
                x = left + width * share
                on.pen.box((90, 110, 130), x, y, x + width * 0.2, y + 0.07)
        left += width
    asphalt = on.tint(*ASPHALTS)
    on.pen.box((186, 184, 178), 0, 0.5, 1, 0.6)
    on.gradient(asphalt, mix(asphalt, BLACK, 0.2), 0.59, 1)
    x = on.between(0.3, 0.7)
    for i in range(-4, 5):
        far, near = x + i * 0.055, 0.5 + (x - 0.5) * 1.2 + i * 0.11
        on.pen.shape(LINE, far - 0.013, 0.62, far + 0.013, 0.62, near + 0.028, 0.95, near - 0.028,
                     0.95)  # fmt: skip


def road_lane(on: Backdrop) -> None:
    """A country lane of two tracks, between trees or fences."""
    horizon = on.between(0.42, 0.54)
    any_day_sky(on, horizon)
    green = on.tint((110, 160, 80), (140, 160, 80), (90, 140, 70), (210, 180, 90))
    on.rolling(mix(green, (110, 150, 150), 0.4), horizon - 0.03, 0.02)
    on.gradient(mix(green, WHITE, 0.15), mix(green, BLACK, 0.15), horizon, 1)
    x, earth = on.between(0.35, 0.65), on.tint((190, 160, 116), (160, 130, 100), (200, 190, 170))
    on.pen.shape(earth, x - 0.012, horizon, x + 0.012, horizon, 0.84, 1.02, 0.16, 1.02)
    on.pen.shape(mix(earth, green, 0.75), x - 0.002, horizon, x + 0.002, horizon, 0.58, 1.02,
                 0.42, 1.02)  # fmt: skip
    trees = on.chance(0.6)
    for i in range(5):
        near = i / 5
        for way in (-1, 1):
            at, foot = x + way * (0.04 + 0.46 * near), horizon + 0.02 + 0.34 * near
            if trees:
                leafy(on, at, foot, 0.1 + 0.44 * near, on.tint((60, 120, 60), (90, 140, 60)))
            else:
                half = 0.003 + 0.007 * near
                on.pen.box(on.tint(WOOD), at - half, foot - 0.04 - 0.16 * near, at + half, foot)


def road_straight(on: Backdrop) -> None:
    """An open highway: white edges, a broken yellow line, grass and firs, hills far away."""
    horizon = on.between(0.42, 0.48)
    day_sky(on, horizon)
    on.jagged(on.tint((120, 140, 160)), horizon - 0.05, 0.04, 9)
    green = on.tint((110, 160, 80), (150, 160, 90))
    on.gradient(mix(green, WHITE, 0.1), mix(green, BLACK, 0.15), horizon, 1)
    x = on.between(0.46, 0.54)
    for i in range(6):
        way, near = (-1) ** i, (i // 2) / 2
        fir(on, x + way * (0.12 + 0.34 * near), horizon + 0.03 + 0.14 * near, 0.12 + 0.24 * near,
            on.tint((40, 90, 60)))  # fmt: skip
    on.pen.shape(
        on.tint((76, 78, 84)), x - 0.012, horizon, x + 0.012, horizon, 0.94, 1.02, 0.06, 1.02
    )
    for way in (-1, 1):
        on.pen.shape(LINE, x + way * 0.011, horizon, x + way * 0.0125, horizon, 0.5 + way * 0.42,
                     1.02, 0.5 + way * 0.395, 1.02)  # fmt: skip
    for depth in (0.06, 0.16, 0.32, 0.56, 0.9):
        at, y = x + (0.5 - x) * depth, horizon + (1 - horizon) * depth
        half = 0.002 + 0.012 * depth
        on.pen.shape((240, 200, 70), at - half, y, at + half, y, at + half * 1.3,
                     y + 0.02 + 0.1 * depth, at - half * 1.3, y + 0.02 + 0.1 * depth)  # fmt: skip


COMPOSITIONS: dict[str, tuple[Painter, ...]] = {
    "road": (
        road_bend,
        road_city,
        road_from_above,
        road_motorway,
        road_crossing,
        road_lane,
    ),
}
UNSEEN: dict[str, Painter] = {"road": road_straight}
