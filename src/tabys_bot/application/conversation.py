"""The driving port: a visitor asks for something and is shown a screen. Transports know nothing more."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from tabys_bot.application.answers.alerting import Alerting
from tabys_bot.application.answers.browsing import Browsing
from tabys_bot.application.answers.filling import Filling
from tabys_bot.application.answers.marking import Marking
from tabys_bot.application.answers.moderating import Moderating
from tabys_bot.application.answers.narrowing import Narrowing
from tabys_bot.application.answers.panel import Panel
from tabys_bot.application.answers.turn import Answers, Turn
from tabys_bot.application.answers.writing import Writing
from tabys_bot.application.failures import StoreUnavailableError, new_reference
from tabys_bot.application.ports import Clock, Desks, Meter, Preferences, Visit, Visits
from tabys_bot.application.screens import account, trouble
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.codec import is_pressable
from tabys_bot.application.screens.intents import Intent, OpenMenu, Origin
from tabys_bot.application.screens.screen import Command, Paragraph, Screen, Suggestions
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.understanding import lone_code
from tabys_bot.application.use_cases.recognition import Absence, RecogniseVisitor, Stranger
from tabys_bot.application.use_cases.signing_in import LoginWithOtp, LogOut
from tabys_bot.domain.desk import Asked, searchable
from tabys_bot.domain.languages import Language
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.session import OtpCode, Session, Visitor

log = logging.getLogger(__name__)

# whoever asks for something else has been told that he is not signed in; these say nothing about having been here
_OF_NEWCOMERS = (
    *(ask.OpenMenu, ask.ShowStatus, ask.SetLanguage, ask.AskFind, ask.OpenRecent, ask.FindText),
    *(ask.OpenQueue, ask.ShowAlerts),
)

# these see to the question themselves
_WITHIN_A_FORM = (ask.StartAct, ask.OpenDraft, ask.ShowSheet, ask.AskQuestion, ask.Reply, ask.SaveDraft, ask.LookAgain)


class Conversation:
    """Answers every press and every message of every visitor with a screen, and never raises."""

    def __init__(
        self,
        *,
        visits: Visits,
        desks: Desks,
        preferences: Preferences,
        clock: Clock,
        recognise: RecogniseVisitor,
        log_in: LoginWithOtp,
        log_out: LogOut,
        browsing: Browsing,
        narrowing: Narrowing,
        panel: Panel,
        filling: Filling,
        writing: Writing,
        moderating: Moderating,
        marking: Marking,
        alerting: Alerting,
        texts: Mapping[Language, Texts],
        default_language: Language,
    ) -> None:
        self._visits = visits
        self._desks = desks
        self._preferences = preferences
        self._clock = clock
        self._recognise = recognise
        self._log_in = log_in
        self._log_out = log_out
        self._narrowing = narrowing
        self._panel = panel
        self._filling = filling
        self._moderating = moderating
        self._marking = marking
        self._alerting = alerting
        self._texts = texts
        self._default_language = default_language
        self._answers: Answers = {
            **browsing.answers,
            **narrowing.answers,
            **panel.answers,
            **writing.answers,
            **moderating.answers,
            **marking.answers,
            **alerting.answers,
            **_ABOUT_HIMSELF,
        }

    async def press(self, visitor: Visitor, intent: Intent) -> Screen | None:
        """The screen that replaces the one whose button was pressed; None to leave it as it is."""
        return await self._answer(visitor, intent, Meter.BUTTONS)

    async def say(self, visitor: Visitor, intent: Intent) -> Screen | None:
        """The screen that answers a message; None for silence after a notice about the limit."""
        return await self._answer(visitor, intent, Meter.MESSAGES)

    async def suggest(self, visitor: Visitor, text: str) -> Suggestions | None:
        """What is offered while somebody types after the bot's name in any chat; None to say nothing."""
        texts = self._texts_for(None, visitor.language_code)
        try:
            visit = await self._visits.open(visitor.id, Meter.INLINE)
            texts = self._texts_for(visit.language, visitor.language_code)
            if visit.over_limit:
                return None
            who = await self._recognise(visitor.id, visit)
            if isinstance(who, Stranger):
                return Suggestions(invitation=texts("inline.sign_in"))
            return await self._narrowing.suggest(self._turn(who, visit, texts), text)
        except StoreUnavailableError as error:
            log.warning("store unavailable user=%s inline: %s", visitor.id, error)
        except Exception:  # as in _answer; there is no screen here to tell of it
            log.exception("bug user=%s inline", visitor.id)
        return Suggestions(invitation=texts("inline.trouble"))

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
        if isinstance(intent, ask.ShowHelp | ask.ChooseLanguage):
            await self._drop_question(visitor, visit)
        match intent:
            case ask.SignIn():
                return await self._sign_in(visitor, visit, intent, texts)
            case ask.SignOut():
                was_in = await self._log_out(visitor.id, visit)
                if visit.desk != visit.desk.put_away():
                    await self._desks.save_desk(visitor.id, visit.desk.put_away())
                return account.signed_out(texts, was_in=was_in)
            case ask.ShowHelp():
                return account.help_screen(texts, is_admin=visit.session is not None)
            case ask.ChooseLanguage():
                return account.languages(texts)
            case ask.SetLanguage(language):
                await self._preferences.set_language(visitor.id, language)
                texts = self._texts[language]
        who = await self._recognise(visitor.id, visit)
        if isinstance(who, Stranger):
            code = lone_code(intent.text) if isinstance(intent, ask.Typed) else ""
            if code:  # from a stranger, one such word is a code that was typed in lower case
                return replace(await self._sign_in(visitor, visit, ask.SignIn(code), texts), forget_message=True)
            return self._serve_stranger(who, intent, texts)
        return await self._serve_admin(who, visit, intent, texts)

    @staticmethod
    def _serve_stranger(who: Stranger, intent: Intent, texts: Texts) -> Screen:
        match intent:
            case ask.Typed() | ask.SentPhoto() | ask.Unclear() | ask.UnknownCommand():
                return account.welcome(who.absence, texts, Paragraph(texts("welcome.unclear")))
            case ask.SetLanguage():
                return replace(
                    account.welcome(who.absence, texts), commands=account.commands_for(texts, signed_in=False)
                )
            case ask.FollowLink():
                return account.welcome(who.absence, texts, Paragraph(texts("welcome.card")))
            case _ if who.absence is Absence.NEVER and not isinstance(intent, _OF_NEWCOMERS):
                return account.welcome(Absence.LOST, texts)
            case _:
                return account.welcome(who.absence, texts)

    async def _sign_in(self, visitor: Visitor, visit: Visit, intent: ask.SignIn, texts: Texts) -> Screen:
        who = await self._recognise(visitor.id, visit) if visit.session else None
        if isinstance(who, Session):
            turn = self._turn(who, visit, texts)
            if intent.words and not _is_risky_reason(turn, intent):
                return await self._said(turn, ask.Typed(intent.words))
            answered = await self._filling.code(turn, intent.typed)
            if answered:
                return answered
        await self._drop_question(visitor, visit)  # a code answers none, and the next words may not mean it any more
        if isinstance(who, Session):
            return account.already_signed_in(who, texts)
        outcome = await self._log_in(visitor, intent.code)
        if isinstance(outcome, Failure):
            return trouble.sign_in_failed(outcome.failure(), texts)
        session = outcome.unwrap()
        return account.signed_in(session, texts, offer=await self._alerting.offer(session, texts))

    async def _drop_question(self, visitor: Visitor, visit: Visit) -> None:
        if visit.desk.prompt:
            await self._desks.save_desk(visitor.id, visit.desk.asking(None))

    def _turn(self, session: Session, visit: Visit, texts: Texts) -> Turn:
        return Turn(session, visit.desk.of(session.admin_id), texts, self._clock.now(), self._desks, self._recognise)

    async def _serve_admin(self, session: Session, visit: Visit, intent: Intent, texts: Texts) -> Screen:
        turn = self._turn(session, visit, texts)
        if isinstance(intent, ask.Typed):
            return await self._said(turn, intent)
        if isinstance(intent, ask.SentPhoto):
            return await self._filling.photo(turn, intent) or await _unclear(turn, ask.Unclear())
        if isinstance(intent, ask.Unclear) and (asked_again := await self._filling.unclear(turn)):
            return asked_again
        if not isinstance(intent, _WITHIN_A_FORM):
            await turn.keep(turn.desk.asking(None))  # whoever goes elsewhere does not answer the question
        return await self._answers[type(intent)](turn, intent)

    async def _said(self, turn: Turn, said: ask.Typed) -> Screen:
        """The answer to what the bot asked for; where it asked for nothing, words to find."""
        text, prompt = said.text, turn.desk.prompt
        # a reason decides at once, and goes to people: an old message that is corrected is not meant as one
        if said.is_edited and prompt and prompt.asked in (Asked.REASON, Asked.WHY) and prompt.stands(turn.now):
            return Screen(title=turn.texts("remark.edited"))
        answered = (
            await self._filling.typed(turn, text, is_formatted=said.is_formatted, is_edited=said.is_edited)
            or await self._narrowing.typed(turn, text)
            or await self._panel.typed(turn, text)
            or await self._moderating.typed(turn, text)
            or await self._marking.typed(turn, text)
        )
        if answered:
            return answered
        if not searchable(text):
            return await _unclear(turn, ask.Unclear())
        found = await self._narrowing.find_text(turn, ask.FindText(text))
        if prompt and prompt.asked is Asked.WHY and not prompt.stands(turn.now):  # it may be meant as one all the same
            return replace(found, body=(Paragraph(turn.texts("why.late")), *found.body))
        return found


