"""Drafts of every form as tests want them: empty, filled, at any question, with answers that nobody would want."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from tabys_bot.domain.acts.shape import Act, Ask, Question, Way
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.drafts import Answer, Draft, begin, forms
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.unit.hostile import TEXTS as HOSTILE_TEXTS

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LONGEST_DRAFT_ID = "W" * 18
FORMS: tuple[tuple[Section, Act], ...] = forms()
NAMES = [f"{section}-{act.name}" for section, act in FORMS]
# every form with the worst texts, and every text in the largest forms
WRONG: tuple[tuple[Section, Act, str], ...] = tuple(
    (section, act, wrong)
    for section, act in FORMS
    for wrong in HOSTILE_TEXTS
    if wrong in ("long", "families", "invisible") or (section in (Section.VACANCIES, Section.PROMO))
)
WRONG_NAMES = [f"{section}-{act.name}-{wrong}" for section, act, wrong in WRONG]
_TEXTUAL = (Ask.LINE, Ask.TEXT, Ask.LINK, Ask.PHONE, Ask.EMAIL)


def answer_to(question: Question, words: str = "Ответ") -> Answer:
    """A good answer; where it is typed or named, in those words."""
    match question.ask:
        case Ask.CHOICE:
            return Answer(CHOICES[question.choices][0])
        case Ask.FLAG:
            return Answer("no")
        case Ask.WHOLE | Ask.AMOUNT:
            return Answer(str(max(question.least or 0, 5)))
        case Ask.DATE:
            return Answer("2026-11-25")
        case Ask.MOMENT:
            return Answer(f"2026-11-{26 if question.after else 25}T13:30:00+00:00")
        case Ask.NAME:
            return Answer("7", words)
        case Ask.NAMES:
            return Answer("7,8", f"{words}, {words}")
        case Ask.RECORD:
            return Answer(f"{question.sections[0]}-7", words)
        case Ask.PHOTO:
            return Answer("AgACAgIAAxkBAAI")
        case _:
            return Answer(words)


def draft_of(section: Section, act: Act, draft_id: str = LONGEST_DRAFT_ID) -> Draft:
    """A form that was begun just now; of a record if it is about one."""
    is_new = act.way is Way.CREATE
    return replace(
        begin(draft_id, 11, section, act, NOW, entity_id=0 if is_new else 17),
        title="" if is_new else "Парк открыт",
    )


def filled(section: Section, act: Act, words: str = "Ответ") -> Draft:
    """Every question answered."""
    return _with(draft_of(section, act), {question.key: answer_to(question, words) for question in act.questions})


def hostile(section: Section, act: Act, text: str) -> Draft:
    """Answers that hold that text wherever it can stand, also where only values of ours should."""
    textual = {question.key: Answer(text) for question in act.questions if question.ask in _TEXTUAL}
    named = {q.key: Answer(str(LARGEST_ID), text) for q in act.questions if q.ask in (Ask.NAME, Ask.NAMES)}
    others = {
        question.key: answer_to(question) for question in act.questions if question.key not in {**textual, **named}
    }
    return replace(_with(draft_of(section, act), {**others, **textual, **named}), title=text)


def nonsense(section: Section, act: Act, text: str) -> Draft:
    """Every answer is that text, whatever it should have been, and so was everything before."""
    answers = {question.key: Answer(text) for question in act.questions}
    return replace(_with(draft_of(section, act), answers), before={key: Answer(text[::-1]) for key in answers})


def _with(draft: Draft, answers: Mapping[str, Answer]) -> Draft:
    return replace(draft, answers={**draft.answers, **answers})


def at_every_question(draft: Draft) -> Iterator[Draft]:
    for question in draft.questions:
        yield draft.asking(question.key, NOW)
