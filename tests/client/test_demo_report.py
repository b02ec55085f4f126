"""The demonstration's page: its drawings, and that it needs nothing but itself."""

from __future__ import annotations

import dataclasses
import math
import re
from html.parser import HTMLParser

import pytest

from momentsearch.demo.questions import Answered, Score
from momentsearch.demo.report import charts, page
from momentsearch.demo.report.gather import (
    AnswerView,
    Gathered,
    Lane,
    MediaView,
    MomentView,
    Report,
)
from momentsearch.demo.truth import Question, TrueSpan, Truth
from momentsearch.results import (
    EvidenceCurve,
    Frame,
    MediaKind,
    Modality,
    Moment,
    Presence,
    SoundTrack,
    SpaceEvidence,
    Span,
    Waveform,
)
from tests.client.test_demo import media

VOID = {"meta", "img", "br", "link"}
NAN = math.nan


def whole_span(seconds: float) -> Span:
    return Span(0, round(seconds * 1e6))


def curve(*points: float) -> EvidenceCurve:
    return EvidenceCurve(whole_span(60), points)


class Reader(HTMLParser):
    """Elements in order, whether they close in order, and every address."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.styles: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        self.styles += [value or "" for name, value in attrs if name == "style"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


# Drawings


def numbers(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path)]


def test_a_waveform_is_one_closed_shape_as_high_as_its_loudest_part() -> None:
    path = charts.waveform_path(Waveform(minimums=(-0.5, -0.25), maximums=(0.5, 0.25)))
    assert path.startswith("M")
    assert path.endswith("Z")
    assert numbers(path) == [(250, 2.0), (750, 26.0), (750, 74.0), (250, 98.0)]


def test_near_silence_is_drawn_flat_and_nothing_not_at_all() -> None:
    heights = [y for _, y in numbers(charts.waveform_path(Waveform((-0.001,), (0.001,))))]
    assert max(heights) - min(heights) < 2
    assert charts.waveform_path(Waveform((), ())) == ""


def test_evidence_is_a_line_for_each_modality_broken_where_there_is_no_sample() -> None:
    curves = {Modality.SOUND: curve(-6, -2, NAN, NAN, -4, -4), Modality.PICTURE: curve(2)}
    drawing = charts.evidence_svg(curves, highest=2)
    lines = dict(re.findall(r'class="line (\w+)" d="([^"]*)"', drawing))
    assert lines["sound"].count("M") == 2
    assert numbers(lines["sound"]) == [(0, 100), (200, 51.5), (800, 75.8), (1000, 75.8)]
    assert numbers(lines["picture"]) == [(0, 3.0)]


def test_evidence_beyond_the_drawing_stays_in_it() -> None:
    drawing = charts.evidence_svg({Modality.SOUND: curve(-7, 99)}, highest=2)
    assert 'd="M0.0 100.0 L1000.0 3.0"' in drawing


def test_weak_evidence_looks_weak() -> None:
    assert charts.highest_evidence([curve(-5, NAN, 1)]) == 2
    assert charts.highest_evidence([curve(1), curve(NAN, 8.2)]) == 9
    assert charts.highest_evidence([]) == 2


@pytest.mark.parametrize(
    ("seconds", "step"), [(3, 1), (60, 10), (70, 10), (3600, 600), (99999, 3600)]
)
def test_ticks_are_few(seconds: float, step: float) -> None:
    assert charts.tick_seconds(seconds) == step


# The page


@pytest.fixture
def gathered() -> Gathered:
    frame = Frame(b"\xff\xd8jpeg", 0.0, 160, 90)
    film = dataclasses.replace(
        media("m1", title="<Film> & more"),
        sound_track=SoundTrack(1, "aac", 1, 48_000, 0.0),
    )
    still = dataclasses.replace(
        media("m2", title="Still", kind=MediaKind.STILL), duration_seconds=0.0
    )
    space = SpaceEvidence("picture-1", Modality.PICTURE, 12.0, 0.3, 7.0, None)
    found = Moment(
        "m1", film.title, MediaKind.VIDEO, Span(12_000_000, 24_000_000), 3.0, 0.93, (space,), 13.0
    )
    there = Question('red "car" <b>', "picture", (TrueSpan("a.mp4", 11, 25),))
    nowhere = Question("an octopus", "both", ())
    right = Answered(there, Presence.FOUND, (found,), (), 0.857, True, 0.012)
    absent = Answered(nowhere, Presence.NOT_FOUND, (), (found,), None, True, 0.01)
    wave = Waveform((-0.5, -1.0), (0.5, 1.0))
    curves = {Modality.PICTURE: curve(0, 7, 1), Modality.SOUND: curve(NAN, 1, 1)}
    lane = Lane(film, curves, (Span(11_000_000, 25_000_000),), ((1, found),))
    shown = MomentView(found, frame, wave)
    return Gathered(
        report=Report(Truth((), (there, nowhere), {}), {"a.mp4": film, "c.png": still},
                      (right, absent), Score(2, 2, passed=True), {"index": 9.5}),
        library={
            "m1": MediaView(film, (frame, frame), wave),
            "m2": MediaView(still, (frame,), None),
        },
        answers=(
            AnswerView(right, (lane, Lane(still, {}, (), ())), (shown,)),
            AnswerView(absent, (Lane(film, {}, (), ((1, found),)),), (shown,)),
        ),
    )  # fmt: skip


def test_the_page_is_well_formed_and_loads_nothing(gathered: Gathered) -> None:
    text = page(gathered)
    reader = Reader(text)
    assert reader.open == []
    assert reader.addresses
    assert [a for a in reader.addresses if not a.startswith(("#", "data:image/jpeg;base64,"))] == []
    assert set(re.findall(r"url\((.{10})", text)) == {"data:image"}
    assert "http" not in text
    assert "<script" not in text


def test_other_peoples_words_are_only_words(gathered: Gathered) -> None:
    text = page(gathered)
    assert "<Film>" not in text
    assert "<b>," not in text
    words = "".join(Reader(text).words)
    assert 'red "car" <b>' in words
    assert "<Film> & more" in words


def test_every_symbol_that_is_used_is_there(gathered: Gathered) -> None:
    text = page(gathered)
    used = set(re.findall(r'href="#(wave-[^"]*)"', text))
    assert used == set(re.findall(r'<symbol id="([^"]*)"', text)) == {"wave-m1"}
    classes = set(re.findall(r'class="(?:picture )?(p-[^"]*)"', text))
    assert classes == set(re.findall(r"\.(p-[\w-]*)\{", text)) == {"p-m1-0", "p-m1-1", "p-m2-0"}


def test_truth_and_found_stand_on_the_same_axis(gathered: Gathered) -> None:
    text = page(gathered)
    assert '<i class="truth" style="left:18.333%;width:23.333%"></i>' in text
    assert '<i class="found rank1" style="left:20.000%;width:20.000%">1</i>' in text
    assert '<i style="left:50.000%">0:30</i>' in text


def test_rejected_candidates_do_not_look_found(gathered: Gathered) -> None:
    first, second = page(gathered).split('<article id="q2"')
    assert 'class="rejected' not in first
    assert '<i class="rejected rank1"' in second
    assert '<i class="found' not in second
    assert "said to be nowhere" in second


def test_the_verdict_is_told_in_words_and_marks(gathered: Gathered) -> None:
    text = page(gathered)
    assert "<b>2</b> of 2 questions answered right" in text
    assert "✓ found, overlap 0.86" in text
    assert text.count('<a class="right"') == 2
