"""The admin management routes of the fake Tabys (`/api/v2/admin`)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.integration.servers.tabys_accounts import ANY_ADMIN, SUPER_ADMIN, Accounts
from tests.integration.servers.tabys_auth import Text, checked
from tests.integration.servers.tabys_bodies import Column, from_json, text
from tests.integration.servers.tabys_saving import fit
from tests.integration.servers.tabys_wire import Crash, Refusal, Reply, Request, Route, Row, path_id, reply, stamp

LEAST_LOGIN = 3
VERDICT = (Text("approval_status"), Text("approval_reason", required=False))
PROFILE = (Column("name", text(1, 100)), Column("email", text()))


@dataclass(frozen=True, slots=True)
class AdminManagement:
    """Everything but the own profile is the super admin's; there is no detail, change of role or deletion: 405.

    Whether a null of the profile is stored has not been observed: here it is not.
    """

    accounts: Accounts

    async def profile(self, request: Request) -> Reply:
        return reply(self._himself(request.asker))

    async def change_profile(self, request: Request) -> Reply:
        values = from_json(request.call, PROFILE)
        fit(values, {})
        request.asker.update({name: value for name, value in values.items() if value is not None})
        return reply(self._himself(request.asker))

    @staticmethod
    def _himself(admin: Row) -> Row:
        row = {key: admin[key] for key in ("id", "name", "login", "email", "role")}
        return row | {"created_at": f"{admin['created_at']}+00:00"}

    async def everyone(self, _request: Request) -> Reply:
        return self._listed(list(self.accounts.admins.values()))

    async def pending(self, _request: Request) -> Reply:
        return self._listed(self._waiting())

    async def count(self, request: Request) -> Reply:
        """Open to every admin, and 0 to all but the super admin."""
        return reply({"count": len(self._waiting()) if request.asker["role"] == "super_admin" else 0})

    async def approve(self, request: Request) -> Reply:
        """May be decided again and again, also about oneself."""
        number, verdict = path_id(request, "admin_id"), checked(request.call, VERDICT)
        status = verdict["approval_status"]
        if status not in {"approved", "rejected"}:
            raise Refusal(400, "approval_status должен быть 'approved' или 'rejected'")
        admin = None if number is None else self.accounts.admins.get(number)
        if admin is None:
            raise Refusal(404, "Администратор не найден")
        decided = {"approved_at": stamp(datetime.now(UTC)), "approved_by": request.asker["id"]}
        admin |= {"approval_status": status, "approval_reason": verdict.get("approval_reason"), **decided}
        return reply({"message": f"Администратор {status}", "admin": shown(admin)})

    def _waiting(self) -> list[Row]:
        return [row for row in self.accounts.admins.values() if row["approval_status"] == "pending"]

    def _listed(self, rows: list[Row]) -> Reply:
        if any(len(row["login"] or "") < LEAST_LOGIN for row in rows):
            raise Crash  # one NULL or two-letter login breaks the list
        return reply([shown(row) for row in rows])


def shown(admin: Row) -> Row:
    decided = admin["approved_at"]
    return admin | {"created_at": f"{admin['created_at']}Z", "approved_at": decided and f"{decided}Z"}


def admin_routes(accounts: Accounts) -> tuple[Route, ...]:
    admins, base = AdminManagement(accounts), "/api/v2/admin"
    return (
        Route("GET", f"{base}/profile", ANY_ADMIN, admins.profile),
        Route("PUT", f"{base}/profile", ANY_ADMIN, admins.change_profile),
        Route("GET", f"{base}/list", SUPER_ADMIN, admins.everyone),
        Route("GET", f"{base}/pending", SUPER_ADMIN, admins.pending),
        Route("GET", f"{base}/pending/count", ANY_ADMIN, admins.count),
        Route("PATCH", f"{base}/{{admin_id}}/approve", SUPER_ADMIN, admins.approve),
    )
