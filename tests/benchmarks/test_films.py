"""The films' corpus: planned, asked about, recorded, served and measured."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from benchmarks.quality.answers import Found, prediction
from benchmarks.quality.baselines import chance, nearest_frames
from benchmarks.quality.before import Before
from benchmarks.quality.curves import half_of
from benchmarks.quality.films import measure, record
from benchmarks.quality.films.drafts import OPERATORS
from benchmarks.quality.films.encode import encode_sound, pictures_of, sound_of
from benchmarks.quality.films.missing import FOREIGN
from benchmarks.quality.films.plan import (
    ABSENT_EVENTS,
    ABSENT_PAIRS,
    ABSENT_THINGS,
    CUE_SECONDS,
    DEFAULT_FILMS,
    DEFAULT_SEED,
    Corpus,
    plan_corpus,
)
from benchmarks.quality.films.questions import ASKED, Question, ask
from benchmarks.quality.films.recorded import label_lines, read_key, read_recorded, write_recorded
from benchmarks.quality.films.served import Served, read_query, served
from benchmarks.quality.films.truth import answer, pieces_of
from benchmarks.quality.labels import read_queries
from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.space import Modality
from tests.benchmarks.film_corpus import (
    BLUE_THEN_RED,
    PURPLE,
    RED,
    YELLOW,
    recorded_films,
)

COUNT = 3


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return plan_corpus(count=COUNT)


@pytest.fixture(scope="module")
def questions(corpus: Corpus) -> list[Question]:
    return ask(corpus, DEFAULT_SEED)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    encoders = {Modality.PICTURE: fake_picture_encoder()}
    with served(recorded_films(), encoders, tmp_path / "data") as found:
        yield found


def test_a_film_depends_on_the_seed_and_its_own_number_alone(corpus: Corpus) -> None:
    assert plan_corpus(count=1).films[0] == corpus.films[0]
    assert plan_corpus(1, count=1).films[0] != corpus.films[0]


def test_shots_follow_one_another_and_films_can_be_joined(corpus: Corpus) -> None:
    for film in corpus.films:
        assert film.duration_seconds % 5 == 0
        assert 60 <= film.duration_seconds <= 360
        edges = [film.shots[0].start_seconds, *(shot.end_seconds for shot in film.shots)]
        assert [shot.start_seconds for shot in film.shots] == edges[:-1]
        assert (edges[0], edges[-1]) == (0, film.duration_seconds)
        # An arrival cuts a shot in two of at least four seconds.
        assert all(4 <= end - start <= 25 for start, end in pairwise(edges))
        assert all(0 < c.end_seconds - c.start_seconds <= CUE_SECONDS[1] for c in film.cues)


def test_what_is_kept_out_is_in_no_film(corpus: Corpus) -> None:
    things = [thing for film in corpus.films for shot in film.shots for thing in shot.scene.things]
    assert things
    assert not {thing.name for thing in things} & ABSENT_THINGS
    assert not {f"{thing.colour} {thing.name}" for thing in things} & ABSENT_PAIRS
    heard = {cue.source for film in corpus.films for cue in film.cues}
    assert not heard & ABSENT_EVENTS


def test_questions_are_of_every_kind_and_true_where_they_say(questions: list[Question]) -> None:
    for absent in (True, False):
        drafts = [one.draft for one in questions if one.is_absent is absent]
        assert {one.kind for one in drafts} == {*ASKED} - {*OPERATORS} | {"composed"}
        assert {one.operator for one in drafts if one.kind == "composed"} == {*OPERATORS}
    for question in questions:
        if question.is_absent:
            assert not question.answers
        else:
            windows = question.answers[question.asked_in]
            assert 1 <= len(windows) <= 3
            assert all(end - start >= 2 for start, end in windows)


def test_a_question_about_a_picture_of_what_is_heard_elsewhere_says_so(
    corpus: Corpus, questions: list[Question]
) -> None:
    named_and_heard = 0
    for question in questions:
        facts = frozenset().union(*question.draft.facts.values())
        if question.is_absent or question.draft.modality == "both":
            assert not question.in_other_track
        elif question.asked_in < COUNT and question.draft.modality == "picture":
            heard = {cue.source for cue in corpus.films[question.asked_in].cues}
            if any(("thing", name) in facts for name in {"train", "helicopter"} & heard):
                assert question.in_other_track
                named_and_heard += 1
    assert named_and_heard
    assert any(not question.in_other_track for question in questions if not question.is_absent)


def test_what_is_absent_is_in_no_film(corpus: Corpus, questions: list[Question]) -> None:
    pieces = [pieces_of(film) for film in corpus.films]
    for question in questions:
        if question.is_absent:
            found = [answer(question.draft.query, question.draft.facts, one) for one in pieces]
            assert not any(one.windows for one in found)
            assert all(one.is_clear for one in found)


def test_what_is_foreign_is_about_nothing_of_the_film(
    corpus: Corpus, questions: list[Question]
) -> None:
    foreign = [one for one in questions if one.draft.detail == FOREIGN]
    in_films = [one for one in foreign if one.asked_in < COUNT]
    assert in_films
    for question in in_films:
        film = corpus.films[question.asked_in]
        shown = {thing.name for shot in film.shots for thing in shot.scene.things}
        shown |= {shot.scene.place for shot in film.shots}
        heard = {cue.source for cue in film.cues}
        for fact in frozenset().union(*question.draft.facts.values()):
            if isinstance(fact, tuple) and fact[0] in ("thing", "place"):
                assert fact[1] not in shown
            if isinstance(fact, str) and fact.startswith("event:"):
                assert fact.removeprefix("event:") not in heard


def test_absent_questions_are_worded_like_present_ones(questions: list[Question]) -> None:
    asked = {one.qid: one for one in questions if one.asked_in < COUNT}
    twins = [(one, asked[one.twin]) for one in asked.values() if one.is_absent]
    assert len(twins) >= 0.9 * sum(not one.is_absent for one in asked.values())
    for one, like in twins:
        assert (one.draft.kind, one.draft.operator) == (like.draft.kind, like.draft.operator)
        assert one.asked_in == like.asked_in
        assert abs(one.draft.words - like.draft.words) <= 1
    _assert_as_long([*asked.values()])


@pytest.mark.slow  # two minutes
def test_absent_questions_of_all_films() -> None:
    films = plan_corpus()
    questions = [one for one in ask(films, DEFAULT_SEED) if one.asked_in < DEFAULT_FILMS]
    modalities = Counter(one.draft.modality for one in questions if one.is_absent)
    assert min(modalities[name] for name in ("picture", "sound", "both")) >= 150
    for track in ("picture", "sound", "both"):
        _assert_as_long([one for one in questions if one.draft.modality == track])
    _assert_as_long([one for one in questions if one.draft.operator])
    foreign = sum(one.draft.detail == FOREIGN for one in questions)
    assert 0.4 <= foreign / sum(one.is_absent for one in questions) <= 0.6


def _assert_as_long(questions: list[Question]) -> None:
    """Present and absent ones have as many words, on average and as a distribution."""
    absent, present = (
        np.array([one.draft.words for one in questions if one.is_absent is absent])
        for absent in (True, False)
    )
    assert abs(absent.mean() - present.mean()) < 0.5
    # Kolmogorov and Smirnov's distance: the farthest that the two shares of shorter ones are apart.
    lengths = np.arange(1, max(absent.max(), present.max()) + 1)
    shorter = [(words[:, np.newaxis] <= lengths).mean(axis=0) for words in (absent, present)]
    assert np.abs(shorter[0] - shorter[1]).max() < 0.15


def test_a_query_s_text_is_read_as_the_tree_it_was_written_from(questions: list[Question]) -> None:
    for question in questions:
        assert read_query(str(question.draft.query), plain=False) == question.draft.query


def test_one_picture_a_second_and_sound_of_the_film_s_length(corpus: Corpus) -> None:
    whole = corpus.films[0]
    first = tuple(cue for cue in whole.cues if cue.start_seconds < 10)
    assert first
    film = dataclasses.replace(whole, duration_seconds=10.0, cues=first)
    taken = list(pictures_of(film))
    assert [span.start_us for span, _ in taken] == [k * 1_000_000 for k in range(10)]
    assert {picture.shape for _, picture in taken} == {(225, 400, 3)}
    # Within a shot the camera moves: no two pictures are the same.
    assert all((one != other).any() for (_, one), (_, other) in pairwise(taken))
    track = sound_of(film)
    assert (track.dtype, len(track)) == (np.float32, 480_000)
    assert np.abs(track).max() <= 1


def test_silence_is_passed_over() -> None:
    track = np.zeros(20 * 48_000, np.float32)
    track[: 5 * 48_000] = np.sin(np.arange(5 * 48_000) * 0.1)
    found = encode_sound(track, fake_sound_encoder())
    assert found.starts_us.tolist() == [0, 2_500_000]
    assert found.ends_us.tolist() == [5_000_000, 5_050_000]  # where it sounds, and a breath


def test_what_is_recorded_is_read_again(tmp_path: Path) -> None:
    recorded, path = recorded_films(), tmp_path / "films.npz"
    assert read_key(path) == ""
    write_recorded(path, recorded)
    again = read_recorded(path)
    assert read_key(path) == recorded.key
    assert (again.media, again.terms, again.queries) == (
        recorded.media,
        recorded.terms,
        recorded.queries,
    )
    one, other = again.spaces["picture"], recorded.spaces["picture"]
    assert one.space == other.space
    np.testing.assert_array_equal(one.vectors, other.vectors)
    np.testing.assert_array_equal(one.caption_similarities(), other.caption_similarities())


def test_another_file_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", values=np.zeros(3))
    with pytest.raises(ValueError, match=r"other\.npz"):
        read_recorded(tmp_path / "other.npz")


def test_similarities_of_all_samples_and_of_one_media() -> None:
    space = recorded_films().spaces["picture"]
    everywhere = space.similarities([0, 1])
    assert everywhere.shape == (2, 40)
    curve = space.curve(1, 1)
    np.testing.assert_allclose(curve.values, everywhere[1, 20:], atol=1e-6)
    assert curve.values.argmax() in range(8, 14)
    assert space.media_of_sample.tolist() == [0] * 20 + [1] * 20


def test_labels_are_lines_that_the_scorer_reads(tmp_path: Path) -> None:
    path = tmp_path / "films.jsonl"
    path.write_text("\n".join(label_lines(recorded_films())))
    red, _, purple, _ = read_queries(path)
    assert (red.vid, red.windows, red.modality) == ("film-a", ((6, 10),), "picture")
    assert purple.absent


def test_curves_for_rules_are_of_plain_questions_in_the_space_of_the_answer() -> None:
    (red, yellow) = recorded_films().labelled_curves()["picture"]
    assert (red.qid, len(red.curve), red.truths[0].start_us) == ("film-a/0", 20, 6_000_000)
    assert yellow.qid == "film-b/0"


def test_halves_are_by_film() -> None:
    assert {half_of(f"film-007/{k}") for k in range(20)} == {half_of("film-007")}


def test_nearest_frames_are_merged_with_their_neighbours() -> None:
    recorded = recorded_films()
    space = recorded.spaces["picture"]
    found = nearest_frames(space, space.term_vectors[1], [0, 1])
    # Twenty samples are taken; the six yellow ones come first and lie side by side.
    assert (found[0].media, found[0].start, found[0].end) == (1, 8, 14)
    assert found[0].score > found[1].score


def test_chance_is_the_same_for_the_same_query_and_within_the_media() -> None:
    recorded = recorded_films()
    found = chance(recorded, "q", [0, 1], [5.0, 30.0])
    assert found == chance(recorded, "q", [0, 1], [5.0, 30.0])
    assert found != chance(recorded, "r", [0, 1], [5.0, 30.0])
    assert all(0 <= one.start < one.end <= 20 for one in found)


def test_a_prediction_s_curve_peaks_where_the_first_span_does() -> None:
    made = prediction("q", [Found(0, 4, 10, 2.0, 0.5, peak_seconds=7.0)])
    assert made.windows == ((4, 10, 2.0),)
    assert made.saliency == (0, 0, 0, 1)
    assert prediction("q", []).windows == ()


def test_the_real_engine_answers_from_the_recorded_timelines(server: Served) -> None:
    (best, *_) = server.ask(read_query(RED.text, plain=False), collection="films")
    assert (best.media, best.start, best.end) == (0, 6, 10)
    (best, *_) = server.ask(read_query("yellow", plain=True), collection="films", media=1)
    assert (best.media, best.start, best.end) == (1, 8, 14)
    found = server.ask(read_query("yellow", plain=True), collection="films", media=0)
    assert all(one.media == 0 for one in found)
    (best, *_) = server.ask(read_query(BLUE_THEN_RED.text, plain=False), collection="films")
    assert (best.start, best.end) == (0, 10)


def test_rows_of_answers_worked_out_by_hand(server: Served) -> None:
    recorded = server.recorded
    asked = measure.within(server, Before(recorded, {}), lambda _line: None)
    rows = list(measure.span_rows(asked, recorded, "films"))
    ours = {
        (row["half"], row["system"], row["group"]): row for row in rows if row["bucket"] == "full"
    }
    assert ours["test", measure.SERVER, "all"]["r1_at_70"] == 100
    assert ours["test", measure.SERVER, "then"]["queries"] == 1
    assert ours["tune", measure.SERVER, "picture"]["map_average"] == 100
    assert ("test", measure.SENTENCE, "picture") not in ours
    assert ("test", measure.SPACE_NAMED, "picture") in ours


def test_across_counts_films_and_spans() -> None:
    right = [Found(0, 6, 10, 3.0, 0.9, 8), Found(1, 0, 4, 1.0, 0.2, 2)]
    second = [Found(0, 6, 10, 3.0, 0.9, 8), Found(1, 8, 14, 1.0, 0.2, 9)]
    asked = [
        measure.Asked(RED, None, {measure.SERVER: right}),
        measure.Asked(dataclasses.replace(YELLOW, half="test"), None, {measure.SERVER: second}),
        measure.Asked(PURPLE, None, {measure.SERVER: right}),
    ]
    row = next(row for row in measure.across_rows(asked) if row["group"] == "all")
    assert (row["queries"], row["film_first"], row["film_in_5"]) == (2, 50, 100)
    assert (row["span_first_50"], row["span_first_70"]) == (50, 50)


def test_presence_and_calibration_take_the_first_answer() -> None:
    sure, unsure = [Found(0, 6, 10, 3.0, 0.9, 8)], [Found(0, 6, 10, 3.0, 0.2, 8)]
    asked = [
        measure.Asked(RED, 0, {measure.SERVER: sure}),
        measure.Asked(PURPLE, 0, {measure.SERVER: unsure}),
        measure.Asked(dataclasses.replace(PURPLE, qid="film-a/9"), 0, {measure.SERVER: []}),
    ]
    rows = {(row["by"], row["group"]): row for row in measure.presence_rows(asked, "film")}
    assert rows["confidence", "all"]["auroc"] == 1
    assert rows["confidence", "all"]["false_alarms"] == 0
    # The three questions have one word each, which tells nothing.
    assert rows["number of words", "all"]["auroc"] == 0.5
    # By score the absent one that is answered is as good as the present one.
    assert rows["score", "picture"]["auroc"] == 0.75
    (row,) = measure.calibration_rows(asked, "film")
    assert row["system"] == measure.SERVER
    assert (row["queries"], row["absent"]) == (3, 2)
    assert row["error_of_presence"] == pytest.approx((0.1 + 0.2 + 0) / 3)
    (alarm,) = measure.alarm_rows(asked, "film")
    assert (alarm["detail"], alarm["queries"], alarm["false_alarms"]) == ("colour", 2, 0)


def test_other_questions_are_recorded_without_drawing_the_films_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoders = {Modality.PICTURE: fake_picture_encoder()}
    key = record._films_key(encoders, 1, DEFAULT_SEED)
    kept = dataclasses.replace(recorded_films(), key=f"{key}questions of before")
    write_recorded(tmp_path / record.FILE_NAME, kept)
    monkeypatch.setattr(record, "encode_corpus", None)  # a film drawn would be an error
    again = record.recorded_films(
        tmp_path, encoders, picture="", sound="", count=1, tell=lambda _line: None
    )
    assert again.key.startswith(key)
    assert again.key != kept.key
    one, other = again.spaces["picture"], kept.spaces["picture"]
    np.testing.assert_array_equal(one.vectors, other.vectors)
    assert one.term_vectors.shape == (len(again.terms), other.term_vectors.shape[1])
    assert {query.is_absent for query in again.queries} == {True, False}
    assert read_key(tmp_path / record.FILE_NAME) == again.key
