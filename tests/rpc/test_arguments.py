"""Bad arguments of every rpc: the code, the reason, and the field that is to blame."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.field_mask_pb2 import FieldMask

from momentsearch.v1 import collection_service_pb2 as collection_pb
from momentsearch.v1 import common_pb2, media_pb2
from momentsearch.v1 import media_service_pb2 as pb
from momentsearch.v1 import search_service_pb2 as search_pb
from tests.rpc.support import Calls, Refusal, refused, seconds, upload_header

INVALID = grpc.StatusCode.INVALID_ARGUMENT
NOT_FOUND = grpc.StatusCode.NOT_FOUND
REQUIRED = "FIELD_REQUIRED"
WRONG = "FIELD_INVALID"
DATA = b"some bytes"

# Far more than fits into the metadata of an answer, which is where errors travel.
ENDLESS = "ä" * 20_000

Call = Callable[[Calls], Any]


def collections(rpc: str, request: Any) -> Call:
    return lambda calls: getattr(calls.collections, rpc)(request)


def media(rpc: str, request: Any) -> Call:
    return lambda calls: getattr(calls.media, rpc)(request)


def uploading(*messages: pb.UploadMediaRequest) -> Call:
    return lambda calls: calls.media.UploadMedia(iter(messages))


def searching(**fields: Any) -> Call:
    given = {"query": search_pb.Query(text=search_pb.TextQuery(text="red")), **fields}
    request = search_pb.SearchMomentsRequest(**given)
    return lambda calls: calls.search_service.SearchMoments(request)


def filtering(**fields: Any) -> Call:
    return searching(filter=search_pb.MediaFilter(**fields))


def asking(text: str) -> Call:
    return searching(query=search_pb.Query(text=search_pb.TextQuery(text=text)))


def chunk(data: bytes) -> pb.UploadMediaRequest:
    return pb.UploadMediaRequest(chunk=data)


TOO_MANY_LABELS = {str(number): "" for number in range(65)}
LATER_THAN_PROTOBUF_ALLOWS = Duration(seconds=315_576_000_001)
BEYOND_64_BITS_OF_MICROSECONDS = Duration(seconds=(1 << 63) - 1)
MIXED_SIGNS = Duration(seconds=1, nanos=-1)

BAD_COLLECTIONS = [
    ("no name", collections("CreateCollection", collection_pb.CreateCollectionRequest()),
     REQUIRED, "name"),
    *[
        (f"the name {name[:20]!r}",
         collections("CreateCollection", collection_pb.CreateCollectionRequest(name=name)),
         WRONG, "name")
        for name in ("Capital", "a b", "-a", "a-", "_a", "a/b", "ä", "a" * 64, "a\n", ENDLESS)
    ],
    ("get: no name", collections("GetCollection", collection_pb.GetCollectionRequest()),
     REQUIRED, "name"),
    ("delete: no name", collections("DeleteCollection", collection_pb.DeleteCollectionRequest()),
     REQUIRED, "name"),
    ("get: NUL", collections("GetCollection", collection_pb.GetCollectionRequest(name="a\0")),
     WRONG, "name"),
    ("delete: NUL", collections("DeleteCollection",
     collection_pb.DeleteCollectionRequest(name="a\0")), WRONG, "name"),
    ("list: size", collections("ListCollections",
     collection_pb.ListCollectionsRequest(page_size=-1)), WRONG, "page_size"),
]  # fmt: skip

BAD_MEDIA = [
    ("import: no path", media("ImportMedia", pb.ImportMediaRequest()), REQUIRED, "path"),
    ("import: NUL", media("ImportMedia", pb.ImportMediaRequest(path="a\0b")), WRONG, "path"),
    ("import: labels", media("ImportMedia",
     pb.ImportMediaRequest(path="yellow.mp4", labels=TOO_MANY_LABELS)), WRONG, "labels"),
    *[
        (f"import: label key {key[:10]!r}",
         media("ImportMedia", pb.ImportMediaRequest(path="yellow.mp4", labels={key: "x"})),
         WRONG, "labels")
        for key in ("", "a b", "a=b", "a,b", "a\n", "a\0", "k" * 64)
    ],
    ("import: label value", media("ImportMedia",
     pb.ImportMediaRequest(path="yellow.mp4", labels={"k": "v" * 256})), WRONG, "labels['k']"),
    ("import: title", media("ImportMedia",
     pb.ImportMediaRequest(path="yellow.mp4", title="t" * 1001)), WRONG, "title"),
    ("import: NUL in a label", media("ImportMedia",
     pb.ImportMediaRequest(path="yellow.mp4", labels={"k": "a\0"})), WRONG, "labels['k']"),
    ("import: NUL in the title", media("ImportMedia",
     pb.ImportMediaRequest(path="yellow.mp4", title="a\0")), WRONG, "title"),
    ("import: NUL in the collection", media("ImportMedia",
     pb.ImportMediaRequest(path="yellow.mp4", collection="a\0")), WRONG, "collection"),
    ("get: no id", media("GetMedia", pb.GetMediaRequest()), REQUIRED, "media_id"),
    ("get: NUL", media("GetMedia", pb.GetMediaRequest(media_id="a\0")), WRONG, "media_id"),
    ("list: size", media("ListMedia", pb.ListMediaRequest(page_size=-1)), WRONG, "page_size"),
    ("list: state", media("ListMedia", pb.ListMediaRequest(states=[99])), WRONG, "states"),
    ("list: labels", media("ListMedia", pb.ListMediaRequest(labels={"a b": ""})),
     WRONG, "labels"),
    ("update: no id", media("UpdateMedia",
     pb.UpdateMediaRequest(update_mask=FieldMask(paths=["title"]), title="x")),
     REQUIRED, "media_id"),
    ("update: no mask", media("UpdateMedia", pb.UpdateMediaRequest(media_id="x", title="x")),
     WRONG, "update_mask"),
    ("update: mask", media("UpdateMedia", pb.UpdateMediaRequest(
        media_id="x", update_mask=FieldMask(paths=["title", "state"]), title="x")),
     WRONG, "update_mask"),
    *[
        (f"update: title {title!r}", media("UpdateMedia", pb.UpdateMediaRequest(
            media_id="x", update_mask=FieldMask(paths=["title"]), title=title)),
         REQUIRED, "title")
        for title in ("", " \t\n")
    ],
    ("update: long title", media("UpdateMedia", pb.UpdateMediaRequest(
        media_id="x", update_mask=FieldMask(paths=["title"]), title="t" * 1001)),
     WRONG, "title"),
    ("update: labels", media("UpdateMedia", pb.UpdateMediaRequest(
        media_id="x", update_mask=FieldMask(paths=["labels"]), labels={"": "x"})),
     WRONG, "labels"),
    ("delete: no id", media("DeleteMedia", pb.DeleteMediaRequest()), REQUIRED, "media_id"),
    ("watch: no id", lambda calls: list(calls.media.WatchMedia(pb.WatchMediaRequest())),
     REQUIRED, "media_id"),
    ("frame: no id", media("GetFrame", pb.GetFrameRequest()), REQUIRED, "media_id"),
    *[
        (f"frame: {side} pixels", media("GetFrame",
         pb.GetFrameRequest(media_id="x", max_side_pixels=side)), WRONG, "max_side_pixels")
        for side in (-1, 1, 15, 1921)
    ],
    *[
        (f"frame: at {offset}", media("GetFrame",
         pb.GetFrameRequest(media_id="x", offset=offset)), WRONG, "offset")
        for offset in (seconds(-0.001), LATER_THAN_PROTOBUF_ALLOWS,
                       BEYOND_64_BITS_OF_MICROSECONDS, MIXED_SIGNS)
    ],
    ("waveform: no id", media("GetWaveform", pb.GetWaveformRequest()), REQUIRED, "media_id"),
    *[
        (f"waveform: {count} points", media("GetWaveform",
         pb.GetWaveformRequest(media_id="x", point_count=count)), WRONG, "point_count")
        for count in (-1, 4097)
    ],
    ("waveform: start", media("GetWaveform",
     pb.GetWaveformRequest(media_id="x", start_offset=seconds(-1))), WRONG, "start_offset"),
    ("waveform: end", media("GetWaveform",
     pb.GetWaveformRequest(media_id="x", end_offset=seconds(-1))), WRONG, "end_offset"),
    ("waveform: backwards", media("GetWaveform", pb.GetWaveformRequest(
        media_id="x", start_offset=seconds(2), end_offset=seconds(2))), WRONG, "end_offset"),
]  # fmt: skip

BAD_UPLOADS = [
    ("nothing", uploading(), "UPLOAD_HEADER_MISSING", "header"),
    ("no header", uploading(chunk(DATA)), "UPLOAD_HEADER_MISSING", "header"),
    ("an empty message", uploading(pb.UploadMediaRequest()), "UPLOAD_HEADER_MISSING", "header"),
    *[
        (f"file name {name!r}", uploading(upload_header(DATA, file_name=name)),
         REQUIRED, "header.file_name")
        for name in ("", " ", "folder/", "folder\\")
    ],
    ("long file name", uploading(upload_header(DATA, file_name="n" * 1001)),
     WRONG, "header.file_name"),
    ("NUL in the file name", uploading(upload_header(DATA, file_name="a\0.mp4")),
     WRONG, "header.file_name"),
    ("NUL in the collection", uploading(upload_header(DATA, collection="a\0")),
     WRONG, "header.collection"),
    ("long title", uploading(upload_header(DATA, title="t" * 1001)), WRONG, "header.title"),
    ("label", uploading(upload_header(DATA, labels={"a b": ""})), WRONG, "header.labels"),
    ("0 bytes", uploading(upload_header(b"")), "EMPTY_FILE", "header.size_bytes"),
    ("-1 bytes", uploading(upload_header(DATA, size_bytes=-1)), WRONG, "header.size_bytes"),
    *[
        (f"checksum {digest[:12]!r}", uploading(upload_header(DATA, content_sha256=digest)),
         WRONG, "header.content_sha256")
        for digest in ("", "abc", "g" * 64, "0" * 65, "0" * 63 + "\n", "٣" * 64)
    ],
    ("too large", uploading(upload_header(DATA, size_bytes=1 << 40)),
     "UPLOAD_TOO_LARGE", "header.size_bytes"),
    ("an empty chunk", uploading(upload_header(DATA), chunk(b"")), WRONG, "chunk"),
    ("an oversized chunk", uploading(upload_header(DATA), chunk(bytes((2 << 20) + 1))),
     WRONG, "chunk"),
    ("a second header", uploading(upload_header(DATA), upload_header(DATA)),
     "UPLOAD_HEADER_REPEATED", "chunk"),
    ("more than announced", uploading(upload_header(DATA), chunk(DATA), chunk(b"!")),
     "UPLOAD_TOO_LARGE", "chunk"),
]  # fmt: skip

BAD_SEARCHES = [
    ("no query", searching(query=None), REQUIRED, "query.kind"),
    ("no kind", searching(query=search_pb.Query()), REQUIRED, "query.kind"),
    *[(f"text {text!r}", asking(text), REQUIRED, "query.text.text") for text in ("", " \n\t")],
    ("long text", asking("t" * 1001), WRONG, "query.text.text"),
    *[
        (f"modality {number}", searching(modalities=[number]), WRONG, "modalities")
        for number in (common_pb2.MODALITY_UNSPECIFIED, 99)
    ],
    ("too many ids", filtering(media_ids=[str(number) for number in range(10_001)]),
     WRONG, "filter.media_ids"),
    ("NUL in an id", filtering(media_ids=["a", "b\0"]), WRONG, "filter.media_ids[1]"),
    ("labels", filtering(labels={"a=b": ""}), WRONG, "filter.labels"),
    ("start", filtering(start_offset=seconds(-0.5)), WRONG, "filter.start_offset"),
    ("end", filtering(end_offset=seconds(-0.5)), WRONG, "filter.end_offset"),
    ("empty range", filtering(start_offset=seconds(3), end_offset=seconds(3)),
     WRONG, "filter.end_offset"),
    ("ends at 0", filtering(end_offset=Duration()), WRONG, "filter.end_offset"),
    *[
        (f"start {name}", filtering(start_offset=offset), WRONG, "filter.start_offset")
        for name, offset in [("too late", LATER_THAN_PROTOBUF_ALLOWS),
                             ("beyond everything", BEYOND_64_BITS_OF_MICROSECONDS),
                             ("of mixed signs", MIXED_SIGNS)]
    ],
    ("size", searching(page_size=-1), WRONG, "page_size"),
    *[
        (f"confidence {value}", searching(minimum_confidence=value), WRONG, "minimum_confidence")
        for value in (-0.1, 1.1, math.nan, math.inf, -math.inf)
    ],
    *[
        (f"{count} curve points", searching(curve_point_count=count), WRONG, "curve_point_count")
        for count in (-1, 1001)
    ],
    *[
        (f"{count} candidates", searching(candidate_count=count), WRONG, "candidate_count")
        for count in (-1, 101)
    ],
]  # fmt: skip

GARBAGE_TOKENS = [
    "x",
    "!!!",
    "ä",
    base64.urlsafe_b64encode(b"[]").decode(),
    base64.urlsafe_b64encode(b"{}").decode(),
    base64.urlsafe_b64encode(b"17").decode(),
    base64.urlsafe_b64encode(b'"text"').decode(),
    base64.urlsafe_b64encode(b'["digest"]').decode(),
    base64.urlsafe_b64encode(b'["digest", 1, 2]').decode(),
    base64.urlsafe_b64encode(b'["digest", 1, 2, 3, 4]').decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    base64.urlsafe_b64encode(b"[" * 50_000).decode(),
    ENDLESS,
]
BAD_TOKENS = [
    (f"{rpc}: token {number}", make(token), "PAGE_TOKEN_INVALID", "page_token")
    for number, token in enumerate(GARBAGE_TOKENS)
    for rpc, make in {
        "collections": lambda token: collections(
            "ListCollections", collection_pb.ListCollectionsRequest(page_token=token)
        ),
        "media": lambda token: media("ListMedia", pb.ListMediaRequest(page_token=token)),
        "search": lambda token: searching(page_token=token),
    }.items()
]

EVERYTHING_BAD = BAD_COLLECTIONS + BAD_MEDIA + BAD_UPLOADS + BAD_SEARCHES + BAD_TOKENS


def table(rows: list[tuple[str, Call, str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("call", "reason", "field"), [pytest.param(*row[1:], id=row[0]) for row in rows]
    )


@table(EVERYTHING_BAD)
def test_a_bad_argument_is_named(shared: Calls, call: Call, reason: str, field: str) -> None:
    error = refused(lambda: call(shared))
    assert (error.code, error.reason, error.field) == (INVALID, reason, field)
    assert error.domain == "momentsearch"
    assert error.message


NOT_THERE = {
    "get collection": (collections(
        "GetCollection", collection_pb.GetCollectionRequest(name="nowhere")), "COLLECTION_"),
    "get collection of an endless name": (collections(
        "GetCollection", collection_pb.GetCollectionRequest(name=ENDLESS)), "COLLECTION_"),
    "delete collection": (collections(
        "DeleteCollection", collection_pb.DeleteCollectionRequest(name="nowhere")), "COLLECTION_"),
    "import": (media("ImportMedia",
        pb.ImportMediaRequest(path="yellow.mp4", collection="nowhere")), "COLLECTION_"),
    "upload, before its bytes": (
        uploading(upload_header(DATA, collection="nowhere"), chunk(b"")), "COLLECTION_"),
    "list": (media("ListMedia", pb.ListMediaRequest(collection="nowhere")), "COLLECTION_"),
    "search": (searching(collection="nowhere"), "COLLECTION_"),
    "get": (media("GetMedia", pb.GetMediaRequest(media_id="nobody")), "MEDIA_"),
    "get an endless id": (media("GetMedia", pb.GetMediaRequest(media_id=ENDLESS)), "MEDIA_"),
    "update": (media("UpdateMedia", pb.UpdateMediaRequest(
        media_id="nobody", update_mask=FieldMask(paths=["labels"]))), "MEDIA_"),
    "delete": (media("DeleteMedia", pb.DeleteMediaRequest(media_id="nobody")), "MEDIA_"),
    "watch": (lambda calls: list(
        calls.media.WatchMedia(pb.WatchMediaRequest(media_id="nobody"))), "MEDIA_"),
    "frame": (media("GetFrame", pb.GetFrameRequest(media_id="nobody")), "MEDIA_"),
    "waveform": (media("GetWaveform", pb.GetWaveformRequest(media_id="nobody")), "MEDIA_"),
    "path": (media("ImportMedia", pb.ImportMediaRequest(path="nothing.mp4")), "PATH_"),
    "a path that is longer than names may be": (
        media("ImportMedia", pb.ImportMediaRequest(path="n" * 300)), "PATH_"),
    "a path that is longer than paths may be": (
        media("ImportMedia", pb.ImportMediaRequest(path="n/" * 5000)), "PATH_"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "what"), NOT_THERE.values(), ids=NOT_THERE.keys())
def test_what_is_not_there_is_said_to_be_not_there(shared: Calls, call: Call, what: str) -> None:
    error = refused(lambda: call(shared))
    assert (error.code, error.reason) == (NOT_FOUND, f"{what}NOT_FOUND")
    assert error.domain == "momentsearch"


def test_an_error_names_the_value_and_what_was_expected(shared: Calls) -> None:
    error = refused(lambda: searching(page_size=-7)(shared))
    assert error.message == "page_size is -7, expected 0 to 200"


def test_a_long_value_is_shortened_and_the_next_step_kept(shared: Calls) -> None:
    error = refused(lambda: shared.import_("../" + "ä" * 5000))
    assert error.reason == "PATH_OUTSIDE_MEDIA_ROOTS"
    assert "upload the file" in error.message
    assert len(error.message.encode()) < 2000


def test_a_name_that_is_taken(shared: Calls, collection: str) -> None:
    request = collection_pb.CreateCollectionRequest(name=collection)
    error = refused(lambda: shared.collections.CreateCollection(request))
    assert (error.code, error.reason) == (grpc.StatusCode.ALREADY_EXISTS, "COLLECTION_EXISTS")


def test_values_at_their_limits_are_taken(shared: Calls, library: dict[str, Any]) -> None:
    shared.search("t" * 1000, page_size=200, curve_point_count=1000, minimum_confidence=1)
    shared.search("t", candidate_count=100, minimum_confidence=1)
    shared.search("red", page_size=2_000_000_000)
    for seconds_from_start in (0, 315_576_000_000):
        start = Duration(seconds=seconds_from_start)
        shared.search("red", filter=search_pb.MediaFilter(start_offset=start))
    ids = [str(number) for number in range(10_000)]
    shared.search("red", filter=search_pb.MediaFilter(media_ids=ids))
    labels = {("k" * 61) + f"{number:02}": "v" * 255 for number in range(64)}
    shared.search("red", filter=search_pb.MediaFilter(labels=labels))
    media_id = library["yellow.mp4"].media_id
    frame = pb.GetFrameRequest(media_id=media_id, max_side_pixels=16)
    assert max(shared.media.GetFrame(frame).width, shared.media.GetFrame(frame).height) == 16


def test_a_frame_or_a_waveform_that_a_media_has_not(
    shared: Calls, library: dict[str, media_pb2.Media]
) -> None:
    sound, picture = library["beeps.m4a"].media_id, library["yellow.mp4"].media_id
    cases: list[tuple[Call, grpc.StatusCode, str]] = [
        (media("GetFrame", pb.GetFrameRequest(media_id=sound)),
         grpc.StatusCode.FAILED_PRECONDITION, "NO_SUCH_TRACK"),
        (media("GetWaveform", pb.GetWaveformRequest(media_id=picture)),
         grpc.StatusCode.FAILED_PRECONDITION, "NO_SUCH_TRACK"),
        (media("GetFrame", pb.GetFrameRequest(media_id=picture, offset=seconds(5))),
         grpc.StatusCode.OUT_OF_RANGE, "OFFSET_OUT_OF_RANGE"),
        (media("GetFrame", pb.GetFrameRequest(media_id=picture, offset=seconds(1e9))),
         grpc.StatusCode.OUT_OF_RANGE, "OFFSET_OUT_OF_RANGE"),
        (media("GetWaveform", pb.GetWaveformRequest(media_id=sound, start_offset=seconds(99))),
         grpc.StatusCode.OUT_OF_RANGE, "OFFSET_OUT_OF_RANGE"),
    ]  # fmt: skip
    for call, code, reason in cases:
        error: Refusal = refused(lambda call=call: call(shared))  # type: ignore[misc]
        assert (error.code, error.reason) == (code, reason)
