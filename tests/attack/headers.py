#!/usr/bin/env python3
"""Headers on every kind of answer, by the published criteria of MDN's HTTP Observatory, and stricter.

  tests/attack/headers.py

The page is scored as the observatory scores (100 points, deductions, extra points once 90 are reached; 100
and more is A+). Every other kind of answer must keep the rules that make sense for it. Asked over TLS,
directly and through nginx and HAProxy as we ship their configuration.
"""
import http.client
import pathlib
import re
import ssl
import sys
import tempfile

import ground
from ground import add
import harness  # noqa: I001  found through ground

import proxies
import wire

HALF_A_YEAR = 15768000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
A_PLUS = 100


class Heard:
    """One answer: what it is, its headers in lower case, its cookies, its body."""

    def __init__(self, what, status, fields, body=b""):
        self.what = what
        self.status = status
        self.fields = {}
        self.cookies = []
        for name, value in fields:
            if name.lower() == "set-cookie":
                self.cookies.append(value)
            self.fields[name.lower()] = value
        self.body = body

    def field(self, name):
        return self.fields.get(name, "")

    def policy(self):
        """{directive: [sources]}"""
        parts = [part.split() for part in self.field("content-security-policy").split(";")]
        return {part[0]: part[1:] for part in parts if part}


def cookie_faults(heard):
    for cookie in heard.cookies:
        name, *flags = [part.strip().lower() for part in cookie.split(";")]
        attributes = {flag.split("=")[0]: flag for flag in flags}
        if not name.startswith("__host-"):
            yield f"cookie {name.split('=')[0]} is not bound to the host"
        for flag in ("secure", "httponly"):
            if flag not in attributes:
                yield f"cookie without {flag}"
        if attributes.get("samesite") != "samesite=strict":
            yield "cookie goes along from other sites"
        if "domain" in attributes or attributes.get("path") != "path=/":
            yield "cookie with a domain or another path"


def faults(heard, encrypted=True):
    """What every answer must keep, with words for what it does not."""
    policy = heard.policy()
    if policy.get("default-src") != ["'none'"]:
        yield "the policy does not begin with nothing"
    viewer = heard.field("content-type") == "application/pdf"  # browsers' viewers style themselves
    if not viewer and any("unsafe" in source or source in ("*", "http:", "https:")
           for sources in policy.values() for source in sources):
        yield "the policy allows something unsafe"
    if "data:" in policy.get("script-src", []) or policy.get("base-uri") != ["'none'"]:
        yield "scripts from data, or another base"
    if policy.get("frame-ancestors") != ["'none'"]:
        yield "may be framed"
    if heard.field("x-content-type-options") != "nosniff":
        yield "may be taken for another type"
    if heard.field("referrer-policy") not in PRIVATE:
        yield "tells where one comes from"
    if heard.field("cross-origin-resource-policy") != "same-origin":
        yield "other sites may embed it"
    if heard.field("access-control-allow-origin"):
        yield "other sites may read it"
    age = re.search(r"max-age=(\d+)", heard.field("strict-transport-security"))
    if encrypted and (not age or int(age.group(1)) < HALF_A_YEAR):
        yield "does not insist on TLS"
    if re.search(r"\d", heard.field("server")) or heard.field("x-powered-by"):
        yield "names the version of its program"
    if heard.field("content-encoding") and "API" in heard.what:
        yield "an answer of the interface is compressed"
    if "/assets/" not in heard.what and not re.search(
            "no-store|no-cache", heard.field("cache-control")):
        yield "may be kept in caches"
    yield from cookie_faults(heard)


