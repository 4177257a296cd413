"""Everything that can be asked: each intent, about each section, with values that fit and values that do not."""

from collections.abc import Iterator

from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.intents import How, Intent, Line, Origin, Part, Reason, TelegramId
from tabys_bot.domain.access import Module
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.alerts import AlertMode
from tabys_bot.domain.batches import digest_of_records
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES, Period
from tabys_bot.domain.drafts import Draft
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Kind, Section
from tests.unit.scene import inside_of

NOBODY = TelegramId(2**52)
# who is signed in, perhaps: the visitor himself, and another one
HIMSELF, ANOTHER = TelegramId(7), TelegramId(8)
WAITING = 21
# of no draft that there is
NO_DRAFT = "W" * 18
# of these a button says the value in digits or numbers
_PRESSED = {Ask.DATE: ("20261125", "20260230"), Ask.MOMENT: ("202611251830", "20261125", "202611252460")}
_NAMED = ("1", "2", str(LARGEST_ID))


def about(section: Section) -> Iterator[Intent]:
    """All that can be asked about a section, also what no button of ours asks."""
    parent = inside_of(section)
    for inner in dict.fromkeys((parent, 0, 5, LARGEST_ID)):
        yield ask.OpenList(section, 8, parent=inner)
        yield ask.OpenCard(section, 3, back=8, part=Part(5), fresh=True, parent=inner)
        yield ask.FollowLink(ask.OpenCard(section, 3, parent=inner))
        yield ask.ShowPictures(section, 3, back=8, parent=inner)
        yield ask.FollowLookup(section, 3, 0, back=8, parent=inner)
    yield from (ask.FollowLookup(section, 3, which, parent=parent) for which in (1, 2, LARGEST_ID))
    yield ask.OpenCard(section, LARGEST_ID, parent=parent, swapped=True)
    for origin in Origin:
        yield from (ask.OpenCard(section, which, parent=parent, origin=origin) for which in (3, LARGEST_ID))
    yield ask.ShowPictures(section, LARGEST_ID, parent=parent)
    yield from (ask.ShowFilters(section, parent), ask.AskSearch(section, parent), ask.SearchIn(section))
    yield from (ask.AskPage(section, parent), ask.AskPage(section, parent, 12))
    for name in (*(name for group in CATALOGUE[section].filters for name in group), "description", "nonsense", ""):
        yield from (ask.ChooseFilter(section, name, parent), ask.ChooseFilter(section, name, parent, LARGEST_ID))
        yield from (ask.SetFilter(section, name, value, parent) for value in (*_values(section, name), "nonsense", ""))
    yield ask.ClearFilters(section, parent)
    yield from writing_to(section)
    yield from deciding_in(section)


def writing_to(section: Section) -> Iterator[Intent]:
    """All that can be asked about changing the records of a section, deletion last, as in the tables."""
    parent = inside_of(section)
    for name in (*(act.name for act in ACTS.get(section, ())), "nonsense", ""):
        for number in (0, 3, LARGEST_ID):
            yield ask.StartAct(section, name, number, back=8, parent=parent)
        yield ask.StartAct(section, name, 4, parent=LARGEST_ID, origin=Origin.FIND)
        yield ask.DoAct(section, name, LARGEST_ID, parent=parent)
        yield ask.DoAct(section, name, 20, back=8, parent=parent, origin=Origin.RECENT)
    yield ask.ShowHistory(section, 3, back=8, parent=parent)
    yield ask.ShowHistory(section, LARGEST_ID, parent=parent, part=Part(5))


def deciding_in(section: Section) -> Iterator[Intent]:
    """All that can be asked about what waits in a section, also where nothing does, and from wherever."""
    yield ask.StartKind(section)
    for line in Line:
        yield from (ask.NextWaiting(section, 3, line=line), ask.NextWaiting(section, LARGEST_ID, LARGEST_ID, line))
        yield from (ask.ShowWaiting(section, number, 8, line) for number in (0, 3, LARGEST_ID))
        yield from (ask.Decide(section, name, 19, 8, line, Reason("rules")) for name in ("approve", "reject"))
        yield from (ask.AskReason(section, "reject", 18, 8, line), ask.TypeReason(section, "reject", 18, 8, line))
    for name in (*(act.name for act in ACTS.get(section, ())), "nonsense", ""):
        yield from (ask.Decide(section, name, LARGEST_ID), ask.AskReason(section, name, 18))
        yield from (ask.TypeReason(section, name, 0), ask.TypeReason(section, name, 17))


