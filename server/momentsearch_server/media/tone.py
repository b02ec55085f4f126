"""From a decoded picture to RGB, scaled on the way, its light brought down to a screen's.

HDR pictures are made for screens five to fifty times as bright as the one that every encoder was
trained on; read as they are stored, they look grey and dull. Sources of the curves: ITU-R BT.2100
(PQ and HLG), BT.2087 (BT.2020 to BT.709 primaries), BT.2408 (203 cd/m2 as the white of graphics),
IEC 61966-2-1 (sRGB).
"""

from __future__ import annotations

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation
from numpy.typing import NDArray

# The transfer functions of HDR10 (PQ) and of broadcast HDR (HLG), as ITU-T H.273 numbers them.
PQ_TRANSFER = 16
HLG_TRANSFER = 18

_WHITE_CD_M2 = 203.0
_HLG_PEAK_CD_M2 = 1000.0
# Up to here light is kept as it is; above, it is bent so that no highlight reaches beyond white.
_KNEE = 0.7
_LUMINANCE_2020 = np.array([0.2627, 0.6780, 0.0593], dtype=np.float32)
_BT2020_TO_BT709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]],
    dtype=np.float32,
)


def to_rgb(picture: VideoFrame, width: int, height: int) -> NDArray[np.uint8]:
    """uint8 ``[height, width, 3]``. Bicubic, as decord scales, so that both readers agree."""
    is_hdr = picture.color_trc in (PQ_TRANSFER, HLG_TRANSFER)
    pixels = picture.to_ndarray(
        format="rgb48le" if is_hdr else "rgb24",
        width=width,
        height=height,
        interpolation=Interpolation.BICUBIC,
    )
    if not is_hdr:
        return pixels.astype(np.uint8, copy=False)
    signal = (pixels / 65535).astype(np.float32)
    light = pq_light(signal) if picture.color_trc == PQ_TRANSFER else hlg_light(signal)
    return sdr_from_light(light)


def pq_light(signal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Light in cd/m2 of PQ signals in [0, 1]."""
    root = np.power(signal, 1 / 78.84375)
    ratio = np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
    return (10_000 * np.power(ratio, 1 / 0.1593017578125)).astype(np.float32)


def hlg_light(signal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Light in cd/m2 of HLG signals in [0, 1], RGB in the last axis, on a 1000 cd/m2 screen."""
    low = signal**2 / 3
    high = (np.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12
    scene: NDArray[np.float32] = np.where(signal <= 0.5, low, high).astype(np.float32)
    luminance: NDArray[np.float32] = scene @ _LUMINANCE_2020
    gain = _HLG_PEAK_CD_M2 * np.power(np.maximum(luminance, np.float32(1e-6)), np.float32(0.2))
    light: NDArray[np.float32] = (scene * gain[..., None]).astype(np.float32)
    return light


def sdr_from_light(light: NDArray[np.float32]) -> NDArray[np.uint8]:
    """sRGB bytes of light in cd/m2 with BT.2020 primaries, RGB in the last axis.

    The brightest of a pixel's three colours is bent and the other two follow in proportion, so that
    a highlight keeps its hue.
    """
    relative = np.maximum(light / _WHITE_CD_M2, 0)
    brightest = relative.max(axis=-1, keepdims=True)
    room = 1 - _KNEE
    bent = _KNEE + room * (1 - np.exp(-np.maximum(brightest - _KNEE, 0) / room))
    scale = np.where(brightest > _KNEE, bent / np.maximum(brightest, 1e-6), 1)
    linear = np.clip((relative * scale) @ _BT2020_TO_BT709.T, 0, 1)
    coded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.floor(coded * 255 + 0.5), dtype=np.uint8)
