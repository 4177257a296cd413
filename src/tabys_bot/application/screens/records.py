"""Lists and cards of any module."""

from collections.abc import Iterator

from tabys_bot.application.screens.intents import OpenCard, OpenList, OpenMenu
from tabys_bot.application.screens.layout import parts_of
from tabys_bot.application.screens.screen import Block, Button, Fact, Link, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import MARKS, in_words, label_of, title_of
from tabys_bot.domain.access import Module
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.modules import Entity, Kind, ModuleSpec, Page


def module_title(module: Module, texts: Texts) -> str:
    return f"{CATALOGUE[module].icon} {texts(f'module.{module}')}"


def listing(module: Module, page: Page, texts: Texts, *, fresh: bool = False) -> Screen:
    """A page of records, one button each."""
    spec = CATALOGUE[module]
    records = tuple(
        (Press(label_of(entity, spec, texts), OpenCard(module, entity.id, page.offset)),) for entity in page.items
    )
    return Screen(
        title=module_title(module, texts),
        body=tuple(_list_body(page, spec, texts)),
        rows=(
            *records,
            *_turning(module, page, texts),
            _refresh_and_menu(OpenList(module, page.offset, fresh=True), texts),
        ),
        notice=texts("notice.fresh") if fresh else "",
    )


def _list_body(page: Page, spec: ModuleSpec, texts: Texts) -> Iterator[Block]:
    if not page.items:
        yield Paragraph(texts("list.empty"))
        return
    if page.first == page.last and not page.has_next:
        where = "list.range_one"
    else:
        where = "list.range" if page.has_next else "list.range_last"
    yield Paragraph(texts(where, first=page.first, last=page.last))
    legend = [
        f"{sign} {texts(f'choice.{name}.{value}')}"
        for name in spec.marks
        if any(name in entity.values for entity in page.items)
        for value, sign in MARKS[name].items()
    ]
    if legend:
        yield Paragraph(" · ".join(legend))


def _turning(module: Module, page: Page, texts: Texts) -> Iterator[tuple[Button, ...]]:
    row: list[Button] = []
    if page.previous_offset is not None:
        row.append(Press(texts("button.previous"), OpenList(module, page.previous_offset)))
    if page.next_offset is not None:
        row.append(Press(texts("button.next"), OpenList(module, page.next_offset)))
    if row:
        yield tuple(row)


def _refresh_and_menu(refresh: OpenList | OpenCard, texts: Texts) -> tuple[Button, ...]:
    return Press(texts("button.refresh"), refresh), Press(texts("button.menu"), OpenMenu())


def card(entity: Entity, asked: OpenCard, texts: Texts) -> Screen:
    """A record: its facts, then its texts, in as many parts as they need."""
    spec = CATALOGUE[entity.module]
    parts = parts_of(_card_body(entity, spec, texts))
    at = min(asked.part, len(parts) - 1)
    title = f"{spec.icon} {title_of(entity, spec, texts)}"
    return Screen(
        title=title if len(parts) == 1 else f"{title} ({at + 1}/{len(parts)})",
        body=parts[at],
        rows=tuple(_card_rows(entity, asked, at, len(parts), texts)),
        notice=texts("notice.fresh") if asked.fresh else "",
    )


def _card_body(entity: Entity, spec: ModuleSpec, texts: Texts) -> Iterator[Block]:
    """The facts, the record's number last among them, then the texts."""
    title = title_of(entity, spec, texts)
    paragraphs: list[Paragraph] = []
    for field in spec.fields:
        value = entity.values.get(field.name)
        words = "" if value is None or field.kind is Kind.LINK else in_words(field, value, texts)
        if not words or words == title:
            continue
        label = texts(f"field.{field.name}")
        if field.kind is Kind.TEXT:
            paragraphs.append(Paragraph(words, label))
        else:
            yield Fact(label, words)
    yield Fact(texts("field.id"), str(entity.id))
    yield from paragraphs


def _card_rows(entity: Entity, asked: OpenCard, at: int, parts: int, texts: Texts) -> Iterator[tuple[Button, ...]]:
    def part(number: int, *, fresh: bool = False) -> OpenCard:
        return OpenCard(entity.module, entity.id, asked.back, number, fresh)

    turning: list[Button] = []
    if at > 0:
        turning.append(Press(texts("button.read_back"), part(at - 1)))
    if at + 1 < parts:
        turning.append(Press(texts("button.read_on"), part(at + 1)))
    if turning:
        yield tuple(turning)
    for field in CATALOGUE[entity.module].fields:
        url = entity.values.get(field.name)
        if field.kind is Kind.LINK and isinstance(url, str):
            yield (Link(texts(f"field.{field.name}"), url),)
    yield (Press(texts("button.back_to_list"), OpenList(entity.module, asked.back)),)
    yield _refresh_and_menu(part(at, fresh=True), texts)


def gone(module: Module, back: int, texts: Texts) -> Screen:
    """Instead of a card of a record that is no more."""
    return Screen(
        title=module_title(module, texts),
        body=(Paragraph(texts("failure.RecordGone")),),
        rows=(
            (Press(texts("button.back_to_list"), OpenList(module, back)),),
            (Press(texts("button.menu"), OpenMenu()),),
        ),
    )
