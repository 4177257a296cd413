"""What keeps other web sites away from a server that listens on this machine only."""

from collections.abc import Awaitable, Callable, Collection, Mapping

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def only_here(hosts: Collection[str], *, forms: Collection[str] = ()) -> Middleware:
    """Refuse foreign names of this machine (DNS rebinding) and posts from pages of other sites (CSRF).

    `forms`: the paths that take a form; all others take JSON.
    """

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "").lower()
        name, _, port = host.partition(":")
        if name not in hosts or not (port.isdigit() or host == name):
            raise web.HTTPForbidden(text=f"Open this page as one of: {', '.join(sorted(hosts))}.")
        if request.method == "POST":
            _refuse_other_sites(request, host)
            _refuse_other_kinds(request, "multipart/form-data" if request.path in forms else "application/json")
        return await handler(request)

    return guard


def _refuse_other_sites(request: web.Request, host: str) -> None:
    # programs send neither header, browsers send both
    origin = request.headers.get("Origin", f"http://{host}").lower()
    if origin != f"http://{host}" or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise web.HTTPForbidden(text="Only the page of this server may ask this.")


def _refuse_other_kinds(request: web.Request, kind: str) -> None:
    if request.content_type != kind:
        raise web.HTTPBadRequest(text=f"The request must be {kind}.")


async def harden(_: web.Request, response: web.StreamResponse) -> None:
    """Add the headers that forbid the browser everything the page does not need."""
    response.headers.update(_HEADERS)
