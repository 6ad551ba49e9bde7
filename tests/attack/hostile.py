"""What is done to a valid request so that it is almost valid, or hostile."""
import json
import uuid

from known import resolved

COMBINED = "e" + "\u0323\u0302\u0301" * 300  # a letter with 900 Vietnamese marks
ODD_TEXTS = (
    "", " ", "\u00a0", "\x00", "a\x00b", "\x1b[2J", "a\r\nSet-Cookie: hd_session=x", "\u202egpj.exe",
    "\u2066\u200fمرحبا", COMBINED, "Nguyễn Thị Hạnh", "Nguyễn", "\ud800", "\udfff\ud800",
    "\ufffe\uffff", "\ufeffa", "👩\u200d👩\u200d👧\u200d👧" * 20, "\U0010ffff", "İıſK", "ﬁ①Ⅳ",
    "' OR '1'='1' --", "\"; DROP TABLE contact; --", "%", "_%_%", "*", "\\", "${jndi:ldap://a}",
    "<script>alert(1)</script>", "{{7*7}}", "../../../../etc/passwd", "..\\..\\", "%2e%2e%2f",
    "=cmd|' /C calc'!A0", "file:///etc/passwd", "null", "undefined", "NaN", "[]", "0x41",
    "x" * 300, "ễ" * 70000, "2026-02-30", "9999-99-99T99:99:99Z", "0000-01-01", "24:60",
    "-292277022657-01-27T08:29:52Z", "2026-03-02T09:00:00+99:99", "00000000-0000-0000-0000-000000000000")
ODD_NUMBERS = (-1, 0, 1, 2**31 - 1, 2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -2**63,
               -2**63 - 1, 10**40, 1.5, 1e300, -0.0, True)
ODD_OTHERS = (None, True, False, [], {}, [[]], [None], {"": ""}, {"id": None}, [{}] * 500)
ODD_PATHS = ("x", "0", "-1", "null", "current", "a b", "ễ", "%", "'", "..%2f", "a/b", "A" * 2000,
             "0" * 36, "ZZZZZZZZ-0000-4000-8000-000000000000", "\x7f", ";id=1", "{id}")
ODD_COOKIES = ("hd_session=", "hd_session=x", "hd_session=" + "A" * 43, "hd_session=" + "A" * 4000,
               "hd_session=a; hd_session=b", "=;;==", "__Host-hd_session=" + "A" * 43)


def places(node, path=()):
    """Every place in a JSON value, as paths of keys and positions."""
    found = [path]
    if isinstance(node, dict):
        for key, value in node.items():
            found += places(value, (*path, key))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            found += places(value, (*path, position))
    return found


def at(node, path):
    for step in path:
        node = node[step]
    return node


def replaced(node, path, value):
    """The body with another value there; the value itself when the path is empty."""
    if not path:
        return value
    at(node, path[:-1])[path[-1]] = value
    return node


def without(node, path):
    del at(node, path[:-1])[path[-1]]
    return node


def deep(levels, brackets="[]"):
    """Nested so deep, as bytes: json.dumps would give up."""
    if brackets == "[]":
        return b"[" * levels + b"]" * levels
    return b'{"a":' * levels + b"1" + b"}" * levels


