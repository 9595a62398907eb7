"""The English catalogue without system tools: source strings are Chinese, locale/en holds their English.

script/catalogue.py update     add new strings (empty, to be filled in), drop strings that nobody uses any more
script/catalogue.py check      name every string that is missing, empty, stale or has other placeholders
script/catalogue.py compile    write the .mo files that Django reads
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
OUTSIDE = {"tests", "script", "var", "static", "locale", "docs", "deploy", "node_modules"}
HEADER = "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
HEADER += "Plural-Forms: nplurals=2; plural=(n != 1);\n"
LITERAL = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
IN_TEMPLATE = re.compile(
    rf"\b(?P<name>_|gettext|ngettext|pgettext|npgettext)\((?P<args>\s*u?(?:{LITERAL})(?:\s*,\s*u?(?:{LITERAL}))*)",
    re.S,
)
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}")
# How each function's leading text arguments are named.
FUNCTIONS = {
    "_": ("msgid",),
    "gettext": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
}


@dataclass
class Message:
    """One string of the catalogue; `texts` has one English text, or two where there is a plural."""

    msgid: str
    context: str = ""
    plural: str = ""
    texts: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    fuzzy: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.msgid

    @property
    def forms(self) -> int:
        return 2 if self.plural else 1


# -- what the code says -----------------------------------------------------------------------------------------
def from_call(name: str, values: list[str], place: str) -> Message | None:
    names = FUNCTIONS[name]
    if len(values) < len(names):
        return None
    return Message(**dict(zip(names, values, strict=False)), places=[place])


def other_names(module: ast.Module) -> dict[str, str]:
    """What a file calls the functions of translation beside their own names: `from … import gettext as plain`."""
    return {
        name.asname or name.name: re.sub(r"_(lazy|noop)$", "", name.name)
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if re.sub(r"_(lazy|noop)$", "", name.name) in FUNCTIONS
    }


def python_messages(path: Path) -> Iterator[Message]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    others = other_names(module)
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = (
            called.id
            if isinstance(called, ast.Name)
            else called.attr
            if isinstance(called, ast.Attribute)
            else ""
        )
        name = others.get(name) or re.sub(r"(?<=\w)_?(lazy|noop)$", "", name)  # gettext_lazy, _lazy for short
        if name not in FUNCTIONS:
            continue
        values = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        message = from_call(name, values, str(path.relative_to(ROOT)))
        if message:
            yield message


def template_messages(path: Path) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    for found in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        values = [ast.literal_eval(text) for text in re.findall(LITERAL, found["args"])]
        message = from_call(found["name"], values, str(path.relative_to(ROOT)))
        if message:
            yield message


def used_messages() -> dict[tuple[str, str], Message]:
    """Every translatable string of the code, in the order of the files."""
    found: dict[tuple[str, str], Message] = {}
    for path in sorted([*ROOT.glob("*/**/*.py"), *ROOT.glob("*/**/*.html")]):
        top = path.relative_to(ROOT).parts[0]
        if top.startswith(".") or top in OUTSIDE or "migrations" in path.parts:
            continue
        for message in python_messages(path) if path.suffix == ".py" else template_messages(path):
            kept = found.setdefault(message.key, message)
            kept.plural = kept.plural or message.plural
            if message.places[0] not in kept.places:
                kept.places += message.places
    found.pop(("", ""), None)
    return found


# -- the catalogue's text -----------------------------------------------------------------------------------------
def read_catalogue(path: Path) -> dict[tuple[str, str], Message]:
    messages = {}
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8") if path.exists() else ""):
        message = read_block(block)
        if message and message.msgid:
            messages[message.key] = message
    return messages


def read_block(block: str) -> Message | None:
    fields: dict[str, str] = {}
    current, fuzzy = "", False
    for line in block.splitlines():
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        matched = re.match(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+(\".*\")\s*$", line)
        if matched:
            current = matched[1]
            fields[current] = ast.literal_eval(matched[2])
        elif line.startswith('"') and current:
            fields[current] += ast.literal_eval(line)
    if "msgid" not in fields:
        return None
    texts = [value for name, value in sorted(fields.items()) if name.startswith("msgstr")]
    return Message(
        fields["msgid"], fields.get("msgctxt", ""), fields.get("msgid_plural", ""), texts, fuzzy=fuzzy
    )


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = escaped.split("\n")
    if len(lines) == 1:
        return f'"{escaped}"'
    parts = [f'"{line}\\n"' for line in lines[:-1]] + ([f'"{lines[-1]}"'] if lines[-1] else [])
    return '""\n' + "\n".join(parts)


def write_catalogue(path: Path, messages: list[Message]) -> None:
    blocks = [f'msgid ""\nmsgstr {quoted(HEADER)}']
    for message in messages:
        lines = [f"#: {place}" for place in message.places]
        lines += ["#, python-format"] if PLACEHOLDER.search(message.msgid) and "%(" in message.msgid else []
        lines += [f"msgctxt {quoted(message.context)}"] if message.context else []
        lines += [f"msgid {quoted(message.msgid)}"]
        texts = [*message.texts, "", ""][: message.forms]
        if message.plural:
            lines += [f"msgid_plural {quoted(message.plural)}"]
            lines += [f"msgstr[{number}] {quoted(text)}" for number, text in enumerate(texts)]
        else:
            lines += [f"msgstr {quoted(texts[0])}"]
        blocks.append("\n".join(lines))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


# -- the three commands ---------------------------------------------------------------------------------------------
def update() -> int:
    known = read_catalogue(CATALOGUE)
    used = used_messages()
    for key, message in used.items():
        message.texts = known[key].texts if key in known and not known[key].fuzzy else []
    write_catalogue(CATALOGUE, list(used.values()))
    empty = sum(not all(message.texts) or not message.texts for message in used.values())
    print(f"{len(used)} strings, {empty} without English, {len(known.keys() - used.keys())} dropped")
    return 0


def placeholders(text: str) -> set[str]:
    return {named or braced for named, braced in PLACEHOLDER.findall(text)}


def problems(used: dict[tuple[str, str], Message], known: dict[tuple[str, str], Message]) -> Iterator[str]:
    for key, message in used.items():
        entry, where = known.get(key), message.places[0]
        if entry is None:
            yield f"{where}: not in the catalogue: {message.msgid}"
        elif entry.fuzzy or len(entry.texts) != message.forms or not all(entry.texts):
            yield f"{where}: without English: {message.msgid}"
        elif any(placeholders(text) - placeholders(message.msgid) for text in entry.texts):
            yield f"{where}: other placeholders in English: {message.msgid}"
        elif not message.plural and placeholders(message.msgid) - placeholders(entry.texts[0]):
            yield f"{where}: English leaves a placeholder out: {message.msgid}"
    for key in known.keys() - used.keys():
        yield f"{CATALOGUE.relative_to(ROOT)}: nobody uses: {key[1]}"


def check() -> int:
    found = list(problems(used_messages(), read_catalogue(CATALOGUE)))
    print("\n".join(found) if found else "the English catalogue is complete")
    return 1 if found else 0


def machine_object(messages: list[Message]) -> bytes:
    """The .mo file: a header, two tables of (length, offset), then the texts. Source: GNU gettext manual, MO files."""
    pairs = {b"": HEADER.encode()}
    for message in messages:
        if message.fuzzy or not message.texts or not all(message.texts):
            continue
        left = (message.context + "\x04" if message.context else "") + message.msgid
        left += "\0" + message.plural if message.plural else ""
        pairs[left.encode()] = "\0".join(message.texts).encode()
    keys = sorted(pairs)
    columns = [keys, [pairs[key] for key in keys]]
    offset = 28 + 16 * len(keys)
    tables, data = b"", b""
    for column in columns:
        for text in column:
            tables += struct.pack("<II", len(text), offset + len(data))
            data += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, offset)
    return head + tables + data


def compile_all() -> int:
    for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po")):
        path.with_suffix(".mo").write_bytes(machine_object(list(read_catalogue(path).values())))
    return 0


if __name__ == "__main__":
    commands = {"update": update, "check": check, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(commands[sys.argv[1]]())
