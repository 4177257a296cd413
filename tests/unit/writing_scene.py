"""A made-up Tabys, and admins who write to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.application.failures import GatewayFailure, Rejected
from tabys_bot.application.ports import File, Order, Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import REASON, Act, Ask, Question
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.outcome import Failure, Outcome
from tabys_bot.domain.records import Entity, Query, Ref, Value, View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session, Visitor

PNG = b"\x89PNG\r\n\x1a\n and the rest of a picture"
SOON = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
_WRITTEN: Mapping[Ask, Written] = {
    Ask.LINE: "Строка",
    Ask.TEXT: "Первая\nвторая",
    Ask.FLAG: False,
    Ask.WHOLE: 12,
    Ask.AMOUNT: Decimal("1500.50"),
    Ask.DATE: SOON.date(),
    Ask.MOMENT: SOON,
    Ask.LINK: "https://example.kz/page",
    Ask.PHONE: "+77001234567",
    Ask.EMAIL: "hr@example.kz",
    Ask.PHOTO: File("photo.png", PNG),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """The admin at the desk, and the Tabys that he writes to."""

    tabys: MemoryTabys
    clock: ManualClock
    session: Session

    async def write(
        self, section: Section, act: str, entity_id: int = 0, values: Mapping[str, Written] | None = None
    ) -> Outcome[int, GatewayFailure | Rejected]:
        return await self.tabys.write(
            self.session, Order(section, act_of(section, act), entity_id, values=values or {})
        )

    async def wrote(
        self, section: Section, act: str, entity_id: int = 0, values: Mapping[str, Written] | None = None
    ) -> Mapping[str, Value]:
        """What the record says after a write that went well."""
        number = (await self.write(section, act, entity_id, values)).unwrap()
        return self.said(section, number)

    async def made(self, section: Section) -> int:
        """The number of a new record with everything in it."""
        return (await self.write(section, "create", values=await self.filled(section, "create"))).unwrap()

    async def names(self, section: Section, name: str) -> Mapping[int, Value]:
        return (await self.tabys.options(self.session, section, name)).unwrap()

    async def found(self, section: Section, *, filters: Mapping[str, str] | None = None) -> list[int]:
        """The numbers of the first records of a list."""
        query = Query(section, view=View(filters or {}))
        page = (await self.tabys.page(self.session, query, offset=0, limit=100)).unwrap()
        return [entity.id for entity in page.items]

    async def filled(self, section: Section, act: str) -> dict[str, Written]:
        """Something for every question of the act, and a reason where there can be one."""
        spec = act_of(section, act)
        reason: dict[str, Written] = {REASON: "Себебі бар"} if spec.why and spec.why.sent else {}
        return {question.key: await self._answer(section, question) for question in spec.questions} | reason

    async def _answer(self, section: Section, question: Question) -> Written:
        match question.ask:
            case Ask.CHOICE:
                return CHOICES[question.choices][0]
            case Ask.NAME:
                return next(iter(await self.names(section, question.field)))
            case Ask.NAMES:
                return tuple(list(await self.names(section, question.field))[:2])
            case Ask.RECORD:
                first = question.sections[0]
                return Ref(first, self.tabys.records[first][0].id)
            case _:
                return _WRITTEN[question.ask]

    def said(self, section: Section, number: int) -> Mapping[str, Value]:
        return next(entity.values for entity in self.tabys.records[section] if entity.id == number)

    async def other(self, role: Role) -> "Writing":
        """Another admin of the same Tabys."""
        return Writing(self.tabys, self.clock, await _signed_in(self.tabys, self.clock, role))


def act_of(section: Section, name: str) -> Act:
    act = find_act(section, name)
    assert act is not None
    return act


async def writing(role: Role = Role.SUPER_ADMIN, *records: Entity) -> Writing:
    """With these records, or the samples if there are none."""
    clock = ManualClock()
    held: Mapping[Section, Sequence[Entity]] = {
        section: [one for one in records if one.section is section] for section in Section
    }
    tabys = MemoryTabys(clock=clock, records=held if records else sample_records(clock.now()))
    return Writing(tabys, clock, await _signed_in(tabys, clock, role))


async def _signed_in(tabys: MemoryTabys, clock: ManualClock, role: Role) -> Session:
    admission = (await tabys.sign_in(OtpCode(tabys.issue_code(role)), Visitor(7, "Анна"))).unwrap()
    now = clock.now()
    return Session(
        telegram_user_id=7,
        admin_id=admission.admin_id,
        role=role,
        access_token=admission.access_token,
        admin_name=admission.admin_name,
        created_at=now,
        last_activity=now,
        checked_at=now,
        expires_at=now + timedelta(days=1),
        sign_in_id="1",
    )


def problems(outcome: Outcome[int, GatewayFailure | Rejected]) -> list[str]:
    """The keys of the questions that Tabys complains about."""
    assert isinstance(outcome, Failure)
    failure = outcome.failure()
    assert isinstance(failure, Rejected)
    return list(failure.problems)
