"""Filters, searches and jumps: what a list can be narrowed to, and the questions whose answer is typed."""

from collections.abc import Mapping, Sequence

from tabys_bot.application.screens.intents import (
    AskFind,
    ChooseFilter,
    ClearFilters,
    Find,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenRecent,
    Origin,
    SearchIn,
    SetFilter,
    ShowFilters,
)
from tabys_bot.application.screens.layout import in_pairs
from tabys_bot.application.screens.listing import section_title, value_label
from tabys_bot.application.screens.screen import Block, Button, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import label_of
from tabys_bot.application.use_cases.finding import Finding
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES, Period
from tabys_bot.domain.desk import Recent, digest_of
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import View
from tabys_bot.domain.sections import Kind, SectionSpec

OPTIONS_ON_A_PAGE = 30
_SECTIONS_WITH_RECORDS = 5


def values_of(spec: SectionSpec, name: str) -> tuple[str, ...]:
    """The values of a filter that we know ourselves; empty for names that Tabys keeps."""
    field = spec.field(name)
    match field.kind:
        case Kind.CHOICE:
            return CHOICES[field.choices]
        case Kind.FLAG:
            return FLAG_VALUES
        case Kind.MOMENT:
            return tuple(Period)
        case _:
            return ()


def is_value(spec: SectionSpec, name: str, value: str) -> bool:
    """Whether a button of ours could have set the filter to that."""
    if not spec.filters_beside(name):
        return False
    known = values_of(spec, name)
    return value in known if known else value.isascii() and value.isdigit()


def filters(asked: ShowFilters, view: View, texts: Texts, chips: tuple[str, ...]) -> Screen:
    """The filters of a section; those of different groups take one another's place."""
    section, parent, spec = asked.section, asked.parent, CATALOGUE[asked.section]
    groups = [
        [
            Press(
                f"{'☑' if name in view.filters else '▫️'} {texts(f'field.{name}')}", ChooseFilter(section, name, parent)
            )
            for name in group
        ]
        for group in spec.filters
    ]
    body: list[Block] = [Paragraph("\n".join(chips), texts("list.narrowed"))] if chips else []
    if len(groups) > 1:
        body.append(Paragraph(texts("filters.groups")))
    clear = [Press(texts("button.clear"), ClearFilters(section, parent))] if view else []
    return Screen(
        title=f"{section_title(section, texts)} · {texts('filters.title')}",
        body=tuple(body) or (Paragraph(texts("filters.choose")),),
        rows=(
            *(row for group in groups for row in in_pairs(group)),
            (*clear, Press(texts("button.back_to_list"), OpenList(section, asked.back, parent=parent))),
        ),
    )


def choices(asked: ChooseFilter, view: View, texts: Texts, counts: Mapping[str, int]) -> Screen:
    """The values of a filter that we know, with how many records each has where that is known."""
    spec = CATALOGUE[asked.section]

    def label(value: str) -> str:
        many = f" ({texts.number(counts[value])})" if value in counts else ""
        return value_label(spec, asked.name, value, texts) + many

    buttons = [(value, label(value)) for value in values_of(spec, asked.name)]
    return _choice(asked, view, buttons, texts)


def options(asked: ChooseFilter, view: View, names: Sequence[tuple[str, str]], texts: Texts) -> Screen:
    """The names at Tabys that a filter can be set to, a screen at a time."""
    start = asked.offset if asked.offset < len(names) else 0
    turning: list[Button] = []
    if start:
        at = max(0, start - OPTIONS_ON_A_PAGE)
        turning.append(Press(texts("button.previous"), ChooseFilter(asked.section, asked.name, asked.parent, at)))
    if start + OPTIONS_ON_A_PAGE < len(names):
        at = start + OPTIONS_ON_A_PAGE
        turning.append(Press(texts("button.next"), ChooseFilter(asked.section, asked.name, asked.parent, at)))
    return _choice(asked, view, names[start : start + OPTIONS_ON_A_PAGE], texts, tuple(turning))