def _is_risky_reason(turn: Turn, intent: ask.SignIn) -> bool:
    """Whether what may be a real code would be sent to somebody as the reason why he is refused."""
    prompt = turn.desk.prompt
    return (
        prompt is not None
        and prompt.asked in (Asked.REASON, Asked.WHY)
        and isinstance(OtpCode.parse(intent.code), Success)
    )


async def _status(turn: Turn, _: ask.ShowStatus) -> Screen:
    return account.status(turn.session, turn.texts)


async def _ask_sign_out(turn: Turn, _: ask.AskSignOut) -> Screen:
    return account.ask_sign_out(turn.texts)


async def _language_set(turn: Turn, _: ask.SetLanguage) -> Screen:
    commands = account.commands_for(turn.texts, signed_in=True)
    return account.menu(turn.session, turn.texts, commands=commands, notice=turn.texts("language.set"))


async def _outdated(turn: Turn, _: ask.OutdatedButton) -> Screen:
    return account.outdated(turn.session, turn.texts)


async def _unknown_command(turn: Turn, _: ask.UnknownCommand) -> Screen:
    return account.help_screen(turn.texts, is_admin=True, remark=turn.texts("help.unknown_command"))


async def _unclear(turn: Turn, _: ask.Unclear) -> Screen:
    return account.menu(turn.session, turn.texts, Paragraph(turn.texts("menu.unclear")))


_ABOUT_HIMSELF: Answers = {
    ask.ShowStatus: _status,
    ask.AskSignOut: _ask_sign_out,
    ask.SetLanguage: _language_set,
    ask.OutdatedButton: _outdated,
    ask.UnknownCommand: _unknown_command,
    ask.Unclear: _unclear,
}


def _repeatable(intent: Intent) -> Intent:
    """The intent if a button can carry it, so that "try again" really does; else the menu."""
    repeated = replace(intent.card, origin=Origin.RECENT) if isinstance(intent, ask.FollowLink) else intent
    return repeated if is_pressable(repeated) else OpenMenu()
