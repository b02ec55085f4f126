"""Media in, by path and by upload: what is found out about them, and the same bytes again."""

from __future__ import annotations

import hashlib
import io
import itertools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from momentsearch.v1 import common_pb2, media_pb2
from momentsearch.v1 import media_service_pb2 as pb
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.assembly import App
from tests.rpc.conftest import make_collection
from tests.rpc.support import (
    ACTIVE,
    DEADLINE_SECONDS,
    FAILED,
    Calls,
    in_seconds,
    seconds,
    upload_header,
)

VIDEO, SOUND, STILL = (
    media_pb2.MEDIA_KIND_VIDEO,
    media_pb2.MEDIA_KIND_SOUND,
    media_pb2.MEDIA_KIND_STILL,
)
MODALITIES = {common_pb2.MODALITY_PICTURE: "picture", common_pb2.MODALITY_SOUND: "sound"}


def png(colour: str = "green", size: tuple[int, int] = (64, 48)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def reasons(media: Media) -> list[str]:
    return sorted(note.reason for note in media.notes)


def samples(media: Media) -> dict[str, tuple[int, int]]:
    """Samples and silent windows by modality."""
    return {
        MODALITIES[one.modality]: (one.sample_count, one.silent_window_count)
        for one in media.coverage
    }


def test_a_video_with_sound(library: dict[str, Media]) -> None:
    media = library["red_then_blue.mp4"]
    assert (media.state, media.kind, media.collection) == (ACTIVE, VIDEO, "library")
    assert (media.title, media.source) == ("red_then_blue.mp4", "red_then_blue.mp4")
    assert in_seconds(media.duration) == pytest.approx(20, abs=0.1)
    picture, sound = media.picture_track, media.sound_track
    assert (picture.codec, picture.width, picture.height) == ("h264", 160, 90)
    assert (picture.rotation_degrees, picture.frame_rate) == (0, 10)
    assert (sound.codec, sound.channels, sound.sample_rate_hz) == ("aac", 1, 48_000)
    assert {picture.stream_index, sound.stream_index} == {0, 1}
    assert in_seconds(picture.start_offset) == pytest.approx(0, abs=0.05)
    assert in_seconds(sound.start_offset) == pytest.approx(0, abs=0.05)
    assert samples(media) == {"picture": (20, 0), "sound": (5, 2)}
    assert reasons(media) == ["PARTLY_SILENT"]
    assert not media.HasField("progress")
    assert not media.HasField("failure")


def test_the_bytes_are_described(library: dict[str, Media], films: Path) -> None:
    data = (films / "yellow.mp4").read_bytes()
    media = library["yellow.mp4"]
    assert media.size_bytes == len(data)
    assert media.content_sha256 == hashlib.sha256(data).hexdigest()
    assert media.update_time.ToDatetime() >= media.create_time.ToDatetime()


def test_a_video_without_sound(library: dict[str, Media]) -> None:
    media = library["yellow.mp4"]
    assert (media.state, media.kind) == (ACTIVE, VIDEO)
    assert not media.HasField("sound_track")
    assert samples(media) == {"picture": (5, 0)}
    assert reasons(media) == ["NO_SOUND_TRACK"]


def test_sound_alone(library: dict[str, Media]) -> None:
    media = library["beeps.m4a"]
    assert (media.state, media.kind) == (ACTIVE, SOUND)
    assert not media.HasField("picture_track")
    assert in_seconds(media.duration) == pytest.approx(20, abs=0.1)
    assert samples(media) == {"sound": (7, 0)}
    assert reasons(media) == ["NO_PICTURE_TRACK"]


def test_a_silent_sound_track(library: dict[str, Media]) -> None:
    media = library["hushed.mp4"]
    assert (media.state, media.kind) == (ACTIVE, VIDEO)
    assert media.HasField("sound_track")
    picture, sound = samples(media)["picture"], samples(media)["sound"]
    assert picture == (6, 0)
    assert sound[0] == 0
    assert sound[1] >= 2
    assert reasons(media) == ["SILENT"]


def test_a_still_image(shared: Calls, collection: str) -> None:
    added = shared.upload(png(), file_name="meadow.png", collection=collection)
    media = shared.watch(added.media.media_id)[-1]
    assert (media.state, media.kind, media.title) == (ACTIVE, STILL, "meadow.png")
    assert media.HasField("duration")
    assert in_seconds(media.duration) == 0
    assert (media.picture_track.width, media.picture_track.height) == (64, 48)
    assert samples(media) == {"picture": (1, 0)}
    assert reasons(media) == ["NO_SOUND_TRACK"]
    moment = shared.search("green", collection=collection).moments[0]
    assert (moment.media_id, moment.media_kind) == (media.media_id, STILL)
    anywhere = pb.GetFrameRequest(media_id=media.media_id, offset=seconds(1000))
    frame = shared.media.GetFrame(anywhere)
    assert (frame.width, frame.height) == (64, 48)


def test_what_a_watcher_sees(shared: Calls, collection: str) -> None:
    media_id = shared.import_("red_then_blue.mp4", collection=collection).media.media_id
    seen = shared.watch(media_id)
    order = [media_pb2.MEDIA_STATE_QUEUED, media_pb2.MEDIA_STATE_INDEXING, ACTIVE]
    states = [media.state for media in seen]
    assert states == sorted(states, key=order.index)
    assert states[-1] == ACTIVE
    assert states.count(ACTIVE) == 1
    under_way = [media.progress for media in seen if media.HasField("progress")]
    done = [in_seconds(progress.done) for progress in under_way]
    assert done == sorted(done)
    assert all(a != b for a, b in itertools.pairwise(seen))
    for progress in under_way:
        if progress.HasField("total"):
            assert in_seconds(progress.done) <= in_seconds(progress.total)


def test_a_watcher_who_comes_late_is_told_once(shared: Calls, library: dict[str, Media]) -> None:
    [only] = shared.watch(library["yellow.mp4"].media_id)
    assert only == shared.get(library["yellow.mp4"].media_id)


def test_the_same_bytes_again_are_the_same_media(
    shared: Calls, collection: str, films: Path
) -> None:
    data = (films / "yellow.mp4").read_bytes()
    first = shared.import_("yellow.mp4", collection=collection, title="First")
    assert not first.already_existed
    assert shared.watch(first.media.media_id)[-1].state == ACTIVE
    again = shared.import_("yellow.mp4", collection=collection, title="Second", labels={"a": "b"})
    uploaded = shared.upload(data, collection=collection, title="Third")
    # The checksum alone says that the server has it: no byte needs to be sent.
    at_once = shared.media.UploadMedia(
        iter([upload_header(data, collection=collection)]), timeout=DEADLINE_SECONDS
    )
    for answer in (again, uploaded, at_once):
        assert answer.already_existed
        assert answer.media == shared.get(first.media.media_id)
        assert (answer.media.title, dict(answer.media.labels)) == ("First", {})
    assert len(shared.list(collection=collection)) == 1


def test_an_upload_in_capitals_is_the_same(shared: Calls, collection: str) -> None:
    data = png("orange")
    digest = hashlib.sha256(data).hexdigest().upper()
    first = shared.upload(data, collection=collection, content_sha256=digest)
    assert first.media.content_sha256 == digest.lower()
    assert shared.upload(data, collection=collection).already_existed


def test_what_was_uploaded_can_be_imported(shared: Calls, collection: str, films: Path) -> None:
    data = (films / "beeps.m4a").read_bytes()
    first = shared.upload(data, collection=collection, file_name="beeps.m4a")
    again = shared.import_("beeps.m4a", collection=collection)
    assert again.already_existed
    assert again.media.media_id == first.media.media_id


def test_the_same_bytes_at_the_same_time_are_one_media(
    shared: Calls, shared_app: App, collection: str, films: Path
) -> None:
    data = (films / "hushed.mp4").read_bytes()

    def one_way_or_the_other(number: int) -> tuple[str, bool]:
        if number % 2:
            answer = shared.import_("hushed.mp4", collection=collection)
        else:
            answer = shared.upload(data, collection=collection)
        return answer.media.media_id, answer.already_existed

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one_way_or_the_other, range(8)))
    assert len({media_id for media_id, _ in answers}) == 1
    assert [existed for _, existed in answers].count(False) == 1
    assert len(shared.list(collection=collection)) == 1
    assert shared.watch(answers[0][0])[-1].state == ACTIVE
    assert incoming(shared_app) == []


