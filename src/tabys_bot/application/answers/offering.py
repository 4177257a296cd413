"""What a question offers to choose from, and what was chosen of it: names that Tabys keeps, and records."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from tabys_bot.application.answers.turn import Turn
from tabys_bot.application.failures import RecordGone
from tabys_bot.application.screens.forms import OFFERED_AT_MOST
from tabys_bot.application.screens.values import as_text, label_of, title_of
from tabys_bot.application.use_cases.browsing import ListEntities, ListOptions, ShowEntity
from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES
from tabys_bot.domain.desk import searchable
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.matching import folded
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.parsing import Invalid, Reason, from_digits
from tabys_bot.domain.records import LARGEST_ID, PAGE_SIZE, Query, Value, View
from tabys_bot.domain.sections import Section

NO_ANSWER = Invalid(Reason.NOT_A_CHOICE)
_NOT_READ = Invalid(Reason.NO_ANSWER)


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be picked: values and words; `has_more` behind these. `problem`: why there is nothing."""

    items: tuple[tuple[str, str], ...] = ()
    has_more: bool = False
    problem: Invalid | None = None


class Offering:
    """Finds what can be chosen."""

    def __init__(self, *, list_options: ListOptions, list_entities: ListEntities, show_entity: ShowEntity) -> None:
        self._list_options = list_options
        self._list_entities = list_entities
        self._show_entity = show_entity

    async def offer(self, turn: Turn, draft: Draft, question: Question, view: int, text: str) -> Offer:
        if question.ask is Ask.RECORD:
            return await self._records(turn, question, view, text)
        if question.ask not in (Ask.NAME, Ask.NAMES):
            return Offer()
        names = await self._names(turn, draft.section, question)
        if not names:
            return Offer(problem=_NOT_READ)
        wanted, other = folded(text).split(), turn.texts.swapped()
        found = [
            (number, as_text(name, turn.texts))
            for number, name in names.items()
            # a name may be typed in either language
            if all(word in folded(f"{as_text(name, turn.texts)} {as_text(name, other)}") for word in wanted)
        ]
        found.sort(key=lambda one: (not folded(one[1]).startswith(folded(text)), one[1].casefold()))
        start = max(0, min(view, len(found) - 1))
        return Offer(tuple(found[start : start + OFFERED_AT_MOST]), start + OFFERED_AT_MOST < len(found) and not text)

    async def _names(self, turn: Turn, section: Section, question: Question) -> Mapping[str, Value]:
        outcome = await turn.read(lambda who: self._list_options(who, section, question.field))
        return {str(number): name for number, name in outcome.value_or({}).items()}

    async def _records(self, turn: Turn, question: Question, view: int, text: str) -> Offer:
        """A page of each section; of what was typed only the first, for the buttons could not tell it again."""
        found: list[tuple[str, str]] = []
        has_more, problem = False, None
        for section in question.sections:
            query = Query(section, view=View(text=searchable(text)))
            offset = view // OFFERED_AT_MOST * PAGE_SIZE
            outcome = await turn.read(partial(self._list_entities, query=query, offset=offset))
            if isinstance(outcome, Failure):
                problem = _NOT_READ
            elif outcome.unwrap().offset == offset:
                page, spec = outcome.unwrap(), CATALOGUE[section]
                has_more = has_more or page.has_next
                found += [
                    (f"{section}_{one.id}", f"{spec.icon} {label_of(one, spec, turn.texts)}") for one in page.items
                ]
        return Offer(tuple(found), has_more and not text, problem)

    async def numbered(self, turn: Turn, draft: Draft, question: Question) -> Answer | None:
        """The chosen names with their numbers, where the record told only the words; None for nothing, or no words."""
        said = draft.value(question.key)
        if question.ask is not Ask.NAMES or said is None or said.text:
            return said if question.ask is Ask.NAMES else None
        names, other = await self._names(turn, draft.section, question), turn.texts.swapped()
        told = {word.strip() for word in said.shown.split(",")}
        found = {
            number: as_text(name, turn.texts)
            for number, name in names.items()
            if {as_text(name, turn.texts), as_text(name, other)} & told
        }
        return Answer(",".join(found), ", ".join(found.values())) if found else None

    async def picked(self, turn: Turn, draft: Draft, question: Question, value: str) -> Outcome[Answer, Invalid]:
        """The value of a button, as hostile as anything that is typed."""
        match question.ask:
            case Ask.CHOICE:
                return Success(Answer(value)) if value in CHOICES[question.choices] else Failure(NO_ANSWER)
            case Ask.FLAG:
                return Success(Answer(value)) if value in FLAG_VALUES else Failure(NO_ANSWER)
            case Ask.DATE | Ask.MOMENT:
                follows = draft.value(question.after)
                return from_digits(question, value, now=turn.now, zone=turn.texts.zone, follows=follows)
            case Ask.NAME | Ask.NAMES:
                names = await self._names(turn, draft.section, question)
                name = names.get(value)
                return (
                    Failure(NO_ANSWER if names else _NOT_READ)
                    if name is None
                    else Success(Answer(value, as_text(name, turn.texts)))
                )
            case Ask.RECORD:
                return await self._record(turn, question, value)
            case _:
                return Failure(NO_ANSWER)

    async def _record(self, turn: Turn, question: Question, value: str) -> Outcome[Answer, Invalid]:
        name, _, number = value.rpartition("_")
        section = next((section for section in question.sections if section == name), None)
        if section is None or not (number.isascii() and number.isdigit()) or int(number) > LARGEST_ID:
            return Failure(NO_ANSWER)
        outcome = await turn.read(lambda who: self._show_entity(who, Query(section), int(number), near=0))
        if isinstance(outcome, Failure):
            return Failure(NO_ANSWER if failed_by(outcome, RecordGone) else _NOT_READ)
        title = title_of(outcome.unwrap(), CATALOGUE[section], turn.texts)
        return Success(Answer(f"{section}-{number}", title))
