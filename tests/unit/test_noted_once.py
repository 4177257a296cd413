"""Of two who have read the same sent draft, one ends it: what became of it is noted once."""

from datetime import timedelta

from tabys_bot.application.failures import TooSlow
from tabys_bot.application.use_cases.writing.outcomes import Saved
from tabys_bot.application.use_cases.writing.saving import SaveForm
from tabys_bot.domain.drafts import Draft
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tests.unit.endings import is_unsure
from tests.unit.saving_scene import UNDER_WAY, Desk, desk
from tests.unit.scene import REFERENCE

NEWS = Section.NEWS
MINUTE = timedelta(minutes=1)
PARK = Entity(NEWS, 1, {"title": Bilingual("Саябақ", "Парк")})


def saving_of(admin: Desk) -> SaveForm:
    """What saves, to be handed a draft that somebody else has ended since it was read."""
    parts = admin.bot.application
    return SaveForm(
        writing=admin.tabys,
        show=parts.show_entity(),
        drafts=admin.bot.store,
        find_out=parts.find_out(),
        recorder=parts.recorder(),
        attachments=admin.attachments,
        clock=admin.bot.clock,
        under_way=UNDER_WAY,
        once=admin.bot.store,
    )


async def a_sent() -> tuple[Desk, Draft]:
    """A draft that was sent, and is done by now."""
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    assert is_unsure(await admin.save(draft))
    await admin.tabys.arrive()
    return admin, await admin.draft()


async def test_two_looks_at_a_sent_draft_find_it_saved_and_note_it_once() -> None:
    admin, sent = await a_sent()
    save, session = saving_of(admin), await admin.session()
    for _ in range(2):
        assert (await save.look(session, sent)).unwrap() == Saved(sent, 1)
        admin.bot.clock.advance(MINUTE)
    assert [entry.sure for entry in await admin.entries(NEWS, 1)] == [True]


async def test_a_second_press_on_discard_notes_nothing() -> None:
    admin, sent = await a_sent()
    save, session = saving_of(admin), await admin.session()
    for _ in range(2):
        await save.give_up(session, sent)
        admin.bot.clock.advance(MINUTE)
    assert [entry.sure for entry in await admin.entries(NEWS, 1)] == [False]


async def test_what_was_found_saved_is_not_doubted_by_a_late_press_on_discard() -> None:
    admin, sent = await a_sent()
    save, session = saving_of(admin), await admin.session()
    await save.look(session, sent)
    await save.give_up(session, sent)
    assert [entry.sure for entry in await admin.entries(NEWS, 1)] == [True]
