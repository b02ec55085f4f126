"""What happens to sound on its way: rooms, loudspeakers, recorders, codecs."""

import io

import av
import numpy as np

from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    band,
    echoed,
    filtered,
    noise,
    tilted,
    unit_peak,
)


def reverberated(sound: Signal, rng: Rng) -> Signal:
    """In a room of .3 to 1.2 s."""
    return echoed(rng, sound, seconds=rng.uniform(0.3, 1.2), wet=rng.uniform(0.3, 0.8))


def equalised(sound: Signal, rng: Rng) -> Signal:
    """Through a device that favours some frequencies by up to 8 dB."""
    places = np.linspace(0, 14, 8)
    gains = rng.uniform(-8, 8, 8)

    def response(hz: Signal) -> Signal:
        octaves = np.log2(np.maximum(hz, 1.0))
        return (10 ** (np.interp(octaves, places, gains) / 20)).astype(np.float32)

    return filtered(sound, response)


def at_another_speed(sound: Signal, rng: Rng) -> Signal:
    """Up to 6 % faster or slower, pitch and all; the length stays, the end is cut or silent."""
    speed = rng.uniform(0.94, 1.06)
    places = np.arange(len(sound)) * speed
    return np.interp(places, np.arange(len(sound)), sound, right=0.0).astype(np.float32)


def noisy(sound: Signal, rng: Rng) -> Signal:
    """With noise 12 to 22 dB below the sound, anything from white to brown."""
    hiss = noise(rng, len(sound), tilted(band(20, 20_000), db_per_octave=rng.uniform(-6, 0)))
    level = np.sqrt(np.mean(sound**2)) * 10 ** (-rng.uniform(12, 22) / 20)
    return sound + hiss * np.float32(level)


def narrowed(sound: Signal, rng: Rng) -> Signal:
    """Without what lies above 3.4 to 7 kHz, as from a telephone or an old recorder."""
    return filtered(sound, band(60, rng.uniform(3_400, 7_000), steepness=8))


def coded(sound: Signal, rng: Rng) -> Signal:
    """Through AAC or Opus at an ordinary rate: 32 to 128 kbit/s."""
    codec = str(rng.choice(["aac", "libopus"]))
    return through_codec(sound, codec=codec, bits_per_second=int(rng.integers(32, 129)) * 1_000)


def through_codec(sound: Signal, *, codec: str, bits_per_second: int) -> Signal:
    """Encoded and decoded again, of the same length, in time to within the codec's own delay."""
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as container:
        stream = container.add_stream(codec, rate=SAMPLE_RATE_HZ, layout="mono")
        stream.bit_rate = bits_per_second
        pcm = np.clip(sound * 32_767, -32_768, 32_767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(pcm[None], format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    file.seek(0)
    return _decoded(file, len(sound))


def _decoded(file: io.BytesIO, count: int) -> Signal:
    with av.open(file) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE_HZ)
        frames = [
            part.to_ndarray()[0]
            for frame in container.decode(audio=0)
            for part in resampler.resample(frame)
        ]
    decoded = np.concatenate(frames)[:count]
    return np.pad(decoded, (0, count - len(decoded))).astype(np.float32)


def clipped(sound: Signal, rng: Rng) -> Signal:
    """Recorded 4 to 12 dB too loud: what does not fit is cut off."""
    return np.clip(sound * np.float32(rng.uniform(1.6, 4.0)), -0.95, 0.95)


def degraded(sound: Signal, rng: Rng) -> Signal:
    """A room, a device, another speed and noise, one after the other."""
    for change in (at_another_speed, reverberated, equalised, noisy):
        sound = change(sound, rng)
    # Only ever made softer: a quiet room that is turned up is no silence any more.
    return unit_peak(sound, min(0.9, float(np.max(np.abs(sound)))))


DEGRADATIONS = {
    "degraded": degraded,
    "coded": coded,
    "narrowed": narrowed,
    "clipped": clipped,
}
"""What a model is measured under, apart from clean sound."""
