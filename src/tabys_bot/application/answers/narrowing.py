"""Filters, searches and jumps: what changes how a list is seen, and the answers that are typed."""

from itertools import zip_longest
from typing import TypeAlias

from tabys_bot.application.answers.browsing import Browsing, not_read
from tabys_bot.application.answers.turn import Answer, Answers, Turn
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens import narrowing, trouble
from tabys_bot.application.screens.intents import OpenCard, OpenList
from tabys_bot.application.screens.listing import record_number, section_title
from tabys_bot.application.screens.screen import Screen, Suggestion, Suggestions
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import label_of
from tabys_bot.application.use_cases.browsing import forbidden
from tabys_bot.application.use_cases.finding import FindEverywhere
from tabys_bot.application.use_cases.recognition import Stranger
from tabys_bot.domain.catalogue import CATALOGUE, may_see
from tabys_bot.domain.desk import Asked, Prompt, searchable
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import PAGE_SIZE, Entity, View
from tabys_bot.domain.sections import Section

_LARGEST_PAGE = 100_000
_LONGEST_NUMBER = 9
_SHORTEST_SEARCH = 2
_SUGGESTED_AT_MOST = 30

_OfSection: TypeAlias = (
    ask.ShowFilters | ask.ChooseFilter | ask.SetFilter | ask.ClearFilters | ask.AskSearch | ask.SearchIn | ask.AskPage
)


