"""Questions and drafts in words: what is asked, what may be answered, what an answer lacks, what a draft is called."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import answer_in_words, title_of
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Ask, Part, Question, Way
from tabys_bot.domain.acts.shared import LARGEST
from tabys_bot.domain.answering import entity_of, value_of
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.parsing import Invalid, Reason
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tabys_bot.domain.text import one_line

NAME_LIMIT = 80  # of a draft or record in a title
_BOUND_LIMIT = 60
_EXAMPLES: Mapping[Ask, str] = {
    Ask.LINK: "https://example.kz/page",
    Ask.PHONE: "+7 701 123 45 67",
    Ask.EMAIL: "name@example.kz",
}


def label_of_question(question: Question, texts: Texts) -> str:
    """What the question asks for, as a heading."""
    label = texts.find(f"question.{question.field}") or texts(f"field.{question.field}")
    return texts(f"part.{question.part}", label=label) if question.part is not Part.WHOLE else label


def label_of_key(section: Section, act: str, key: str, texts: Texts) -> str:
    """The same by the key of the question; the key itself where there is no such question any more."""
    found = question_of(section, act, key)
    return label_of_question(found, texts) if found else texts.find(f"field.{key}") or one_line(key, NAME_LIMIT)


def question_of(section: Section, act: str, key: str) -> Question | None:
    """None for what is not asked any more: drafts and histories outlive releases."""
    known = find_act(section, act)
    return next((one for one in known.questions if one.key == key), None) if known else None


def allowed(question: Question, section: Section, now: datetime, texts: Texts) -> str:
    """What may be answered: how, within which bounds, whether at all."""
    sentences = [_how(question, now, texts)]
    if question.explained:
        sentences.insert(0, texts(f"ask.{section}.{question.key}"))
    sentences.append(texts("form.required" if question.required else "form.optional"))
    return " ".join(sentences)


def _how(question: Question, now: datetime, texts: Texts) -> str:
    if question.ask in (Ask.WHOLE, Ask.AMOUNT):
        return _number(question, texts)
    tomorrow = now.astimezone(texts.zone) + timedelta(days=1)
    return texts(
        f"allowed.{question.ask.name}",
        longest=texts.number(question.longest),
        example=_EXAMPLES.get(question.ask, ""),
        day=f"{tomorrow:%d.%m.%Y}",
    )


def _number(question: Question, texts: Texts) -> str:
    least, most = question.least or 0, question.most
    kind = "whole" if question.ask is Ask.WHOLE else "amount"
    open_ended = most is None or most >= LARGEST
    bounds = {"least": texts.number(least), "most": texts.number(most or 0)}
    sentence = texts(f"allowed.{kind}_from" if open_ended else f"allowed.{kind}", **bounds)
    return f"{sentence} {texts(f'unit.{question.unit}')}" if question.unit else sentence


def problem_in_words(question: Question, problem: Invalid, texts: Texts) -> str:
    """Why the answer will not do."""
    return texts(f"invalid.{problem.reason}", bound=_bound(question, problem, texts))


def _bound(question: Question, problem: Invalid, texts: Texts) -> str:
    if problem.reason in (Reason.TOO_LONG, Reason.TOO_SMALL, Reason.TOO_LARGE):
        try:
            return one_line(texts.number(Decimal(problem.bound)), _BOUND_LIMIT)
        except InvalidOperation:
            return one_line(problem.bound, _BOUND_LIMIT)
    return one_line(answer_in_words(question, Answer(problem.bound), texts), _BOUND_LIMIT)


def moment_of(draft: Draft, key: str, texts: Texts) -> datetime | None:
    """When the question was answered to be, in the zone; None where it was not, or not as a time."""
    answer = draft.value(key)
    try:
        value = value_of(draft.spec.question(key), answer) if answer else None
        if isinstance(value, datetime):
            return value.astimezone(texts.zone)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=texts.zone)
    except (ValueError, KeyError, ArithmeticError):
        pass
    return None


def preview_of(draft: Draft) -> Entity:
    """The record that the draft would make; an empty one of answers that no parser of today could have made."""
    try:
        return entity_of(draft)
    except (ValueError, KeyError, ArithmeticError):
        return Entity(draft.section, draft.entity_id, {}, draft.parent)


def draft_name(draft: Draft, texts: Texts, limit: int = NAME_LIMIT) -> str:
    """The record's title, else what the answers call it, else what sort of record it is."""
    spec = CATALOGUE[draft.section]
    title = one_line(draft.title, limit)
    if not title and any(draft.value(key) for key in (*draft.answers, *draft.before)):
        entity = preview_of(draft)
        nameless = texts("record.nameless", id=entity.id)
        title = title_of(entity, spec, texts, limit)
        title = "" if title == nameless else title
    if title:
        return title
    kind = texts(f"one.{draft.section}")
    return f"{kind} {texts('record.nameless', id=draft.entity_id)}" if draft.entity_id else kind


def form_title(draft: Draft, texts: Texts) -> str:
    """«➕ Новость», «✏️ Открыт новый парк», «🪙 V-coins · Дана»."""
    act = draft.spec
    match act.way:
        case Way.CREATE:
            return f"{act.icon} {texts(f'one.{draft.section}')}"
        case Way.EDIT:
            return f"{act.icon} {draft_name(draft, texts)}"
        case _:
            return f"{act.icon} {texts(f'act.{act.name}')} · {draft_name(draft, texts)}"
