import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from momentsearch.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MediaKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MEDIA_KIND_UNSPECIFIED: _ClassVar[MediaKind]
    MEDIA_KIND_VIDEO: _ClassVar[MediaKind]
    MEDIA_KIND_SOUND: _ClassVar[MediaKind]
    MEDIA_KIND_STILL: _ClassVar[MediaKind]

class MediaState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MEDIA_STATE_UNSPECIFIED: _ClassVar[MediaState]
    MEDIA_STATE_QUEUED: _ClassVar[MediaState]
    MEDIA_STATE_INDEXING: _ClassVar[MediaState]
    MEDIA_STATE_ACTIVE: _ClassVar[MediaState]
    MEDIA_STATE_FAILED: _ClassVar[MediaState]
    MEDIA_STATE_DELETING: _ClassVar[MediaState]
MEDIA_KIND_UNSPECIFIED: MediaKind
MEDIA_KIND_VIDEO: MediaKind
MEDIA_KIND_SOUND: MediaKind
MEDIA_KIND_STILL: MediaKind
MEDIA_STATE_UNSPECIFIED: MediaState
MEDIA_STATE_QUEUED: MediaState
MEDIA_STATE_INDEXING: MediaState
MEDIA_STATE_ACTIVE: MediaState
MEDIA_STATE_FAILED: MediaState
MEDIA_STATE_DELETING: MediaState

class Media(_message.Message):
    __slots__ = ("media_id", "collection", "title", "labels", "kind", "state", "duration", "size_bytes", "content_sha256", "source", "create_time", "update_time", "picture_track", "sound_track", "coverage", "notes", "progress", "failure")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    MEDIA_ID_FIELD_NUMBER: _ClassVar[int]
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    SIZE_BYTES_FIELD_NUMBER: _ClassVar[int]
    CONTENT_SHA256_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    PICTURE_TRACK_FIELD_NUMBER: _ClassVar[int]
    SOUND_TRACK_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    FAILURE_FIELD_NUMBER: _ClassVar[int]
    media_id: str
    collection: str
    title: str
    labels: _containers.ScalarMap[str, str]
    kind: MediaKind
    state: MediaState
    duration: _duration_pb2.Duration
    size_bytes: int
    content_sha256: str
    source: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    picture_track: PictureTrack
    sound_track: SoundTrack
    coverage: _containers.RepeatedCompositeFieldContainer[SpaceCoverage]
    notes: _containers.RepeatedCompositeFieldContainer[MediaNote]
    progress: IndexingProgress
    failure: MediaFailure
    def __init__(self, media_id: _Optional[str] = ..., collection: _Optional[str] = ..., title: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., kind: _Optional[_Union[MediaKind, str]] = ..., state: _Optional[_Union[MediaState, str]] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., size_bytes: _Optional[int] = ..., content_sha256: _Optional[str] = ..., source: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., picture_track: _Optional[_Union[PictureTrack, _Mapping]] = ..., sound_track: _Optional[_Union[SoundTrack, _Mapping]] = ..., coverage: _Optional[_Iterable[_Union[SpaceCoverage, _Mapping]]] = ..., notes: _Optional[_Iterable[_Union[MediaNote, _Mapping]]] = ..., progress: _Optional[_Union[IndexingProgress, _Mapping]] = ..., failure: _Optional[_Union[MediaFailure, _Mapping]] = ...) -> None: ...

class PictureTrack(_message.Message):
    __slots__ = ("stream_index", "codec", "width", "height", "rotation_degrees", "frame_rate", "start_offset")
    STREAM_INDEX_FIELD_NUMBER: _ClassVar[int]
    CODEC_FIELD_NUMBER: _ClassVar[int]
    WIDTH_FIELD_NUMBER: _ClassVar[int]
    HEIGHT_FIELD_NUMBER: _ClassVar[int]
    ROTATION_DEGREES_FIELD_NUMBER: _ClassVar[int]
    FRAME_RATE_FIELD_NUMBER: _ClassVar[int]
    START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    stream_index: int
    codec: str
    width: int
    height: int
    rotation_degrees: int
    frame_rate: float
    start_offset: _duration_pb2.Duration
    def __init__(self, stream_index: _Optional[int] = ..., codec: _Optional[str] = ..., width: _Optional[int] = ..., height: _Optional[int] = ..., rotation_degrees: _Optional[int] = ..., frame_rate: _Optional[float] = ..., start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class SoundTrack(_message.Message):
    __slots__ = ("stream_index", "codec", "channels", "sample_rate_hz", "start_offset")
    STREAM_INDEX_FIELD_NUMBER: _ClassVar[int]
    CODEC_FIELD_NUMBER: _ClassVar[int]
    CHANNELS_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_RATE_HZ_FIELD_NUMBER: _ClassVar[int]
    START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    stream_index: int
    codec: str
    channels: int
    sample_rate_hz: int
    start_offset: _duration_pb2.Duration
    def __init__(self, stream_index: _Optional[int] = ..., codec: _Optional[str] = ..., channels: _Optional[int] = ..., sample_rate_hz: _Optional[int] = ..., start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class SpaceCoverage(_message.Message):
    __slots__ = ("space_id", "modality", "sample_count", "silent_window_count")
    SPACE_ID_FIELD_NUMBER: _ClassVar[int]
    MODALITY_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SILENT_WINDOW_COUNT_FIELD_NUMBER: _ClassVar[int]
    space_id: str
    modality: _common_pb2.Modality
    sample_count: int
    silent_window_count: int
    def __init__(self, space_id: _Optional[str] = ..., modality: _Optional[_Union[_common_pb2.Modality, str]] = ..., sample_count: _Optional[int] = ..., silent_window_count: _Optional[int] = ...) -> None: ...

class MediaNote(_message.Message):
    __slots__ = ("reason", "message")
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    reason: str
    message: str
    def __init__(self, reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class IndexingProgress(_message.Message):
    __slots__ = ("done", "total", "attempt")
    DONE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    done: _duration_pb2.Duration
    total: _duration_pb2.Duration
    attempt: int
    def __init__(self, done: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., total: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., attempt: _Optional[int] = ...) -> None: ...

class MediaFailure(_message.Message):
    __slots__ = ("reason", "message")
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    reason: str
    message: str
    def __init__(self, reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
