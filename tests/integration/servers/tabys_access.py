"""Who may read and who may write each module of the fake Tabys."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from tests.integration.servers.tabys_actions import Action, Decide, Shape
from tests.integration.servers.tabys_wire import Access

OVERSEERS = frozenset({"government", "administrator", "super_admin"})
READERS: Mapping[str, frozenset[str]] = {
    "volunteers": OVERSEERS | {"volunteer_admin"},
    "vacancies": OVERSEERS | {"msb"},
    "leisure": OVERSEERS | {"msb"},
    "projects": OVERSEERS | {"npo"},
    "events": OVERSEERS | {"npo"},
    "courses": OVERSEERS,
    "tech_tasks": OVERSEERS,
}

# One line of the table: method, path, who may call it (None is anyone at all), what it does.
Entry: TypeAlias = tuple[str, str, Access | None, Action]

DECISION = frozenset({"moderation_status", "moderated_at", "moderated_by", "moderation_comment", "is_admin_created"})
OWNER = frozenset({"admin_id"})


def reads(module: str) -> Access:
    return Access(READERS[module], f"У вас нет доступа к модулю '{module}'")


def writes(module: str, action: str) -> Access:
    refusal = f"У вас нет прав для выполнения действия '{action}' в модуле '{module}'"
    return Access(READERS[module] - {"government"}, refusal)


def decisions(
    base: str,
    rows: str,
    missing: str,
    hidden: frozenset[str] = frozenset(),
    *,
    module: str | None = None,
    access: Access | None = None,
    crashes: Sequence[str] = (),
    begins: bool = False,
    shape: Shape | None = None,
) -> list[Entry]:
    return [
        (
            "POST",
            f"{base}/{{item_id}}/{verb}",
            access or writes(module or rows, "moderate"),
            Decide(
                rows,
                "item_id",
                missing,
                status,
                hidden,
                crashes=status in crashes,
                shape=shape,
                begins=begins and status == "approved",
            ),
        )
        for verb, status in (("approve", "approved"), ("reject", "rejected"))
    ]
