import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from momentsearch.v1 import common_pb2 as _common_pb2
from momentsearch.v1 import search_service_pb2 as _search_service_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OUTCOME_UNSPECIFIED: _ClassVar[Outcome]
    OUTCOME_PRESENT: _ClassVar[Outcome]
    OUTCOME_NOT_INDEXED: _ClassVar[Outcome]
    OUTCOME_FILTERED_OUT: _ClassVar[Outcome]
    OUTCOME_NO_SUCH_TRACK: _ClassVar[Outcome]
    OUTCOME_OTHER_MODEL: _ClassVar[Outcome]
    OUTCOME_SILENT: _ClassVar[Outcome]
    OUTCOME_NOT_SAMPLED_NEAR: _ClassVar[Outcome]
    OUTCOME_NOT_A_CANDIDATE: _ClassVar[Outcome]
    OUTCOME_BELOW_FLOOR: _ClassVar[Outcome]
    OUTCOME_UNPAIRED: _ClassVar[Outcome]
    OUTCOME_MERGED_INTO: _ClassVar[Outcome]
    OUTCOME_SUPPRESSED_BY: _ClassVar[Outcome]
    OUTCOME_OUTRANKED: _ClassVar[Outcome]
OUTCOME_UNSPECIFIED: Outcome
OUTCOME_PRESENT: Outcome
OUTCOME_NOT_INDEXED: Outcome
OUTCOME_FILTERED_OUT: Outcome
OUTCOME_NO_SUCH_TRACK: Outcome
OUTCOME_OTHER_MODEL: Outcome
OUTCOME_SILENT: Outcome
OUTCOME_NOT_SAMPLED_NEAR: Outcome
OUTCOME_NOT_A_CANDIDATE: Outcome
OUTCOME_BELOW_FLOOR: Outcome
OUTCOME_UNPAIRED: Outcome
OUTCOME_MERGED_INTO: Outcome
OUTCOME_SUPPRESSED_BY: Outcome
OUTCOME_OUTRANKED: Outcome

class ExplainMomentRequest(_message.Message):
    __slots__ = ("search", "media_id", "start_offset", "end_offset", "samples_start_offset", "samples_end_offset", "picture_width")
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    MEDIA_ID_FIELD_NUMBER: _ClassVar[int]
    START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    END_OFFSET_FIELD_NUMBER: _ClassVar[int]
    SAMPLES_START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    SAMPLES_END_OFFSET_FIELD_NUMBER: _ClassVar[int]
    PICTURE_WIDTH_FIELD_NUMBER: _ClassVar[int]
    search: _search_service_pb2.SearchMomentsRequest
    media_id: str
    start_offset: _duration_pb2.Duration
    end_offset: _duration_pb2.Duration
    samples_start_offset: _duration_pb2.Duration
    samples_end_offset: _duration_pb2.Duration
    picture_width: int
    def __init__(self, search: _Optional[_Union[_search_service_pb2.SearchMomentsRequest, _Mapping]] = ..., media_id: _Optional[str] = ..., start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., end_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., samples_start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., samples_end_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., picture_width: _Optional[int] = ...) -> None: ...

class ExplainMomentResponse(_message.Message):
    __slots__ = ("title", "minimum_confidence", "terms", "steps", "picture")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    TERMS_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    PICTURE_FIELD_NUMBER: _ClassVar[int]
    title: str
    minimum_confidence: float
    terms: _containers.RepeatedCompositeFieldContainer[ExplainedTerm]
    steps: _containers.RepeatedCompositeFieldContainer[ExplainedStep]
    picture: bytes
    def __init__(self, title: _Optional[str] = ..., minimum_confidence: _Optional[float] = ..., terms: _Optional[_Iterable[_Union[ExplainedTerm, _Mapping]]] = ..., steps: _Optional[_Iterable[_Union[ExplainedStep, _Mapping]]] = ..., picture: _Optional[bytes] = ...) -> None: ...

