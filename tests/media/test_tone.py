from __future__ import annotations

import numpy as np
import pytest

from momentsearch_server.media.tone import hlg_light, pq_light, sdr_from_light


def test_pq_by_its_published_levels() -> None:
    """BT.2408, table 1: graphics white (203 cd/m2) is 58 % PQ; 100 cd/m2 is 51 %; all is 10,000."""
    light = pq_light(np.array([0.0, 0.508, 0.5807, 1.0], dtype=np.float32))
    assert light == pytest.approx([0, 100, 203, 10_000], rel=0.01, abs=1e-3)


def test_hlg_by_its_published_levels() -> None:
    """BT.2408: graphics white is 75 % HLG, on a 1000 cd/m2 screen 203 cd/m2; all is 1000."""
    light = hlg_light(np.array([[0.0] * 3, [0.75] * 3, [1.0] * 3], dtype=np.float32))
    assert light[:, 1] == pytest.approx([0, 203, 1000], rel=0.01, abs=1e-3)


def test_light_below_the_knee_is_kept_and_nothing_exceeds_white() -> None:
    half_light = np.full((1, 1, 3), 203 * 0.5, dtype=np.float32)
    assert sdr_from_light(half_light)[0, 0] == pytest.approx([188] * 3, abs=1)  # sRGB of 0.5
    ramp = np.repeat(np.linspace(0, 10_000, 500, dtype=np.float32)[None, :, None], 3, axis=2)
    grey = sdr_from_light(ramp)[0, :, 1].astype(int)
    assert np.all(np.diff(grey) >= 0)
    assert 250 <= grey[-1] <= 255


def test_a_bright_colour_keeps_its_hue() -> None:
    dim = sdr_from_light(np.array([[[100, 60, 60]]], dtype=np.float32))[0, 0].astype(int)
    bright = sdr_from_light(np.array([[[3000, 1800, 1800]]], dtype=np.float32))[0, 0].astype(int)
    assert bright[0] > bright[1] + 20
    assert dim[0] > dim[1]