def incoming(app: App) -> list[Path]:
    """Uploads that are not wholly received; none, when nobody is uploading."""
    return list((app.library._data_dir / "uploads" / "incoming").iterdir())


def test_the_same_bytes_in_another_collection_are_another_media(
    shared: Calls, collection: str
) -> None:
    other = make_collection(shared, "another")
    data = png("purple")
    one = shared.upload(data, collection=collection)
    two = shared.upload(data, collection=other)
    assert not two.already_existed
    assert one.media.media_id != two.media.media_id
    shared.watch(one.media.media_id)
    shared.delete(one.media.media_id)
    # The bytes are kept once for both, and for as long as one of the two needs them.
    assert shared.watch(two.media.media_id)[-1].state == ACTIVE
    frame = shared.media.GetFrame(pb.GetFrameRequest(media_id=two.media.media_id))
    assert (frame.width, frame.height) == (64, 48)


def test_garbage_fails_with_a_reason_and_may_be_tried_again(shared: Calls, collection: str) -> None:
    data = np.random.default_rng(7).bytes(5_000)
    first = shared.upload(data, collection=collection, file_name="noise.mp4")
    media = shared.watch(first.media.media_id)[-1]
    assert (media.state, media.failure.reason) == (FAILED, "NOT_MEDIA")
    assert media.failure.message
    assert not media.coverage
    again = shared.upload(
        data, collection=collection, file_name="other.mp4", title="Again", labels={"try": "2"}
    )
    assert not again.already_existed
    assert again.media.media_id == media.media_id
    assert (again.media.title, dict(again.media.labels)) == ("Again", {"try": "2"})
    assert not again.media.HasField("failure")
    assert shared.watch(media.media_id)[-1].failure.reason == "NOT_MEDIA"
    assert shared.search("red", collection=collection).scope.media_count == 0