class ExplainedTerm(_message.Message):
    __slots__ = ("term_index", "term_text", "negated", "weight", "space_id", "modality", "encoder", "scored", "candidate_stage", "calibration", "samples", "read_text")
    class CalibrationEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    TERM_INDEX_FIELD_NUMBER: _ClassVar[int]
    TERM_TEXT_FIELD_NUMBER: _ClassVar[int]
    NEGATED_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    SPACE_ID_FIELD_NUMBER: _ClassVar[int]
    MODALITY_FIELD_NUMBER: _ClassVar[int]
    ENCODER_FIELD_NUMBER: _ClassVar[int]
    SCORED_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_STAGE_FIELD_NUMBER: _ClassVar[int]
    CALIBRATION_FIELD_NUMBER: _ClassVar[int]
    SAMPLES_FIELD_NUMBER: _ClassVar[int]
    READ_TEXT_FIELD_NUMBER: _ClassVar[int]
    term_index: int
    term_text: str
    negated: bool
    weight: float
    space_id: str
    modality: _common_pb2.Modality
    encoder: str
    scored: bool
    candidate_stage: CandidateStage
    calibration: _containers.ScalarMap[str, float]
    samples: _containers.RepeatedCompositeFieldContainer[ExplainedSample]
    read_text: str
    def __init__(self, term_index: _Optional[int] = ..., term_text: _Optional[str] = ..., negated: _Optional[bool] = ..., weight: _Optional[float] = ..., space_id: _Optional[str] = ..., modality: _Optional[_Union[_common_pb2.Modality, str]] = ..., encoder: _Optional[str] = ..., scored: _Optional[bool] = ..., candidate_stage: _Optional[_Union[CandidateStage, _Mapping]] = ..., calibration: _Optional[_Mapping[str, float]] = ..., samples: _Optional[_Iterable[_Union[ExplainedSample, _Mapping]]] = ..., read_text: _Optional[str] = ...) -> None: ...

class CandidateStage(_message.Message):
    __slots__ = ("exhaustive", "rank", "candidate_count", "media_count")
    EXHAUSTIVE_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_COUNT_FIELD_NUMBER: _ClassVar[int]
    MEDIA_COUNT_FIELD_NUMBER: _ClassVar[int]
    exhaustive: bool
    rank: int
    candidate_count: int
    media_count: int
    def __init__(self, exhaustive: _Optional[bool] = ..., rank: _Optional[int] = ..., candidate_count: _Optional[int] = ..., media_count: _Optional[int] = ...) -> None: ...

class ExplainedSample(_message.Message):
    __slots__ = ("start_offset", "end_offset", "similarity", "evidence", "confidence")
    START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    END_OFFSET_FIELD_NUMBER: _ClassVar[int]
    SIMILARITY_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    start_offset: _duration_pb2.Duration
    end_offset: _duration_pb2.Duration
    similarity: float
    evidence: float
    confidence: float
    def __init__(self, start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., end_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., similarity: _Optional[float] = ..., evidence: _Optional[float] = ..., confidence: _Optional[float] = ...) -> None: ...

class ExplainedStep(_message.Message):
    __slots__ = ("kind", "term_indices", "curves", "moments")
    KIND_FIELD_NUMBER: _ClassVar[int]
    TERM_INDICES_FIELD_NUMBER: _ClassVar[int]
    CURVES_FIELD_NUMBER: _ClassVar[int]
    MOMENTS_FIELD_NUMBER: _ClassVar[int]
    kind: str
    term_indices: _containers.RepeatedScalarFieldContainer[int]
    curves: _containers.RepeatedCompositeFieldContainer[SegmentedCurve]
    moments: _containers.RepeatedCompositeFieldContainer[ExplainedMoment]
    def __init__(self, kind: _Optional[str] = ..., term_indices: _Optional[_Iterable[int]] = ..., curves: _Optional[_Iterable[_Union[SegmentedCurve, _Mapping]]] = ..., moments: _Optional[_Iterable[_Union[ExplainedMoment, _Mapping]]] = ...) -> None: ...

