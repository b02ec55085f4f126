"""Each reason why something is not in the list: its figures, a sentence, and what could be done."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from momentsearch_server.library.records import Media, MediaState
from momentsearch_server.search.explanation import (
    Absence,
    Candidate,
    Fate,
    Listing,
    Outcome,
    Question,
)
from momentsearch_server.search.moments import MOST_MOMENTS, Moment, SearchRequest
from momentsearch_server.space import Modality, Space
from momentsearch_server.timespan import TimeSpan, us_to_seconds

# Of a text that may be seen or heard both are missing; the one that can be helped is told first.
MISSING_FIRST = (Outcome.OTHER_MODEL, Outcome.SILENT, Outcome.NO_SUCH_TRACK)
_INDEX_AGAIN = "Remove the media and add it again to have it indexed anew."
_NARROW = "Or search only the part of the media around this instant."
_OTHER_WORDS = "Describe it in other words, or search with minimum_confidence 0."


def unknown(question: Question) -> Absence:
    return Absence(
        Outcome.NOT_INDEXED,
        f"Collection {question.request.collection!r} has no media {question.media_id!r}.",
        "Look for its id with ListMedia, or add the media.",
    )


def not_indexed(media: Media) -> Absence:
    message = f"The media is {media.state.value}, and only ACTIVE media are searched."
    next_step = "Wait until it is ACTIVE; WatchMedia tells when."
    if media.state is MediaState.FAILED and media.failure is not None:
        message = f"The media could not be indexed ({media.failure.reason}): "
        message += f"{media.failure.message.rstrip('.')}."
        next_step = "Mend what failed, and add the media again."
    return Absence(Outcome.NOT_INDEXED, message, next_step)


def not_among_ids(count: int) -> Absence:
    return Absence(
        Outcome.FILTERED_OUT,
        f"The search asks for {count} media by their ids, and this one is not among them.",
        "Search without filter.media_ids, or add this one's id.",
        {"media_ids": count},
    )


def other_labels(media: Media, missing: Mapping[str, str]) -> Absence:
    asked = ", ".join(f"{key}={value}" for key, value in sorted(missing.items()))
    own = ", ".join(f"{key}={media.labels[key]}" for key in sorted(missing) if key in media.labels)
    return Absence(
        Outcome.FILTERED_OUT,
        f"The search asks for the labels {asked}; the media has {own or 'none of these'}.",
        "Search without filter.labels, or change the media's labels.",
    )


def outside_part(request: SearchRequest, at_us: int) -> Absence:
    end = "the end" if request.end_us is None else _time(request.end_us)
    figures = {"offset_seconds": us_to_seconds(at_us)}
    figures["start_seconds"] = us_to_seconds(request.start_us)
    if request.end_us is not None:
        figures["end_seconds"] = us_to_seconds(request.end_us)
    return Absence(
        Outcome.FILTERED_OUT,
        f"{_time(at_us)} is outside the part that the search asks for, "
        f"{_time(request.start_us)} to {end}.",
        "Search without filter.start_offset and filter.end_offset, or ask for a longer part.",
        figures,
    )


def no_such_track(media: Media, modality: Modality) -> Absence:
    notes = [one for one in media.notes if one.reason.startswith(f"{modality.upper()}_TRACK")]
    said = "".join(f" {one.message}" for one in notes)
    other = "picture" if modality is Modality.SOUND else "sound"
    return Absence(
        Outcome.NO_SUCH_TRACK,
        f"Nothing of the media's {modality} is indexed: it has no such track, or a "
        f"broken one.{said}",
        f"Ask for what is in its {other}, or add a copy of the media that has {modality}.",
    )


def other_model(space: Space, known: Sequence[str]) -> Absence:
    return Absence(
        Outcome.OTHER_MODEL,
        f"The media's {space.modality} is indexed in {', '.join(known)}, and the server searches "
        f"{space.space_id} ({space.encoder}).",
        f"{_INDEX_AGAIN} Or start the server with the model that it was indexed with.",
    )


def no_encoder(modality: Modality, known: Sequence[str]) -> Absence:
    """``known`` are the spaces of other servers in which the media's track is indexed."""
    setting = f"{modality}_encoder"
    lacks = f"the server has no encoder for {modality}: its setting {setting} is 'none'"
    if known:
        return Absence(
            Outcome.OTHER_MODEL,
            f"The media's {modality} is indexed in {', '.join(known)}, and {lacks}.",
            f"Start the server with the {setting} that it was indexed with.",
        )
    return Absence(
        Outcome.NO_SUCH_TRACK,
        f"Nothing of the media's {modality} is indexed: {lacks}.",
        f"Start the server with a {setting}. {_INDEX_AGAIN}",
    )


