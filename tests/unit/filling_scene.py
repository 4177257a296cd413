"""An admin who fills in a form: what he sees, what lies in the store, and a bot that can be started again."""

from dataclasses import dataclass, field
from datetime import timedelta

from dependency_injector.containers import DeclarativeContainer
from dependency_injector.providers import Dependency

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.ports import Meter
from tabys_bot.application.screens.intents import (
    AskQuestion,
    How,
    Intent,
    OpenDraft,
    Reply,
    SaveDraft,
    SentPhoto,
    SignIn,
    StartAct,
)
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.application.screens.understanding import understand
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts.shape import Question
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session, Visitor
from tabys_bot.entrypoints.container import Application
from tabys_bot.entrypoints.parts import MemoryBackend
from tests.unit.desk_scene import BUGS, ROOMY
from tests.unit.drawn import check
from tests.unit.scene import ANNA, CHECK_INTERVAL, LIFETIME, TEXTS, ZONE, buttons, words_of
from tests.unit.told import Told
from tests.unit.writing_scene import PNG

NEWS = Entity(
    Section.NEWS,
    900,
    {"title": Bilingual(kk="Саябақ", ru="Парк"), "lead": Bilingual(kk="Ашылды", ru="Открыт"), "category": "Город"},
)


class WatchedStore(MemoryStore):
    """Tells in which order desks and drafts were written. `meanwhile`: what others store right before the next one."""

    def __init__(self, *, clock: ManualClock, limits: Limits) -> None:
        super().__init__(clock=clock, limits=limits)
        self.written: list[str] = []
        self.meanwhile: list[Draft] = []

    async def save_desk(self, visitor_id: int, desk: Desk) -> None:
        await super().save_desk(visitor_id, desk)
        self.written.append("desk")

    async def save_draft(self, visitor_id: int, draft: Draft, *, was: int | None) -> bool:
        for other in self.meanwhile:
            await super().save_draft(visitor_id, other, was=other.revision - 1)
        self.meanwhile.clear()
        stored = await super().save_draft(visitor_id, draft, was=was)
        self.written.append("draft" if stored else "no draft")
        return stored


class KeptStorage(DeclarativeContainer):
    """A store that outlives the application over it."""

    store: Dependency[MemoryStore] = Dependency(instance_of=MemoryStore)


