"""A record offers what the role may do to it, asks before what is for good, and says what came of it."""

from collections.abc import Mapping

import pytest

from tabys_bot.application.failures import Forbidden, Rejected, WriteFailure
from tabys_bot.application.screens import acts, listing, trouble
from tabys_bot.application.screens.codec import decode, encode
from tabys_bot.application.screens.intents import (
    AskReason,
    DoAct,
    Intent,
    Line,
    OpenCard,
    OpenList,
    Origin,
    ShowHistory,
    StartAct,
)
from tabys_bot.application.screens.screen import Paragraph, Press, Screen, Style
from tabys_bot.domain.access import Module, Permission, Role, may
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.fitting import fits
from tabys_bot.domain.acts.shape import ANY, Act, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import LARGEST_ID, Entity, Page, Picture, Query, Value
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.drawn import check
from tests.unit.hostile import TEXTS as HOSTILE_TEXTS
from tests.unit.scene import GATEWAY_FAILURES, REFERENCE, RU, TEXTS, words_of

EVERY: tuple[tuple[Section, Act], ...] = tuple((section, act) for section, those in ACTS.items() for act in those)
NAMES = [f"{section}-{act.name}" for section, act in EVERY]
QUICK = [(section, act) for section, act in EVERY if not act.is_form]
FAILURES: tuple[WriteFailure, ...] = (
    *GATEWAY_FAILURES,
    Forbidden(Permission.UPDATE, Module.NEWS),
    Rejected({"title_ru": "no"}, REFERENCE),
)


def fitting(section: Section, act: Act) -> Entity:
    """A record that the act fits."""
    values: dict[str, Value] = {CATALOGUE[section].titles[0]: "Запись"}
    if act.when:
        field, wanted = act.when
        yes_or_no: Mapping[str, Value] = {"yes": True, "no": False, "*": Picture("https://example.kz/1.jpg")}
        values[field] = yes_or_no.get(wanted[0], wanted[0])
    return Entity(section, 17, values)


def at(section: Section, entity_id: int = 17) -> OpenCard:
    return OpenCard(section, entity_id, 8, parent=3, origin=Origin.FIND)


def offered(entity: Entity, role: Role) -> list[Press]:
    return list(acts.buttons(entity, role, at(entity.section), RU))


def sound(screen: Screen) -> str:
    assert [intent for intent in asks(screen) if decode(encode(intent)) != intent] == []
    return check(screen)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("section", "act"), EVERY, ids=NAMES)
def test_a_card_offers_exactly_what_the_role_may_do(section: Section, act: Act, role: Role) -> None:
    allowed = may(role, act.permission, CATALOGUE[section].module) and act.way is not Way.CREATE
    start: Intent = StartAct(section, act.name, 17, 8, 3, Origin.FIND)
    if act.why:
        start = AskReason(section, act.name, 17, 8, Line.CARD)
    assert [one.intent for one in offered(fitting(section, act), role)].count(start) == int(allowed)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("section", Section)
def test_a_list_offers_a_new_record_to_whoever_may_create_one(section: Section, role: Role) -> None:
    screen = listing.listing(Query(section), Page((), 0, has_next=False), RU, role)
    makes = any(act.way is Way.CREATE for act in ACTS.get(section, ()))
    allowed = makes and may(role, Permission.CREATE, CATALOGUE[section].module)
    assert (StartAct(section, "create") in asks(screen)) == allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("section", Section)
def test_the_history_is_for_whoever_may_change_what_it_tells(section: Section, role: Role) -> None:
    allowed = section in ACTS and may(role, Permission.UPDATE, CATALOGUE[section].module)
    history = ShowHistory(section, 17, 8, 3, Origin.FIND)
    assert (history in [one.intent for one in offered(Entity(section, 17, {}), role)]) == allowed


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"active": True}, ["edit", "deactivate"]),
        ({"active": False}, ["edit", "activate"]),
        ({}, ["edit"]),
    ],
)
def test_what_does_not_fit_the_record_is_not_offered(values: dict[str, Value], names: list[str]) -> None:
    starts = [one.intent for one in offered(Entity(Section.VACANCIES, 17, values), Role.MSB)]
    assert [intent.act for intent in starts if isinstance(intent, StartAct)] == names


def test_any_value_will_do_where_any_is_asked_for() -> None:
    remove = next(act for act in ACTS[Section.EVENTS] if act.when == ("photo", ANY))
    assert fits(remove, Entity(Section.EVENTS, 1, {"photo": Picture("https://example.kz/1.jpg")}))
    assert not fits(remove, Entity(Section.EVENTS, 1, {}))


@pytest.mark.parametrize("section", ACTS)
def test_what_destroys_a_record_stands_last_and_is_red(section: Section) -> None:
    every = offered(Entity(section, 17, {}), Role.SUPER_ADMIN)
    red = [one for one in every if one.style is Style.DANGER]
    deletes = any(act.way is Way.DELETE for act in ACTS[section])
    assert red == (every[-1:] if deletes else [])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("section", "act"), QUICK, ids=[f"{s}-{a.name}" for s, a in QUICK])
