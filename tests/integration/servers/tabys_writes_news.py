"""What is written about news of the fake Tabys, by any admin at all: lines of its table."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.integration.servers.tabys_access import Entry, decisions
from tests.integration.servers.tabys_accounts import ANY_ADMIN
from tests.integration.servers.tabys_actions import Records
from tests.integration.servers.tabys_bodies import Column, from_json, one_of, stored, text, when, whole
from tests.integration.servers.tabys_records import NEWS_NULLABLE, NEWS_TEXTS
from tests.integration.servers.tabys_saving import Create, Remove, Update, now, verdict_on_new, wanted
from tests.integration.servers.tabys_wire import Crash, Refusal, Reply, Request, Row, invalid, reply

NEWS = "/api/v2/admin/news"
MISSING = "Новость не найдена"
STATE = (Column("date", when), Column("status", one_of("draft", "scheduled", "published")), Column("publish_at", when))
TEXTS = tuple(Column(name, text()) for name in (*NEWS_TEXTS, "photo_url", "category"))
ONLY_NEW = tuple(Column(name, text()) for name in ("source_url", "source_name", "language", "keywords_matched"))
LONGEST = {"title": 255, "title_kz": 255, "title_ru": 255, "category": 100, "photo_url": 500}
SCHEDULE = (Column("news_id", whole, required=True), Column("publish_at", when, required=True))


def _blank(request: Request) -> Row:
    """Every text may be missing."""
    state = {"date": now(), "created_at": now(), "status": "draft", "publish_at": None, "published_at": None}
    verdict = {name: value for name, value in verdict_on_new(request).items() if name != "admin_id"}
    return {**dict.fromkeys((*NEWS_TEXTS, *NEWS_NULLABLE)), **state, **verdict, "view_count": 0}


def _settled(values: Row, row: Row | None, _records: Records, request: Request) -> Row:
    if row is not None and not values:
        raise Crash
    if row is not None and row["status"] == "published" and values.get("status") in {"draft", "scheduled"}:
        raise Refusal(400, "Cannot change status of published news")
    if row is None and values.get("status") == "scheduled" and values.get("publish_at") is None:
        message = "Value error, publish_at is required for scheduled news"
        raise Refusal(422, [invalid("value_error", ["body"], message, request.call.body, {"error": {}})])
    moments = {name: stored(value) for name, value in values.items() if isinstance(value, datetime)}
    return {**values, **moments}


@dataclass(frozen=True, slots=True)
class Schedule:
    def answer(self, records: Records, request: Request) -> Reply:
        values = from_json(request.call, SCHEDULE)
        at = values["publish_at"]
        if at.tzinfo is not None:
            raise Crash  # a naive and an aware datetime do not compare
        if at.replace(tzinfo=UTC) <= datetime.now(UTC):
            message, given = "Value error, publish_at must be in the future", at.isoformat()
            raise Refusal(422, [invalid("value_error", ["body", "publish_at"], message, given, {"error": {}})])
        row = _unpublished(records, request)
        row |= {"status": "scheduled", "publish_at": at.isoformat()}
        return reply(row)


@dataclass(frozen=True, slots=True)
class PublishNow:
    def answer(self, records: Records, request: Request) -> Reply:
        row = _unpublished(records, request)
        row |= {"status": "published", "published_at": now(), "publish_at": None}
        return reply(row)


def _unpublished(records: Records, request: Request) -> Row:
    row = wanted(records, request, "news", "news_id", MISSING, owned=False)
    if row["status"] == "published":
        raise Refusal(400, "News is already published")
    return row


NEWS_WRITES: tuple[Entry, ...] = (
    (
        "POST",
        f"{NEWS}/",
        ANY_ADMIN,
        Create("news", (*TEXTS, *ONLY_NEW, *STATE), _blank, _settled, LONGEST),
    ),
    (
        "PUT",
        f"{NEWS}/{{news_id}}",
        ANY_ADMIN,
        Update("news", "news_id", MISSING, (*TEXTS, *STATE), _settled, LONGEST),
    ),
    ("DELETE", f"{NEWS}/{{news_id}}", ANY_ADMIN, Remove("news", "news_id", MISSING)),
    ("POST", f"{NEWS}/{{news_id}}/schedule", ANY_ADMIN, Schedule()),
    ("POST", f"{NEWS}/{{news_id}}/publish-now", ANY_ADMIN, PublishNow()),
    # Neither changes what is published: approving a draft shows it all the same, rejecting hides nothing.
    *decisions(NEWS, "news", MISSING, access=ANY_ADMIN),
)