class Hostile:
    def __init__(self, random):
        self.random = random

    def spoil(self, request):
        """Does one or two things to it."""
        for _ in range(self.random.choice((1, 1, 1, 2))):
            self.random.choice(self._ways(request))(request)

    def _ways(self, request):
        ways = [self.headers, self.query]
        if request.path_values:
            ways.append(self.path)
        if isinstance(request.body, dict):
            ways += [self.a_value] * 5 + [self.a_type, self.a_type, self.missing, self.surplus,
                                          self.boundary, self.boundary, self.text_of_body,
                                          self.an_id, self.a_version]
        return ways

    def _place(self, request, wanted=lambda value: True):
        if not isinstance(request.body, (dict, list)):
            return ()
        found = [path for path in places(request.body) if path and wanted(at(request.body, path))]
        return self.random.choice(found) if found else ()

    def _put(self, request, path, value, what):
        if path:
            request.body = replaced(request.body, path, value)
            request.hostile.append(f"{what} at {'.'.join(map(str, path))}")

    def a_value(self, request):
        path = self._place(request)
        odd = self.random.choice(ODD_TEXTS) if self.random.random() < 0.7 else \
            self.random.choice(ODD_NUMBERS)
        self._put(request, path, odd, "odd value")

    def a_type(self, request):
        self._put(request, self._place(request), self.random.choice(ODD_OTHERS), "another type")

    def missing(self, request):
        if path := self._place(request):
            request.body = without(request.body, path)
            request.hostile.append(f"left out {'.'.join(map(str, path))}")

    def surplus(self, request):
        objects = [path for path in places(request.body) if isinstance(at(request.body, path), dict)]
        if objects:
            name = self.random.choice(("surplus", "__proto__", "id", "role", "is_admin", "state", ""))
            at(request.body, self.random.choice(objects))[name] = self.random.choice((1, "x", {}))
            request.hostile.append(f"surplus member {name}")

    def boundary(self, request):
        """Exactly, and one beyond, what the contract says."""
        path = self._place(request, lambda value: isinstance(value, (str, int, list)))
        schema = request.operation.body
        for step in path:
            schema = resolved(schema)
            schema = schema.get("items", {}) if isinstance(step, int) else \
                schema.get("properties", {}).get(step, {})
        schema = resolved(schema)
        off = self.random.choice((-1, 0, 1))
        if "maxLength" in schema:
            letter = self.random.choice(("x", "ễ", "𠮷"))
            self._put(request, path, letter * max(0, schema["maxLength"] + off), "longest text")
        elif "maximum" in schema:
            self._put(request, path, schema["maximum"] + off, "largest number")
        elif "maxItems" in schema and at(request.body, path):
            items = at(request.body, path)[:1] * max(0, schema["maxItems"] + off)
            self._put(request, path, items, "most items")

    def text_of_body(self, request):
        good = json.dumps(request.body).encode()
        first = next(iter(request.body), "a")
        bodies = {
            "empty": b"", "cut off": good[:len(good) // 2], "text behind": good + b"x",
            "two values": good + good, "null": b"null", "a list": b"[]", "a text": b'"x"',
            "byte order mark": b"\xef\xbb\xbf" + good, "no UTF-8": good.replace(b'"', b'"\xff', 1),
            "overlong UTF-8": b'{"a":"\xc0\xaf"}', "UTF-16": good.decode().encode("utf-16"),
            "deep list": deep(self.random.choice((31, 32, 33, 5000, 400000))),
            "deep object": deep(self.random.choice((31, 33, 5000)), "{}"),
            "a member twice": b'{"%s":1,%s' % (str(first).encode(), good[1:]),
            "large number": b'{"version":1%s}' % (b"0" * 400), "1e400": b'{"version":1e400}',
            "bare NaN": b'{"version":NaN}', "comment": b"/* a */" + good,
            "a byte too much": good + b" " * ((1 << 20) + 1 - len(good)),
            "a megabyte": good + b" " * max(0, (1 << 20) - len(good)),
        }
        what = self.random.choice(sorted(bodies))
        request.body = bodies[what]
        request.hostile.append("body: " + what)

    def an_id(self, request):
        path = self._place(request, lambda value: isinstance(value, str) and len(value) == 36)
        self._put(request, path, str(uuid.UUID(int=self.random.getrandbits(128), version=4)),
                  "an id nobody has")

    def a_version(self, request):
        if "version" in request.body:
            request.body["version"] = self.random.choice((0, 1, -1, 10**6, 2**63 - 1, "1", None))
            request.hostile.append("another version")

    def path(self, request):
        name = self.random.choice(sorted(request.path_values))
        request.path_values[name] = self.random.choice(ODD_PATHS)
        request.hostile.append("odd path")

    def query(self, request):
        known = [one["name"] for one in request.operation.parameters if one["in"] == "query"]
        name = self.random.choice([*known, "surplus", "limit", "cursor"])
        value = self.random.choice((*[odd for odd in ODD_TEXTS if len(odd) < 1000
                                      and "\ud800" not in odd and "\udfff" not in odd],
                                    "-1", "0", "201", str(2**64), "1.5"))
        request.query.append((name, value))
        request.hostile.append(f"query {name}")

    def headers(self, request):
        changes = [
            {"X-CSRF-Token": None}, {"X-CSRF-Token": "x" * 43}, {"Idempotency-Key": None},
            {"Idempotency-Key": "short"}, {"Idempotency-Key": "x" * 201}, {"Idempotency-Key": "a b c d e"},
            {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": None, "Origin": "https://other.example"},
            {"Content-Type": "text/plain"}, {"Content-Type": None},
            {"Content-Type": "application/json; charset=utf-16"}, {"Accept": "text/html"},
            {"Accept-Encoding": "br;q=nan,*"}, {"If-None-Match": "*"}, {"Range": "bytes=0-,5-1"},
            {"X-HTTP-Method-Override": "DELETE"}, {"X-Forwarded-For": "198.51.100.1"},
            {"Last-Event-ID": "x"}, {"Accept-Language": "x" * 3000}]
        changes += [{"Cookie": cookie} for cookie in ODD_COOKIES]
        change = self.random.choice(changes)
        request.headers.update(change)
        request.hostile.append(f"header {next(iter(change))}")
