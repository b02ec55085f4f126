"""Questions about the films: what is asked, of which film, and where it is true in every film.

The kinds, and their queries as text (docs/queries.md):

    picture      a caption of a shot                          a big red boat at sunset
    sound        a caption of what is heard                   slow organ music
    both         one sentence about picture and sound         a boat, with the sound of wind
    paraphrase   the same, opened in words no training had    i remember a red boat
    composed     operators over simple descriptions           "a red boat" NOT "wind"
    absent       true of no film of the corpus; hard ones are nearly true of the film asked

Only clear questions are asked (truth.py), whose spans are at least two seconds long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.quality.films.atoms import Atom, both_of, heard_caption, seen_caption
from benchmarks.quality.films.atoms import simple as simple_atom
from benchmarks.quality.films.missing import THEN_WITHIN_SECONDS, absent_questions
from benchmarks.quality.films.plan import Corpus, Rng
from benchmarks.quality.films.truth import Answer, Facts, Pieces, answer, pieces_of
from benchmarks.quality.labels import Window
from momentsearch.query import Query, Text
from training.films.plan import Film, clip_at, generator, scene_at

OPERATORS = ("and", "or", "not", "then")
# Of one film; as many again are tried where the first are not clear.
ASKED = {"picture": 3, "sound": 2, "both": 1, "paraphrase": 2}
LEAST_SECONDS = 2.0
MOST_WINDOWS = 3
HOUR_STEP = 3
_TRIES = 60


@dataclass(frozen=True)
class Draft:
    """A question before it is known where it is true. ``facts`` are by the query's texts;
    ``sentence`` is the whole of it in words, without operators."""

    kind: str
    query: Query
    facts: Mapping[str, Facts]
    modality: str
    sentence: str = ""
    operator: str = ""
    detail: str = ""
    is_absent: bool = False


@dataclass(frozen=True)
class Question:
    """``answers`` has where it is true, by the number of the media (films, then hours); only media
    in which it is true. ``asked_in`` is the number of the media that it is about. Where it is not
    ``clear_everywhere``, it is asked in that one alone."""

    qid: str
    draft: Draft
    asked_in: int
    answers: Mapping[int, tuple[Window, ...]]
    clear_everywhere: bool


@dataclass
class _Tables:
    """Every media's pieces, and the facts of all films together to rule films out quickly."""

    corpus: Corpus
    pieces: list[Pieces] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pieces = [pieces_of(film) for film in (*self.corpus.films, *self.corpus.hours)]

    def answer(self, draft: Draft, media: int) -> Answer:
        return answer(draft.query, draft.facts, self.pieces[media])

    def is_nowhere(self, draft: Draft) -> bool:
        """Certainly not in any film, and not arguably either."""
        answers = (self.answer(draft, media) for media in range(len(self.corpus.films)))
        return all(found.is_clear and not found.windows for found in answers)


def ask(corpus: Corpus, seed: int) -> list[Question]:
    """All questions, film by film; some of each film are asked of its hour again."""
    tables = _Tables(corpus)
    questions: list[Question] = []
    for number, film in enumerate(corpus.films):
        rng = generator(seed, 30, number)
        drafts = [*_present(rng, film, number, tables), *_absent(rng, film, tables)]
        for place, draft in enumerate(drafts):
            questions.append(_question(f"{film.title}/{place}", draft, number, tables))
    return [*questions, *_of_hours(questions, tables)]


def _question(qid: str, draft: Draft, asked_in: int, tables: _Tables) -> Question:
    films = range(len(tables.corpus.films))
    found = {media: tables.answer(draft, media) for media in films}
    answers = {media: found[media].windows for media in films if found[media].windows}
    return Question(qid, draft, asked_in, answers, all(one.is_clear for one in found.values()))


def _of_hours(questions: Sequence[Question], tables: _Tables) -> Iterator[Question]:
    """Every third question about an hour's films, where it has few answers in the hour."""
    for number, members in enumerate(tables.corpus.members):
        media = len(tables.corpus.films) + number
        about = [question for question in questions if question.asked_in in members]
        for question in about[::HOUR_STEP]:
            found = tables.answer(question.draft, media)
            fits = found.is_clear and len(found.windows) <= MOST_WINDOWS
            if fits and bool(found.windows) != question.draft.is_absent:
                qid = f"{tables.corpus.hours[number].title}/{question.qid.replace('/', '-')}"
                answers = {media: found.windows} if found.windows else {}
                yield Question(qid, question.draft, media, answers, clear_everywhere=False)


def _present(rng: Rng, film: Film, number: int, tables: _Tables) -> list[Draft]:
    makers: list[tuple[Callable[[Rng, Film], Draft | None], int]] = [
        (_MAKERS[kind], count) for kind, count in ASKED.items()
    ]
    makers += [(_COMPOSERS[operator], 1) for operator in OPERATORS]
    drafts: dict[str, Draft] = {}
    for make, wanted in makers:
        got = 0
        for _ in range(_TRIES):
            if got == wanted:
                break
            draft = make(rng, film)
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


