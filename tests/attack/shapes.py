"""Requests made of the contract: valid as far as the contract can tell."""
import copy
import dataclasses
import datetime
import json
import re
import urllib.parse
import uuid

from known import resolved
from seen import kind_of_path

FAMILY = ("Nguyễn", "Trần", "Lê Thị", "Phạm Văn", "Vàng A")
WORDS = ("cần", "chỗ ở", "an toàn", "đưa về", "hỗ trợ y tế", "không rõ", "biên giới", "ở trọ")
MOST_ITEMS = 3
DEEPEST = 6


@dataclasses.dataclass
class Request:
    operation: object
    person: str | None  # who asks; None: nobody
    path_values: dict = dataclasses.field(default_factory=dict)
    query: list = dataclasses.field(default_factory=list)
    headers: dict = dataclasses.field(default_factory=dict)
    body: object = None  # a JSON value, or bytes that are sent as they are
    hostile: list = dataclasses.field(default_factory=list)  # what was done to it

    def copy(self):
        return dataclasses.replace(self, path_values=dict(self.path_values), query=list(self.query),
                                   headers=dict(self.headers), body=copy.deepcopy(self.body),
                                   hostile=list(self.hostile))

    @property
    def path(self):
        path = self.operation.path
        for name, value in self.path_values.items():
            path = path.replace("{" + name + "}", urllib.parse.quote(value, safe=""))
        if self.query:
            path += "?" + urllib.parse.urlencode(self.query)
        return path

    @property
    def data(self):
        if self.body is None or isinstance(self.body, bytes):
            return self.body
        return json.dumps(self.body).encode()

    def __str__(self):
        data = self.data or b""
        shown = data[:1500].decode("utf-8", "replace") + ("…" if len(data) > 1500 else "")
        return (f"{self.person or 'nobody'}: {self.operation.method} {self.path}\n"
                f"    headers {self.headers}\n    body {shown}\n    done to it: {self.hostile}")