class Narrowing:
    """Answers what is asked about a list, and looks for words, in one section or in all."""

    def __init__(self, *, browsing: Browsing, find: FindEverywhere) -> None:
        self._browsing = browsing
        self._find = find

    @property
    def answers(self) -> Answers:
        return {
            ask.ShowFilters: _of_readers(self.filters),
            ask.ChooseFilter: _of_readers(self.choose),
            ask.SetFilter: _of_readers(self.set_filter),
            ask.ClearFilters: _of_readers(self.clear),
            ask.AskSearch: _of_readers(self.ask_search),
            ask.SearchIn: _of_readers(self.search_in),
            ask.AskPage: _of_readers(self.ask_page),
            ask.AskFind: self.ask_find,
            ask.Find: self.found,
            ask.FindText: self.find_text,
            ask.OpenRecent: self.recent,
        }

    async def filters(self, turn: Turn, asked: ask.ShowFilters) -> Screen:
        chips = await self._browsing.chips(turn, asked.section, turn.desk.view(asked.section))
        return narrowing.filters(asked, turn.desk.view(asked.section), turn.texts, chips)

    async def choose(self, turn: Turn, asked: ask.ChooseFilter) -> Screen:
        spec, view = CATALOGUE[asked.section], turn.desk.view(asked.section)
        if not spec.filters_beside(asked.name):
            return await self.filters(turn, ask.ShowFilters(asked.section, asked.parent))
        if narrowing.values_of(spec, asked.name):
            counts = await self._browsing.counts(turn, asked.section, asked.name)
            return narrowing.choices(asked, view, turn.texts, counts)
        names = await self._browsing.option_names(turn, asked.section, asked.name)
        if isinstance(names, Failure):
            return not_read(names.failure(), asked, turn.texts)
        return narrowing.options(asked, view, names.unwrap(), turn.texts)

    async def set_filter(self, turn: Turn, asked: ask.SetFilter) -> Screen:
        spec, before = CATALOGUE[asked.section], turn.desk.view(asked.section)
        if spec.filters_beside(asked.name) and (not asked.value or narrowing.is_value(spec, asked.name, asked.value)):
            await turn.keep(turn.desk.narrowed(asked.section, asked.name, asked.value))
        after = turn.desk.view(asked.section)
        lost = {name: value for name, value in before.filters.items() if name not in {*after.filters, asked.name}}
        told = await self._browsing.chips(turn, asked.section, View(lost))
        remark = turn.texts("filters.replaced", filters=", ".join(told)) if told else ""
        return await self._browsing.open_list(turn, OpenList(asked.section, parent=asked.parent), remark=remark)

    async def clear(self, turn: Turn, asked: ask.ClearFilters) -> Screen:
        await turn.keep(turn.desk.cleared(asked.section))
        return await self._browsing.open_list(turn, OpenList(asked.section, parent=asked.parent))

    async def ask_search(self, turn: Turn, asked: ask.AskSearch, *, remark: str = "") -> Screen:
        await turn.ask(Asked.SEARCH, asked.section, asked.parent, back=asked.back)
        return narrowing.question(
            turn.texts("ask.search"),
            OpenList(asked.section, asked.back, parent=asked.parent),
            turn.texts,
            remark=remark,
            title=f"🔎 {turn.texts(f'section.{asked.section}')}",
        )

    async def search_in(self, turn: Turn, asked: ask.SearchIn) -> Screen:
        words, remark = _words_for(turn, asked)
        if not words:
            return await self._browsing.open_list(turn, OpenList(asked.section))
        return await self._browsing.look_for(turn, asked.section, words, remark=remark)

    async def ask_page(self, turn: Turn, asked: ask.AskPage, *, remark: str = "") -> Screen:
        await turn.ask(Asked.PAGE, asked.section, asked.parent, asked.pages, asked.back)
        words = turn.texts("ask.page_of", pages=asked.pages) if asked.pages else turn.texts("ask.page")
        back = OpenList(asked.section, asked.back, parent=asked.parent)
        return narrowing.question(
            words, back, turn.texts, remark=remark, title=section_title(asked.section, turn.texts)
        )

    async def ask_find(self, turn: Turn, _: ask.AskFind, *, remark: str = "") -> Screen:
        await turn.ask(Asked.FIND)
        return narrowing.question(
            turn.texts("ask.find"), ask.OpenMenu(), turn.texts, title=turn.texts("button.find"), remark=remark
        )

    async def find_text(self, turn: Turn, asked: ask.FindText) -> Screen:
        words = searchable(asked.text)
        if not _long_enough(words):
            return await self.ask_find(turn, ask.AskFind(), remark=turn.texts("ask.longer"))
        await turn.keep(turn.desk.asking(None).finding(words))
        return await self.found(turn, ask.Find())

    async def found(self, turn: Turn, asked: ask.Find) -> Screen:
        text, remark = _words_for(turn, asked)
        if not text:
            return await self.ask_find(turn, ask.AskFind())
        await turn.keep(turn.desk.finding(text))  # the cards that are found lead back to what was found last
        outcome = await turn.read(lambda who: self._find(who, text))
        if isinstance(outcome, Failure):
            return not_read(outcome.failure(), asked, turn.texts)
        return narrowing.found(text, outcome.unwrap(), turn.texts, remark=remark)

    async def recent(self, turn: Turn, _: ask.OpenRecent) -> Screen:
        role = turn.session.role
        return narrowing.recent([one for one in turn.desk.recent if may_see(role, one.section)], turn.texts)

    async def typed(self, turn: Turn, text: str) -> Screen | None:
        """The answer to the question that stands; None if none of ours does."""
        prompt = turn.desk.prompt
        if prompt is None or not prompt.stands(turn.now):
            return None
        match prompt.asked:
            case Asked.FIND:
                return await self.find_text(turn, ask.FindText(text))
            case Asked.SEARCH if prompt.section:
                if not searchable(text):  # it must not take off the search that stands
                    again = ask.AskSearch(prompt.section, prompt.parent, prompt.back)
                    return await self.ask_search(turn, again, remark=turn.texts("ask.nothing"))
                await turn.keep(turn.desk.asking(None).searching(prompt.section, text))
                return await self._browsing.open_list(turn, OpenList(prompt.section, parent=prompt.parent))
            case Asked.PAGE if prompt.section:
                return await self._jump(turn, prompt, prompt.section, text)
            case _:
                return None

    async def _jump(self, turn: Turn, prompt: Prompt, section: Section, text: str) -> Screen:
        typed = text.strip()
        number = min(int(typed), _LARGEST_PAGE) if typed.isdecimal() and len(typed) <= _LONGEST_NUMBER else 0
        if number < 1:
            again = ask.AskPage(section, prompt.parent, prompt.number, prompt.back)
            return await self.ask_page(turn, again, remark=turn.texts("ask.not_a_page"))
        await turn.keep(turn.desk.asking(None))
        return await self._browsing.open_list(turn, OpenList(section, (number - 1) * PAGE_SIZE, parent=prompt.parent))

    async def suggest(self, turn: Turn, text: str) -> Suggestions:
        """Records to choose from while the admin still types in any chat."""
        words = searchable(text)
        if not _long_enough(words):
            return Suggestions()
        outcome = await turn.read(lambda who: self._find(who, words))
        if isinstance(outcome, Failure):
            lost = isinstance(outcome.failure(), Stranger)
            return Suggestions(invitation=turn.texts("inline.sign_in" if lost else "inline.trouble"))
        if all(isinstance(finding.outcome, Failure) for finding in outcome.unwrap()):
            return Suggestions(invitation=turn.texts("inline.trouble"))
        found = [
            [_suggestion(finding.section, entity, turn.texts) for entity in finding.outcome.unwrap().items]
            for finding in outcome.unwrap()
            if isinstance(finding.outcome, Success)
        ]
        # the first of each section before the second of any: the last sections must be seen too
        in_turn = [one for row in zip_longest(*found) for one in row if one is not None]
        return Suggestions(tuple(in_turn[:_SUGGESTED_AT_MOST]))


def _of_readers(answer: Answer) -> Answer:
    """The answer for those who may see the section that is asked about; a refusal for others."""

    async def guarded(turn: Turn, asked: _OfSection) -> Screen:
        if may_see(turn.session.role, asked.section):
            return await answer(turn, asked)
        return trouble.browse_failed(forbidden(turn.session, asked.section), asked, turn.texts)

    return guarded


def _words_for(turn: Turn, asked: ask.SearchIn | ask.Find) -> tuple[str, str]:
    """What a button looks for, and what is said where that is not what it was made for."""
    words = turn.desk.words_of(asked.digest) if asked.digest else turn.desk.find
    if words or not turn.desk.find:
        return words, ""
    return turn.desk.find, turn.texts("find.forgotten", text=turn.desk.find)


def _long_enough(words: str) -> bool:
    """A single letter is in every record; a single digit is the number of one."""
    return len(words) >= _SHORTEST_SEARCH or (words.isascii() and words.isdigit())


def _suggestion(section: Section, entity: Entity, texts: Texts) -> Suggestion:
    title = section_title(section, texts)
    return Suggestion(
        OpenCard(section, entity.id),
        label_of(entity, CATALOGUE[section], texts),
        title,
        record_number(section, entity.id, texts),
        texts("button.open_card"),
    )
