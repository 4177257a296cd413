"""The card of any record: its facts, its texts, and all that can be done from it."""

from collections.abc import Iterator
from dataclasses import replace

from tabys_bot.application.screens import acts
from tabys_bot.application.screens.intents import (
    NO_PART,
    FollowLookup,
    OpenCard,
    OpenList,
    OpenMenu,
    Origin,
    Part,
    ShowPictures,
)
from tabys_bot.application.screens.layout import in_pairs, parts_of
from tabys_bot.application.screens.listing import back_from, record_number, record_title, section_title
from tabys_bot.application.screens.screen import (
    Block,
    Button,
    Copy,
    Fact,
    Link,
    Paragraph,
    Press,
    Screen,
    Share,
)
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import in_words, title_of
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE, may_see
from tabys_bot.domain.records import Bilingual, Entity, Picture, Ref, Value
from tabys_bot.domain.sections import Field, Kind, SectionSpec
from tabys_bot.domain.text import is_blank

_BUTTONS = (Kind.LINK, Kind.RECORD, Kind.PICTURE)
_SCHEMES = {Kind.PHONE: "tel:", Kind.EMAIL: "mailto:"}
_LONG = 150
_DECIDED_BY = "moderated_by"  # a number and no more
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")


def card(
    entity: Entity, asked: OpenCard, texts: Texts, role: Role, *, remark: str = "", why: Fact | None = None
) -> Screen:
    """A record, in as many parts as it needs. `remark` stands above everything; `why`: for what it was rejected."""
    spec = CATALOGUE[entity.section]
    told = texts.swapped() if asked.swapped else texts
    parts = parts_of([*((why,) if why else ()), *body_of(entity, told, is_named=why is not None)])
    at = min(asked.part, len(parts) - 1)
    title = f"{spec.icon} {title_of(entity, spec, told)}"
    return Screen(
        title=title if len(parts) == 1 else f"{title} ({at + 1}/{len(parts)})",
        body=((Paragraph(remark),) if remark else ()) + parts[at],
        rows=(
            *_reading(asked, at, len(parts), texts),
            *in_pairs([*_looks(entity, spec, asked, texts), *_related(entity, spec, asked, role, texts)]),
            *in_pairs(list(acts.buttons(entity, role, asked, texts))),
            *in_pairs(list(_links(entity, spec, texts))),
            tuple(_copies(entity, spec, asked, texts)),
            _leaving(asked, at, texts),
        ),
        notice=texts("notice.fresh") if asked.fresh else "",
        preview=preview_of(entity) if at == 0 else "",
    )


def preview_of(entity: Entity) -> str:
    """Only what calls itself a picture: Telegram would show any page large."""
    pictures = (value for value in entity.values.values() if isinstance(value, Picture) and value.is_public)
    return next((one.address for one in pictures if one.address.partition("?")[0].lower().endswith(_PICTURES)), "")


def body_of(entity: Entity, texts: Texts, *, is_named: bool = False) -> Iterator[Block]:
    """The facts, the record's number last among them, then the texts. `is_named`: whoever decided on it is named
    elsewhere, so that his number tells nothing."""
    blocks = blocks_of(entity, CATALOGUE[entity.section], texts)
    told = [block for name, block in blocks if not (is_named and name == _DECIDED_BY)]
    yield from (block for block in told if isinstance(block, Fact))
    yield Fact(texts("field.id"), str(entity.id))
    yield from (block for block in told if isinstance(block, Paragraph))


def blocks_of(entity: Entity, spec: SectionSpec, texts: Texts) -> Iterator[tuple[str, Block]]:
    """What a card tells below its title, by field, in the order of the section."""
    title = title_of(entity, spec, texts)
    for field in spec.fields:
        value = entity.values.get(field.name)
        told = field.in_card and field.kind not in _BUTTONS
        words = in_words(field, value, texts) if told and value is not None else ""
        if is_blank(words) or words == title:
            continue
        label = texts(f"field.{field.name}")
        if field.kind is Kind.TEXT or (field.kind is Kind.LINES and ("\n" in words or len(words) > _LONG)):
            yield field.name, Paragraph(words, label)
        else:
            yield field.name, _fact(field, label, words, value)


