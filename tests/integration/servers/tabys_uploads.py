"""Pictures that are uploaded to the fake Tabys: judged by their extension alone, kept under `/uploads`."""

from collections.abc import Collection

from tests.integration.servers.tabys_actions import Records
from tests.integration.servers.tabys_bodies import Upload
from tests.integration.servers.tabys_wire import Refusal

EVENT_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp"})
COURSE_PICTURES = EVENT_PICTURES - {"webp"}
BAD_TYPE = "Недопустимый формат файла"


def kept(records: Records, upload: Upload, folder: str, allowed: Collection[str]) -> str:
    """The path that the picture is served under from now on, without a leading slash."""
    extension = upload.name.rpartition(".")[2].lower()
    if extension not in allowed:
        raise Refusal(400, BAD_TYPE)
    path = f"uploads/{folder}/{len(records['uploads']) + 1:08}.{extension}"
    records["uploads"].append({"path": f"/{path}", "content": upload.content})
    return path