def score(page, redirected):
    """Points of the observatory for a page and the place where plain HTTP leads."""
    policy = page.policy()
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    base, extra = 100, 0
    if not policy:
        base -= 25
    elif any("unsafe" in source or source in ("*", "data:", "https:") for source in scripts):
        base -= 20
    elif not any("unsafe" in source for sources in policy.values() for source in sources):
        extra += 10 if policy.get("default-src") == ["'none'"] else 5
    base -= 40 if any("secure" not in one.lower() for one in page.cookies) else 0
    base -= 30 if any("httponly" not in one.lower() for one in page.cookies) else 0
    extra += 5 if page.cookies and all("samesite" in one.lower() for one in page.cookies) else 0
    base -= 50 if page.field("access-control-allow-origin") == "*" else 0
    age = re.search(r"max-age=(\d+)", page.field("strict-transport-security"))
    base -= 20 if not age else 10 if int(age.group(1)) < HALF_A_YEAR else 0
    base -= 5 if page.field("x-content-type-options") != "nosniff" else 0
    extra += 5 if page.field("referrer-policy") in PRIVATE else 0
    if "frame-ancestors" in policy:
        extra += 5
    elif not page.field("x-frame-options"):
        base -= 20
    extra += 10 if page.field("cross-origin-resource-policy") in ("same-origin", "same-site") else 0
    base -= 0 if redirected.startswith("https://") else 20
    foreign = re.findall(rb'<script[^>]+src="(?:https?:)?//', page.body)
    base -= 50 if foreign else 0
    return base + extra if base >= 90 else base


