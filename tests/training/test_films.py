"""The films of the demonstration and of the benchmarks: what is said to be in them is in them."""

import argparse
import dataclasses
import json
from pathlib import Path

import av
import numpy as np
import pytest

from training.films import make
from training.films.demo import DEMO_QUERIES, HAPPY_GUITAR, demo_library
from training.films.plan import Film, Shot, SoundCue, clip_at, generator, plan_library
from training.films.render import render_film, sound_of
from training.films.staging import Role, stage
from training.films.truth import Answer, Query, answers, is_clear, queries_of
from training.pictures.objects import DRAWINGS
from training.pictures.palette import UNSEEN_PAIRS
from training.pictures.places import PLAIN_NAMES, place_of
from training.pictures.scene import STYLES
from training.sounds.captions import Clip, holds

CAR = frozenset({("thing", "car"), ("colour", "car", "red")})
RAIN_HEARD = frozenset({"event:rain"})


def a_film() -> Film:
    """red car | red car | blue car       rain over 3 to 7, a dog over 5 to 9."""
    rng = generator(0)
    red, blue = (stage(rng, "road", Role("car", colour)) for colour in ("red", "blue"))
    shots = (Shot(red, 0, 2), Shot(red, 2, 5), Shot(blue, 5, 10))
    cues = (SoundCue("rain", 3, 7), SoundCue("dog barking", 5, 9, -9))
    return Film("film.mp4", "A film", 10, shots, cues, seed=3)


def test_an_answer_is_as_long_as_the_shots_that_show_it() -> None:
    assert answers(Query("a red car", picture=CAR), [a_film()]) == [Answer("film.mp4", 0, 5)]


def test_a_sound_answers_where_it_is_heard_whatever_else_is() -> None:
    assert answers(Query("rain", sound=RAIN_HEARD), [a_film()]) == [Answer("film.mp4", 3, 7)]


def test_seen_and_heard_answers_where_both_are() -> None:
    query = Query("a red car, rain", picture=CAR, sound=RAIN_HEARD)
    assert query.modality == "both"
    assert answers(query, [a_film()]) == [Answer("film.mp4", 3, 5)]


def test_what_comes_twice_has_two_answers() -> None:
    film = a_film()
    again = dataclasses.replace(film, shots=(*film.shots, Shot(film.shots[0].scene, 10, 12)))
    found = answers(Query("a red car", picture=CAR), [again])
    assert found == [Answer("film.mp4", 0, 5), Answer("film.mp4", 10, 12)]


def test_a_still_answers_at_zero() -> None:
    still = dataclasses.replace(a_film(), file_name="still.png", duration_seconds=0.0, cues=())
    assert still.kind == "still"
    assert answers(Query("a red car", picture=CAR), [still]) == [Answer("still.png", 0.0, 0.0)]


def test_a_question_that_can_be_argued_about_is_not_clear() -> None:
    beach = Shot(stage(generator(0), "beach", Role("umbrella", "red")), 0, 10)
    film = Film("beach.mp4", "Beach", 10, (beach,), (), seed=0)
    sea = Query("the sea", picture=frozenset({("place", "sea")}))
    assert answers(sea, [film]) == []
    assert answers(sea, [film], arguable=True) == [Answer("beach.mp4", 0, 10)]
    assert not is_clear(sea, [film])


@pytest.mark.parametrize("seed", [1, 2, 30])
@pytest.mark.parametrize("query", DEMO_QUERIES, ids=lambda query: query.text)
def test_each_demo_question_has_one_clear_answer_or_none(query: Query, seed: int) -> None:
    library = demo_library(seed)
    assert is_clear(query, library)
    assert len(answers(query, library)) == (0 if "octopus" in query.text else 1)


def test_the_demo_asks_enough_of_each_kind() -> None:
    library = demo_library(1)
    kinds = [query.modality if answers(query, library) else "absent" for query in DEMO_QUERIES]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "picture": 4,
        "sound": 4,
        "both": 3,
        "absent": 1,
    }


def test_the_absent_question_is_not_even_partly_true() -> None:
    absent = DEMO_QUERIES[-1]
    for film in demo_library(1):
        for shot in film.shots:
            names = {thing.name for thing in shot.scene.things}
            colours = {thing.colour for thing in shot.scene.things}
            assert not names & {"octopus"}
            assert not {*colours, shot.scene.place} & {"purple", "plain purple", "forest"}
        assert not any(holds(absent.sound, Clip((cue.source,))) for cue in film.cues)


def test_a_demo_answer_is_long_enough_for_windows_of_five_seconds() -> None:
    found = [a for query in DEMO_QUERIES for a in answers(query, demo_library(1))]
    lengths = [a.end_seconds - a.start_seconds for a in found if a.end_seconds]
    assert min(lengths) >= 10


def test_no_demo_picture_has_a_pair_that_training_leaves_out() -> None:
    things = [t for film in demo_library(1) for shot in film.shots for t in shot.scene.things]
    assert not [t.name for t in things if UNSEEN_PAIRS.get(t.name) == t.colour]


def test_demo_pictures_are_drawn_as_training_knows_them() -> None:
    for scene in (shot.scene for film in demo_library(1) for shot in film.shots):
        assert scene.style in STYLES
        assert all(thing.drawing < len(DRAWINGS[thing.name]) for thing in scene.things)
        compositions = place_of(scene.place).compositions
        assert scene.place in PLAIN_NAMES or scene.composition < len(compositions)


