"""The three catalogues say the same things, all that the bot says, and nothing else."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib import resources
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages.pofile import read_po

import tabys_bot
from tabys_bot.application.failures import (
    BrowseFailure,
    Forbidden,
    NoReason,
    NotNow,
    PanelFailure,
    PictureFailure,
    SignInFailure,
)
from tabys_bot.application.screens import locales
from tabys_bot.application.screens.forms import Remark
from tabys_bot.application.screens.intents import COMMANDS_FOR_ADMINS, COMMANDS_FOR_STRANGERS
from tabys_bot.application.screens.trouble import OTHERWISE_IN_WRITING
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Module, Permission, Privilege, Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import Ask, Part, Way
from tabys_bot.domain.administration import Numbers, Stretch
from tabys_bot.domain.alerts import AlertMode
from tabys_bot.domain.batches import TROUBLE, Result
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES, Period
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import MODERATED, follows, is_decision
from tabys_bot.domain.parsing import Reason
from tabys_bot.domain.sections import Kind, Section

# what Tabys counts on its dashboard
NUMBERS = {
    "people": "total_users active_today active_week active_month "
    "new_registrations_today new_registrations_week new_registrations_month",
    "roles": "individual organization admin",
    "logins": "total_logins successful_logins failed_logins unique_users",
    "actions": "total_actions creates updates deletes views",
    "touched": "event vacancy course news project user",
    "events": "total_events errors warnings info critical",
}
# words that Kazakh and Russian share
SHARED = {
    "language.kk": "Қазақша",
    "language.ru": "Русский",
    "language.en": "English",
    "status.telegram_id": "Telegram ID",
    "choice.role.client": "Клиент",
    "record.nameless": "№ {id}",
    "field.id": "ID",
    "field.moderation": "Модерация",
    "button.panel": "🛡 Панель",
    "button.copy_phone": "📋 Телефон",
    "registrations.login": "Логин",
    "field.company": "Компания",
    "field.login": "Логин",
    "section.profile": "Профиль",
    "field.website": "🔗 Сайт",
    "one.courses": "Курс",
    "one.vacancies": "Вакансия",
    "one.promo": "Акция",
    "one.benefits": "Бонус",
    "one.tickets": "Билет",
    "one.certificates": "Сертификат",
    "field.benefit": "Бонус",
    "field.promo_code": "Промокод",
    "field.coins": "V-coins",
    "choice.format.Online": "онлайн",
    "choice.format.Offline": "офлайн",
    "choice.volunteer_level.SUPERVISOR": "супервайзер",
    "part.currency": "Валюта",
    "button.queue": "⚖️ Модерация",
    "button.whole_card": "📄 Карточка",
}
# signs, and names that are the same everywhere
WORDLESS = {
    "button.first": "⏮",
    "button.previous": "◀",
    "button.next": "▶",
    "button.last": "⏭",
    "button.copy_id": "📋 ID",
    "button.of_record": "{name}: {act}",
    "list.searching": "🔎 «{text}»",
    "field.instagram": "Instagram",
    "field.facebook": "Facebook",
    "field.linkedin": "LinkedIn",
    "field.twitter": "Twitter",
    "field.tiktok": "TikTok",
    "field.whatsapp": "WhatsApp",
}
# names, the sample of a code, and the language that is told in its own words
LATIN = {
    *("Tabys", "Telegram", "CRM", "ID", "V-coins", "English", "/login", "/find", "/queue", "/alerts", "A7B9C3D5"),
    *("Instagram", "Facebook", "LinkedIn", "Twitter", "TikTok", "WhatsApp"),
}


def catalogue(language: Language) -> dict[str, str]:
    source = (resources.files(locales) / f"{language}.po").read_bytes()
    entries = read_po(BytesIO(source), locale=language.value, abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


CATALOGUES = {language: catalogue(language) for language in Language}
RU = CATALOGUES[Language.RU]


# what a form calls otherwise than a card does: there it is a button, or nothing
ASKED_OTHERWISE = {
    *("photo", "subject", "course_page", "video", "source_page", "map", "website", "group_link", "publish_at"),
    *("coins_act", "coins_amount", "coins_reason", "task_details", "task_role", "task_required", "task_bonus"),
}
# shown as a picture, or by what it is a record of
UNNAMED = (Kind.PICTURE, Kind.RECORD)


def families() -> Mapping[str, set[str]]:
    """The keys that the code puts together, by the beginning that stands in it."""
    kinds_of_failures = (BrowseFailure, SignInFailure, PanelFailure, PictureFailure)
    failures = {NotNow, NoReason, *(failure for kind in kinds_of_failures for failure in get_args(kind))}
    return {
        "command.": {f"command.{name}" for name in (*COMMANDS_FOR_ADMINS, *COMMANDS_FOR_STRANGERS)},
        "absence.": {f"absence.{absence.value}" for absence in Absence},
        "choice.role.": {f"choice.role.{role}" for role in Role},
        "module.": {f"module.{module}" for module in Module},
        "section.": {f"section.{section}" for section in Section},
        "permission.": {f"permission.{permission}" for permission in Permission},
        "language.": {f"language.{language}" for language in Language},
        "failure.": {f"failure.{failure.__name__}" for failure in failures - {Forbidden}},
        "forbidden.": {f"forbidden.{permission}" for permission in Permission},
        "field.": {
            f"field.{field.name}" for spec in CATALOGUE.values() for field in spec.fields if field.kind not in UNNAMED
        },
        "one.": {f"one.{section}" for section in Section},
        "choice.": {f"choice.{choices}.{value}" for choices, values in CHOICES.items() for value in values},
        "value.": {f"value.{value}" for value in FLAG_VALUES},
        "period.": {f"period.{period}" for period in Period},
        "panel.": {f"panel.{privilege}" for privilege in Privilege},
        "stretch.": {f"stretch.{stretch}" for stretch in Stretch},
        "numbers.": {f"numbers.{kind}" for kind in NUMBERS},
        "alerts.mode.": {f"alerts.mode.{mode}" for mode in AlertMode},
        **of_acts(),
        **of_batches(),
        "number.": {f"number.{kind}.{name}" for kind, names in NUMBERS.items() for name in names.split()},
    }


def of_batches() -> Mapping[str, set[str]]:
    """Those about several decisions at once."""
    decisions = {act.name for acts in ACTS.values() for act in acts if act.decides}
    return {
        **{f"batch.{key}_": {f"batch.{key}_{name}" for name in decisions} for key in ("ask", "doing", "done")},
        "batch.result_": {f"batch.result_{result}" for result in (Result.DONE, Result.ALREADY, *TROUBLE)},
        "batch.hint_": {f"batch.hint_{result}" for result in TROUBLE},
    }


def following(section: Section) -> set[str]:
    decisions = [act for act in ACTS[section] if is_decision(section, act)]
    return {other.name for other in ACTS[section] for act in decisions if follows(section, act, other)}


def of_acts() -> Mapping[str, set[str]]:
    """Those about writing."""
    acts = [(section, act) for section, those in ACTS.items() for act in those]
    asked = [(section, question) for section, act in acts for question in act.questions]
    on_cards = {act.name for _, act in acts if act.way is not Way.CREATE}
    confirmed = {act.name for _, act in acts if not act.is_form}
    numbers = {f"allowed.{kind}{end}" for kind in ("whole", "amount") for end in ("", "_from")}
    others = {f"allowed.{ask.name}" for ask in Ask if ask not in (Ask.WHOLE, Ask.AMOUNT)}
    return {
        "question.": {f"question.{field}" for field in ASKED_OTHERWISE},
        "part.": {f"part.{part}" for part in Part if part},
        "allowed.": numbers | others,
        "unit.": {f"unit.{question.unit}" for _, question in asked if question.unit},
        "ask.": {f"ask.{section}.{question.key}" for section, question in asked if question.explained},
        "invalid.": {f"invalid.{reason}" for reason in Reason},
        "remark.": {f"remark.{remark}" for remark in Remark},
        "act.": {f"act.{name}" for name in on_cards}
        | {f"act.{section}.{act.name}.effect" for section, act in acts if act.is_explained},
        "caution.": {f"caution.{caution.name}" for _, act in acts for caution in act.cautions},
        "reason.": {f"reason.{name}" for _, act in acts if act.why for name in act.why.ready},
        "follow.": {f"follow.{name}" for section in MODERATED for name in following(section)},
        "confirm.": {f"confirm.{name}" for name in confirmed},
        "done.": {f"done.{act.name}" for _, act in acts},
        "write.": {f"write.{failure.__name__}" for failure in OTHERWISE_IN_WRITING},
    }


def strings_in_the_code() -> Iterator[tuple[str, bool]]:
    """The strings of the application, and whether more is put behind them: `f"one.{section}"` gives `one.`."""
    for path in (Path(tabys_bot.__file__).parent / "application").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        beginnings = [node.values[0] for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and node.values]
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, node in beginnings


def is_key(text: str) -> bool:
    first = {key.partition(".")[0] for key in RU}
    return re.fullmatch(r"[a-z_]+\.[A-Za-z_.]*", text) is not None and text.partition(".")[0] in first


def test_every_key_of_the_code_has_words_and_no_words_are_left_over() -> None:
    strings = [(text, is_beginning) for text, is_beginning in strings_in_the_code() if is_key(text)]
    spelled = {text for text, is_beginning in strings if not is_beginning}
    assert {text for text, is_beginning in strings if is_beginning} == families().keys()
    assert spelled.union(*families().values()) == RU.keys()


@pytest.mark.parametrize("language", Language)
def test_every_language_has_the_same_keys_in_the_same_order(language: Language) -> None:
    assert list(CATALOGUES[language]) == list(RU)


@pytest.mark.parametrize("language", Language)
def test_every_language_leaves_the_same_gaps(language: Language) -> None:
    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    differing = {key for key, text in CATALOGUES[language].items() if gaps(text) != gaps(RU[key])}
    assert differing == set()


@pytest.mark.parametrize("language", Language)
def test_nothing_is_untranslated_or_carelessly_spaced(language: Language) -> None:
    assert [key for key, text in CATALOGUES[language].items() if not text or text == key or text != text.strip()] == []
    assert [key for key, text in CATALOGUES[language].items() if "  " in text or "\t" in text] == []


def test_kazakh_is_not_russian() -> None:
    same = {key: text for key, text in CATALOGUES[Language.KK].items() if text == RU[key]}
    assert same == SHARED | WORDLESS


def test_what_says_nothing_in_russian_says_nothing_in_any_language() -> None:
    def letters(text: str) -> str:
        return "".join(filter(str.isalpha, re.sub(r"\{\w+\}", "", text)))

    assert [{letters(CATALOGUES[language][key]) for language in Language} for key in WORDLESS] == [
        {letters(text)} for text in WORDLESS.values()
    ]


def test_there_are_words_for_all_that_the_numbers_of_the_platform_tell() -> None:
    assert {field.name for field in fields(Numbers)} == NUMBERS.keys()


@pytest.mark.parametrize("language", [Language.KK, Language.RU])
def test_no_english_words_are_left_in_cyrillic_texts(language: Language) -> None:
    def latin(text: str) -> set[str]:
        return set(re.findall(r"/?\b[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z]+)*", re.sub(r"\{\w+\}", "", text)))

    assert {key: latin(text) - LATIN for key, text in CATALOGUES[language].items() if latin(text) - LATIN} == {}


def test_no_cyrillic_words_are_left_in_english_texts() -> None:
    english = CATALOGUES[Language.EN].items()
    assert {key for key, text in english if re.search("[\u0400-\u04ff]", text)} == {"language.kk", "language.ru"}


def test_kazakh_letters_are_not_taken_for_russian_ones() -> None:
    """Letters that Russian does not have give a Kazakh text in the Russian catalogue away."""
    assert [key for key, text in RU.items() if set(text.lower()) & set("әғқңөұүһі")] == ["language.kk"]


def test_the_menu_is_named_as_the_issue_asks() -> None:
    named = {
        "events": "Мероприятия",
        "courses": "Курсы",
        "vacancies": "Вакансии",
        "news": "Новости",
        "projects": "Проекты",
        "volunteers": "Волонтёры",
        "leisure": "Досуг",
        "users": "Пользователи",
        "certificates": "Сертификаты",
        "experts": "Эксперты",
        "resumes": "Резюме",
        "tech_tasks": "Техзадания",
    }
    assert {module: RU[f"module.{module}"] for module in named} == named
    assert RU["button.sign_out"] == "🚪 Выход"


def test_everything_that_is_asked_has_a_label_and_nothing_else_is_called_otherwise() -> None:
    asked = {question.field for acts in ACTS.values() for act in acts for question in act.questions}
    assert asked >= ASKED_OTHERWISE
    assert {field for field in asked if f"field.{field}" not in RU} <= ASKED_OTHERWISE