def filling_in(draft: Draft) -> Iterator[Intent]:
    """All that can be pressed, typed or sent about a draft, but for what ends it."""
    yield from (ask.OpenDraft(draft.id), ask.ShowSheet(draft.id), ask.ShowSheet(draft.id, Part(5)))
    for at, question in enumerate(draft.spec.questions):
        yield from answers_to(draft.id, at, question)
    for at in (len(draft.spec.questions), LARGEST_ID):
        yield from (ask.AskQuestion(draft.id, at, LARGEST_ID), ask.Reply(draft.id, at, How.VALUE, "yes"))
    yield from (ask.SaveDraft(draft.id, LARGEST_ID), ask.AskDiscard(draft.id))


def answers_to(draft_id: str, at: int, question: Question) -> Iterator[Intent]:
    """A question, answered in every way, with what fits and what does not."""
    yield from (ask.AskQuestion(draft_id, at, view) for view in (202612, 20261225, 20, LARGEST_ID, 0))
    for value in (*_answers(question), "nonsense", "", "1" * 18):
        yield ask.AskQuestion(draft_id, at)
        yield ask.Reply(draft_id, at, How.VALUE, value)
    for how in (How.TWIN, How.CLEAR, How.KEEP, How.BACK, How.REVERT):
        yield ask.AskQuestion(draft_id, at)
        yield ask.Reply(draft_id, at, how)
    for text in TYPED:
        yield ask.AskQuestion(draft_id, at)
        yield ask.Typed(text, is_formatted=len(text) == 1)
    yield from (ask.AskQuestion(draft_id, at), PHOTO, ask.AskQuestion(draft_id, at), ask.Unclear())


def _answers(question: Question) -> tuple[str, ...]:
    match question.ask:
        case Ask.CHOICE:
            return CHOICES[question.choices]
        case Ask.FLAG:
            return FLAG_VALUES
        case Ask.RECORD:
            return tuple(f"{section}_{number}" for section in (*question.sections, "news") for number in _NAMED)
        case _:
            return _PRESSED.get(question.ask, _NAMED)


def ending(draft: Draft) -> Iterator[Intent]:
    """What may end a draft."""
    yield from (
        ask.SaveDraft(draft.id, draft.revision),
        ask.SaveDraft(draft.id, draft.revision),
        ask.LookAgain(draft.id),
    )
    yield from (ask.StartAnew(draft.id), ask.DiscardDraft(draft.id), ask.OpenDraft(draft.id))


def marking_in(section: Section) -> Iterator[Intent]:
    """All that can be asked about several records at once, also where nothing waits."""
    yield from (ask.ListWaiting(section), ask.ListWaiting(section, LARGEST_ID, fresh=True))
    yield from (ask.MarkWaiting(section, 3), ask.MarkWaiting(section, LARGEST_ID, 8), ask.MarkPage(section, 8))
    for act in (*ACTS.get(section, ()), None):
        name = act.name if act else "nonsense"
        yield from (ask.AskBatch(section, name), ask.TypeBatchReason(section, name, 8), ask.Typed("\u200b"))
        yield from (ask.StartBatch(section, name, digest) for digest in (0, digest_of_records((3,)), LARGEST_ID))
    yield from (ask.ClearMarks(section), ask.AskBatch(section, "approve"))


def _values(section: Section, name: str) -> tuple[str, ...]:
    fields = {field.name: field for field in CATALOGUE[section].fields}
    if name not in fields:
        return ()
    known = {Kind.CHOICE: CHOICES.get(fields[name].choices, ()), Kind.FLAG: FLAG_VALUES, Kind.MOMENT: tuple(Period)}
    return known.get(fields[name].kind, ("17",))