class Browser:
    """Asks over TLS by `connect`, with the cookie of somebody who is signed in."""

    def __init__(self, connect, host):
        self.connect = connect
        self.host = host
        self.cookie = ""
        self.token = ""

    def ask(self, what, method, path, body=None, more=None):
        fields = {"Host": self.host, "Connection": "close", "Accept-Encoding": "identity",
                  "Cookie": self.cookie, "X-CSRF-Token": self.token, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            fields |= {"Content-Length": str(len(body)), "Content-Type": "application/json"}
        lines = [f"{name}: {value}" for name, value in (fields | (more or {})).items() if value]
        text = f"{method} {path} HTTP/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n" + (body or "")
        return self.raw(what, text.encode())

    def raw(self, what, text):
        with self.connect() as connection:
            connection.sendall(text)
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            body = answer.read(200000) if "stream" not in what else b""
            return Heard(what, answer.status, answer.getheaders(), body)

    def sign_in(self, username):
        heard = self.ask("sign-in", "POST", "/api/v1/sessions", '{"username":"%s","password":"%s",'
                         '"totp":"%s"}' % (username, harness.PASSWORD, harness.TEST_CODE))
        self.cookie = "; ".join(cookie.split(";")[0] for cookie in heard.cookies)
        self.token = re.search(rb'"csrf_token":"([^"]+)"', heard.body).group(1).decode()
        return heard


def kinds_of_answers(browser):
    """One of every kind that leaves the server."""
    page = browser.ask("page", "GET", "/", more={"Accept": "text/html"})
    asset = re.search(rb'src="(/assets/[^"]+)"', page.body).group(1).decode()
    heard = [page, browser.ask(asset, "GET", asset), browser.sign_in("lanhdao111"),
             browser.ask("page of another address", "GET", "/cong-viec", more={"Accept": "text/html"}),
             browser.ask("icon", "GET", "/icon.svg"), browser.ask("alive", "GET", "/livez"),
             browser.ask("API", "GET", "/api/v1/meta"), browser.ask("list", "GET", "/api/v1/contacts"),
             browser.ask("API, compressed if one likes", "GET", "/api/v1/contacts",
                         more={"Accept-Encoding": "br, gzip, deflate"}),
             browser.ask("contract", "GET", "/api/v1/openapi.json"),
             browser.ask("live stream", "GET", "/api/v1/events"),
             browser.ask("no such route", "GET", "/api/v1/nothing"),
             browser.ask("no such file", "GET", "/assets/nothing.js"),
             browser.ask("other method", "DELETE", "/api/v1/meta"),
             browser.ask("no JSON", "PUT", "/api/v1/preferences", "x", {"Content-Type": "text/plain"}),
             browser.ask("malformed", "PUT", "/api/v1/preferences", "{"),
             browser.ask("invalid", "PUT", "/api/v1/preferences", '{"a":1}',
                         {"Idempotency-Key": "k" * 20}),
             browser.ask("without a session", "GET", "/api/v1/duties", more={"Cookie": "a=b"}),
             browser.ask("wrong password", "POST", "/api/v1/sessions",
                         '{"username":"x","password":"y","totp":"000000"}')]
    listed = browser.ask("documents", "GET", "/api/v1/documents?limit=50")
    papers = re.findall(rb'"id":"([0-9a-f-]{36})"', listed.body)
    for form in ("pdf", "print", "docx", "xlsx", "csv"):
        for paper in papers[:8]:
            one = browser.ask(f"paper as {form}", "GET", f"/api/v1/documents/{paper.decode()}/{form}")
            if one.status == 200:
                heard.append(one)
                break
        else:
            print(f"    no paper as {form}")
    heard.append(browser.ask("sign-out", "DELETE", "/api/v1/sessions/current"))
    return heard


def plain_leads_to(proxy):
    with wire.connect(proxy.plain_port) as connection:
        connection.sendall(f"GET /x?y=1 HTTP/1.1\r\nHost: {proxies.NAME}\r\n\r\n".encode())
        head = wire.read_all(connection, 1).decode("latin-1").lower()
    found = re.search(r"\r\nlocation: *(\S+)", head)
    return found.group(1) if found else ""


def tell(where, heard, redirected):
    found = [(one.what, fault) for one in heard for fault in faults(one)]
    for what, fault in found[:20]:
        print(f"    {where}: {what}: {fault}")
    good = add(f"headers {where}: faults in {len(heard)} kinds of answers", len(found), 0, not found)
    page = heard[0]
    page.cookies = [cookie for one in heard for cookie in one.cookies]
    points = score(page, redirected)
    return add(f"headers {where}: points of the observatory", points, f">= {A_PLUS} (A+)",
               points >= A_PLUS) and good


def refused_on_the_wire(browser):
    """Before there is a handler; what a proxy says for itself is its own."""
    return [browser.raw("malformed head", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
            browser.raw("too large", b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"),
            browser.raw("chunked", b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")]


def check_yourself(heard):
    """Each header weakened once: every one must be missed."""
    weaker = {name: "" for name in ("content-security-policy", "x-content-type-options",
                                    "referrer-policy", "cross-origin-resource-policy",
                                    "strict-transport-security", "cache-control")}
    policy = heard.field("content-security-policy")
    changes = [(name, "") for name in weaker] + [
        ("content-security-policy", policy.replace("script-src", "script-src 'unsafe-inline'")),
        ("content-security-policy", policy.replace("frame-ancestors 'none'", "")),
        ("content-security-policy", policy.replace("default-src 'none'", "default-src *")),
        ("strict-transport-security", "max-age=60"), ("access-control-allow-origin", "*"),
        ("server", "x/1.0"), ("referrer-policy", "unsafe-url")]
    found = 0
    for name, value in changes:
        one = Heard(heard.what, heard.status, [*heard.fields.items(), (name, value)])
        found += bool(list(faults(one)))
    good = "__Host-a=1; Path=/; Secure; HttpOnly; SameSite=Strict"
    cookies = [good.replace(part, "") for part in ("__Host-", " Path=/;", " Secure;", " HttpOnly;",
                                                   " SameSite=Strict")]
    found += sum(bool(list(cookie_faults(Heard("", 200, [("Set-Cookie", one)])))) for one in cookies)
    found += not list(cookie_faults(Heard("", 200, [("Set-Cookie", good)])))
    wanted = len(changes) + len(cookies) + 1
    return add("headers: self-check, weaker headers and cookies noticed", f"{found} of {wanted}", wanted,
               found == wanted)


def through(kind, port):
    if not proxies.available(kind):
        return add(f"headers through {kind}", "not installed", A_PLUS, None) is not False
    proxy = proxies.Proxy(kind, port)
    try:
        return tell(f"through {kind}", kinds_of_answers(Browser(proxy.connect, proxies.NAME)),
                    plain_leads_to(proxy))
    finally:
        proxy.close()


def main():
    with tempfile.TemporaryDirectory(prefix="hd-attack-") as folder:
        pem, key = proxies.certificate(pathlib.Path(folder))
        server = ground.server_with_a_year("--tls-certificate", str(pem), "--tls-key", str(key))
        context = ssl.create_default_context(cafile=pem)
        try:
            browser = Browser(lambda: context.wrap_socket(
                wire.connect(server.port), server_hostname=proxies.NAME), proxies.NAME)
            heard = kinds_of_answers(browser) + refused_on_the_wire(browser)
            good = check_yourself(heard[0])
            good &= tell("directly", heard, "https://")
        finally:
            server.close()
    server = ground.server_with_a_year("--behind-proxy")
    try:
        for kind in ("nginx", "haproxy"):
            good &= through(kind, server.port)
    finally:
        server.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