def _fact(field: Field, label: str, words: str, value: Value | None) -> Fact:
    if field.kind is Kind.MOMENT:
        return Fact(label, words, at=value)  # type: ignore[arg-type]  # a moment is nothing else
    href = f"{_SCHEMES[field.kind]}{words.replace(' ', '')}" if field.kind in _SCHEMES else ""
    return Fact(label, words, href=href)


def _reading(asked: OpenCard, at: int, parts: int, texts: Texts) -> Iterator[tuple[Button, ...]]:
    row: list[Button] = []
    if at > 0:
        row.append(Press(texts("button.read_back"), replace(asked, part=Part(at - 1), fresh=False)))
    if at + 1 < parts:
        row.append(Press(texts("button.read_on"), replace(asked, part=Part(at + 1), fresh=False)))
    if row:
        yield tuple(row)


def _leaving(asked: OpenCard, at: int, texts: Texts) -> tuple[Button, ...]:
    return (
        back_from(asked, texts),
        Press(texts("button.refresh"), replace(asked, part=Part(at), fresh=True)),
        Press(texts("button.menu"), OpenMenu()),
    )


def _is_bilingual(entity: Entity, spec: SectionSpec) -> bool:
    """Whether there is anything worth reading in the other language: a name of a city is not."""
    names = (field.name for field in spec.fields if field.kind is Kind.TEXT or field.name in spec.titles)
    texts = (entity.values.get(name) for name in names)
    return any(isinstance(text, Bilingual) and text.kk and text.ru and text.kk != text.ru for text in texts)


def _looks(entity: Entity, spec: SectionSpec, asked: OpenCard, texts: Texts) -> Iterator[Button]:
    yield from pictures_of(entity, asked, texts)
    if _is_bilingual(entity, spec):
        other = (texts.swapped() if asked.swapped else texts).other_language
        swapped = replace(asked, part=NO_PART, fresh=False, swapped=not asked.swapped)
        yield Press(f"🌐 {texts(f'language.{other}')}", swapped)


def pictures_of(entity: Entity, asked: OpenCard, texts: Texts) -> Iterator[Press]:
    """The button for what may have pictures."""
    if CATALOGUE[entity.section].has_gallery or any(isinstance(value, Picture) for value in entity.values.values()):
        pictures = ShowPictures(asked.section, asked.entity_id, asked.back, asked.parent, asked.origin, asked.swapped)
        yield Press(texts("button.pictures"), pictures)


def _related(entity: Entity, spec: SectionSpec, asked: OpenCard, role: Role, texts: Texts) -> Iterator[Button]:
    """One tap to what hangs on the record: the lists inside it, and the records that it names."""
    for child in spec.children:
        inside = OpenList(child.section, parent=entity.id, back=asked.back, origin=asked.origin)
        if may_see(role, child.section) and (child.when is None or entity.values.get(child.when[0]) == child.when[1]):
            yield Press(section_title(child.section, texts), inside)
    for which, lookup in enumerate(spec.lookups):
        if lookup.mine in entity.values and may_see(role, lookup.section):
            follow = FollowLookup(
                asked.section, asked.entity_id, which, asked.back, asked.parent, asked.origin, asked.swapped
            )
            yield Press(record_title(lookup.section, texts), follow)
    for field in spec.fields:
        other = entity.values.get(field.name)
        if isinstance(other, Ref) and may_see(role, other.section):
            yield Press(record_title(other.section, texts), OpenCard(other.section, other.id, origin=Origin.RECENT))
    if asked.parent and spec.parent:
        yield Press(record_number(spec.parent, asked.parent, texts), OpenCard(spec.parent, asked.parent))


def _links(entity: Entity, spec: SectionSpec, texts: Texts) -> Iterator[Button]:
    for field in spec.fields:
        url = entity.values.get(field.name)
        if field.kind is Kind.LINK and isinstance(url, str):
            yield Link(texts(f"field.{field.name}"), url)


def _copies(entity: Entity, spec: SectionSpec, asked: OpenCard, texts: Texts) -> Iterator[Button]:
    yield Copy(texts("button.copy_id"), str(entity.id))
    for field in spec.fields:
        phone = entity.values.get(field.name)
        words = in_words(field, phone, texts) if field.kind is Kind.PHONE and phone is not None else ""
        if words:
            yield Copy(texts("button.copy_phone"), words)
            break
    if not spec.is_own:  # to everybody else it would show nothing
        yield Share(texts("button.share"), OpenCard(entity.section, entity.id, asked.back, parent=asked.parent))
