"""The driving port: a visitor asks for something and is shown a screen. Transports know nothing more."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar, assert_never

from tabys_bot.application.failures import (
    BrowseFailure,
    RecordGone,
    SessionRejected,
    StoreUnavailableError,
    new_reference,
)
from tabys_bot.application.ports import Meter, Preferences, Visit, Visits
from tabys_bot.application.screens import account, records, trouble
from tabys_bot.application.screens.codec import is_pressable
from tabys_bot.application.screens.intents import (
    AskSignOut,
    ChooseLanguage,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OutdatedButton,
    SetLanguage,
    ShowHelp,
    ShowStatus,
    SignIn,
    SignOut,
    Unclear,
    UnknownCommand,
)
from tabys_bot.application.screens.screen import Command, Paragraph, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.use_cases.browsing import ListEntities, ShowEntity
from tabys_bot.application.use_cases.recognition import Absence, RecogniseVisitor, Stranger
from tabys_bot.application.use_cases.signing_in import LoginWithOtp, LogOut
from tabys_bot.domain.languages import Language
from tabys_bot.domain.modules import Entity, Page
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.session import Session, Visitor

log = logging.getLogger(__name__)

V = TypeVar("V", Page, Entity)

# A read of records on behalf of a session, to be repeated with a fresh one.
Read: TypeAlias = Callable[[Session], Awaitable[Outcome[V, BrowseFailure]]]


class Conversation:
    """Answers every press and every message of every visitor with a screen, and never raises."""

    def __init__(
        self,
        *,
        visits: Visits,
        preferences: Preferences,
        recognise: RecogniseVisitor,
        log_in: LoginWithOtp,
        log_out: LogOut,
        list_entities: ListEntities,
        show_entity: ShowEntity,
        texts: Mapping[Language, Texts],
        default_language: Language,
    ) -> None:
        self._visits = visits
        self._preferences = preferences
        self._recognise = recognise
        self._log_in = log_in
        self._log_out = log_out
        self._list_entities = list_entities
        self._show_entity = show_entity
        self._texts = texts
        self._default_language = default_language

    async def press(self, visitor: Visitor, intent: Intent) -> Screen | None:
        """The screen that replaces the one whose button was pressed; None to leave it as it is."""
        return await self._answer(visitor, intent, Meter.BUTTONS)

    async def say(self, visitor: Visitor, intent: Intent) -> Screen | None:
        """The screen that answers a message; None for silence after a notice about the limit."""
        return await self._answer(visitor, intent, Meter.MESSAGES)

    async def in_public(self, chat_id: int, language_code: str, private_chat: str) -> Screen | None:
        """What is said where others listen: only where to go. `private_chat` is an address."""
        texts = self._texts_for(None, language_code)
        try:
            visit = await self._visits.open(chat_id, Meter.MESSAGES)
        except Exception:  # as in _answer; but where others listen, trouble is not talked about
            log.exception("bug or lost store chat=%s", chat_id)
            return None
        return None if visit.over_limit else account.go_private(private_chat, texts)

    def commands_of_strangers(self) -> Mapping[str, tuple[Command, ...]]:
        """The command menu of whom the bot does not know yet, by language code; "" is for every other language."""
        menus = {str(code): account.commands_for(texts, signed_in=False) for code, texts in self._texts.items()}
        return {"": menus[self._default_language], **menus}

    def _texts_for(self, chosen: Language | None, language_code: str) -> Texts:
        return self._texts[chosen or Language.parse(language_code) or self._default_language]

    async def _answer(self, visitor: Visitor, intent: Intent, meter: Meter) -> Screen | None:
        texts = self._texts_for(None, visitor.language_code)
        try:
            visit = await self._visits.open(visitor.id, meter)
            texts = self._texts_for(visit.language, visitor.language_code)
            if visit.over_limit:
                return trouble.over_limit(visit.over_limit.seconds, texts) if visit.over_limit.first else None
            return await self._serve(visitor, visit, intent, texts)
        except StoreUnavailableError as error:
            reference = new_reference()
            log.error("store unavailable user=%s reference=%s: %s", visitor.id, reference, error)  # noqa: TRY400  a lost store is no bug of ours: one line, no traceback for each press
            return trouble.store_down(reference, _repeatable(intent), texts)
        except Exception:  # the promise of this class: a bug is told to the admin and to the log, it stops nothing
            reference = new_reference()
            log.exception("bug user=%s intent=%s reference=%s", visitor.id, type(intent).__name__, reference)
            return trouble.bug(reference, texts)

    async def _serve(self, visitor: Visitor, visit: Visit, intent: Intent, texts: Texts) -> Screen:
        match intent:
            case SignIn(code):
                return await self._sign_in(visitor, visit, code, texts)
            case SignOut():
                return account.signed_out(texts, was_in=await self._log_out(visitor.id, visit))
            case ShowHelp():
                return account.help_screen(texts, is_admin=visit.session is not None)
            case ChooseLanguage():
                return account.languages(texts)
            case SetLanguage(language):
                await self._preferences.set_language(visitor.id, language)
                texts = self._texts[language]
        who = await self._recognise(visitor.id, visit)
        if isinstance(who, Stranger):
            return self._serve_stranger(who, intent, texts)
        return await self._serve_admin(who, intent, texts)

    @staticmethod
    def _serve_stranger(who: Stranger, intent: Intent, texts: Texts) -> Screen:
        match intent:
            case Unclear() | UnknownCommand():
                return account.welcome(who.absence, texts, Paragraph(texts("welcome.unclear")))
            case OpenList() | OpenCard() | AskSignOut() | OutdatedButton() if who.absence is Absence.NEVER:
                return account.welcome(Absence.LOST, texts)
            case SetLanguage():
                return replace(
                    account.welcome(who.absence, texts), commands=account.commands_for(texts, signed_in=False)
                )
            case _:
                return account.welcome(who.absence, texts)

    async def _sign_in(self, visitor: Visitor, visit: Visit, code: str, texts: Texts) -> Screen:
        if visit.session is not None:
            who = await self._recognise(visitor.id, visit)
            if isinstance(who, Session):
                return account.already_signed_in(who, texts)
        outcome = await self._log_in(visitor, code)
        if isinstance(outcome, Failure):
            return trouble.sign_in_failed(outcome.failure(), texts)
        return account.signed_in(outcome.unwrap(), texts)

    async def _serve_admin(self, session: Session, intent: Intent, texts: Texts) -> Screen:
        match intent:
            case OpenList():
                return await self._list(session, intent, texts)
            case OpenCard():
                return await self._card(session, intent, texts)
            case ShowStatus():
                return account.status(session, texts)
            case AskSignOut():
                return account.ask_sign_out(texts)
            case OpenMenu():
                return account.menu(session, texts)
            case SetLanguage():
                commands = account.commands_for(texts, signed_in=True)
                return account.menu(session, texts, commands=commands, notice=texts("language.set"))
            case OutdatedButton():
                return account.menu(session, texts, Paragraph(texts("menu.outdated")))
            case UnknownCommand():
                return account.help_screen(texts, is_admin=True, remark=texts("help.unknown_command"))
            case Unclear():
                return account.menu(session, texts, Paragraph(texts("menu.unclear")))
            case SignIn() | SignOut() | ShowHelp() | ChooseLanguage():
                raise AssertionError(intent)  # served without asking who it is
            case never:
                assert_never(never)

    async def _list(self, session: Session, asked: OpenList, texts: Texts) -> Screen:
        outcome = await self._read(session, lambda who: self._list_entities(who, asked.module, asked.offset))
        if isinstance(outcome, Success):
            return records.listing(asked.module, outcome.unwrap(), texts, fresh=asked.fresh)
        return self._not_read(outcome.failure(), asked, texts)

    async def _card(self, session: Session, asked: OpenCard, texts: Texts) -> Screen:
        outcome = await self._read(
            session, lambda who: self._show_entity(who, asked.module, asked.entity_id, near=asked.back)
        )
        if isinstance(outcome, Success):
            return records.card(outcome.unwrap(), asked, texts)
        if failed_by(outcome, RecordGone):
            return records.gone(asked.module, asked.back, texts)
        return self._not_read(outcome.failure(), asked, texts)

    async def _read(self, session: Session, read: Read[V]) -> Outcome[V, BrowseFailure | Stranger]:
        """Read; when Tabys rejects the session in mid-flow, have it checked and read once more."""
        outcome = await read(session)
        if not failed_by(outcome, SessionRejected):
            return outcome
        checked = await self._recognise.check(session)
        return await read(checked.unwrap()) if isinstance(checked, Success) else checked

    @staticmethod
    def _not_read(failure: BrowseFailure | Stranger, asked: Intent, texts: Texts) -> Screen:
        if isinstance(failure, Stranger):
            return account.welcome(failure.absence, texts)
        return trouble.browse_failed(failure, asked, texts)


def _repeatable(intent: Intent) -> Intent:
    """The intent if a button can carry it, so that "try again" really does; else the menu."""
    return intent if is_pressable(intent) else OpenMenu()