def _choice(
    asked: ChooseFilter,
    view: View,
    values: Sequence[tuple[str, str]],
    texts: Texts,
    turning: tuple[Button, ...] = (),
) -> Screen:
    chosen = view.filters.get(asked.name, "")

    def button(value: str, label: str) -> Press:
        sign = "☑ " if value == chosen else ""
        return Press(f"{sign}{label}", SetFilter(asked.section, asked.name, value, asked.parent))

    every = button("", texts("filters.any")) if chosen else None
    return Screen(
        title=f"{section_title(asked.section, texts)} · {texts(f'field.{asked.name}')}",
        body=(Paragraph(texts("filters.choose_value" if values else "filters.no_values")),),
        rows=(
            *in_pairs([button(value, label) for value, label in values]),
            *((turning,) if turning else ()),
            *(((every,),) if every else ()),
            (Press(texts("button.back"), ShowFilters(asked.section, asked.parent)),),
        ),
    )


def question(words: str, back: Intent, texts: Texts, *, remark: str = "", title: str = "") -> Screen:
    """A question whose answer is typed; `remark` says what was wrong with the last one."""
    return Screen(
        title=title or words,
        body=(*((Paragraph(remark),) if remark else ()), Paragraph(words if title else texts("ask.type"))),
        rows=((Press(texts("button.cancel"), back),),),
    )


def found(text: str, findings: Sequence[Finding], texts: Texts, *, remark: str = "") -> Screen:
    """What there is everywhere: the first matches of each section, and where to see them all."""
    digest = digest_of(text)
    rows: list[tuple[Button, ...]] = []
    unread: list[str] = []
    looked: list[str] = []
    # the records of many sections would be a wall
    with_records = sum(map(_is_found, findings)) <= _SECTIONS_WITH_RECORDS
    for finding in findings:
        name = section_title(finding.section, texts)
        if isinstance(finding.outcome, Failure):
            unread.append(name)
            continue
        page, spec = finding.outcome.unwrap(), CATALOGUE[finding.section]
        if page.looked_at is not None:
            looked.append(f"{name}: {texts('list.looked_at', count=texts.number(page.looked_at))}")
        if not page.items:
            continue
        many = f" ({texts.number(page.total)})" if page.total is not None else ""
        rows.append((Press(f"{name}{many} ▸", SearchIn(finding.section, digest)),))
        if with_records:
            rows += [
                (Press(label_of(entity, spec, texts), OpenCard(finding.section, entity.id, origin=Origin.FIND)),)
                for entity in page.items
            ]
    body = [] if unread and not rows else [Paragraph(texts("find.found" if rows else "find.nothing"))]
    if looked:
        body.append(Paragraph("\n".join(looked), texts("find.partly")))
    if unread:
        body.append(Paragraph(", ".join(unread), texts("find.unread")))
    again = (Press(texts("button.retry"), Find(digest)),) if unread else ()
    return Screen(
        title=texts("list.searching", text=text),
        body=(*((Paragraph(remark),) if remark else ()), *body),
        rows=(*rows, (*again, Press(texts("button.find"), AskFind()), Press(texts("button.menu"), OpenMenu()))),
    )


def _is_found(finding: Finding) -> bool:
    return isinstance(finding.outcome, Success) and bool(finding.outcome.unwrap().items)


def recent(records: Sequence[Recent], texts: Texts) -> Screen:
    """The records that were looked at last."""
    rows = tuple(
        (
            Press(
                f"{CATALOGUE[record.section].icon} {record.title}",
                OpenCard(record.section, record.id, record.near, parent=record.parent, origin=Origin.RECENT),
            ),
        )
        for record in records
    )
    return Screen(
        title=texts("recent.title"),
        body=(Paragraph(texts("recent.hint" if rows else "recent.none")),),
        rows=(*rows, (Press(texts("button.refresh"), OpenRecent()), Press(texts("button.menu"), OpenMenu()))),
    )