@dataclass(slots=True)
class Writer:
    """One admin at one device; `screen` is what he sees. Every screen is one that Telegram takes, and no bug."""

    clock: ManualClock
    store: WatchedStore
    tabys: MemoryTabys
    sent: WebAttachments = field(default_factory=WebAttachments)
    visitor: Visitor = ANNA
    screen: Screen = field(default_factory=lambda: Screen(title="…"))
    application: Application = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """The bot is started again: only the store, Tabys, and what was sent to the transport are still there."""
        self.application = Application(
            clock=self.clock,
            texts=TEXTS,
            default_language=Language.RU,
            session_lifetime=LIFETIME,
            check_interval=CHECK_INTERVAL,
            storage=KeptStorage(store=self.store),
            attachments=self.sent,
            zone=ZONE,
            watch_interval=timedelta(minutes=1),
            messenger=Told(),
            under_way=timedelta(seconds=180),
            backend=MemoryBackend(tabys=self.tabys),
        )

    def beside(self, visitor: Visitor | None = None) -> "Writer":
        """Another device of his, or somebody else."""
        return Writer(self.clock, self.store, self.tabys, self.sent, visitor or self.visitor, self.screen)

    async def press(self, what: Intent | str) -> Screen:
        """A button, by its label or by what it asks for; what stands in no button may be on an older message."""
        intent = self.button(what) if isinstance(what, str) else what
        return self._seen(await self.application.conversation().press(self.visitor, intent))

    async def type(self, text: str) -> Screen:
        return await self.say(understand(text))

    async def say(self, intent: Intent) -> Screen:
        return self._seen(await self.application.conversation().say(self.visitor, intent))

    async def photo(self, name: str = "photo.png") -> Screen:
        return await self.say(SentPhoto(self.sent.keep(PNG), name, len(PNG)))

    def _seen(self, screen: Screen | None) -> Screen:
        assert screen is not None
        check(screen)
        assert not any(bug in words_of(screen) for bug in BUGS)
        self.screen = screen
        return screen

    def button(self, label: str) -> Intent:
        found = [one.intent for one in buttons(self.screen) if isinstance(one, Press) and label in one.label]
        assert found, (label, self.labels)
        return found[0]

    @property
    def labels(self) -> list[str]:
        return [one.label for one in buttons(self.screen)]

    @property
    def words(self) -> str:
        return words_of(self.screen)

    async def sign_in(self, role: Role = Role.SUPER_ADMIN) -> None:
        await self.say(SignIn(self.tabys.issue_code(role)))

    async def begin(self, section: Section, act: str = "create", entity_id: int = 0, *, parent: int = 0) -> Draft:
        await self.press(StartAct(section, act, entity_id, parent=parent))
        return await self.draft()

    async def session(self) -> Session:
        session = (await self.store.open(self.visitor.id, Meter.BUTTONS)).session
        assert session is not None
        return session

    async def drafts(self) -> tuple[Draft, ...]:
        session = await self.session()
        return await self.store.drafts(self.visitor.id, session.admin_id)

    async def draft(self) -> Draft:
        """The one that was touched last."""
        return (await self.drafts())[0]

    async def at(self) -> str:
        """The key of the question that is asked; empty at the sheet."""
        return (await self.draft()).at

    async def says(self, key: str) -> Answer | None:
        return (await self.draft()).answers.get(key)

    async def go_to(self, key: str) -> Screen:
        """At that question, whatever was asked before."""
        draft = await self.draft()
        return await self.press(asking(draft, key))

    async def save(self) -> Screen:
        draft = await self.draft()
        return await self.press(SaveDraft(draft.id, draft.revision))

    async def go_on(self) -> Screen:
        return await self.press(OpenDraft((await self.draft()).id))

    def asked(self) -> list[str]:
        """What the store had to write since the last time."""
        written = list(self.store.written)
        self.store.written.clear()
        return written


def asking(draft: Draft, key: str) -> Intent:
    return AskQuestion(draft.id, draft.spec.questions.index(draft.spec.question(key)))


def question_of(draft: Draft) -> Question:
    question = draft.question
    assert question is not None
    return question


async def writer(role: Role = Role.SUPER_ADMIN, *more: Entity) -> Writer:
    """Anna, signed in, over the samples; with those records in front."""
    clock = ManualClock()
    records = {section: list(them) for section, them in sample_records(clock.now()).items()}
    for entity in more:
        records[entity.section].insert(0, entity)
    anna = Writer(clock, WatchedStore(clock=clock, limits=ROOMY), MemoryTabys(clock=clock, records=records))
    await anna.sign_in(role)
    anna.asked()
    return anna


async def at(section: Section, key: str) -> Writer:
    """At that question of a new form."""
    anna = await writer()
    await anna.begin(section)
    await anna.go_to(key)
    anna.asked()
    assert await anna.at() == key
    return anna


async def pressed(anna: Writer, value: str) -> str | None:
    """What a press of that value answered; None if nothing."""
    draft = await anna.draft()
    key = draft.at
    await anna.press(Reply(draft.id, draft.spec.questions.index(question_of(draft)), How.VALUE, value))
    answer = await anna.says(key)
    return answer.text if answer else None


async def begun() -> Writer:
    """A new piece of news with a title in both languages; the lead in Kazakh is asked for."""
    anna = await writer()
    await anna.begin(Section.NEWS)
    await anna.type("Саябақ")
    await anna.type("Парк")
    anna.asked()
    return anna


async def opened() -> Writer:
    """The sheet of a change."""
    anna = await writer()
    anna.tabys.records[Section.NEWS].insert(0, NEWS)
    await anna.begin(Section.NEWS, "edit", NEWS.id)
    return anna
