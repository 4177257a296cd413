"""Ending sessions that Tabys and the bot do not know alike."""

from dataclasses import replace

from tabys_bot.application.use_cases.recognition import Absence, Stranger
from tabys_bot.domain.access import Role
from tabys_bot.domain.desk import Desk, Recent
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.sections import Section
from tests.unit.scene import ANNA, BOLAT, scene


async def test_whom_tabys_has_forgotten_is_put_out_here_all_the_same() -> None:
    bot = scene()
    boss = await bot.admitted(Role.ADMINISTRATOR)
    await bot.admitted(Role.NPO, BOLAT)
    bot.tabys.revoke_session(BOLAT.id)
    assert await bot.application.panel()._revoke(boss, BOLAT.id) == Success(None)
    assert await bot.arrive(BOLAT) == Stranger(Absence.REVOKED)


async def test_nothing_that_he_looked_at_is_left_of_whom_was_put_out() -> None:
    bot = scene()
    boss = await bot.admitted(Role.ADMINISTRATOR)
    session = await bot.admitted(Role.NPO, BOLAT)
    seen = Desk(session.admin_id).finding("+7 700 000 00 00").having_seen(Recent(Section.EVENTS, 3, "Форум"))
    await bot.store.save_desk(BOLAT.id, seen)
    await bot.application.panel()._revoke(boss, BOLAT.id)
    assert (await bot.visit(BOLAT)).desk == Desk()


async def test_a_telegram_name_that_only_tabys_knows_is_told() -> None:
    bot = scene()
    boss = await bot.admitted(Role.ADMINISTRATOR)
    named = replace(BOLAT, username="bolat_kz")
    session = await bot.admitted(Role.NPO, named)
    assert await bot.store.renew(replace(session, telegram_name=""))  # as after the store had lost it
    people = (await bot.application.panel()._who_is_signed_in(boss)).unwrap()
    assert {one.telegram_user_id: one.telegram_name for one in people} == {ANNA.id: "Анна", BOLAT.id: "@bolat_kz"}