def _absent(rng: Rng, film: Film, tables: _Tables) -> list[Draft]:
    """What is nowhere; one of each sort that can be made about the film."""
    drafts: dict[str, Draft] = {}
    for make in absent_questions(rng, film):
        for _ in range(_TRIES):
            made = make()
            if made is None or made.text in drafts:
                continue
            draft = Draft(
                kind="absent",
                query=made.query,
                facts=made.facts,
                modality=made.modality,
                sentence=made.text,
                operator=made.operator,
                detail=made.detail,
                is_absent=True,
            )
            if tables.is_nowhere(draft):
                drafts[made.text] = draft
                break
    return list(drafts.values())


def _plain(kind: str, atom: Atom, detail: str = "") -> Draft:
    return Draft(
        kind, Text(atom.text), {atom.text: atom.facts}, atom.modality, atom.text, "", detail
    )


def _picture(rng: Rng, film: Film) -> Draft | None:
    scene = scene_at(film, _an_instant(rng, film))
    if scene is None:
        return None
    full = bool(rng.random() < 0.33)
    return _plain("picture", seen_caption(rng, scene, full=full), "full" if full else "partial")


def _sound(rng: Rng, film: Film) -> Draft | None:
    clip = clip_at(film, _an_instant(rng, film))
    return _plain("sound", heard_caption(rng, clip)) if clip.parts else None


def _paraphrase(rng: Rng, film: Film) -> Draft | None:
    at = _an_instant(rng, film)
    scene, clip = scene_at(film, at), clip_at(film, at)
    if rng.random() < 0.5:
        return _plain("paraphrase", heard_caption(rng, clip, newly=True)) if clip.parts else None
    return _plain("paraphrase", seen_caption(rng, scene, newly=True)) if scene else None


def _both(rng: Rng, film: Film) -> Draft | None:
    at = _an_instant(rng, film)
    scene, clip = scene_at(film, at), clip_at(film, at)
    if scene is None or not clip.parts:
        return None
    return _plain("both", both_of(rng, seen_caption(rng, scene), heard_caption(rng, clip)))


def _two(rng: Rng, film: Film, *, together: bool) -> tuple[Atom, Atom] | None:
    """Two simple descriptions of the film, of one instant or of two."""
    at = _an_instant(rng, film)
    first = simple_atom(rng, film, at)
    second = simple_atom(rng, film, at if together else _an_instant(rng, film))
    if first is None or second is None or first.facts & second.facts:
        return None
    return first, second


def _composed(operator: str, query: Query, atoms: Sequence[Atom], sentence: str) -> Draft:
    modalities = {atom.modality for atom in atoms}
    return Draft(
        kind="composed",
        query=query,
        facts={atom.text: atom.facts for atom in atoms},
        modality=modalities.pop() if len(modalities) == 1 else "both",
        sentence=sentence,
        operator=operator,
    )


def _and(rng: Rng, film: Film) -> Draft | None:
    atoms = _two(rng, film, together=True)
    if atoms is None:
        return None
    one, other = atoms
    query = Text(one.text) & Text(other.text)
    return _composed("and", query, atoms, f"{one.text} and {other.text}")


def _or(rng: Rng, film: Film) -> Draft | None:
    atoms = _two(rng, film, together=False)
    if atoms is None:
        return None
    one, other = atoms
    query = Text(one.text) | Text(other.text)
    return _composed("or", query, atoms, f"{one.text} or {other.text}")


def _not(rng: Rng, film: Film) -> Draft | None:
    """Something that is there with and without another thing, and is meant without."""
    atoms = _two(rng, film, together=True)
    if atoms is None:
        return None
    one, other = atoms
    query = Text(one.text) & ~Text(other.text)
    return _composed("not", query, atoms, f"{one.text} without {other.text}")


def _then(rng: Rng, film: Film) -> Draft | None:
    atoms = _two(rng, film, together=False)
    if atoms is None:
        return None
    one, other = atoms
    query = Text(one.text).then(Text(other.text), within_seconds=THEN_WITHIN_SECONDS)
    return _composed("then", query, atoms, f"{one.text}, then {other.text}")


_MAKERS: dict[str, Callable[[Rng, Film], Draft | None]] = {
    "picture": _picture,
    "sound": _sound,
    "both": _both,
    "paraphrase": _paraphrase,
}
_COMPOSERS: dict[str, Callable[[Rng, Film], Draft | None]] = {
    "and": _and,
    "or": _or,
    "not": _not,
    "then": _then,
}


def _an_instant(rng: Rng, film: Film) -> float:
    return float(rng.uniform(0, np.nextafter(film.duration_seconds, 0)))