def test_a_staged_scene_refuses_weather_that_its_place_has_not() -> None:
    with pytest.raises(ValueError, match="room"):
        stage(generator(0), "room", weather="rain")


def test_drawn_films_fill_their_time_and_leave_gaps_in_the_sound() -> None:
    films = plan_library(5, count=12, duration_seconds=60)
    for film in films:
        ends = [shot.end_seconds for shot in film.shots]
        assert [shot.start_seconds for shot in film.shots] == [0.0, *ends[:-1]]
        assert ends[-1] == 60
        assert all(4 <= shot.end_seconds - shot.start_seconds <= 15 for shot in film.shots)
        assert all(0 <= cue.start_seconds < cue.end_seconds <= 60 for cue in film.cues)
    heard = [bool(clip_at(film, s).parts) for film in films for s in range(60)]
    assert 0.5 < np.mean(heard) < 0.98


def test_the_same_seed_draws_the_same_films_and_questions() -> None:
    films = plan_library(7, count=4)
    assert films == plan_library(7, count=4)
    assert films[0] != plan_library(8, count=4)[0]
    questions = [queries_of(films, generator(7, 2), count=10) for _ in range(2)]
    assert questions[0] == questions[1]


def test_drawn_questions_are_clear_and_the_last_have_no_answer() -> None:
    films = plan_library(2, count=6)
    questions = queries_of(films, generator(2, 2), count=40)
    assert len({query.text for query in questions}) == 40
    assert {query.modality for query in questions} == {"picture", "sound", "both"}
    assert all(is_clear(query, films) for query in questions)
    assert [len(answers(query, films)) > 0 for query in questions] == [True] * 36 + [False] * 4


def test_films_in_which_nothing_is_give_no_questions() -> None:
    empty = Film("empty.flac", "Empty", 10, (), (), seed=1)
    with pytest.raises(ValueError, match="only 0 of 9 clear questions about 1 films"):
        queries_of([empty], generator(1), count=10)


def test_sound_is_where_the_plan_says_and_silence_is_digital() -> None:
    sound = sound_of(a_film())
    power = [float(np.mean(sound[s * 48_000 : (s + 1) * 48_000] ** 2)) for s in range(10)]
    assert len(sound) == 480_000
    assert [value > 0 for value in power] == [False] * 3 + [True] * 6 + [False]


@pytest.mark.parametrize("suffix", [".mp4", ".webm", ".mkv"])
def test_a_rendered_film_lasts_as_planned(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a film{suffix}"
    film = dataclasses.replace(short_film(), file_name=path.name)
    render_film(film, path)
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(frames) == 20
    assert frames[0].shape == (360, 640, 3)
    reds = [frame[150:250, 280:360].mean(axis=(0, 1)) for frame in (frames[5], frames[15])]
    assert reds[0][0] > reds[0][2] + 40
    assert reds[1][2] > reds[1][0] + 40


def test_rendering_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.mp4", "two.mp4"):
        render_film(short_film(), tmp_path / name)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


@pytest.mark.parametrize("suffix", [".flac", ".m4a", ".ogg", ".opus", ".mp3"])
def test_music_is_written_in_each_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"music{suffix}"
    render_film(Film(path.name, "Music", 2, (), (SoundCue(HAPPY_GUITAR, 0, 2),), 1), path)
    with av.open(str(path)) as container:
        count = sum(frame.samples for frame in container.decode(audio=0))
        rate = container.streams.audio[0].rate
    assert abs(count / rate - 2) < 0.15


def test_a_failing_ffmpeg_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="No such file"):
        render_film(short_film(), tmp_path / "missing" / "film.mp4")


def test_a_complete_library_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make, "demo_library", lambda seed: [short_still()])
    monkeypatch.setattr(make, "DEMO_QUERIES", (Query("a red car", picture=CAR),))
    arguments = parsed("--out", str(tmp_path), "--seed", "4")
    make.main(arguments)
    written = (tmp_path / "still.png").stat().st_mtime_ns
    make.main(arguments)
    assert (tmp_path / "still.png").stat().st_mtime_ns == written
    assert "already rendered" in capsys.readouterr().out
    truth = json.loads((tmp_path / "truth.json").read_text())
    assert truth["provenance"]["seed"] == 4
    assert truth["queries"][0]["spans"] == [
        {"file": "still.png", "start_seconds": 0.0, "end_seconds": 0.0}
    ]


def test_a_damaged_library_or_another_seed_is_rendered_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "demo_library", lambda seed: [short_still()])
    monkeypatch.setattr(make, "DEMO_QUERIES", ())
    make.main(parsed("--out", str(tmp_path)))
    whole = (tmp_path / "still.png").read_bytes()
    (tmp_path / "still.png").write_bytes(b"cut")
    make.main(parsed("--out", str(tmp_path)))
    assert (tmp_path / "still.png").read_bytes() == whole
    make.main(parsed("--out", str(tmp_path), "--seed", "9"))
    assert json.loads((tmp_path / "truth.json").read_text())["provenance"]["seed"] == 9


def short_film() -> Film:
    rng = generator(0)
    red, blue = (stage(rng, f"plain {name}") for name in ("red", "blue"))
    return Film("film.mp4", "Short", 2, (Shot(red, 0, 1), Shot(blue, 1, 2)), (), seed=1)


def short_still() -> Film:
    scene = stage(generator(0), "road", Role("car", "red"))
    return Film("still.png", "Still", 0.0, (Shot(scene, 0, 0),), (), seed=1)


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    make.add_arguments(parser)
    return parser.parse_args(words)
