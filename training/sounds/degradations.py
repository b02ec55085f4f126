"""What happens to sound on its way: rooms, loudspeakers, recorders, codecs."""

import io

import av
import numpy as np
import scipy.signal

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
    """In anything from a small room to a hall: an echo of .2 to 2 s."""
    return echoed(rng, sound, seconds=rng.uniform(0.2, 2.0), wet=rng.uniform(0.2, 1.0))


def distant(sound: Signal, rng: Rng) -> Signal:
    """From far off: dull, 6 to 26 dB softer, with more echo than direct sound."""
    dull = filtered(sound, band(40, rng.uniform(1_800, 6_000), steepness=1))
    echo = echoed(rng, dull, seconds=rng.uniform(0.4, 1.8), wet=rng.uniform(0.7, 2.0))
    loudest = float(np.max(np.abs(sound)))
    return unit_peak(echo, loudest * 10 ** (-rng.uniform(6, 26) / 20))


def equalised(sound: Signal, rng: Rng) -> Signal:
    """Through a device that favours some frequencies by up to 8 dB."""
    places = np.linspace(0, 14, 8)
    gains = rng.uniform(-8, 8, 8)

    def response(hz: Signal) -> Signal:
        octaves = np.log2(np.maximum(hz, 1.0))
        return (10 ** (np.interp(octaves, places, gains) / 20)).astype(np.float32)

    return filtered(sound, response)


def at_another_speed(sound: Signal, rng: Rng) -> Signal:
    """Up to 8 % faster or slower, pitch and all; the length stays, the end is cut or silent."""
    speed = rng.uniform(0.92, 1.08)
    places = np.arange(len(sound)) * speed
    return np.interp(places, np.arange(len(sound)), sound, right=0.0).astype(np.float32)


def noisy(sound: Signal, rng: Rng) -> Signal:
    """With noise 12 to 22 dB below the sound, anything from white to brown."""
    return _with_noise(sound, rng, below_db=rng.uniform(12, 22))


def very_noisy(sound: Signal, rng: Rng) -> Signal:
    """With noise as loud as the sound or up to 12 dB below, from blue to brown."""
    return _with_noise(sound, rng, below_db=rng.uniform(0, 12))


def _with_noise(sound: Signal, rng: Rng, *, below_db: float) -> Signal:
    hiss = noise(rng, len(sound), tilted(band(20, 20_000), db_per_octave=rng.uniform(-6, 2)))
    return sound + hiss * np.float32(_rms(sound) * 10 ** (-below_db / 20))


def among_voices(sound: Signal, rng: Rng) -> Signal:
    """Where several people talk at once, 6 to 20 dB softer than the sound."""
    from training.sounds.babble import babble

    voices = babble(rng, len(sound), int(rng.integers(3, 9)))
    level = _rms(sound) / max(_rms(voices), 1e-9) * 10 ** (-rng.uniform(6, 20) / 20)
    return sound + voices * np.float32(level)


def _rms(sound: Signal) -> float:
    return float(np.sqrt(np.mean(np.square(sound))))


def narrowed(sound: Signal, rng: Rng) -> Signal:
    """Without what lies above 3.4 to 7 kHz, as from a telephone or an old recorder."""
    return filtered(sound, band(60, rng.uniform(3_400, 7_000), steepness=8))


def at_a_low_rate(sound: Signal, rng: Rng) -> Signal:
    """Stored at 8 to 22.05 kHz in between, and brought back well or badly."""
    rate_hz = int(rng.choice([8_000, 11_025, 16_000, 22_050]))
    low = scipy.signal.resample(sound, len(sound) * rate_hz // SAMPLE_RATE_HZ)
    if rng.uniform() < 0.7:
        return scipy.signal.resample(low, len(sound)).astype(np.float32)
    places = np.arange(len(sound)) * (len(low) / len(sound))  # straight lines leave images above
    return np.interp(places, np.arange(len(low)), low).astype(np.float32)


def coded(sound: Signal, rng: Rng) -> Signal:
    """Through AAC or Opus at 16 to 64 kbit/s."""
    codec = str(rng.choice(["aac", "libopus"]))
    return through_codec(sound, codec=codec, bits_per_second=int(rng.integers(16, 65)) * 1_000)


def through_codec(sound: Signal, *, codec: str, bits_per_second: int) -> Signal:
    """Encoded and decoded again, of the same length, in time to within the codec's own delay."""
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as container:
        stream = container.add_stream(codec, rate=SAMPLE_RATE_HZ, layout="mono")
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = bits_per_second
        pcm = np.clip(sound * 32_767, -32_768, 32_767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(pcm[None], format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    file.seek(0)
    return _decoded(file, len(sound))


def _decoded(file: io.BytesIO, count: int) -> Signal:
    """Both codecs give floats at 48 kHz, so that nothing needs to be resampled."""
    with av.open(file, "r") as container:
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    decoded = np.concatenate(frames)[:count]
    return np.pad(decoded, (0, count - len(decoded))).astype(np.float32)


def clipped(sound: Signal, rng: Rng) -> Signal:
    """Recorded 4 to 16 dB too loud: what does not fit is cut off."""
    return np.clip(sound * np.float32(rng.uniform(1.6, 6.3)), -0.95, 0.95)


def degraded(sound: Signal, rng: Rng) -> Signal:
    """A room, a device, another speed and noise, one after the other."""
    for change in (at_another_speed, _in_a_room, equalised, noisy):
        sound = change(sound, rng)
    # Only ever made softer: a quiet room that is turned up is no silence any more.
    return unit_peak(sound, min(0.9, float(np.max(np.abs(sound)))))


def _in_a_room(sound: Signal, rng: Rng) -> Signal:
    return echoed(rng, sound, seconds=rng.uniform(0.3, 1.2), wet=rng.uniform(0.3, 0.8))


DEGRADATIONS = {
    "degraded": degraded,
    "coded": coded,
    "narrowed": narrowed,
    "clipped": clipped,
    "low_rate": at_a_low_rate,
    "distant": distant,
    "very_noisy": very_noisy,
    "among_voices": among_voices,
}
"""What a model is measured under, apart from clean sound."""
