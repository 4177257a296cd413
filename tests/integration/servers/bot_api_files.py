"""Files that the bot may fetch: getFile tells where, and a GET of that path gives the content."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.integration.servers.bot_api_html import Json
from tests.integration.servers.bot_api_rules import RefusedError, bad_request

if TYPE_CHECKING:
    from tests.integration.servers.bot_api_state import StoredFile, TelegramState

_LARGEST = 20 * 2**20
_FOLDERS: Mapping[str, str] = {"photo": "photos", "document": "documents"}
PREFIX = "/file/bot"


def get_file(state: "TelegramState", params: Json) -> Json:
    """A file that was lost later on is still told of."""
    file_id = str(params.get("file_id", ""))
    file = state.files.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    size = len(_content(file))
    if size > _LARGEST:
        raise bad_request("file is too big")
    path = f"{_FOLDERS.get(file.kind, file.kind)}/{file_id}"
    told = {} if file_id in state.unsized_files else {"file_size": size}
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_path": path, **told}


def file_at(state: "TelegramState", token: str, path: str) -> bytes:
    """The content of the file at that path of the server; 401 and 404 as Telegram has them."""
    given, _, place = path.removeprefix(PREFIX).partition("/")
    if given != token:
        raise RefusedError(401, "Unauthorized")
    file_id = place.rpartition("/")[2]
    if file_id not in state.files or file_id in state.lost_files:
        raise RefusedError(404, "Not Found")
    return _content(state.files[file_id])


def _content(file: "StoredFile") -> bytes:
    return file.source if isinstance(file.source, bytes) else b""
