import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from momentsearch.v1 import common_pb2 as _common_pb2
from momentsearch.v1 import media_pb2 as _media_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Presence(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PRESENCE_UNSPECIFIED: _ClassVar[Presence]
    PRESENCE_FOUND: _ClassVar[Presence]
    PRESENCE_NOT_FOUND: _ClassVar[Presence]
    PRESENCE_EMPTY_SCOPE: _ClassVar[Presence]

class ConfidenceLevel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONFIDENCE_LEVEL_UNSPECIFIED: _ClassVar[ConfidenceLevel]
    CONFIDENCE_LEVEL_LOW: _ClassVar[ConfidenceLevel]
    CONFIDENCE_LEVEL_MEDIUM: _ClassVar[ConfidenceLevel]
    CONFIDENCE_LEVEL_HIGH: _ClassVar[ConfidenceLevel]
PRESENCE_UNSPECIFIED: Presence
PRESENCE_FOUND: Presence
PRESENCE_NOT_FOUND: Presence
PRESENCE_EMPTY_SCOPE: Presence
CONFIDENCE_LEVEL_UNSPECIFIED: ConfidenceLevel
CONFIDENCE_LEVEL_LOW: ConfidenceLevel
CONFIDENCE_LEVEL_MEDIUM: ConfidenceLevel
CONFIDENCE_LEVEL_HIGH: ConfidenceLevel

class Query(_message.Message):
    __slots__ = ("text", "all_of", "any_of", "negation", "then", "during")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    ALL_OF_FIELD_NUMBER: _ClassVar[int]
    ANY_OF_FIELD_NUMBER: _ClassVar[int]
    NEGATION_FIELD_NUMBER: _ClassVar[int]
    THEN_FIELD_NUMBER: _ClassVar[int]
    DURING_FIELD_NUMBER: _ClassVar[int]
    text: TextQuery
    all_of: AllOfQuery
    any_of: AnyOfQuery
    negation: NotQuery
    then: ThenQuery
    during: DuringQuery
    def __init__(self, text: _Optional[_Union[TextQuery, _Mapping]] = ..., all_of: _Optional[_Union[AllOfQuery, _Mapping]] = ..., any_of: _Optional[_Union[AnyOfQuery, _Mapping]] = ..., negation: _Optional[_Union[NotQuery, _Mapping]] = ..., then: _Optional[_Union[ThenQuery, _Mapping]] = ..., during: _Optional[_Union[DuringQuery, _Mapping]] = ...) -> None: ...

class TextQuery(_message.Message):
    __slots__ = ("text", "modality", "weight")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    MODALITY_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    text: str
    modality: _common_pb2.Modality
    weight: float
    def __init__(self, text: _Optional[str] = ..., modality: _Optional[_Union[_common_pb2.Modality, str]] = ..., weight: _Optional[float] = ...) -> None: ...

class AllOfQuery(_message.Message):
    __slots__ = ("queries",)
    QUERIES_FIELD_NUMBER: _ClassVar[int]
    queries: _containers.RepeatedCompositeFieldContainer[Query]
    def __init__(self, queries: _Optional[_Iterable[_Union[Query, _Mapping]]] = ...) -> None: ...

class AnyOfQuery(_message.Message):
    __slots__ = ("queries",)
    QUERIES_FIELD_NUMBER: _ClassVar[int]
    queries: _containers.RepeatedCompositeFieldContainer[Query]
    def __init__(self, queries: _Optional[_Iterable[_Union[Query, _Mapping]]] = ...) -> None: ...

class NotQuery(_message.Message):
    __slots__ = ("query",)
    QUERY_FIELD_NUMBER: _ClassVar[int]
    query: Query
    def __init__(self, query: _Optional[_Union[Query, _Mapping]] = ...) -> None: ...

class ThenQuery(_message.Message):
    __slots__ = ("first", "second", "within")
    FIRST_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    WITHIN_FIELD_NUMBER: _ClassVar[int]
    first: Query
    second: Query
    within: _duration_pb2.Duration
    def __init__(self, first: _Optional[_Union[Query, _Mapping]] = ..., second: _Optional[_Union[Query, _Mapping]] = ..., within: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class DuringQuery(_message.Message):
    __slots__ = ("inner", "outer")
    INNER_FIELD_NUMBER: _ClassVar[int]
    OUTER_FIELD_NUMBER: _ClassVar[int]
    inner: Query
    outer: Query
    def __init__(self, inner: _Optional[_Union[Query, _Mapping]] = ..., outer: _Optional[_Union[Query, _Mapping]] = ...) -> None: ...

class MediaFilter(_message.Message):
    __slots__ = ("media_ids", "labels", "start_offset", "end_offset")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    MEDIA_IDS_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    END_OFFSET_FIELD_NUMBER: _ClassVar[int]
    media_ids: _containers.RepeatedScalarFieldContainer[str]
    labels: _containers.ScalarMap[str, str]
    start_offset: _duration_pb2.Duration
    end_offset: _duration_pb2.Duration
    def __init__(self, media_ids: _Optional[_Iterable[str]] = ..., labels: _Optional[_Mapping[str, str]] = ..., start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., end_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class SearchMomentsRequest(_message.Message):
    __slots__ = ("collection", "query", "modalities", "filter", "page_size", "page_token", "group_by_media", "minimum_confidence", "curve_point_count", "candidate_count")
    COLLECTION_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    MODALITIES_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    GROUP_BY_MEDIA_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    CURVE_POINT_COUNT_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_COUNT_FIELD_NUMBER: _ClassVar[int]
    collection: str
    query: Query
    modalities: _containers.RepeatedScalarFieldContainer[_common_pb2.Modality]
    filter: MediaFilter
    page_size: int
    page_token: str
    group_by_media: bool
    minimum_confidence: float
    curve_point_count: int
    candidate_count: int
    def __init__(self, collection: _Optional[str] = ..., query: _Optional[_Union[Query, _Mapping]] = ..., modalities: _Optional[_Iterable[_Union[_common_pb2.Modality, str]]] = ..., filter: _Optional[_Union[MediaFilter, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., group_by_media: _Optional[bool] = ..., minimum_confidence: _Optional[float] = ..., curve_point_count: _Optional[int] = ..., candidate_count: _Optional[int] = ...) -> None: ...

class SearchMomentsResponse(_message.Message):
    __slots__ = ("moments", "next_page_token", "presence", "scope", "candidates", "cut_texts")
    MOMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PRESENCE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    CUT_TEXTS_FIELD_NUMBER: _ClassVar[int]
    moments: _containers.RepeatedCompositeFieldContainer[Moment]
    next_page_token: str
    presence: Presence
    scope: SearchScope
    candidates: _containers.RepeatedCompositeFieldContainer[Moment]
    cut_texts: _containers.RepeatedCompositeFieldContainer[CutText]
    def __init__(self, moments: _Optional[_Iterable[_Union[Moment, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., presence: _Optional[_Union[Presence, str]] = ..., scope: _Optional[_Union[SearchScope, _Mapping]] = ..., candidates: _Optional[_Iterable[_Union[Moment, _Mapping]]] = ..., cut_texts: _Optional[_Iterable[_Union[CutText, _Mapping]]] = ...) -> None: ...

class CutText(_message.Message):
    __slots__ = ("term_index", "term_text", "space_id", "modality", "encoder", "read_text")
    TERM_INDEX_FIELD_NUMBER: _ClassVar[int]
    TERM_TEXT_FIELD_NUMBER: _ClassVar[int]
    SPACE_ID_FIELD_NUMBER: _ClassVar[int]
    MODALITY_FIELD_NUMBER: _ClassVar[int]
    ENCODER_FIELD_NUMBER: _ClassVar[int]
    READ_TEXT_FIELD_NUMBER: _ClassVar[int]
    term_index: int
    term_text: str
    space_id: str
    modality: _common_pb2.Modality
    encoder: str
    read_text: str
    def __init__(self, term_index: _Optional[int] = ..., term_text: _Optional[str] = ..., space_id: _Optional[str] = ..., modality: _Optional[_Union[_common_pb2.Modality, str]] = ..., encoder: _Optional[str] = ..., read_text: _Optional[str] = ...) -> None: ...

class SearchScope(_message.Message):
    __slots__ = ("media_count", "sample_count", "scored_media_count", "exhaustive", "pending_media_count")
    MEDIA_COUNT_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SCORED_MEDIA_COUNT_FIELD_NUMBER: _ClassVar[int]
    EXHAUSTIVE_FIELD_NUMBER: _ClassVar[int]
    PENDING_MEDIA_COUNT_FIELD_NUMBER: _ClassVar[int]
    media_count: int
    sample_count: int
    scored_media_count: int
    exhaustive: bool
    pending_media_count: int
    def __init__(self, media_count: _Optional[int] = ..., sample_count: _Optional[int] = ..., scored_media_count: _Optional[int] = ..., exhaustive: _Optional[bool] = ..., pending_media_count: _Optional[int] = ...) -> None: ...

class Moment(_message.Message):
    __slots__ = ("media_id", "title", "media_kind", "start_offset", "end_offset", "score", "confidence", "evidence", "best_frame_offset", "confidence_level")
    MEDIA_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    MEDIA_KIND_FIELD_NUMBER: _ClassVar[int]
    START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    END_OFFSET_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    BEST_FRAME_OFFSET_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_LEVEL_FIELD_NUMBER: _ClassVar[int]
    media_id: str
    title: str
    media_kind: _media_pb2.MediaKind
    start_offset: _duration_pb2.Duration
    end_offset: _duration_pb2.Duration
    score: float
    confidence: float
    evidence: _containers.RepeatedCompositeFieldContainer[SpaceEvidence]
    best_frame_offset: _duration_pb2.Duration
    confidence_level: ConfidenceLevel
    def __init__(self, media_id: _Optional[str] = ..., title: _Optional[str] = ..., media_kind: _Optional[_Union[_media_pb2.MediaKind, str]] = ..., start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., end_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., score: _Optional[float] = ..., confidence: _Optional[float] = ..., evidence: _Optional[_Iterable[_Union[SpaceEvidence, _Mapping]]] = ..., best_frame_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., confidence_level: _Optional[_Union[ConfidenceLevel, str]] = ...) -> None: ...

class SpaceEvidence(_message.Message):
    __slots__ = ("space_id", "modality", "best_offset", "similarity", "peak_evidence", "curve", "term_index", "term_text", "negated")
    SPACE_ID_FIELD_NUMBER: _ClassVar[int]
    MODALITY_FIELD_NUMBER: _ClassVar[int]
    BEST_OFFSET_FIELD_NUMBER: _ClassVar[int]
    SIMILARITY_FIELD_NUMBER: _ClassVar[int]
    PEAK_EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    CURVE_FIELD_NUMBER: _ClassVar[int]
    TERM_INDEX_FIELD_NUMBER: _ClassVar[int]
    TERM_TEXT_FIELD_NUMBER: _ClassVar[int]
    NEGATED_FIELD_NUMBER: _ClassVar[int]
    space_id: str
    modality: _common_pb2.Modality
    best_offset: _duration_pb2.Duration
    similarity: float
    peak_evidence: float
    curve: EvidenceCurve
    term_index: int
    term_text: str
    negated: bool
    def __init__(self, space_id: _Optional[str] = ..., modality: _Optional[_Union[_common_pb2.Modality, str]] = ..., best_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., similarity: _Optional[float] = ..., peak_evidence: _Optional[float] = ..., curve: _Optional[_Union[EvidenceCurve, _Mapping]] = ..., term_index: _Optional[int] = ..., term_text: _Optional[str] = ..., negated: _Optional[bool] = ...) -> None: ...

class EvidenceCurve(_message.Message):
    __slots__ = ("start_offset", "end_offset", "points")
    START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    END_OFFSET_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    start_offset: _duration_pb2.Duration
    end_offset: _duration_pb2.Duration
    points: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., end_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., points: _Optional[_Iterable[float]] = ...) -> None: ...
