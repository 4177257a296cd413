"""Lists of any section, and what leads to them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tabys_bot.application.screens.intents import (
    AskPage,
    AskSearch,
    ClearFilters,
    DoAct,
    Find,
    FollowLookup,
    Line,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenModule,
    OpenRecent,
    Origin,
    SetFilter,
    ShowFilters,
    ShowHistory,
    ShowPictures,
    ShowStatus,
    ShowWaiting,
    StartAct,
)
from tabys_bot.application.screens.layout import in_pairs
from tabys_bot.application.screens.screen import Block, Button, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import choice, label_of, signs_of
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.acts import creation, may_do
from tabys_bot.domain.catalogue import CATALOGUE, sections_of
from tabys_bot.domain.choices import FLAG_VALUES
from tabys_bot.domain.records import Page, Query, View
from tabys_bot.domain.sections import Kind, Section, SectionSpec

# cards that were opened from the line of what waits
LINES: Mapping[Origin, Line] = {Origin.QUEUE: Line.ALL, Origin.KIND: Line.KIND, Origin.ALERT: Line.ALERT}


def section_title(section: Section, texts: Texts) -> str:
    return f"{CATALOGUE[section].icon} {texts(f'section.{section}')}"


def list_title(query: Query, texts: Texts) -> str:
    """The section, and the record that the list is inside of."""
    outer = CATALOGUE[query.section].parent
    title = section_title(query.section, texts)
    return f"{title} · {record_number(outer, query.parent, texts)}" if outer and query.parent else title


def record_title(section: Section, texts: Texts) -> str:
    """One record of the section, without its name."""
    return f"{CATALOGUE[section].icon} {texts(f'one.{section}')}"


def record_number(section: Section, entity_id: int, texts: Texts) -> str:
    return f"{record_title(section, texts)} {texts('record.nameless', id=entity_id)}"


def back_from(asked: OpenCard, texts: Texts) -> Press:
    """Back to where the card was opened."""
    match asked.origin:
        case Origin.FIND:
            return Press(texts("button.back_to_find"), Find())
        case Origin.RECENT:
            return Press(texts("button.back_to_recent"), OpenRecent())
        case Origin.LIST if CATALOGUE[asked.section].is_own:
            return Press(texts("button.back"), ShowStatus())
        case Origin.LIST:
            alone = CATALOGUE[asked.section].alone
            back = OpenList(asked.section, asked.back, parent=asked.parent) if alone or asked.parent else OpenMenu()
            return Press(texts("button.back_to_list"), back)
        case Origin.QUEUE | Origin.KIND | Origin.ALERT:
            back_there = ShowWaiting(asked.section, asked.entity_id, asked.back, LINES[asked.origin])
            return Press(texts("button.back_to_queue"), back_there)


def near_of(
    asked: OpenCard | ShowPictures | FollowLookup | StartAct | DoAct | ShowHistory,
) -> int:
    """Where in its list the record was seen; 0 for one that was met elsewhere."""
    return 0 if asked.origin in LINES else asked.back


def outer_of(asked: OpenList) -> OpenCard | None:
    """The card that a list hangs on, with its own way back."""
    outer = CATALOGUE[asked.section].parent
    return OpenCard(outer, asked.parent, asked.back, origin=asked.origin) if outer and asked.parent else None


def module_title(module: Module, texts: Texts) -> str:
    icon = next(spec.icon for spec in CATALOGUE.values() if spec.module is module)
    return f"{icon} {texts(f'module.{module}')}"


def open_module(module: Module, role: Role) -> OpenList | OpenModule:
    """Where a module begins: at its list, or at the choice between several."""
    sections = sections_of(module, role)
    return OpenList(sections[0]) if len(sections) == 1 else OpenModule(module)


def hub(module: Module, role: Role, texts: Texts) -> Screen:
    """The lists of a module."""
    lists = [Press(section_title(section, texts), OpenList(section)) for section in sections_of(module, role)]
    return Screen(
        title=module_title(module, texts),
        body=(Paragraph(texts("hub.choose")),),
        rows=(*in_pairs(lists), (Press(texts("button.menu"), OpenMenu()),)),
    )


def listing(
    query: Query,
    page: Page,
    texts: Texts,
    role: Role,
    *,
    chips: tuple[str, ...] = (),
    remark: str = "",
    fresh: bool = False,
    outer: OpenCard | None = None,
) -> Screen:
    """A page of records, one button each.

    `chips`: what the list is narrowed to, in words; `remark` stands above; `outer`: the card that the list hangs on.
    """
    spec = CATALOGUE[query.section]
    start = OpenList(query.section, parent=query.parent)
    if outer:
        start = replace(start, back=outer.back, origin=outer.origin)
    records = tuple(
        (Press(label_of(entity, spec, texts), OpenCard(query.section, entity.id, page.offset, parent=query.parent)),)
        for entity in page.items
    )
    return Screen(
        title=list_title(query, texts),
        body=(*((Paragraph(remark),) if remark else ()), *_body(query, page, spec, texts, chips)),
        rows=(
            *records,
            *_turning(start, page, texts),
            *_by_mark(query, spec),
            *_narrowing(query, page, spec, texts),
            *_beginning(query, role, texts),
            _leaving(replace(start, offset=page.offset, fresh=True), role, texts),
        ),
        notice=texts("notice.fresh") if fresh else "",
    )


def _body(query: Query, page: Page, spec: SectionSpec, texts: Texts, chips: tuple[str, ...]) -> Iterator[Block]:
    if chips:
        yield Paragraph("\n".join(chips), texts("list.narrowed"))
    if not page.items and not page.damaged:
        yield Paragraph(texts("list.nothing_found" if query.view else "list.empty"))
    else:
        yield Paragraph(_where(page, texts))
    yield from (Paragraph(remark) for remark in _remarks(page, texts))
    legend = [
        f"{sign} {choice(spec.field(name), value, texts)}"
        for name in spec.marks
        if any(name in entity.values for entity in page.items)
        for value, sign in signs_of(spec.field(name)).items()
    ]
    if legend:
        yield Paragraph(" · ".join(legend))


def _where(page: Page, texts: Texts) -> str:
    if page.total is not None:
        key = "list.range_of_one" if page.first == page.last else "list.range_of"
        return texts(key, first=page.first, last=page.last, total=texts.number(page.total))
    if page.first == page.last and not page.has_next:
        return texts("list.range_one", first=page.first)
    return texts("list.range" if page.has_next else "list.range_last", first=page.first, last=page.last)


def _remarks(page: Page, texts: Texts) -> Iterator[str]:
    if page.damaged:
        yield texts("list.damaged", count=page.damaged)
    if page.looked_at is not None:
        yield texts("list.looked_at", count=texts.number(page.looked_at))
    if page.approved_only:
        yield texts("list.approved_only")


def _turning(start: OpenList, page: Page, texts: Texts) -> Iterator[tuple[Button, ...]]:
    """⏮ ◀ 3/12 ▶ ⏭, as far as there is something to turn to."""

    def to(offset: int) -> OpenList:
        return replace(start, offset=offset)

    if page.previous_offset is None and page.next_offset is None:
        return
    row: list[Button] = []
    if page.previous_offset:
        row.append(Press(texts("button.first"), to(0)))
    if page.previous_offset is not None:
        row.append(Press(texts("button.previous"), to(page.previous_offset)))
    number = f"{page.number}/{page.pages}" if page.pages else texts("button.page", number=page.number)
    row.append(Press(number, AskPage(start.section, start.parent, page.pages or 0, page.offset)))
    if page.next_offset is not None:
        row.append(Press(texts("button.next"), to(page.next_offset)))
    if page.last_offset is not None and page.last_offset != page.next_offset:
        row.append(Press(texts("button.last"), to(page.last_offset)))
    yield tuple(row)


def _by_mark(query: Query, spec: SectionSpec) -> Iterator[tuple[Button, ...]]:
    """The signs of the legend as filters; the one that is set takes itself off."""
    name = next((name for name in spec.marks if spec.filters_beside(name)), None)
    if name is not None:
        chosen = query.view.filters.get(name)
        yield tuple(
            Press(f"☑ {sign}", SetFilter(query.section, name, "", query.parent))
            if value == chosen
            else Press(sign, SetFilter(query.section, name, value, query.parent))
            for value, sign in signs_of(spec.field(name)).items()
        )


def _narrowing(query: Query, page: Page, spec: SectionSpec, texts: Texts) -> Iterator[tuple[Button, ...]]:
    row: list[Button] = [Press(texts("button.search"), AskSearch(query.section, query.parent, page.offset))]
    if spec.filters:
        row.append(Press(texts("button.filters"), ShowFilters(query.section, query.parent, page.offset)))
    if query.view:
        row.append(Press(texts("button.clear"), ClearFilters(query.section, query.parent)))
    yield tuple(row)


def _beginning(query: Query, role: Role, texts: Texts) -> Iterator[tuple[Button, ...]]:
    act = creation(query.section)
    if act and may_do(role, query.section, act):
        new = StartAct(query.section, act.name, parent=query.parent)
        yield (Press(f"{act.icon} {texts(f'one.{query.section}')}", new),)


def _leaving(again: OpenList, role: Role, texts: Texts) -> tuple[Button, ...]:
    refresh, menu = Press(texts("button.refresh"), again), Press(texts("button.menu"), OpenMenu())
    spec, outer = CATALOGUE[again.section], outer_of(again)
    if outer:
        return Press(texts("button.back"), outer), refresh, menu
    start = open_module(spec.module, role)
    if isinstance(start, OpenModule):
        return Press(texts("button.back"), start), refresh, menu
    return refresh, menu


def chips_of(view: View, section: Section, texts: Texts, named: dict[str, str]) -> tuple[str, ...]:
    """What a list is narrowed to, a line each; `named` has the words for filters that are names at Tabys."""
    spec = CATALOGUE[section]
    chips = [
        f"{texts(f'field.{name}')}: {named.get(name) or value_label(spec, name, value, texts)}"
        for name, value in view.filters.items()
    ]
    return (*chips, *((texts("list.searching", text=view.text),) if view.text else ()))


def value_label(spec: SectionSpec, name: str, value: str, texts: Texts) -> str:
    """The value of a filter in words."""
    field = spec.field(name)
    match field.kind:
        case Kind.CHOICE:
            return choice(field, value, texts)
        case Kind.FLAG:
            return texts(f"value.{value}") if value in FLAG_VALUES else value
        case Kind.MOMENT:
            return texts.find(f"period.{value}") or value
        case _:
            return texts("record.nameless", id=value)


def gone(asked: OpenCard, texts: Texts) -> Screen:
    """Instead of a card of a record that is no more."""
    return Screen(
        title=section_title(asked.section, texts),
        body=(Paragraph(texts("failure.RecordGone")),),
        rows=((back_from(asked, texts), Press(texts("button.menu"), OpenMenu())),),
    )
