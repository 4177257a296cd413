"""Places, tickets and promo actions of the fake Tabys: lines of its table, alike for the three kinds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.integration.servers.tabys_access import DECISION, OWNER, Entry, decisions, reads
from tests.integration.servers.tabys_actions import Counted, Detail, Everything, Listing, Paging, Records, Worked
from tests.integration.servers.tabys_filters import Filter, Test, contains, equals, moderation, number
from tests.integration.servers.tabys_routes_content import NARROW, UNCHECKED, pending
from tests.integration.servers.tabys_seeds import abroad
from tests.integration.servers.tabys_wire import Request, Row

TOP = 5


def _unrated(row: Row) -> bool:
    return row["rating"] is None


@dataclass(frozen=True, slots=True)
class Kind:
    """What tells one kind from the others; `filters` are those of its admin list."""

    rows: str
    missing: str
    photo: str
    filters: Mapping[str, Filter]
    viewed: str | None = None
    broken: Test | None = None
    searched: Mapping[str, Filter] = field(default_factory=dict)

    def table(self) -> list[Entry]:
        base, admin = f"/api/v2/leisure/{self.rows}", f"/api/v2/leisure/admin/{self.rows}"
        hidden = DECISION | OWNER
        filters, moderated = {**self.filters, **self.searched}, {"moderation_status": moderation}
        # There is no admin/{kind}/{id}: 405. The public list breaks on a place without a rating, the admin's does not.
        return [
            ("GET", f"{admin}/list", reads("leisure"), self._list(UNCHECKED, "created_at", filters)),
            ("GET", f"{admin}/moderation/stats", reads("leisure"), Counted(self.rows)),
            ("GET", f"{admin}/moderation/pending", reads("leisure"), Listing(self.rows, NARROW, only=pending)),
            (
                "GET",
                f"{admin}/moderation/all-statuses",
                reads("leisure"),
                Listing(self.rows, NARROW, filters=moderated),
            ),
            *decisions(f"{admin}/moderation", self.rows, self.missing, module="leisure"),
            (
                "GET",
                base,
                None,
                Listing(
                    self.rows, Paging(20), hidden=hidden, filters=self.filters, broken=self.broken, shape=self._open
                ),
            ),
            (
                "GET",
                f"{base}/{{item_id}}",
                None,
                Detail(self.rows, "item_id", self.missing, hidden=hidden, shape=self._open, viewed=self.viewed),
            ),
        ]

    def _list(self, paging: Paging, order: str, filters: Mapping[str, Filter]) -> Listing:
        return Listing(self.rows, paging, order, owned=True, filters=filters)

    def _open(self, row: Row, _records: Records) -> Row:
        return {**row, self.photo: abroad(row[self.photo])}


def _stats(records: Records, _request: Request) -> Any:
    def active(kind: str) -> int:
        return sum(row["status"] == "active" for row in records[kind])

    top = sorted(records["places"], key=lambda row: -row["views_count"])[:TOP]
    columns = ("id", "title", "title_ru", "views_count", "rating")
    return {
        "total_tickets": len(records["tickets"]),
        "active_tickets": active("tickets"),
        "total_places": len(records["places"]),
        "active_places": active("places"),
        "total_categories": len(records["leisure_categories"]),
        "active_promos": active("promo"),
        "top_places": [{column: row[column] for column in columns} for row in top],
    }


STATUS: Mapping[str, Filter] = {"status": equals("status")}
SEARCH: Mapping[str, Filter] = {"search": contains("title", "title_ru")}
KINDS = (
    Kind(
        "places",
        "Место не найдено",
        "main_photo_url",
        {**STATUS, "category_id": number("category_id")},
        viewed="views_count",
        broken=_unrated,
        searched=SEARCH,
    ),
    Kind("tickets", "Билет не найден", "main_photo_url", STATUS, searched=SEARCH),
    Kind("promo", "Акция не найдена", "promo_image_url", {**STATUS, "related_type": equals("related_type")}),
)

LEISURE_TABLE: tuple[Entry, ...] = (
    *(entry for kind in KINDS for entry in kind.table()),
    ("GET", "/api/v2/leisure/categories", None, Everything("leisure_categories")),
    ("GET", "/api/v2/leisure/stats", None, Worked(_stats)),
)
