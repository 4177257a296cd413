"""The keyboards Telegram accepts under a message, and the buttons it refuses."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.integration.servers.bot_api_html import Json, utf16_length
from tests.integration.servers.bot_api_rules import bad_request, usable_url

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
_STYLES = ("danger", "success", "primary")


class Allowed(NamedTuple):
    """What buttons may do where the message goes, and for this bot."""

    web_app: bool
    inline_mode: bool


def reply_markup(params: Json, allowed: Allowed) -> Json | None:
    """Any keyboard a message may be sent with; None when there is none."""
    markup = params.get("reply_markup")
    if markup in (None, ""):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline_keyboard(markup, allowed)
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise bad_request("reply markup placeholder must be 1-64 characters long")
    if "keyboard" in markup:
        _check_reply_keyboard(markup["keyboard"])
    elif not (markup.get("remove_keyboard") is True or markup.get("force_reply") is True):
        raise bad_request("can't parse reply keyboard markup JSON object")
    return markup


def inline_markup(params: Json, allowed: Allowed) -> Json | None:
    """The only keyboard a message may be edited to; None when there is none."""
    markup = reply_markup(params, allowed)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _inline_keyboard(markup: Json, allowed: Allowed) -> Json | None:
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    if any(len(row) > 8 for row in rows) or sum(map(len, rows)) > 100:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_inline_button(button, allowed)
    kept = [row for row in rows if row]
    return markup | {"inline_keyboard": kept} if kept else None


def _check_inline_button(button: Any, allowed: Allowed) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: object with a text expected")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [action for action in _ACTIONS if button.get(action) is not None]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # The real server takes the first one and says nothing; two actions are always somebody's mistake.
        raise bad_request(f"can't parse inline keyboard button: more than one action: {', '.join(actions)}")
    if button.get("style") not in (None, *_STYLES):
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    if actions == ["web_app"] and not allowed.web_app:
        raise bad_request("BUTTON_TYPE_INVALID")
    if actions[0].startswith("switch_inline_query") and not allowed.inline_mode:
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data" and not (isinstance(value, str) and 1 <= len(value.encode()) <= 64):
        raise bad_request("BUTTON_DATA_INVALID")
    if action in ("switch_inline_query", "switch_inline_query_current_chat") and not isinstance(value, str):
        raise bad_request(f'can\'t parse inline keyboard button: field "{action}" must be of type String')
    if action == "disabled" and not isinstance(value, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object as DisabledButton")
    if action == "url" and not usable_url(value):
        raise bad_request("BUTTON_URL_INVALID")
    if action in ("web_app", "login_url"):
        address = value.get("url") if isinstance(value, dict) else None
        if not usable_url(address) or urlsplit(str(address)).scheme != "https":
            raise bad_request("BUTTON_URL_INVALID")
    if action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= utf16_length(text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_reply_keyboard(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    for row in rows:
        for button in row:
            text = button.get("text") if isinstance(button, dict) else button
            if not isinstance(text, str) or not text.strip():
                raise bad_request("keyboard button text must be non-empty")