def all_silent(window_count: int) -> Absence:
    return Absence(
        Outcome.SILENT,
        f"All of the media's {window_count} windows of sound are digital silence.",
        "Ask for what is seen in it.",
        {"silent_windows": window_count},
    )


def silent_there(at_us: int, window_count: int, nearest_us: int | None) -> Absence:
    return Absence(
        Outcome.SILENT,
        f"The sound at {_time(at_us)} is digital silence, which is not encoded; "
        f"{window_count} windows of this media are.{_nearest(nearest_us)}",
        "Ask for what is seen there, or for a sound next to it.",
        {"silent_windows": window_count, **_nearest_figure(nearest_us)},
    )


def not_sampled(at_us: int, duration_us: int, nearest_us: int | None) -> Absence:
    beyond = at_us >= duration_us
    why = f"the media ends at {_time(duration_us)}" if beyond else "nothing was sampled there"
    figures = {"duration_seconds": us_to_seconds(duration_us), **_nearest_figure(nearest_us)}
    return Absence(
        Outcome.NOT_SAMPLED_NEAR,
        f"No sample that the query needs stands for {_time(at_us)}: {why}.{_nearest(nearest_us)}",
        "Ask for an instant before its end."
        if beyond
        else "Look at the media's notes: part of it may not have been decodable.",
        figures,
    )


def not_a_candidate(
    modality: Modality, *, own: float, last: float, chosen: int, of: int
) -> Absence:
    return Absence(
        Outcome.NOT_A_CANDIDATE,
        f"The candidate stage chose {chosen} of {of} media by their {modality}, and not this one: "
        f"its best cosine is {own:.3f}, that of the last one chosen {last:.3f}.",
        "Narrow the search with filter.media_ids or filter.labels, or raise the server's "
        "candidate_media or exact_sample_limit.",
        {"similarity": own, "last_similarity": last, "candidates": chosen, "media": of},
    )


def of_fate(fate: Fate, shown: Moment, question: Question, listing: Listing) -> Absence:
    """``shown`` is the fate's moment with the picture that shows it."""
    moment, minimum = fate.moment, question.request.minimum_confidence
    figures: dict[str, float] = {"score": moment.score, "confidence": moment.confidence}
    span = _span(moment.span)
    better = "" if fate.better is None else _moment(fate.better, fate.better_rank)
    of = f"of the first {listing.count}" if listing.is_cut else f"of {listing.count}"
    told = f"The moment {span} scores {moment.score:.2f}"
    if fate.pair is not None:
        told = f"The moment {span} went into {_span(fate.pair.span)}, which scores "
        told += f"{fate.pair.score:.2f}"
        figures["pair_score"] = fate.pair.score
    message, next_step = "", ""
    match fate.outcome:
        case Outcome.PRESENT:
            message = f"It is in the list: number {fate.rank} {of}, {span}."
        case Outcome.OUTRANKED if fate.rank:
            message = f"It is number {fate.rank} {of}, and {question.shown_count} "
            message += "were looked at."
            next_step = f"Ask for the next page, or with a page_size of {fate.rank} or more."
            figures["page_size"] = question.shown_count
        case Outcome.OUTRANKED:
            message = f"{told}, and stands behind {better}."
            next_step = "Narrow the search to a part of the media, or do not group by media."
            if listing.is_cut and listing.count < MOST_MOMENTS and _is_elsewhere(fate):
                next_step = f"Ask for the pages after the first {listing.count} moments: a search "
                next_step += "looks for no more than its page needs."
        case Outcome.BELOW_FLOOR:
            message = f"The moment {span} has a confidence of {moment.confidence:.3f}, and at "
            message += f"least {minimum:.3f} was asked for."
            next_step = _OTHER_WORDS
            figures["minimum_confidence"] = minimum
        case Outcome.UNPAIRED:
            message = f"One side of the query is there, {span}, and nothing of the other side "
            message += "goes with it."
            next_step = "Search for each side alone, or allow more time between them."
        case Outcome.MERGED_INTO:
            message = f"The moment {span} became part of {better}."
            next_step = _look(fate.better_rank)
        case _:
            message = f"{told}, and the better {better} overlaps it."
            next_step = f"{_look(fate.better_rank)} {_NARROW}"
    if fate.better is not None:
        figures |= {"better_score": fate.better.score, "better_confidence": fate.better.confidence}
    return Absence(
        fate.outcome,
        message,
        next_step,
        figures,
        fate=dataclasses.replace(fate, moment=shown),
        better=fate.better,
        better_rank=fate.better_rank,
    )