def test_every_act_without_a_form_is_asked_about_first_with_the_way_back_on_top(
    section: Section, act: Act, language: Language
) -> None:
    asked = StartAct(section, act.name, 17, 8, 3, Origin.FIND)
    screen = acts.confirm(act, fitting(section, act), asked, TEXTS[language], Role.SUPER_ADMIN)
    assert "Запись" in sound(screen)
    assert list(asks(screen)) == [at(section), DoAct(section, act.name, 17, 8, 3, Origin.FIND)]


def test_a_deletion_says_what_goes_with_the_record() -> None:
    project = Entity(Section.PROJECTS, 17, {"title": "Проект"})
    delete = ACTS[Section.PROJECTS][-1]
    screen = acts.confirm(delete, project, StartAct(Section.PROJECTS, "delete", 17), RU, Role.NPO)
    assert screen.title == "🗑 Удалить «Проект»?"
    assert screen.body == (
        Paragraph("Вместе с этим удалится: 🗳 Участники голосования, 📨 Заявки по анкете."),
        Paragraph("Вернуть будет нельзя."),
    )
    assert screen.rows[-1] == (Press("🗑 Удалить", DoAct(Section.PROJECTS, "delete", 17), Style.DANGER),)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("section", "act"), EVERY, ids=NAMES)
def test_what_was_done_is_named_and_leads_on(section: Section, act: Act, language: Language) -> None:
    for entity_id in (17, 0):
        screen = acts.done(act, at(section, entity_id), "Парк", TEXTS[language])
        assert "Парк" in sound(screen)
        opens = any(isinstance(intent, OpenCard) for intent in asks(screen))
        assert opens == (entity_id != 0 and act.way is not Way.DELETE)
        assert (StartAct(section, "create", parent=3) in asks(screen)) == (act.way is Way.CREATE)


def test_what_can_be_taken_back_is_offered_so() -> None:
    hide = next(act for act in ACTS[Section.VACANCIES] if act.undo == "activate")
    screen = acts.done(hide, OpenCard(Section.VACANCIES, 17, 8), "Повар", RU)
    assert screen.title == "✅ Скрыто: Повар"
    assert asks(screen)[DoAct(Section.VACANCIES, "activate", 17, 8)] == "↩ Показать снова"


def test_a_deletion_leads_back_to_the_list_and_tells_what_went_with_it() -> None:
    screen = acts.done(ACTS[Section.EVENTS][-1], OpenCard(Section.EVENTS, 17, 8), "Форум", RU)
    assert screen.title == "✅ Удалено: Форум"
    assert screen.body == (Paragraph("Вместе с этим удалено: 🙋 Участники."),)
    assert OpenList(Section.EVENTS, 8) in asks(screen)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
@pytest.mark.parametrize(("section", "act"), QUICK, ids=[f"{s}-{a.name}" for s, a in QUICK])
def test_what_was_not_done_or_nobody_knows_is_never_done_again_without_a_look(
    section: Section, act: Act, failure: WriteFailure, language: Language
) -> None:
    texts = TEXTS[language]
    for screen in (
        acts.not_done(failure, at(section), "Парк", texts),
        acts.unsure(failure, act, at(section), "Парк", texts),
        acts.already(act, at(section), "Парк", texts),
        acts.busy(at(section), texts),
    ):
        assert sound(screen)
        assert [intent for intent in asks(screen) if isinstance(intent, DoAct | StartAct)] == []
    told = words_of(acts.unsure(failure, act, at(section), "Парк", texts))
    assert trouble.write_in_words(failure, texts) in told
    assert (texts("unsure.once") in told) == act.once


@pytest.mark.parametrize("wrong", HOSTILE_TEXTS)
def test_records_of_any_name_are_asked_about_and_told_of(wrong: str) -> None:
    text = HOSTILE_TEXTS[wrong]
    for section, act in EVERY:
        where = OpenCard(section, LARGEST_ID, LARGEST_ID, parent=LARGEST_ID, origin=Origin.FIND)
        screens = [acts.done(act, where, text, RU, remark="ж" * 300), acts.already(act, where, text, RU)]
        screens += [acts.not_done(FAILURES[0], where, text, RU), acts.unsure(FAILURES[0], act, where, text, RU)]
        if not act.is_form:
            entity = Entity(section, LARGEST_ID, {CATALOGUE[section].titles[0]: text}, LARGEST_ID)
            asked = StartAct(section, act.name, LARGEST_ID, LARGEST_ID, LARGEST_ID, Origin.FIND)
            screens.append(acts.confirm(act, entity, asked, RU, Role.SUPER_ADMIN))
        assert all(sound(screen) for screen in screens)


@pytest.mark.parametrize("language", Language)
def test_no_sentence_about_a_failed_write_says_that_nothing_was_written(language: Language) -> None:
    said = {trouble.write_in_words(failure, TEXTS[language]) for failure in FAILURES}
    assert len(said) == len(FAILURES)
    denied = (TEXTS[language]("not_saved.title", name=""), TEXTS[language]("not_done.title", name=""))
    assert [sentence for sentence in said for words in denied if words.strip(" :") in sentence] == []
