"""Lists and cards: opening, turning, narrowing, and following what hangs on a record."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from tabys_bot.application.answers.turn import Answers, Turn
from tabys_bot.application.failures import (
    BrowseFailure,
    Forbidden,
    GatewayFailure,
    PictureFailure,
    RecordGone,
    StoreUnavailableError,
)
from tabys_bot.application.ports import PictureGateway
from tabys_bot.application.screens import account, card, listing, narrowing, trouble
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.decisions import reason_fact
from tabys_bot.application.screens.intents import Intent, OpenCard, OpenList, Origin
from tabys_bot.application.screens.screen import Fact, Photo, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import as_text, title_of
from tabys_bot.application.use_cases.browsing import (
    CountRecords,
    FindNamedRecord,
    ListEntities,
    ListOptions,
    ShowEntity,
    ShowPicturesOf,
    forbidden,
)
from tabys_bot.application.use_cases.moderation.deciding import LastDecision
from tabys_bot.application.use_cases.recognition import Stranger
from tabys_bot.domain.access import Permission
from tabys_bot.domain.catalogue import CATALOGUE, may_see, sections_of
from tabys_bot.domain.desk import Recent
from tabys_bot.domain.moderation import MODERATED, REJECTED, state_of, view_of
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.records import Entity, Picture, Query, View, page_start
from tabys_bot.domain.sections import Kind, Section
from tabys_bot.domain.text import one_line

_RECENT_TITLE = 60
_OfSection: TypeAlias = (
    ask.StartAct
    | ask.DoAct
    | ask.StartKind
    | ask.NextWaiting
    | ask.ShowWaiting
    | ask.Decide
    | ask.AskReason
    | ask.TypeReason
)


class Browsing:
    """Answers everything about one section at a time."""

    def __init__(
        self,
        *,
        list_entities: ListEntities,
        show_entity: ShowEntity,
        show_pictures: ShowPicturesOf,
        find_named: FindNamedRecord,
        list_options: ListOptions,
        count_records: CountRecords,
        pictures: PictureGateway,
        last_decision: LastDecision,
    ) -> None:
        self._list_entities = list_entities
        self._show_entity = show_entity
        self._show_pictures = show_pictures
        self._find_named = find_named
        self._list_options = list_options
        self._count_records = count_records
        self._pictures = pictures
        self._last_decision = last_decision

    @property
    def answers(self) -> Answers:
        return {
            ask.OpenModule: self.module,
            ask.OpenList: self.open_list,
            ask.OpenCard: self.open_card,
            ask.FollowLink: self.follow_link,
            ask.ShowPictures: self.photos,
            ask.FollowLookup: self.follow,
        }

    async def module(self, turn: Turn, asked: ask.OpenModule) -> Screen:
        if not sections_of(asked.module, turn.session.role):
            return not_read(Forbidden(Permission.READ, asked.module), asked, turn.texts)
        start = listing.open_module(asked.module, turn.session.role)
        if isinstance(start, OpenList):
            return await self.open_list(turn, start)
        return listing.hub(asked.module, turn.session.role, turn.texts)

    async def open_list(self, turn: Turn, asked: OpenList, *, remark: str = "") -> Screen:
        query = _query(turn, asked.section, asked.parent)
        outcome = await turn.read(lambda who: self._list_entities(who, query, asked.offset, fresh=asked.fresh))
        if isinstance(outcome, Failure):
            # what a list is narrowed to may be what Tabys does not take
            clear = ask.ClearFilters(query.section, query.parent) if query.view else None
            return not_read(outcome.failure(), asked, turn.texts, clear=clear)
        page = outcome.unwrap()
        if page.offset < page_start(asked.offset) and (page.items or page.damaged):
            remark = turn.texts("list.beyond")
        return listing.listing(
            query,
            page,
            turn.texts,
            turn.session.role,
            chips=await self.chips(turn, asked.section, query.view),
            remark=remark,
            fresh=asked.fresh,
            outer=listing.outer_of(asked),
        )

    async def chips(self, turn: Turn, section: Section, view: View) -> tuple[str, ...]:
        """A view in words."""
        named = {}
        for name, value in view.filters.items():
            if not narrowing.values_of(CATALOGUE[section], name):
                outcome = await turn.read(partial(self._list_options, section=section, name=name))
                names = outcome.value_or({})
                if value.isdigit() and int(value) in names:
                    named[name] = as_text(names[int(value)], turn.texts)
        return listing.chips_of(view, section, turn.texts, named)

    async def open_card(self, turn: Turn, asked: OpenCard) -> Screen:
        query = record_query(turn, asked)
        asked = replace(asked, parent=query.parent)
        outcome = await turn.read(
            lambda who: self._show_entity(who, query, asked.entity_id, near=listing.near_of(asked))
        )
        if failed_by(outcome, RecordGone):
            return listing.gone(asked, turn.texts)
        if isinstance(outcome, Failure):
            return not_read(outcome.failure(), asked, turn.texts)
        entity = outcome.unwrap()
        await self._note(turn, entity, asked)
        return card.card(entity, asked, turn.texts, turn.session.role, why=await self._why(turn, entity))

    async def _why(self, turn: Turn, entity: Entity) -> Fact | None:
        """For what the record was rejected, for whoever may decide on it otherwise: one read more, of these alone."""
        if entity.section not in MODERATED or state_of(entity) != REJECTED:
            return None
        if not turn.session.may(Permission.UPDATE, CATALOGUE[entity.section].module):
            return None
        with suppress(StoreUnavailableError):  # the card has been read already
            return reason_fact(await self._last_decision.behind(entity), turn.texts)
        return None

    @staticmethod
    async def _note(turn: Turn, entity: Entity, asked: OpenCard) -> None:
        title = one_line(title_of(entity, CATALOGUE[entity.section], turn.texts), _RECENT_TITLE)
        # only a place in a list that is not narrowed is one in the list of all
        near = 0 if asked.origin is Origin.LIST and turn.desk.view(entity.section) else listing.near_of(asked)
        with suppress(StoreUnavailableError):  # a convenience: the card has been read already
            await turn.keep(turn.desk.having_seen(Recent(entity.section, entity.id, title, asked.parent, near)))

    async def follow_link(self, turn: Turn, asked: ask.FollowLink) -> Screen:
        return await self.open_card(turn, replace(asked.card, origin=Origin.RECENT))

    async def photos(self, turn: Turn, asked: ask.ShowPictures) -> Screen:
        query = record_query(turn, asked)
        shown = _card_of(asked, query)
        outcome = await turn.read(
            lambda who: self._show_pictures(who, query, asked.entity_id, near=listing.near_of(asked))
        )
        if failed_by(outcome, RecordGone):
            return listing.gone(shown, turn.texts)
        if isinstance(outcome, Failure):
            return not_read(outcome.failure(), asked, turn.texts)
        found = outcome.unwrap()
        if not found.pictures:
            return card.card(found.entity, shown, turn.texts, turn.session.role, remark=turn.texts("pictures.none"))
        return Screen(
            title=title_of(found.entity, CATALOGUE[asked.section], turn.texts),
            photos=tuple(self._photo(picture, turn.texts) for picture in found.pictures),
            unshown=turn.texts("pictures.refused"),
        )

    def _photo(self, picture: Picture, texts: Texts) -> Photo:
        async def load() -> Outcome[bytes, str]:
            outcome: Outcome[bytes, PictureFailure] = await self._pictures.fetch(picture)
            return outcome if isinstance(outcome, Success) else Failure(trouble.in_words(outcome.failure(), texts))

        return Photo(picture.address, load, picture.address if picture.is_public else "")

    async def follow(self, turn: Turn, asked: ask.FollowLookup) -> Screen:
        query = record_query(turn, asked)
        shown = _card_of(asked, query)
        outcome = await turn.read(
            lambda who: self._find_named(who, query, asked.entity_id, asked.which, near=listing.near_of(asked)),
        )
        if failed_by(outcome, RecordGone):
            return listing.gone(shown, turn.texts)
        if isinstance(outcome, Failure):
            return not_read(outcome.failure(), asked, turn.texts)
        named = outcome.unwrap()
        if isinstance(named, Entity):
            return card.card(named, shown, turn.texts, turn.session.role, remark=turn.texts("lookup.none"))
        if isinstance(named, Query):
            return await self.look_for(turn, named.section, named.view.text)
        return await self.open_card(turn, OpenCard(named.section, named.id, origin=Origin.RECENT))

    async def look_for(self, turn: Turn, section: Section, words: str, *, remark: str = "") -> Screen:
        """The whole section looked through for these words; which filters are set aside for that is said."""
        told = await self.chips(turn, section, View(turn.desk.view(section).filters))
        await turn.keep(turn.desk.cleared(section).searching(section, words))
        set_aside = turn.texts("filters.set_aside", filters=", ".join(told)) if told else ""
        return await self.open_list(turn, OpenList(section), remark="\n".join(filter(None, (remark, set_aside))))

    async def option_names(
        self, turn: Turn, section: Section, name: str
    ) -> Outcome[list[tuple[str, str]], BrowseFailure | Stranger]:
        """The names that a filter can be set to, by number, in the order of the alphabet."""
        outcome = await turn.read(lambda who: self._list_options(who, section, name))
        if isinstance(outcome, Failure):
            return outcome
        words = ((str(number), as_text(value, turn.texts)) for number, value in outcome.unwrap().items())
        return Success(sorted(words, key=lambda one: one[1].casefold()))

    async def counts(self, turn: Turn, section: Section, name: str) -> Mapping[str, int]:
        """How many records have each value of a filter, where Tabys tells; empty elsewhere."""
        field = CATALOGUE[section].field(name)
        if field.kind is not Kind.CHOICE or field.choices != "moderation":
            return {}
        return (await turn.read(lambda who: self._count_records(who, section))).value_or({})


def _query(turn: Turn, section: Section, parent: int) -> Query:
    """What lies in no record has no parent, whatever a button says."""
    return Query(section, parent if CATALOGUE[section].parent else 0, turn.desk.view(section))


def record_query(
    turn: Turn, asked: OpenCard | ask.ShowPictures | ask.FollowLookup | ask.StartAct | ask.DoAct | ask.ShowHistory
) -> Query:
    """Where a record is looked for: one that was not met in its list is not sought in the list as narrowed now."""
    query = _query(turn, asked.section, asked.parent)
    if asked.origin in listing.LINES and asked.section in MODERATED:
        return replace(query, view=view_of(asked.section))
    return query if asked.origin is Origin.LIST else replace(query, view=View())


def _card_of(asked: ask.ShowPictures | ask.FollowLookup, query: Query) -> OpenCard:
    """The card from which that was asked."""
    return OpenCard(
        asked.section,
        asked.entity_id,
        asked.back,
        parent=query.parent,
        swapped=asked.swapped,
        origin=asked.origin,
    )


def not_read(
    failure: BrowseFailure | GatewayFailure | Stranger,
    asked: Intent,
    texts: Texts,
    *,
    clear: ask.ClearFilters | None = None,
) -> Screen:
    """Instead of what could not be read; `clear` is offered as another way out."""
    if isinstance(failure, Stranger):
        return account.welcome(failure.absence, texts)
    section = getattr(asked, "section", None)
    title = listing.section_title(section, texts) if isinstance(section, Section) else ""
    return trouble.browse_failed(failure, asked, texts, clear=clear, title=title)


def unknown(turn: Turn, asked: _OfSection) -> Screen:
    """What cannot be done in that section: an old button, or a forged one."""
    if not may_see(turn.session.role, asked.section):
        return not_read(forbidden(turn.session, asked.section), asked, turn.texts)
    return account.outdated(turn.session, turn.texts)