def _is_elsewhere(fate: Fate) -> bool:
    """Whether the better moment is another media's."""
    return fate.better is not None and fate.better.media_id != fate.moment.media_id


def weaker_candidate(candidate: Candidate, stronger: TimeSpan, became: Fate | None) -> Absence:
    """``became`` is what became of the moment that the stronger span was made into."""
    merged = became is not None and became.outcome is Outcome.MERGED_INTO
    rank, better = _stands_for(became)
    return Absence(
        Outcome.MERGED_INTO if merged else Outcome.SUPPRESSED_BY,
        f"The evidence rises over {_span(candidate.span.span)} (score {candidate.span.score:.2f}), "
        f"and the better span {_span(stronger)} overlaps that{_which(became)}.",
        f"{_look(rank)} {_NARROW}",
        {"score": candidate.span.score, "peak_evidence": candidate.span.peak},
        better=better,
        better_rank=rank,
    )


def beyond_its_ends(candidate: Candidate, evidence: float, became: Fate | None) -> Absence:
    """The run of samples reaches here, and the moment that was made of it does not: windows of
    sound overlap, and a moment ends where less than half of one is in it."""
    rank, better = _stands_for(became)
    return Absence(
        Outcome.BELOW_FLOOR,
        f"The evidence there is {evidence:+.2f}, on the slope of the span "
        f"{_span(candidate.span.span)}{_which(became)}: that ends where the curve is half way "
        "down.",
        _look(rank),
        {"evidence": evidence, "peak_evidence": candidate.span.peak},
        better=better,
        better_rank=rank,
    )


_DROPPED_FOR = (Outcome.MERGED_INTO, Outcome.SUPPRESSED_BY)


def _stands_for(fate: Fate | None) -> tuple[int, Moment | None]:
    """The moment in the list that its own went into or gave way to, else its own; with its place,
    0 where it is not in the list."""
    if fate is None:
        return 0, None
    if fate.outcome in _DROPPED_FOR:
        return fate.better_rank, fate.better
    return fate.rank, fate.moment


def _which(fate: Fate | None) -> str:
    rank, moment = _stands_for(fate)
    if fate is None or moment is None:
        return ""
    if fate.outcome is Outcome.MERGED_INTO:
        return f", which became part of {_moment(moment, rank)}"
    if fate.outcome is Outcome.SUPPRESSED_BY:
        became = "became" if fate.pair is None else "went into"
        return f", which {became} a moment that the better {_moment(moment, rank)} overlaps"
    return f", which became {_moment(moment, rank)}"


def one_too_many(candidate: Candidate, place_count: int) -> Absence:
    return Absence(
        Outcome.OUTRANKED,
        f"The evidence rises over {_span(candidate.span.span)} (score {candidate.span.score:.2f}), "
        f"and {place_count} other spans of this media, as many as one may have, are better.",
        "Search only the part of the media around this instant.",
        {
            "score": candidate.span.score,
            "peak_evidence": candidate.span.peak,
            "places": place_count,
        },
    )


def nothing_stands_out(evidence: float, levels: Mapping[str, float]) -> Absence:
    return Absence(
        Outcome.BELOW_FLOOR,
        f"The evidence there is {evidence:+.2f}, where {levels['floor']:+.2f} is usual around and "
        f"{levels['peak']:+.2f} is the most: no moment begins from that.",
        "Describe what is there in other words; ExplainMoment shows the evidence of each text.",
        {"evidence": evidence, **levels},
    )


def _look(rank: int) -> str:
    if rank:
        return "Look at that moment."
    return "That moment is not in the list either: ask about an instant of it."


def _moment(moment: Moment, rank: int) -> str:
    place = f"number {rank} of the list" if rank else "which is not in the list either"
    return f"moment {_span(moment.span)} (score {moment.score:.2f}, {place})"


def _span(span: TimeSpan) -> str:
    return f"{_time(span.start_us)} to {_time(span.end_us)}"


def _time(us: int) -> str:
    """``h:mm:ss.s``, to the nearest tenth of a second, halves up."""
    tenths = math.floor(us_to_seconds(us) * 10 + 0.5)
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{tenths // 10:02d}.{tenths % 10}"


def _nearest(nearest_us: int | None) -> str:
    if nearest_us is None:
        return ""
    return f" The nearest sample is {us_to_seconds(nearest_us):.1f} s away."


def _nearest_figure(nearest_us: int | None) -> Mapping[str, float]:
    return {} if nearest_us is None else {"nearest_sample_seconds": us_to_seconds(nearest_us)}
