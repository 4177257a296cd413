"""Admins who save and act, on one instance of the bot or on two, over a Tabys that is far away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from dependency_injector.providers import Object

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.adapters.memory.writing import options
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.ports import Meter
from tabys_bot.application.screens.intents import Intent, SaveDraft, StartAct
from tabys_bot.application.screens.screen import Screen
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.fitting import fits
from tabys_bot.domain.acts.fitting import is_done as is_so
from tabys_bot.domain.acts.shape import Act, Ask, Question, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.drafts import SHEET, Answer, Draft
from tabys_bot.domain.history import Entry
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session, Visitor
from tabys_bot.entrypoints.container import Application
from tabys_bot.entrypoints.parts import MemoryBackend, MemoryStorage
from tests.unit.desk_scene import BUGS, ROOMY
from tests.unit.drawn import check
from tests.unit.far_tabys import FarTabys
from tests.unit.scene import ANNA, CHECK_INTERVAL, LIFETIME, OWN, TEXTS, ZONE, Scene, scene_over, words_of
from tests.unit.told import Told

PNG = b"\x89PNG\r\n\x1a\n and the rest of a picture"
UNDER_WAY = timedelta(seconds=180)
_AT = datetime(2027, 3, 1, 10, 30, tzinfo=UTC)
_WRITTEN: Mapping[Ask, str] = {
    Ask.LINE: "Новая строка",
    Ask.TEXT: "Первая\nвторая",
    Ask.FLAG: "no",
    Ask.WHOLE: "13",
    Ask.AMOUNT: "1500.5",
    Ask.DATE: "2027-03-02",
    Ask.LINK: "https://tabys.kz/new.png",
    Ask.PHONE: "+77001234567",
    Ask.EMAIL: "hr@tabys.kz",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """One admin at one instance of the bot."""

    bot: Scene
    tabys: FarTabys
    conversation: Conversation
    attachments: WebAttachments
    visitor: Visitor = ANNA

    async def press(self, intent: Intent) -> Screen:
        return _sound(await self.conversation.press(self.visitor, intent))

    async def say(self, intent: Intent) -> Screen:
        return _sound(await self.conversation.say(self.visitor, intent))

    async def session(self) -> Session:
        session = (await self.bot.store.open(self.visitor.id, Meter.BUTTONS)).session
        assert session is not None
        return session

    async def drafts(self) -> tuple[Draft, ...]:
        return await self.bot.store.drafts(self.visitor.id, (await self.session()).admin_id)

    async def draft(self) -> Draft:
        """The only one."""
        (draft,) = await self.drafts()
        return draft

    async def begun(self, section: Section, act: str, number: int = 0) -> Draft:
        """A form that was opened."""
        await self.press(StartAct(section, act, number, parent=self._parent(section, number)))
        return next(draft for draft in await self.drafts() if (draft.section, draft.act) == (section, act))

    def _parent(self, section: Section, number: int) -> int:
        return self.tabys.said(section, number).parent if number else 0

    async def filled(self, section: Section, act: str, number: int = 0, **answers: str | Answer) -> Draft:
        """A form with these answers, a fitting one for everything if there are none, ready to be saved."""
        draft = await self.begun(section, act, number)
        given = {key: Answer(answer) if isinstance(answer, str) else answer for key, answer in answers.items()}
        given = given or {question.key: self.answer(section, question) for question in draft.spec.questions}
        now = self.bot.clock.now()
        ready = replace(draft, answers={**draft.answers, **given}, seen=tuple(given)).moved(SHEET, now)
        assert await self.bot.store.save_draft(self.visitor.id, ready, was=draft.revision)
        assert ready.is_complete, (ready.missing, ready.changes)
        return ready

    async def save(self, draft: Draft) -> Screen:
        return await self.press(SaveDraft(draft.id, draft.revision))

    def answer(self, section: Section, question: Question) -> Answer:
        """Something that no sample says."""
        match question.ask:
            case Ask.CHOICE:
                return Answer(CHOICES[question.choices][0 if question.choices == "coins_act" else -1])
            case Ask.NAME | Ask.NAMES:
                return self.name(section, question.field)
            case Ask.RECORD:
                first = question.sections[0]
                return Answer(f"{first}-{self.tabys.records[first][0].id}", "Запись")
            case Ask.PHOTO:
                return Answer(self.attachments.keep(PNG), "photo.png")
            case Ask.MOMENT:
                return Answer((_AT + timedelta(days=1 if question.after else 0)).isoformat())
            case _:
                return Answer(_WRITTEN[question.ask])

    def name(self, section: Section, field: str, which: int = -1, language: Language = Language.KK) -> Answer:
        """A name that Tabys keeps, picked in that language."""
        number, value = list(options(self.tabys.records, section, field).items())[which]
        words = (value.kk if language is Language.KK else value.ru) if isinstance(value, Bilingual) else str(value)
        return Answer(str(number), words or "")

    async def entries(self, section: Section, number: int) -> tuple[Entry, ...]:
        return await self.bot.store.history_of(section, number)

    def subject(self, section: Section, act: str) -> int:
        """The number of a record that the act fits; 0 where it makes one."""
        known = act_of(section, act)
        if known.way is Way.CREATE:
            return 0
        if CATALOGUE[section].is_own:
            return OWN[Role.SUPER_ADMIN]
        return next(
            entity.id for entity in self.tabys.records[section] if fits(known, entity) and not is_so(known, entity)
        )

    def written(self) -> list[tuple[Section, str, int]]:
        """Every write that was done."""
        return [(order.section, order.act.name, order.entity_id) for order in self.tabys.written]

    def elsewhere(self) -> "Desk":
        """The same admin at another instance of the bot, over the same store and the same Tabys."""
        storage = MemoryStorage(clock=self.bot.clock, limits=ROOMY)
        storage.store.override(Object(self.bot.store))
        return _desk(self.bot, self.tabys, _application(self.bot.clock, storage, self.tabys, self.attachments))

    def of(self, visitor: Visitor) -> "Desk":
        return replace(self, visitor=visitor)


def act_of(section: Section, name: str) -> Act:
    act = find_act(section, name)
    assert act is not None
    return act


async def desk(role: Role = Role.SUPER_ADMIN, records: Iterable[Entity] | None = None) -> Desk:
    """Anna, signed in; Tabys has the samples, or only these records."""
    clock = ManualClock()
    kept = list(records or ())
    held = {section: [one for one in kept if one.section is section] for section in Section}
    tabys = FarTabys(clock=clock, records=held if records is not None else sample_records(clock.now()))
    bot = scene_over(tabys, clock, ROOMY)
    attachments = bot.application.attachments()
    assert isinstance(attachments, WebAttachments)
    await bot.sign_in(role)
    return Desk(bot, tabys, bot.conversation, attachments)


def _application(
    clock: ManualClock, storage: MemoryStorage, tabys: FarTabys, attachments: WebAttachments
) -> Application:
    return Application(
        clock=clock,
        texts=TEXTS,
        default_language=Language.RU,
        session_lifetime=LIFETIME,
        check_interval=CHECK_INTERVAL,
        storage=storage,
        attachments=attachments,
        zone=ZONE,
        watch_interval=timedelta(minutes=1),
        messenger=Told(),
        under_way=timedelta(seconds=180),
        backend=MemoryBackend(tabys=tabys),
    )


def _desk(bot: Scene, tabys: FarTabys, application: Application) -> Desk:
    attachments = application.attachments()
    assert isinstance(attachments, WebAttachments)
    return Desk(bot, tabys, application.conversation(), attachments)


def _sound(screen: Screen | None) -> Screen:
    assert screen is not None
    check(screen)
    assert not any(bug in words_of(screen) for bug in BUGS), words_of(screen)
    return screen