def test_a_playlist_is_not_followed(shared: Calls, collection: str) -> None:
    playlist = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n"
    added = shared.upload(playlist, collection=collection, file_name="film.m3u8")
    media = shared.watch(added.media.media_id)[-1]
    assert (media.state, media.failure.reason) == (FAILED, "INDIRECT_FORMAT")


def test_title_labels_and_source_are_kept(shared: Calls, collection: str) -> None:
    name = 'C:\\films\\a "b"\n\u00fc\u6f22\U0001f3ac.png'
    added = shared.upload(
        png("white"), collection=collection, file_name=name, labels={"städtchen": "x y=z, ü"}
    )
    media = shared.get(added.media.media_id)
    assert media.source == 'a "b"\n\u00fc\u6f22\U0001f3ac.png'
    assert media.title == media.source
    assert dict(media.labels) == {"städtchen": "x y=z, ü"}
    titled = shared.upload(png("black"), collection=collection, title="  Night  ")
    assert titled.media.title == "Night"


def test_a_frame_is_what_a_player_shows(shared: Calls, library: dict[str, Media]) -> None:
    media_id = library["red_then_blue.mp4"].media_id
    for offset, colour in ((0.0, (255, 0, 0)), (6.05, (0, 0, 255)), (19.95, (0, 128, 0))):
        frame = shared.media.GetFrame(
            pb.GetFrameRequest(media_id=media_id, offset=seconds(offset), max_side_pixels=64)
        )
        picture = Image.open(io.BytesIO(frame.jpeg))
        assert picture.size == (frame.width, frame.height) == (64, 36)
        assert np.asarray(picture).mean(axis=(0, 1)) == pytest.approx(colour, abs=12)
        assert offset - 0.1 <= in_seconds(frame.frame_offset) <= offset + 1e-6


def test_a_frame_is_never_made_larger(shared: Calls, library: dict[str, Media]) -> None:
    request = pb.GetFrameRequest(media_id=library["yellow.mp4"].media_id, max_side_pixels=1920)
    frame = shared.media.GetFrame(request)
    assert (frame.width, frame.height) == (160, 90)


def test_a_waveform_follows_the_sound(shared: Calls, library: dict[str, Media]) -> None:
    media_id = library["red_then_blue.mp4"].media_id
    drawn = shared.media.GetWaveform(pb.GetWaveformRequest(media_id=media_id, point_count=20))
    highs, lows = np.array(drawn.maximums), np.array(drawn.minimums)
    assert len(highs) == len(lows) == 20
    assert (highs >= lows).all()
    assert (np.abs(highs) <= 1).all()
    assert highs[:6].min() > 0.05
    assert np.abs(highs[7:15]).max() < 0.01
    assert highs[16:19].min() > 0.05
    silent = pb.GetWaveformRequest(
        media_id=media_id, start_offset=seconds(8), end_offset=seconds(14), point_count=3
    )
    assert np.abs(shared.media.GetWaveform(silent).maximums).max() < 0.01
    assert len(shared.media.GetWaveform(pb.GetWaveformRequest(media_id=media_id)).maximums) == 256


def test_a_waveform_finer_than_its_samples(shared: Calls, library: dict[str, Media]) -> None:
    request = pb.GetWaveformRequest(
        media_id=library["beeps.m4a"].media_id,
        start_offset=seconds(1),
        end_offset=seconds(1.000001),
        point_count=4096,
    )
    assert len(shared.media.GetWaveform(request).maximums) == 4096
