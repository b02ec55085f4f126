"""Questions about the films: what is asked, of which film, and where it is true in every film.

The kinds, and their queries as text (docs/queries.md):

    picture      a caption of a shot                          a big red boat at sunset
    sound        a caption of what is heard                   slow organ music
    both         one sentence about picture and sound         a boat, with the sound of wind
    paraphrase   the same, opened in words no training had    i remember a red boat
    composed     operators over simple descriptions           "a red boat" NOT "wind"

Only clear questions are asked (truth.py), whose spans are at least two seconds long. Each of them
has an absent twin, where one is found: of the same form, with as many words, and true of no film
of the corpus (missing.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.quality.films.drafts import OPERATORS, Draft, about
from benchmarks.quality.films.missing import Twins, is_foreign_to, scenes_of_no_film
from benchmarks.quality.films.plan import Corpus, Rng
from benchmarks.quality.films.tracks import is_in_the_other_track
from benchmarks.quality.films.truth import Answer, Fact, Facts, Pieces, answer, pieces_of
from benchmarks.quality.labels import Window
from training.films.plan import generator

# Of one film; as many again are tried where the first are not clear.
ASKED = {"picture": 3, "sound": 2, "both": 1, "paraphrase": 2, **dict.fromkeys(OPERATORS, 1)}
LEAST_SECONDS = 2.0
MOST_WINDOWS = 3
HOUR_STEP = 3
_TRIES = 60
# An absent question has to have the right words, too.
_TWIN_TRIES = 600


@dataclass(frozen=True)
class Question:
    """``answers`` has where it is true, by the number of the media (films, then hours); only media
    in which it is true: none of an absent one, whose ``twin`` is the present one that it was made
    like. ``asked_in`` is the number of the media that it is about. Where it is not
    ``clear_everywhere``, it is asked in that one alone. ``in_other_track``: of a present one about
    one track, that media has something that it names in its other track as well (tracks.py)."""

    qid: str
    draft: Draft
    asked_in: int
    answers: Mapping[int, tuple[Window, ...]]
    clear_everywhere: bool
    twin: str = ""
    in_other_track: bool = False

    @property
    def is_absent(self) -> bool:
        return bool(self.twin)


@dataclass
class _Tables:
    """Every media's pieces, and all that may be said of each film."""

    corpus: Corpus
    pieces: list[Pieces] = field(default_factory=list)
    known: list[Facts] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pieces = [pieces_of(film) for film in (*self.corpus.films, *self.corpus.hours)]
        self.known = [frozenset(pieces.arguable_in) for pieces in self.pieces]

    def answer(self, draft: Draft, media: int) -> Answer:
        return answer(draft.query, draft.facts, self.pieces[media])

    def is_in_other_track(self, draft: Draft, media: int) -> bool:
        if draft.modality == "both":
            return False
        named = frozenset[Fact]().union(*draft.facts.values())
        return is_in_the_other_track(named, frozenset(self.pieces[media].certain_in))

    def is_nowhere(self, draft: Draft) -> bool:
        """Certainly not in any film, and not arguably either."""
        answers = (self.answer(draft, media) for media in range(len(self.corpus.films)))
        return all(found.is_clear and not found.windows for found in answers)


def ask(corpus: Corpus, seed: int) -> list[Question]:
    """All questions, film by film; some of each film are asked of its hour again."""
    tables, scenes = _Tables(corpus), scenes_of_no_film(generator(seed, 32))
    questions: list[Question] = []
    for number, film in enumerate(corpus.films):
        present = _present(generator(seed, 30, number), number, tables)
        questions += [
            _question(f"{film.title}/{place}", draft, number, tables)
            for place, draft in enumerate(present)
        ]
        twins = Twins(generator(seed, 31, number), film, scenes)
        questions += _absent(twins, number, tables, present)
    return [*questions, *_of_hours(questions, tables)]


def _question(qid: str, draft: Draft, asked_in: int, tables: _Tables) -> Question:
    films = range(len(tables.corpus.films))
    found = {media: tables.answer(draft, media) for media in films}
    answers = {media: found[media].windows for media in films if found[media].windows}
    return Question(
        qid,
        draft,
        asked_in,
        answers,
        clear_everywhere=all(one.is_clear for one in found.values()),
        in_other_track=tables.is_in_other_track(draft, asked_in),
    )


def _present(rng: Rng, number: int, tables: _Tables) -> list[Draft]:
    film = tables.corpus.films[number]
    drafts: dict[str, Draft] = {}
    for kind, wanted in ASKED.items():
        got = 0
        for _ in range(_TRIES):
            if got == wanted:
                break
            draft = about(rng, film, kind)
            if draft and draft.sentence not in drafts and _fits(draft, number, tables):
                drafts[draft.sentence] = draft
                got += 1
    return list(drafts.values())


def _fits(draft: Draft, number: int, tables: _Tables) -> bool:
    found = tables.answer(draft, number)
    lengths = [end - start for start, end in found.windows]
    least = 4.0 if draft.kind == "both" else LEAST_SECONDS
    right_count = 1 <= len(lengths) <= (1 if draft.operator == "then" else MOST_WINDOWS)
    return found.is_clear and right_count and min(lengths) >= least


def _absent(
    twins: Twins, number: int, tables: _Tables, present: Sequence[Draft]
) -> Iterator[Question]:
    """The twins of a film's questions: in turn one that is nearly true and one that is foreign, or
    the other where there is no such."""
    title, asked = twins.film.title, set[str]()
    for place, like in enumerate(present):
        first = (number + place) % 2 == 0
        drafts = (_twin(twins, number, tables, like, near=near) for near in (first, not first))
        draft = next((draft for draft in drafts if draft and draft.sentence not in asked), None)
        if draft:
            asked.add(draft.sentence)
            name = f"{title}/{len(present) + place}"
            yield Question(name, draft, number, {}, True, twin=f"{title}/{place}")


def _twin(twins: Twins, number: int, tables: _Tables, like: Draft, *, near: bool) -> Draft | None:
    for _ in range(_TWIN_TRIES):
        draft = twins.of(like, near=near)
        if draft is None or not (near or is_foreign_to(draft, tables.known[number])):
            continue
        if tables.is_nowhere(draft):
            return draft
    return None


def _of_hours(questions: Sequence[Question], tables: _Tables) -> Iterator[Question]:
    """Every third question about an hour's films, where it has few answers in the hour."""
    for number, members in enumerate(tables.corpus.members):
        media = len(tables.corpus.films) + number
        about = [question for question in questions if question.asked_in in members]
        for question in about[::HOUR_STEP]:
            found = tables.answer(question.draft, media)
            fits = found.is_clear and len(found.windows) <= MOST_WINDOWS
            if fits and bool(found.windows) != question.is_absent:
                qid = f"{tables.corpus.hours[number].title}/{question.qid.replace('/', '-')}"
                answers = {media: found.windows} if found.windows else {}
                yield Question(
                    qid,
                    question.draft,
                    media,
                    answers,
                    clear_everywhere=False,
                    twin=question.twin,
                    in_other_track=not question.is_absent
                    and tables.is_in_other_track(question.draft, media),
                )
