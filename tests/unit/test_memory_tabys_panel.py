"""The made-up Tabys knows who is signed in, who waits, the numbers, and how to draw."""

import struct
import zlib
from datetime import timedelta
from itertools import pairwise

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.application.failures import NotAPicture, PictureGone, PictureUnreachable, RecordGone, TooSlow
from tabys_bot.domain.access import Role
from tabys_bot.domain.administration import SignedIn, Stretch
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import Picture
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session, Visitor

ANNA, BOLAT = Visitor(7, "Анна", username="anna_k"), Visitor(8, "Болат", "Ермек")


class Scene:
    """A Tabys to which Anna is signed in."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.tabys = MemoryTabys(clock=self.clock, records=sample_records(self.clock.now()))

    async def sign_in(self, visitor: Visitor, role: Role) -> Session:
        admission = (await self.tabys.sign_in(OtpCode(self.tabys.issue_code(role)), visitor)).unwrap()
        now = self.clock.now()
        return Session(
            telegram_user_id=visitor.id,
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


async def test_who_signed_in_is_known_until_it_is_ended() -> None:
    scene = Scene()
    began = scene.clock.now()
    session = await scene.sign_in(ANNA, Role.SUPER_ADMIN)
    await scene.sign_in(BOLAT, Role.NPO)
    scene.clock.advance(timedelta(hours=1))
    await scene.tabys.restore(BOLAT.id)
    anna = SignedIn(7, "Айгүл Жұмабаева", Role.SUPER_ADMIN, "@anna_k", began, began)
    bolat = SignedIn(8, "Марина Ким", Role.NPO, "Болат Ермек", began, scene.clock.now())
    assert await scene.tabys.sessions(session) == Success((anna, bolat))
    assert await scene.tabys.revoke(session, BOLAT.id) == Success(None)
    assert await scene.tabys.sessions(session) == Success((anna,))
    assert await scene.tabys.restore(BOLAT.id) == Failure(RecordGone())
    assert await scene.tabys.revoke(session, BOLAT.id) == Failure(RecordGone())


async def test_who_was_decided_on_does_not_wait_any_more() -> None:
    scene = Scene()
    session = await scene.sign_in(ANNA, Role.SUPER_ADMIN)
    waiting = (await scene.tabys.registrations(session)).unwrap()
    first, second = waiting[0].admin_id, waiting[1].admin_id
    assert len(waiting) == 6
    assert await scene.tabys.decide(session, first, approve=True, reason="") == Success(None)
    assert await scene.tabys.decide(session, second, approve=False, reason="Не тот центр") == Success(None)
    assert await scene.tabys.registrations(session) == Success(waiting[2:])
    assert await scene.tabys.decide(session, first, approve=False, reason="") == Failure(RecordGone())
    assert scene.tabys.decisions == {first: (True, ""), second: (False, "Не тот центр")}


async def test_those_who_wait_have_numbers_of_their_own_and_gaps() -> None:
    scene = Scene()
    waiting = (await scene.tabys.registrations(await scene.sign_in(ANNA, Role.SUPER_ADMIN))).unwrap()
    assert not {one.admin_id for one in waiting} & scene.tabys.role_of.keys()
    assert len({one.login for one in waiting}) == len(waiting)
    assert {bool(one.email) for one in waiting} == {True, False}
    assert {one.role for one in waiting} > {Role.NPO, Role.MSB, Role.ADMINISTRATOR, None}


async def test_a_longer_stretch_has_larger_numbers() -> None:
    scene = Scene()
    session = await scene.sign_in(ANNA, Role.ADMINISTRATOR)
    told = [(await scene.tabys.numbers(session, stretch)).unwrap() for stretch in Stretch]
    for shorter, longer in pairwise(told):
        for name in ("logins", "actions", "touched", "events"):
            less, more = getattr(shorter, name), getattr(longer, name)
            assert less.keys() == more.keys()
            assert all(less[key] < more[key] for key in less)
        assert shorter.people == longer.people


@pytest.mark.parametrize("stretch", Stretch)
async def test_the_numbers_add_up(stretch: Stretch) -> None:
    scene = Scene()
    told = (await scene.tabys.numbers(await scene.sign_in(ANNA, Role.ADMINISTRATOR), stretch)).unwrap()
    assert told.people["total_users"] == len(scene.tabys.records[Section.USERS])
    assert sum(told.roles.values()) == told.people["total_users"] + told.roles["admin"]
    assert told.people["new_registrations_month"] > 0
    assert told.logins["total_logins"] == told.logins["successful_logins"] + told.logins["failed_logins"]
    assert told.actions["total_actions"] * 2 == sum(told.actions.values())
    assert sum(told.touched.values()) <= told.actions["total_actions"]
    assert told.events["total_events"] * 2 == sum(told.events.values())


@pytest.mark.parametrize("address", ["memory://events/1.png", "memory://projects/161/2.png", ""])
async def test_a_picture_is_a_small_png(address: str) -> None:
    content = (await Scene().tabys.fetch(Picture(address))).unwrap()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = [], 8
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        body, check = content[at + 8 : at + 8 + length], content[at + 8 + length : at + 12 + length]
        assert check == struct.pack(">I", zlib.crc32(kind + body))
        chunks.append((kind, body))
        at += length + 12
    assert [kind for kind, _ in chunks] == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert chunks[0][1] == struct.pack(">IIBBBBB", 640, 360, 8, 3, 0, 0, 0)
    assert max(zlib.decompress(chunks[2][1])) < len(chunks[1][1]) // 3
    assert len(zlib.decompress(chunks[2][1])) == 360 * (640 + 1)
    assert len(content) < 30_000


async def test_every_address_has_its_own_picture_and_keeps_it() -> None:
    addresses = [f"memory://events/{number}.png" for number in range(1, 40)]
    pictures = [(await Scene().tabys.fetch(Picture(address))).unwrap() for address in addresses]
    assert len(set(pictures)) == len(pictures)
    assert [(await Scene().tabys.fetch(Picture(address))).unwrap() for address in addresses] == pictures


async def test_a_lost_or_broken_picture_is_told_of() -> None:
    tabys = Scene().tabys
    assert await tabys.fetch(Picture("memory://tickets/missing")) == Failure(PictureGone())
    assert await tabys.fetch(Picture("memory://places/broken")) == Failure(NotAPicture())
    tabys.failing = TooSlow("A1B2C3")
    assert await tabys.fetch(Picture("memory://events/1.png")) == Failure(PictureUnreachable())
    assert tabys.calls == [
        "picture memory://tickets/missing",
        "picture memory://places/broken",
        "picture memory://events/1.png",
    ]
