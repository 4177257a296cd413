"""What was written to a record through the bot: who, when, what, before and after."""

from collections.abc import Iterator, Sequence

from tabys_bot.application.screens.intents import OpenCard, OpenMenu, Part, ShowHistory
from tabys_bot.application.screens.layout import parts_of
from tabys_bot.application.screens.questions import label_of_key, question_of
from tabys_bot.application.screens.reasons import in_words
from tabys_bot.application.screens.screen import Block, Button, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import answer_in_words, choice
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import REASON, Ask
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import FLAG_VALUES
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.history import Entry
from tabys_bot.domain.sections import Kind, Section
from tabys_bot.domain.text import one_line

_TITLE_LIMIT = 80
_NAME_LIMIT = 60
_SIDE_LIMIT = 60
_REASON_LIMIT = 200
_NOTHING = "—"
# of these a history has the words, not the numbers
_BY_WORDS = (Ask.NAME, Ask.NAMES, Ask.RECORD)


def history(title: str, entries: Sequence[Entry], asked: ShowHistory, texts: Texts) -> Screen:
    """The latest in front. `title`: of the record."""
    parts = parts_of(_entry(entry, texts) for entry in entries)
    at = min(asked.part, len(parts) - 1)
    name = one_line(title, _TITLE_LIMIT) or texts("record.nameless", id=asked.entity_id)
    head = texts("history.title", name=name)
    card = OpenCard(asked.section, asked.entity_id, asked.back, parent=asked.parent, origin=asked.origin)
    return Screen(
        title=head if len(parts) == 1 else f"{head} ({at + 1}/{len(parts)})",
        body=(Paragraph(texts("history.hint" if entries else "history.none")), *parts[at]),
        rows=(
            *_turning(asked, at, len(parts), texts),
            (Press(texts("button.to_card"), card), Press(texts("button.menu"), OpenMenu())),
        ),
    )


def _entry(entry: Entry, texts: Texts) -> Block:
    act = find_act(entry.section, entry.act)
    done = texts.find(f"done.{entry.act}") or one_line(entry.act, _NAME_LIMIT)
    who = one_line(entry.admin_name, _NAME_LIMIT) or texts("record.nameless", id=entry.admin_id)
    lines = [f"{texts.moment(entry.at)} · {who}", *_changes(entry, texts)]
    if not entry.sure:
        lines.insert(1, texts("history.unsure"))
    return Paragraph("\n".join(lines), f"{act.icon if act else '•'} {done}")


def _changes(entry: Entry, texts: Texts) -> Iterator[str]:
    for key, change in entry.changes.items():
        label = label_of_key(entry.section, entry.act, key, texts)
        before, after = _side(entry, key, change.before, texts), _side(entry, key, change.after, texts)
        yield f"{label}: {after}" if before == _NOTHING else f"{label}: {before} → {after}"


def _side(entry: Entry, key: str, said: str, texts: Texts) -> str:
    if key == REASON:
        return one_line(in_words(said, texts), _REASON_LIMIT) or _NOTHING
    question = question_of(entry.section, entry.act, key)
    if question and question.ask is Ask.PHOTO:  # kept as the transport's handle, which is nobody's business
        return texts("value.photo") if said else _NOTHING
    if question is None:
        return one_line(_of_field(entry.section, key, said, texts), _SIDE_LIMIT) or _NOTHING
    if question.ask in _BY_WORDS:
        return one_line(said, _SIDE_LIMIT) or _NOTHING
    return one_line(answer_in_words(question, Answer(said), texts), _SIDE_LIMIT) or _NOTHING


def _of_field(section: Section, key: str, said: str, texts: Texts) -> str:
    """What an act without questions has made of a field of the card."""
    field = next((one for one in CATALOGUE[section].fields if one.name == key), None)
    if field and field.kind is Kind.CHOICE:
        return choice(field, said, texts)
    return texts(f"value.{said}") if field and field.kind is Kind.FLAG and said in FLAG_VALUES else said


def _turning(asked: ShowHistory, at: int, parts: int, texts: Texts) -> Iterator[tuple[Button, ...]]:
    def to(part: int) -> ShowHistory:
        return ShowHistory(asked.section, asked.entity_id, asked.back, asked.parent, asked.origin, Part(part))

    row: list[Button] = []
    if at > 0:
        row.append(Press(texts("button.read_back"), to(at - 1)))
    if at + 1 < parts:
        row.append(Press(texts("button.read_on"), to(at + 1)))
    if row:
        yield tuple(row)