class SegmentedCurve(_message.Message):
    __slots__ = ("space_id", "levels", "candidate_count", "candidates", "samples")
    class LevelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    SPACE_ID_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_COUNT_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    SAMPLES_FIELD_NUMBER: _ClassVar[int]
    space_id: str
    levels: _containers.ScalarMap[str, float]
    candidate_count: int
    candidates: _containers.RepeatedCompositeFieldContainer[SpanCandidate]
    samples: _containers.RepeatedCompositeFieldContainer[ExplainedSample]
    def __init__(self, space_id: _Optional[str] = ..., levels: _Optional[_Mapping[str, float]] = ..., candidate_count: _Optional[int] = ..., candidates: _Optional[_Iterable[_Union[SpanCandidate, _Mapping]]] = ..., samples: _Optional[_Iterable[_Union[ExplainedSample, _Mapping]]] = ...) -> None: ...

class SpanCandidate(_message.Message):
    __slots__ = ("start_offset", "end_offset", "score", "peak_evidence", "outcome", "better_start_offset", "better_end_offset")
    START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    END_OFFSET_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    PEAK_EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    BETTER_START_OFFSET_FIELD_NUMBER: _ClassVar[int]
    BETTER_END_OFFSET_FIELD_NUMBER: _ClassVar[int]
    start_offset: _duration_pb2.Duration
    end_offset: _duration_pb2.Duration
    score: float
    peak_evidence: float
    outcome: Outcome
    better_start_offset: _duration_pb2.Duration
    better_end_offset: _duration_pb2.Duration
    def __init__(self, start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., end_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., score: _Optional[float] = ..., peak_evidence: _Optional[float] = ..., outcome: _Optional[_Union[Outcome, str]] = ..., better_start_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., better_end_offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class ExplainedMoment(_message.Message):
    __slots__ = ("moment", "outcome", "rank", "better", "better_rank")
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    BETTER_FIELD_NUMBER: _ClassVar[int]
    BETTER_RANK_FIELD_NUMBER: _ClassVar[int]
    moment: _search_service_pb2.Moment
    outcome: Outcome
    rank: int
    better: _search_service_pb2.Moment
    better_rank: int
    def __init__(self, moment: _Optional[_Union[_search_service_pb2.Moment, _Mapping]] = ..., outcome: _Optional[_Union[Outcome, str]] = ..., rank: _Optional[int] = ..., better: _Optional[_Union[_search_service_pb2.Moment, _Mapping]] = ..., better_rank: _Optional[int] = ...) -> None: ...

class ExplainAbsenceRequest(_message.Message):
    __slots__ = ("search", "media_id", "offset")
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    MEDIA_ID_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    search: _search_service_pb2.SearchMomentsRequest
    media_id: str
    offset: _duration_pb2.Duration
    def __init__(self, search: _Optional[_Union[_search_service_pb2.SearchMomentsRequest, _Mapping]] = ..., media_id: _Optional[str] = ..., offset: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class ExplainAbsenceResponse(_message.Message):
    __slots__ = ("outcome", "message", "next_step", "figures", "moment", "rank", "better", "better_rank")
    class FiguresEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    NEXT_STEP_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    MOMENT_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    BETTER_FIELD_NUMBER: _ClassVar[int]
    BETTER_RANK_FIELD_NUMBER: _ClassVar[int]
    outcome: Outcome
    message: str
    next_step: str
    figures: _containers.ScalarMap[str, float]
    moment: _search_service_pb2.Moment
    rank: int
    better: _search_service_pb2.Moment
    better_rank: int
    def __init__(self, outcome: _Optional[_Union[Outcome, str]] = ..., message: _Optional[str] = ..., next_step: _Optional[str] = ..., figures: _Optional[_Mapping[str, float]] = ..., moment: _Optional[_Union[_search_service_pb2.Moment, _Mapping]] = ..., rank: _Optional[int] = ..., better: _Optional[_Union[_search_service_pb2.Moment, _Mapping]] = ..., better_rank: _Optional[int] = ...) -> None: ...
