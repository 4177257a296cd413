"""The three catalogues say the same things, all that the bot says, and nothing else."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages.pofile import read_po

import tabys_bot
from tabys_bot.application.failures import BrowseFailure, Forbidden, SignInFailure
from tabys_bot.application.screens import locales
from tabys_bot.application.screens.intents import COMMANDS_FOR_ADMINS, COMMANDS_FOR_STRANGERS
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Module, Permission, Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.languages import Language

# the values that Tabys gives to a choice
CHOICES = {
    "moderation": "pending approved rejected",
    "format": "Online Offline",
    "course_language": "kz ru en",
    "level": "beginner intermediate advanced expert",
    "employment": "full_time part_time internship",
    "work": "office remote hybrid",
    "publication": "draft scheduled published",
    "project_type": "voting application",
    "project_stage": "draft active completed cancelled",
    "volunteer_level": "VOLUNTEER TEAM_LEADER SUPERVISOR COORDINATOR",
}
# words that Kazakh and Russian share
SHARED = {
    "language.kk": "Қазақша",
    "language.ru": "Русский",
    "language.en": "English",
    "status.telegram_id": "Telegram ID",
    "role.client": "Клиент",
    "record.nameless": "№ {id}",
    "field.id": "ID",
    "field.moderation": "Модерация",
    "field.company": "Компания",
    "field.coins": "V-coins",
    "choice.format.Online": "онлайн",
    "choice.format.Offline": "офлайн",
    "choice.volunteer_level.SUPERVISOR": "супервайзер",
}
# names, the sample of a code, and the language that is told in its own words
LATIN = {"Tabys", "Telegram", "CRM", "ID", "V-coins", "English", "/login", "A7B9C3D5"}


def catalogue(language: Language) -> dict[str, str]:
    source = (resources.files(locales) / f"{language}.po").read_bytes()
    entries = read_po(BytesIO(source), locale=language.value, abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


CATALOGUES = {language: catalogue(language) for language in Language}
RU = CATALOGUES[Language.RU]


def families() -> Mapping[str, set[str]]:
    """The keys that the code puts together, by the beginning that stands in it."""
    fields = [field for spec in CATALOGUE.values() for field in spec.fields]
    failures = {*get_args(BrowseFailure), *get_args(SignInFailure)}
    return {
        "command.": {f"command.{name}" for name in (*COMMANDS_FOR_ADMINS, *COMMANDS_FOR_STRANGERS)},
        "absence.": {f"absence.{absence.value}" for absence in Absence},
        "role.": {f"role.{role}" for role in Role},
        "module.": {f"module.{module}" for module in Module},
        "permission.": {f"permission.{permission}" for permission in Permission},
        "language.": {f"language.{language}" for language in Language},
        "failure.": {f"failure.{failure.__name__}" for failure in failures - {Forbidden}},
        "forbidden.": {f"forbidden.{permission}" for permission in Permission},
        "field.": {f"field.{field.name}" for field in fields},
        "choice.": {
            f"choice.{field.choices}.{value}"
            for field in fields
            if field.choices
            for value in CHOICES[field.choices].split()
        },
    }


def strings_in_the_code() -> Iterator[tuple[str, bool]]:
    """The strings of the application, and whether more is put behind them: `f"role.{role}"` gives `role.`."""
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
    assert {key: text for key, text in CATALOGUES[Language.KK].items() if text == RU[key]} == SHARED


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
