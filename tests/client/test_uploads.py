import hashlib
import io
from pathlib import Path
from typing import Any

import grpc
import pytest

import momentsearch
from tests.client.fake_server import Failure, FakeServer

MEBIBYTE = 1024 * 1024
CONTENT = bytes(range(256)) * 10_000  # a little under two and a half mebibytes


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(CONTENT)
    return path


def test_a_file_arrives_whole_in_chunks(client: Any, server: FakeServer, film: Path) -> None:
    progress: list[tuple[int, int]] = []
    added = client.upload_media(
        film,
        collection="films",
        title="A film",
        labels={"year": "1962"},
        on_progress=lambda sent, total: progress.append((sent, total)),
    )
    assert not added.already_existed
    assert server.library.uploaded[added.media.media_id] == CONTENT
    header = server.library.requests["UploadMedia"][0]
    assert (header.file_name, header.title, header.collection) == ("film.mp4", "A film", "films")
    assert dict(header.labels) == {"year": "1962"}
    assert header.size_bytes == len(CONTENT)
    assert header.content_sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert server.library.upload_chunk_sizes == [MEBIBYTE, MEBIBYTE, len(CONTENT) - 2 * MEBIBYTE]
    assert [sent for sent, _ in progress] == [MEBIBYTE, 2 * MEBIBYTE, len(CONTENT)]
    assert {total for _, total in progress} == {len(CONTENT)}


def test_an_open_file_is_sent_from_where_it_stands(client: Any, server: FakeServer) -> None:
    file = io.BytesIO(b"skipped" + CONTENT)
    file.seek(len(b"skipped"))
    added = client.upload_media(file, file_name="film.mp4")
    assert server.library.uploaded[added.media.media_id] == CONTENT


def test_an_open_file_brings_its_name(client: Any, server: FakeServer, film: Path) -> None:
    with film.open("rb") as file:
        client.upload_media(file)
    assert server.library.requests["UploadMedia"][0].file_name == "film.mp4"


def test_an_empty_file_is_sent_for_the_server_to_judge(client: Any, server: FakeServer) -> None:
    added = client.upload_media(io.BytesIO(b""), file_name="empty.mp4")
    assert server.library.uploaded[added.media.media_id] == b""


def test_a_broken_upload_is_repeated_from_the_start(
    client: Any, server: FakeServer, film: Path
) -> None:
    server.library.failures["UploadMedia"] = [
        Failure(grpc.StatusCode.UNAVAILABLE, after_messages=2),
        Failure(grpc.StatusCode.UNAVAILABLE, after_messages=1),
    ]
    progress: list[int] = []
    added = client.upload_media(film, on_progress=lambda sent, _: progress.append(sent))
    assert server.library.calls["UploadMedia"] == 3
    assert server.library.uploaded == {added.media.media_id: CONTENT}
    assert progress.count(MEBIBYTE) >= 2
    assert progress[-1] == len(CONTENT)


def test_an_upload_whose_end_asyncio_loses_is_repeated(
    client: Any, server: FakeServer, film: Path
) -> None:
    """As gRPC's asyncio side now and then says where the server ends a call that is written."""
    server.library.failures["UploadMedia"] = [
        Failure(grpc.StatusCode.INTERNAL, "Internal error from Core", after_messages=2)
    ]
    added = client.upload_media(film)
    assert server.library.uploaded == {added.media.media_id: CONTENT}
    server.library.failures["UploadMedia"] = [Failure(grpc.StatusCode.INTERNAL, "something else")]
    with pytest.raises(momentsearch.InternalServerError):
        client.upload_media(film)


def test_bytes_that_changed_on_the_way_are_not_sent_again(
    client: Any, server: FakeServer, film: Path
) -> None:
    def change(_sent: int, _total: int) -> None:
        film.write_bytes(CONTENT[:-1] + b"?")

    with pytest.raises(momentsearch.DataLossError) as caught:
        client.upload_media(film, on_progress=change)
    assert caught.value.reason == "UPLOAD_CHECKSUM_MISMATCH"
    assert server.library.calls["UploadMedia"] == 1
    assert server.library.uploaded == {}


@pytest.mark.parametrize("early", [True, False])
def test_the_same_bytes_give_the_media_that_is_there(
    client: Any, server: FakeServer, film: Path, early: bool
) -> None:
    first = client.upload_media(film)
    server.library.answer_uploads_early = early
    second = client.upload_media(film)
    assert second.already_existed
    assert second.media.media_id == first.media.media_id


def test_what_the_callback_raises_ends_the_upload(
    client: Any, server: FakeServer, film: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def stop(sent: int, _total: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        client.upload_media(film, on_progress=stop)
    assert server.library.uploaded == {}
    assert server.library.calls["UploadMedia"] == 1
    assert [record for record in caplog.records if record.name.startswith("grpc._c")] == []


def test_a_file_that_is_not_there(client: Any, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        client.upload_media(tmp_path / "none.mp4")


def test_a_file_that_cannot_go_back_is_refused(client: Any, server: FakeServer) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(ValueError, match="temporary file"):
        client.upload_media(Pipe(CONTENT), file_name="film.mp4")
    with pytest.raises(ValueError, match="pass file_name"):
        client.upload_media(io.BytesIO(CONTENT))
    assert server.library.calls["UploadMedia"] == 0


def test_large_files_get_more_time(client: Any, server: FakeServer, film: Path) -> None:
    client.upload_media(film)
    client.upload_media(film, timeout_seconds=5)
    own_rule, told = server.library.remaining_seconds
    assert 60 < own_rule < 60 + len(CONTENT) / MEBIBYTE + 1
    assert told < 6