PANEL: tuple[Intent, ...] = (
    ask.OpenPanel(),
    ask.ListSignedIn(8),
    *(kind(who, 8) for kind in (ask.ShowSignedIn, ask.AskRevocation) for who in (HIMSELF, ANOTHER, NOBODY)),
    ask.RevokeSignedIn(NOBODY, 8),
    ask.RevokeSignedIn(ANOTHER, 8),
    ask.ListRegistrations(8),
    *(kind(WAITING) for kind in (ask.ShowRegistration, ask.AskApproval, ask.AskRejection)),
    ask.ApproveRegistration(WAITING),
    ask.ApproveRegistration(WAITING, 8),
    ask.RejectRegistration(WAITING + 1),
    *(kind(LARGEST_ID, 8) for kind in (ask.ShowRegistration, ask.AskApproval, ask.AskRejection)),
    *(ask.ShowNumbers(stretch) for stretch in Stretch),
)
TYPED = (
    "3",
    "да",
    "завтра в 18:30",
    "18:30",
    "+7 701 123 45 67",
    "https://example.kz",
    "a@example.kz",
    "Имя\nи ещё",
    "\u200b",
)
PHOTO = ask.SentPhoto("AgACAgIAAxkBAAI", "photo.jpg", 10_000)
WRITING: tuple[Intent, ...] = (
    ask.ListDrafts(),
    PHOTO,
    *(kind(NO_DRAFT) for kind in (ask.OpenDraft, ask.ShowSheet, ask.LookAgain, ask.StartAnew)),
    *(kind(NO_DRAFT) for kind in (ask.AskDiscard, ask.DiscardDraft)),
    ask.AskQuestion(NO_DRAFT, 0),
    ask.Reply(NO_DRAFT, 0, How.VALUE, "yes"),
    ask.SaveDraft(NO_DRAFT, 0),
    ask.SentPhoto("", "", LARGEST_ID),
)
REASONS: tuple[Intent, ...] = (
    *(ask.TypeReason(Section.EVENTS, "reject", 17), ask.Typed("\u200b"), ask.Typed("Потому что")),
    *(ask.TypeReason(Section.NEWS, "unapprove", 17), ask.Typed("Потому что")),
)
# the last ones end what the others need
INTENTS: tuple[Intent, ...] = (
    ask.OpenMenu(),
    *(ask.OpenModule(module) for module in Module),
    *(intent for section in Section for intent in about(section)),
    ask.Typed("Запись 12"),
    *(intent for section in Section for intent in marking_in(section)),
    *(ask.ShowBatch("0" * 12), ask.ShowBatch("0" * 12, LARGEST_ID), ask.RetryBatch("0" * 12)),
    ask.Find(),
    ask.FindText("Запись"),
    ask.FindText("\u200b"),
    ask.AskFind(),
    ask.Typed("Запись"),
    ask.Typed("З"),
    ask.FindText("З"),
    ask.OpenRecent(),
    *PANEL,
    *WRITING,
    *REASONS,
    *(ask.OpenQueue(), ask.OpenQueue(fresh=True), ask.StartQueue()),
    ask.ShowAlerts(),
    *(ask.SetAlertMode(mode) for mode in AlertMode),
    *(ask.ToggleAlertKind(section) for section in Section),
    *(ask.ToggleAlertHour(hour) for hour in (0, 9, 24, LARGEST_ID)),
    *(ask.SetQuietHours(*hours) for hours in ((22, 8), (0, 0), (3, LARGEST_ID))),
    ask.ListOwnSessions(),
    *(kind(who) for kind in (ask.AskEndOwnSession, ask.EndOwnSession) for who in (ANOTHER, NOBODY)),
    ask.ShowStatus(),
    ask.ShowHelp(),
    ask.ChooseLanguage(),
    *(ask.SetLanguage(language) for language in Language),
    ask.AskSignOut(),
    ask.OutdatedButton(),
    ask.UnknownCommand(),
    ask.Unclear(),
    ask.SignIn("A7B9C3D5"),
    ask.SignIn("no code"),
    ask.SignOut(),
)
# one of each, for what is the same in every section
FEW: tuple[Intent, ...] = tuple({type(intent): intent for intent in reversed(INTENTS)}.values())[::-1]
