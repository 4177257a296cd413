"""Telegram's HTML read as strictly as Telegram reads it: plain text with entities, or an error."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

Json: TypeAlias = dict[str, Any]

_TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPECIAL = re.compile("[<&]")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<decimal>[0-9]+)|(?P<name>[a-zA-Z]+))(?P<end>;?)")
_TAG_NAME = re.compile(r"[^\s>]*")
_END_TAG = re.compile(r"</([^\s>]*)\s*>")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s=>]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[A-Za-z0-9.\-]+(?=[\s>])))?""")
# Ordinary messages link to hosts with a dot and to tg:// only; mailto: and tel: are for rich messages.
_USABLE_LINK = re.compile(r"tg:.|(?:https?://)?(?:[^\s/?#:@.]+\.)+[^\s/?#:@.]+(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
DATE_TIME_FORMAT = "r|w?[dD]?[tT]?"
_LAST_CODE_POINT = 0x10FFFF


class HtmlError(ValueError):
    """The text is not HTML Telegram would accept; the message is Telegram's own."""


def utf16_length(text: str) -> int:
    """Telegram counts in UTF-16 code units: most emoji are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    if not _SPECIAL.search(source):
        return source, []
    return _Parser(source).parse()


@dataclass(slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    first_piece: int


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._pieces: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while special := _SPECIAL.search(self._source, self._position):
            self._add(self._source[self._position : special.start()])
            self._position = special.start()
            self._special()
        self._add(self._source[self._position :])
        if self._open:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        for entity in self._entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self._pieces), self._entities

    def _special(self) -> None:
        if self._source[self._position] == "&":
            self._reference()
        elif self._source.startswith("</", self._position):
            self._end_tag()
        else:
            self._start_tag()

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._offset += utf16_length(piece)

    def _fail(self, message: str, position: int) -> NoReturn:
        raise HtmlError(f"{message} at byte offset {len(self._source[:position].encode())}")

    def _reference(self) -> None:
        found = _REFERENCE.match(self._source, self._position)
        character = _decoded(found) if found else None
        if found and character is None and found["end"]:
            # The real server shows such a reference literally; here it is refused because nobody means that.
            self._fail(f'Unsupported character reference "{found.group()}"', self._position)
        self._add(character or "&")
        self._position = found.end() if found and character else self._position + 1

    def _start_tag(self) -> None:
        begin = self._position
        end = _end_of(_TAG_NAME, self._source, begin + 1)
        if end == len(self._source):
            self._fail("Unclosed start tag", begin)
        name = self._source[begin + 1 : end].lower()
        if name not in _TAGS:
            self._fail(f'Unsupported start tag "{name}"', begin)
        self._position = end
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_OpenTag(name, attributes, self._offset, len(self._pieces)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._position = _end_of(_SPACE, self._source, self._position)
            if self._position == len(self._source):
                self._fail(f'Unclosed start tag "{tag}"', begin)
            if self._source[self._position] == ">":
                self._position += 1
                return attributes
            name, value = self._attribute(tag, begin)
            attributes[name] = value

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        found = _ATTRIBUTE.match(self._source, self._position)
        if found is None:
            self._fail(f'Empty attribute name in the tag "{tag}"', begin)
        self._position = found.end()
        if found["value"] is not None:
            return found["name"], _unquoted(found["value"])
        if self._source[_end_of(_SPACE, self._source, self._position) :].startswith("="):
            self._fail("Unexpected end of name token", self._position)
        if (tag, found["name"]) != ("blockquote", "expandable"):
            self._fail(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        return "expandable", ""

    def _end_tag(self) -> None:
        if not self._open:
            self._fail("Unexpected end tag", self._position)
        found = _END_TAG.match(self._source, self._position)
        if found is None:
            self._fail("Unclosed end tag", self._position)
        tag, name = self._open.pop(), found[1].lower()
        if name not in ("", tag.name):
            where = f"at byte offset {len(self._source[: self._position].encode())}"
            raise HtmlError(f'Unmatched end tag {where}, expected "</{tag.name}>", found "</{name}>"')
        self._position = found.end()
        if self._offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        entity = {"type": _TAGS[tag.name], "offset": tag.offset, "length": self._offset - tag.offset}
        if tag.name == "a":
            url = tag.attributes.get("href") or "".join(self._pieces[tag.first_piece :])
            self._entities.extend(_link(entity, url))
        elif tag.name in ("pre", "code"):
            self._entities.append(self._with_language(entity, tag))
        else:
            self._entities.append(entity | _details(tag))

    def _with_language(self, entity: Json, tag: _OpenTag) -> Json:
        """`pre` around one `code` of the same extent is a single block that knows its language."""
        kind = tag.attributes.get("class", "")
        if tag.name == "code" and kind.startswith("language-"):
            return entity | {"language": kind.removeprefix("language-")}
        inner = self._entities[-1] if self._entities else {}
        if tag.name == "pre" and inner == entity | {"type": "code", "language": inner.get("language")}:
            return self._entities.pop() | {"type": "pre"}
        return entity


def _end_of(pattern: re.Pattern[str], source: str, position: int) -> int:
    found = pattern.match(source, position)
    return found.end() if found else position


def _decoded(found: re.Match[str]) -> str | None:
    if name := found["name"]:
        return _REFERENCES.get(name)
    code = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
    if 0xD800 <= code <= 0xDFFF:
        raise HtmlError(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code < _LAST_CODE_POINT else None


def _unquoted(value: str) -> str:
    if value[0] in "\"'":
        return _REFERENCE.sub(lambda found: _decoded(found) or found.group(), value[1:-1])
    return value.lower()


def _link(entity: Json, url: str) -> list[Json]:
    """Telegram drops the formatting of a link it cannot use, without an error."""
    if found := re.fullmatch(r"tg://user\?id=(\d+)", url):
        return [entity | {"type": "text_mention", "user": {"id": int(found[1]), "is_bot": False, "first_name": "User"}}]
    return [entity | {"url": url}] if _USABLE_LINK.match(url) else []


def _details(tag: _OpenTag) -> Json:
    if tag.name == "blockquote":
        return {"type": "expandable_blockquote"} if "expandable" in tag.attributes else {}
    if tag.name == "tg-emoji":
        if not tag.attributes.get("emoji-id", "").isdigit():
            raise HtmlError("Invalid custom emoji identifier specified")
        return {"custom_emoji_id": tag.attributes["emoji-id"]}
    if tag.name == "tg-time":
        return _moment(tag.attributes)
    return {}


def _moment(attributes: dict[str, str]) -> Json:
    form = attributes.get("format", "")
    if not attributes.get("unix", "").isdigit() or not re.fullmatch(DATE_TIME_FORMAT, form):
        raise HtmlError("Invalid date and time specified")
    return {"unix_time": int(attributes["unix"])} | ({"date_time_format": form} if form else {})
