"""Everything that can be asked: each intent, about each section, with values that fit and values that do not."""

from collections.abc import Iterator

from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.intents import Intent, Origin, Part, TelegramId
from tabys_bot.domain.access import Module
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES, Period
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Kind, Section
from tests.unit.scene import inside_of

NOBODY = TelegramId(2**52)
# who is signed in, perhaps: the visitor himself, and another one
HIMSELF, ANOTHER = TelegramId(7), TelegramId(8)
WAITING = 21


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
# the last ones end what the others need
INTENTS: tuple[Intent, ...] = (
    ask.OpenMenu(),
    *(ask.OpenModule(module) for module in Module),
    *(intent for section in Section for intent in about(section)),
    ask.Typed("Запись 12"),
    ask.Find(),
    ask.FindText("Запись"),
    ask.FindText("\u200b"),
    ask.AskFind(),
    ask.Typed("Запись"),
    ask.Typed("З"),
    ask.FindText("З"),
    ask.OpenRecent(),
    *PANEL,
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
