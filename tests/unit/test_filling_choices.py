"""What is picked for an answer: names that Tabys keeps, one or several, and records."""

from collections.abc import Mapping

import pytest

from tabys_bot.application.screens.forms import Remark, remark_in_words
from tabys_bot.application.screens.values import as_text, title_of
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tests.unit.filling_scene import Writer, at, writer
from tests.unit.scene import RU


async def names(anna: Writer, section: Section, field: str) -> Mapping[str, str]:
    """By their words, as Tabys keeps them."""
    session = await anna.session()
    options = (await anna.tabys.options(session, section, field)).unwrap()
    return {as_text(value, RU): str(number) for number, value in options.items()}


async def test_a_name_is_pressed() -> None:
    anna = await at(Section.VACANCIES, "city")
    known = await names(anna, Section.VACANCIES, "city")
    words = min(known, key=str.casefold)
    await anna.press(words)
    assert await anna.says("city") == Answer(known[words], words)


async def test_a_name_is_found_by_a_few_letters_and_taken_if_it_is_the_only_one() -> None:
    anna = await at(Section.VACANCIES, "city")
    known = await names(anna, Section.VACANCIES, "city")
    only = next(words for words in known if sum(words[:4].casefold() in other.casefold() for other in known) == 1)
    await anna.type(only[:4].upper())
    assert await anna.says("city") == Answer(known[only], only)
    assert await anna.at() != "city"


async def test_of_several_names_with_these_letters_one_is_pressed() -> None:
    anna = await at(Section.VACANCIES, "city")
    known = await names(anna, Section.VACANCIES, "city")
    letters = next(a for a in "аоиекст" if 1 < sum(a in words.casefold() for words in known) < len(known))
    found = {words for words in known if letters in words.casefold()}
    await anna.type(letters)
    assert found <= set(anna.labels)
    assert not (set(known) - found) & set(anna.labels)
    assert await anna.at() == "city"


async def test_letters_of_no_name_say_so() -> None:
    anna = await at(Section.VACANCIES, "city")
    await anna.type("ыыы")
    assert remark_in_words(Remark.NOTHING_FOUND, RU) in anna.words
    assert await anna.at() == "city"


async def test_several_names_are_put_together_and_taken_out_again() -> None:
    anna = await at(Section.VACANCIES, "skill_names")
    known = await names(anna, Section.VACANCIES, "skill_names")
    one, other = sorted(known, key=str.casefold)[:2]
    for words in (one, other):
        await anna.press(words)
        assert await anna.at() == "skill_names"
    assert await anna.says("skill_names") == Answer(f"{known[one]},{known[other]}", f"{one}, {other}")
    assert f"☑ {one}" in anna.labels
    await anna.press(f"☑ {one}")
    assert await anna.says("skill_names") == Answer(known[other], other)
    await anna.type(one)
    assert await anna.says("skill_names") == Answer(f"{known[other]},{known[one]}", f"{other}, {one}")
    await anna.press(RU("button.ready"))
    assert await anna.at() != "skill_names"


async def test_names_that_a_record_told_in_words_are_chosen_and_added_to() -> None:
    told = Entity(Section.VACANCIES, 900, {"title": "Аңшы", "skill_names": ("Аңшылық", "Балықшылық")})
    other = Entity(Section.VACANCIES, 901, {"title": "Бағбан", "skill_names": ("Бағбандық",)})
    anna = await writer(Role.SUPER_ADMIN, told, other)
    await anna.begin(Section.VACANCIES, "edit", 900)
    known = await names(anna, Section.VACANCIES, "skill_names")
    before = await anna.draft()
    await anna.go_to("skill_names")
    assert {"☑ Аңшылық", "☑ Балықшылық"} <= set(anna.labels)
    assert not (await anna.draft()).changes, "it is only shown"
    await anna.press("Бағбандық")
    added = await anna.says("skill_names")
    assert added is not None
    assert set(added.text.split(",")) == {known[one] for one in ("Аңшылық", "Балықшылық", "Бағбандық")}
    await anna.press("☑ Аңшылық")
    left = await anna.says("skill_names")
    assert left is not None
    assert set(left.text.split(",")) == {known[one] for one in ("Балықшылық", "Бағбандық")}
    assert (await anna.draft()).before == before.before


async def test_a_name_that_a_record_told_in_words_is_taken_out_by_its_first_press() -> None:
    told = Entity(Section.VACANCIES, 900, {"title": "Аңшы", "skill_names": ("Аңшылық", "Балықшылық")})
    anna = await writer(Role.SUPER_ADMIN, told)
    await anna.begin(Section.VACANCIES, "edit", 900)
    await anna.go_to("skill_names")
    await anna.press("☑ Аңшылық")
    known = await names(anna, Section.VACANCIES, "skill_names")
    assert await anna.says("skill_names") == Answer(known["Балықшылық"], "Балықшылық")


async def test_a_name_with_a_comma_in_it_is_taken_out_by_itself() -> None:
    anna = await writer(Role.SUPER_ADMIN, Entity(Section.VACANCIES, 900, {"skill_names": ("Соқа, арба", "Аңшылық")}))
    await anna.begin(Section.VACANCIES)
    await anna.go_to("skill_names")
    known = await names(anna, Section.VACANCIES, "skill_names")
    await anna.type("арба")
    assert (await anna.draft()).value("skill_names") is not None
    await anna.type("арба")
    assert (await anna.draft()).value("skill_names") is None
    for words in ("арба", "аңшылық"):
        await anna.type(words)
    both = await anna.says("skill_names")
    assert both is not None
    assert "Соқа" in both.shown
    assert "арба" in both.shown
    assert both.text == f"{known['Соқа, арба']},{known['Аңшылық']}"
    await anna.type("арба")
    assert await anna.says("skill_names") == Answer(known["Аңшылық"], "Аңшылық")


async def test_the_last_name_that_is_taken_out_leaves_no_answer() -> None:
    anna = await at(Section.VACANCIES, "skill_names")
    words = min(await names(anna, Section.VACANCIES, "skill_names"), key=str.casefold)
    await anna.press(words)
    await anna.press(f"☑ {words}")
    assert (await anna.draft()).value("skill_names") is None
    assert RU("button.skip") in anna.labels


@pytest.mark.parametrize("section", [Section.PLACES, Section.TICKETS])
async def test_a_promo_is_of_a_record_that_is_found_by_its_name(section: Section) -> None:
    anna = await at(Section.PROMO, "subject")
    record = anna.tabys.records[section][0]
    title = title_of(record, CATALOGUE[section], RU)
    await anna.type(title)
    if await anna.at() == "subject":
        await anna.press(title)
    answer = await anna.says("subject")
    assert answer is not None
    assert answer.text == f"{section}-{record.id}"
    assert title in anna.words or title in answer.shown