class Shapes:
    """`mark` stands in the free texts, so that a rig can look for them where they must not be."""

    def __init__(self, random, seen, now, mark):
        self.random = random
        self.seen = seen
        self.now = now  # a function: the server's time
        self.mark = mark
        self.viewer = None
        self.eager = 0.5

    def request(self, operation, person):
        made = Request(operation, person)
        self.viewer = person
        self.eager = self.random.choice((0.1, 0.4, 0.7))  # how many optional fields there are
        for parameter in operation.parameters:
            self._fill_parameter(made, parameter)
        if operation.kind_of_body == "application/json":
            record = self.seen.records.get(made.path_values.get("id"), {})
            made.body = self.value("", operation.body, record, 0)
            if isinstance(made.body, dict) and "version" in made.body and "version" in record:
                made.body["version"] = record["version"]
        elif operation.kind_of_body:
            made.body = self.random.randbytes(self.random.choice((0, 10, 3000)))
            made.headers["Content-Type"] = operation.kind_of_body
        return made

    def _fill_parameter(self, made, parameter):
        name, schema = parameter["name"], parameter["schema"]
        if parameter["in"] == "path":
            parts = [part for part in made.operation.path.split("/") if part]
            kind = kind_of_path(made.operation.path, parts.index("{" + name + "}"))
            if resolved(schema).get("format") == "uuid":
                made.path_values[name] = self.seen.an_id(self.random, kind, self.viewer)
            else:
                made.path_values[name] = str(self.value(name, schema, {}, 0)) or "x"
        elif parameter["in"] == "query":
            if parameter.get("required") or self.random.random() < 0.4:
                value = self.value(name, schema, {}, 0)
                made.query.append((name, str(value).lower() if isinstance(value, bool)
                                   else str(value)))

    def value(self, name, schema, record, depth):
        """A value the schema allows; `record` is what is there already."""
        schema = resolved(schema)
        if schema.get("nullable") and self.random.random() < 0.15:
            return None
        if name in record and self.random.random() < 0.6 and not isinstance(record[name], dict):
            return copy.deepcopy(record[name])
        if name == "action" and record.get("next_actions") and self.random.random() < 0.7:
            action = self.random.choice(record["next_actions"])
            return action.get("action", "") if isinstance(action, dict) else action
        if "enum" in schema:
            return self.random.choice([one for one in schema["enum"] if one is not None])
        kind = schema.get("type", "object" if "properties" in schema else "string")
        if kind == "object":
            return self._object(name, schema, record, depth)
        if kind == "array":
            return self._array(name, schema, depth)
        if kind == "boolean":
            return self.random.random() < 0.6
        if kind == "integer":
            return self._integer(name, schema)
        return self._text(name, schema)

    def _object(self, name, schema, record, depth):
        inner = record.get(name) if isinstance(record.get(name), dict) else record if not depth else {}
        made = {}
        for key, part in schema.get("properties", {}).items():
            if key in schema.get("required", ()) or (
                    depth < DEEPEST and self.random.random() < self.eager):
                made[key] = self.value(key, part, inner, depth + 1)
        if not made and isinstance(schema.get("additionalProperties"), dict):
            made = {self._text("", {"maxLength": 10}): self.value(
                name, schema["additionalProperties"], {}, depth + 1)}
        return made

    def _array(self, name, schema, depth):
        least = schema.get("minItems", 0)
        count = self.random.randint(least, max(least, min(schema.get("maxItems", 50), MOST_ITEMS)))
        single = name[:-1] if name.endswith("s") else name
        key = name if name in self.seen.values else single
        return [self.value(key, schema["items"], {}, depth + 1) for _ in range(count)]

    def _integer(self, name, schema):
        known = [one for one in self.seen.values.get(name, ()) if isinstance(one, int)]
        least, most = schema.get("minimum", 0), schema.get("maximum", 50000)
        value = self.random.choice(known) if known and self.random.random() < 0.6 else \
            self.random.randint(least, most)
        return min(max(value, least), most)

    def _text(self, name, schema):
        pattern, form = schema.get("pattern"), schema.get("format")
        if form == "uuid":
            kind = name[:-3] if name.endswith("_id") else name
            return self.seen.an_id(self.random, kind, self.viewer)
        if form == "date-time":
            moved = self.now() + datetime.timedelta(minutes=self.random.randint(-60 * 24 * 30, 600))
            return moved.isoformat(timespec="milliseconds")
        if form == "date":
            moved = self.now() + datetime.timedelta(days=self.random.randint(-400, 60))
            return moved.date().isoformat()
        if pattern == "^[a-z0-9_]{1,64}$":
            named = re.search(r"\blist ([a-z_]+)", schema.get("description", ""))
            return self._code(named.group(1) if named else name)
        if pattern == "^[0-9]{4}-[0-9]{2}$":
            return self.random.choice(("2025-11", "2026-01", "2026-02"))
        if pattern:
            return self._code(name) if "=" not in pattern else "state=open"
        if name == "cursor":
            return self.random.choice([str(one) for one in self.seen.values.get("next", ())] or [""])
        return self._free_text(name, schema)

    def _code(self, name):
        for lists in (name, name + "s", name.rsplit("_", 1)[-1]):
            if self.seen.codes.get(lists) and self.random.random() < 0.8:
                return self.random.choice(self.seen.codes[lists])
        known = [one for one in self.seen.values.get(name, ())
                 if isinstance(one, str) and one.replace("_", "").isalnum()]
        if known and self.random.random() < 0.9:
            return self.random.choice(known)
        every = self.seen.codes.get(self.random.choice(list(self.seen.codes) or [""]), ["other"])
        return self.random.choice(every)

    def _free_text(self, name, schema):
        known = [one for one in self.seen.values.get(name, ()) if isinstance(one, str)]
        if known and self.random.random() < 0.4:
            text = self.random.choice(known)
        elif self.random.random() < 0.2:
            text = f"0900 000 {self.random.randint(0, 999):03}"
        else:
            text = " ".join([self.random.choice(FAMILY), *self.random.choices(WORDS, k=3), self.mark])
        text = text[:schema.get("maxLength", 400)]
        return text + "x" * (schema.get("minLength", 0) - len(text))


def new_key():
    return str(uuid.uuid4())
