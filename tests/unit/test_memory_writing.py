"""The made-up Tabys makes, changes and deletes records as the real one would."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tabys_bot.application.failures import PictureGone, RecordGone, RequestRefused
from tabys_bot.application.ports import File
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import ANY, Act, Ask, Way
from tabys_bot.domain.answering import answer_from
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import Bilingual, Entity, Money, Picture, Query
from tabys_bot.domain.sections import Section
from tests.unit.writing_scene import PNG, problems, writing

EVERY_ACT = [(section, act) for section, acts in ACTS.items() for act in acts]
every_act = pytest.mark.parametrize(("section", "act"), EVERY_ACT, ids=[f"{s}-{act.name}" for s, act in EVERY_ACT])
EVERY_FORM = [(section, act) for section, act in EVERY_ACT if act.is_form]
every_form = pytest.mark.parametrize(("section", "act"), EVERY_FORM, ids=[f"{s}-{act.name}" for s, act in EVERY_FORM])
CREATIONS = [section for section, act in EVERY_ACT if act.way is Way.CREATE]


def subject_of(section: Section, act: Act, records: list[Entity]) -> int:
    """A record that the act can be done to; 0 where it makes one."""
    if act.way is Way.CREATE:
        return 0
    if CATALOGUE[section].is_own:
        return list(Role).index(Role.SUPER_ADMIN) + 1
    name, wanted = act.when or ("", ANY)
    for entity in records:
        value = entity.values.get(name)
        said = ("yes" if value else "no") if isinstance(value, bool) else value
        if not name or (value is not None and (wanted == ANY or said in wanted)):
            return entity.id
    raise LookupError(section, act.name)


@every_act
async def test_everything_that_can_be_written_is_taken(section: Section, act: Act) -> None:
    assert (await writing()).tabys.takes(section, act)


@every_act
async def test_every_act_is_done_once_and_counted(section: Section, act: Act) -> None:
    desk = await writing()
    number = subject_of(section, act, desk.tabys.records[section])
    values = await desk.filled(section, act.name)
    before = len(desk.tabys.records[section])
    outcome = await desk.write(section, act.name, number, values)
    assert outcome == Success(number) or (act.way is Way.CREATE and outcome.unwrap() > 0)
    assert [order.act.name for order in desk.tabys.written] == [act.name]
    change = {Way.CREATE: 1, Way.DELETE: -1}.get(act.way, 0)
    assert len(desk.tabys.records[section]) == before + change


@every_form
async def test_what_was_answered_is_what_the_record_says(section: Section, act: Act) -> None:
    desk = await writing()
    values = await desk.filled(section, act.name)
    number = (
        await desk.write(section, act.name, subject_of(section, act, desk.tabys.records[section]), values)
    ).unwrap()
    entity = next(one for one in desk.tabys.records[section] if one.id == number)
    shown = {field.name for field in CATALOGUE[section].fields}
    silent = [q.key for q in act.questions if q.field in shown and answer_from(q, entity) is None]
    assert silent == []


@every_act
async def test_a_record_that_is_gone_is_told_to_be_gone(section: Section, act: Act) -> None:
    if act.way is not Way.CREATE:
        desk = await writing()
        values = await desk.filled(section, act.name)
        assert await desk.write(section, act.name, 999_999, values) == Failure(RecordGone())
        assert desk.tabys.written == []


@pytest.mark.parametrize("section", CREATIONS)
async def test_a_new_record_can_be_read_and_is_approved_if_an_administrator_made_it(section: Section) -> None:
    desk = await writing()
    number = await desk.made(section)
    entity = (await desk.tabys.record(desk.session, Query(section), number, near=0)).unwrap()
    told = {name: entity.values.get(name) for name in ("created_at", "moderation") if _has(section, name)}
    expected = {"created_at": desk.clock.now(), "moderation": "approved"}
    assert told == {name: expected[name] for name in told}
    assert number in await desk.found(section)


def _has(section: Section, name: str) -> bool:
    return name in {field.name for field in CATALOGUE[section].fields}


@pytest.mark.parametrize(("role", "section"), [(Role.MSB, Section.PLACES), (Role.NPO, Section.EVENTS)])
async def test_what_others_make_has_to_be_looked_at(role: Role, section: Section) -> None:
    desk = await writing(role)
    said = desk.said(section, await desk.made(section))
    assert (said["moderation"], said["made_by_admin"]) == ("pending", False)


async def test_what_others_change_has_to_be_looked_at_again_if_it_matters() -> None:
    records = [Entity(Section.EVENTS, at, {"title": "Форум", "moderation": "approved"}) for at in (1, 2, 3)]
    npo = await writing(Role.NPO, *records)
    admin = await npo.other(Role.ADMINISTRATOR)
    assert (await npo.wrote(Section.EVENTS, "edit", 1, {"title": "Съезд"}))["moderation"] == "pending"
    assert (await npo.wrote(Section.EVENTS, "edit", 2, {"format": "Online"}))["moderation"] == "approved"
    assert (await admin.wrote(Section.EVENTS, "edit", 3, {"title": "Съезд"}))["moderation"] == "approved"


async def test_owners_neither_see_nor_change_what_another_admin_made() -> None:
    admin = await writing(Role.ADMINISTRATOR)
    npo = await admin.other(Role.NPO)
    foreign = (
        await admin.write(Section.EVENTS, "create", values=await admin.filled(Section.EVENTS, "create"))
    ).unwrap()
    own = await npo.made(Section.EVENTS)
    listed = await npo.found(Section.EVENTS)
    assert own in listed
    assert foreign not in listed
    assert foreign in await npo.found(Section.EVENTS, filters={"moderation": "approved"})
    assert await npo.write(Section.EVENTS, "edit", foreign, {"title": "x"}) == Failure(RecordGone())
    assert await npo.write(Section.EVENTS, "delete", foreign) == Failure(RecordGone())
    assert {own, foreign} <= set(await admin.found(Section.EVENTS))


async def test_the_latest_comes_first_but_where_numbers_make_the_order() -> None:
    desk = await writing()
    for section, place in ((Section.NEWS, 0), (Section.COURSES, -1), (Section.EXPERTS, -1)):
        number = await desk.made(section)
        assert (await desk.found(section))[place] == number


async def test_a_number_is_never_given_twice() -> None:
    desk = await writing()
    first = await desk.made(Section.NEWS)
    await desk.write(Section.NEWS, "delete", first)
    assert await desk.made(Section.NEWS) == first + 1


async def test_one_language_is_changed_without_the_other() -> None:
    desk = await writing(Role.SUPER_ADMIN, Entity(Section.NEWS, 1, {"title": Bilingual("Бір", "Один"), "lead": "Ескі"}))
    said = await desk.wrote(Section.NEWS, "edit", 1, {"title_ru": "Два", "lead_kk": None})
    assert (said["title"], said.get("lead")) == (Bilingual("Бір", "Два"), None)
    assert "moderation" not in said


async def test_one_end_of_a_span_is_changed_without_the_other() -> None:
    salary = Money(Decimal(100), Decimal(200))
    desk = await writing(Role.SUPER_ADMIN, Entity(Section.VACANCIES, 1, {"salary": salary}))
    assert (await desk.wrote(Section.VACANCIES, "edit", 1, {"salary_low": None}))["salary"] == Money(None, Decimal(200))
    assert "salary" not in await desk.wrote(Section.VACANCIES, "edit", 1, {"salary_high": None})


async def test_names_are_written_by_their_numbers() -> None:
    desk = await writing()
    names = await desk.names(Section.COURSES, "category")
    (first, one), (second, other), *_ = names.items()
    said = await desk.wrote(
        Section.COURSES, "edit", desk.tabys.records[Section.COURSES][0].id, {"category": (first, second)}
    )
    assert said["category"] == (one, other)


@pytest.mark.parametrize(("section", "key"), [(Section.VACANCIES, "city"), (Section.COURSES, "category")])
async def test_a_name_that_nobody_knows_is_not_taken(section: Section, key: str) -> None:
    desk = await writing()
    number = desk.tabys.records[section][0].id
    unknown = 5 if key == "city" else (5,)
    assert problems(await desk.write(section, "edit", number, {key: unknown})) == [key]
    assert desk.tabys.written == []


@every_form
async def test_there_are_names_and_records_for_every_question_that_wants_them(section: Section, act: Act) -> None:
    desk = await writing()
    for question in act.questions:
        if question.ask in (Ask.NAME, Ask.NAMES):
            assert len(await desk.names(section, question.field)) > 3
        for other in question.sections:
            assert await desk.found(other)


async def test_what_must_be_answered_is_asked_for() -> None:
    desk = await writing()
    values = await desk.filled(Section.EVENTS, "create")
    assert problems(await desk.write(Section.EVENTS, "create", values={**values, "place": None})) == ["place"]
    del values["title"]
    assert problems(await desk.write(Section.EVENTS, "create", values=values)) == ["title"]
    number = desk.tabys.records[Section.EVENTS][0].id
    assert problems(await desk.write(Section.EVENTS, "edit", number, {"title": None})) == ["title"]


async def test_what_is_no_question_of_the_act_is_a_mistake_of_ours() -> None:
    desk = await writing()
    with pytest.raises(KeyError):
        await desk.write(Section.EVENTS, "edit", desk.tabys.records[Section.EVENTS][0].id, {"moderation": "approved"})


async def test_a_change_is_dated() -> None:
    desk = await writing()
    number = desk.tabys.records[Section.EVENTS][3].id
    desk.clock.advance(timedelta(hours=1))
    said = await desk.wrote(Section.EVENTS, "edit", number, {"title": "Форум"})
    assert (said["title"], said["updated_at"]) == ("Форум", desk.clock.now())


async def test_a_picture_that_was_sent_can_be_fetched_again() -> None:
    desk = await writing()
    number = desk.tabys.records[Section.EVENTS][0].id
    photo = (await desk.wrote(Section.EVENTS, "photo", number, {"photo": File("a.png", PNG)}))["photo"]
    assert isinstance(photo, Picture)
    assert await desk.tabys.fetch(photo) == Success(PNG)
    assert "photo" not in await desk.wrote(Section.EVENTS, "no_photo", number)
    assert await desk.tabys.fetch(Picture("memory://uploads/events/77")) == Failure(PictureGone())


async def test_a_picture_may_be_an_address_of_elsewhere() -> None:
    desk = await writing()
    number = desk.tabys.records[Section.PLACES][0].id
    said = await desk.wrote(Section.PLACES, "edit", number, {"photo": "https://example.kz/a.png"})
    assert said["photo"] == Picture("https://example.kz/a.png", is_public=True)


async def test_a_deleted_record_takes_along_what_is_inside_of_it() -> None:
    desk = await writing()
    records = desk.tabys.records
    number = records[Section.PARTICIPANTS][0].parent
    others = [one for one in records[Section.PARTICIPANTS] if one.parent != number]
    assert await desk.write(Section.EVENTS, "delete", number) == Success(number)
    assert records[Section.PARTICIPANTS] == others
    assert number not in await desk.found(Section.EVENTS)
    assert await desk.write(Section.EVENTS, "delete", number) == Failure(RecordGone())


async def test_news_that_are_out_are_not_brought_out_again() -> None:
    desk = await writing()
    number = await desk.made(Section.NEWS)
    at = desk.clock.now() + timedelta(days=1)
    scheduled = await desk.wrote(Section.NEWS, "schedule", number, {"publish_at": at})
    assert (scheduled["publication"], scheduled["publish_at"]) == ("scheduled", at)
    published = await desk.wrote(Section.NEWS, "publish", number)
    assert (published["publication"], published["published_at"]) == ("published", desk.clock.now())
    assert "publish_at" not in published
    again = await desk.write(Section.NEWS, "publish", number)
    assert isinstance(again, Failure)
    assert isinstance(again.failure(), RequestRefused)
