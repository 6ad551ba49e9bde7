#!/usr/bin/env python3
"""Hidden requests, directly and behind Debian's nginx and HAProxy as we ship their configuration.

  tests/attack/smuggling.py

Each shape of shapes_on_the_wire.py goes over a connection of its own, then others ask as usual. Nobody
may be answered fewer times than the server behind counted requests, nobody may get an answer that is
not his, and what a client claims about its address and host counts for nothing.
"""
import json
import socket
import sys

import ground
from ground import add

import naive
import proxies
import wire
from shapes_on_the_wire import HIDDEN_PATH, every

VICTIMS = 2
PATIENCE_SECONDS = 1.0
FORGED = ("127.0.0.1", "::1", "", "localhost", "198.51.100.7, 127.0.0.1")


class Log:
    """What our server says it was asked: requests it handled and heads it refused."""

    def __init__(self, server):
        self.server = server
        self.read = 0

    def since(self):
        """Routes asked for since the last look; "refused" for each head that was not read."""
        text = self.server.log.read_bytes()
        lines, self.read = text[self.read:].splitlines(), len(text)
        told = []
        for line in lines:
            entry = json.loads(line)
            if entry["event"] == "request":
                told.append(entry["route"])
            elif entry["event"] == "http.refused":
                told.append("refused")
        return told


class Memory:
    """The same for the naive server."""

    def __init__(self, server):
        self.server = server
        self.read = 0

    def since(self):
        told, self.read = self.server.paths[self.read:], len(self.server.paths)
        return told


def asked(connect, request):
    with connect() as connection:
        try:
            connection.sendall(request)
        except OSError:
            pass
        return wire.statuses(wire.read_all(connection, PATIENCE_SECONDS),
                             request.startswith(b"HEAD"))


def disagreements(connect, host, log, shapes=None, victims_get=200):
    """[(shape, what went wrong)]."""
    usual = f"GET /api/v1/meta HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    found = []
    log.since()
    for name, request in shapes or every(host):
        answers = asked(connect, request)
        handled = log.since()
        if len(handled) > len(answers):
            found.append((name, f"{len(handled)} handled {handled}, {len(answers)} answered"))
        elif HIDDEN_PATH in handled and -1 in answers:
            found.append((name, f"the hidden request was handled, {answers}"))
        for _ in range(VICTIMS):
            if asked(connect, usual) != [victims_get]:
                found.append((name, "somebody else got another answer"))
        others = [path for path in log.since() if path != "/api/v1/meta"]
        if others:
            found.append((name, f"somebody else asked for {others}"))
    return found


def directly(server):
    """The strictest of them: one reading only. What is odd ends the connection."""
    log = Log(server)
    found = disagreements(lambda: wire.connect(server.port), "localhost", log)
    several = []
    for name, request in every("localhost"):
        answers = asked(lambda: wire.connect(server.port), request)
        odd = any(status >= 400 and status not in (401, 404, 405) for status in answers[:-1])
        if odd or (len(answers) > 1 and name not in ("two in a row", "upgrade to a socket",
                                                     "upgrade to h2c", "trace", "star", "connect")):
            several.append((name, str(answers)))
    return found + several


def forged_addresses(connect, host):
    """The page of figures stays closed, whatever address a client claims to have."""
    found = []
    for claim in FORGED:
        for field in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP", "X-Client-IP"):
            lines = f"{field}: {claim}\r\nConnection: close"
            for lines in (lines, lines + f", {field}", f"{field}:\r\n{lines}"):
                request = f"GET /metrics HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n\r\n".encode()
                if asked(connect, request) == [200]:
                    found.append((f"{field}: {claim}", "opened /metrics"))
    return found


def believed_without_being_told(server):
    """A server that was not started behind a proxy believes no proxy."""
    request = (b"POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n"
               b"X-Forwarded-For: 198.51.100.7\r\nForwarded: proto=https\r\nConnection: close\r\n"
               b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
    answer = wire.ask(server.port, request)
    return [] if b"strict-transport" not in answer.lower() else [("X-Forwarded-Proto", "believed")]


def an_extending_proxy(server):
    """A proxy that adds a second X-Forwarded-For: the last one, its own, counts."""
    found = []
    for claim in FORGED:
        request = (f"GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {claim}\r\n"
                   "X-Forwarded-For: 198.51.100.9\r\nConnection: close\r\n\r\n").encode()
        if asked(lambda: wire.connect(server.port), request) != [404]:
            found.append((claim, "opened /metrics"))
    return found


def tell(what, found):
    for name, detail in found[:20]:
        print(f"    {name}: {detail}")
    return add(f"smuggling: {what}", len(found), 0, not found)


def behind(kind, server):
    shapes = sum(1 for _ in every("x"))
    what = f"disagreements in {shapes} shapes behind {kind}"
    if not proxies.available(kind):
        return add(f"smuggling: {what}", "not installed", 0, None)
    proxy = proxies.Proxy(kind, server.port)
    try:
        good = tell(what, disagreements(proxy.connect, proxies.NAME, Log(server)))
        good &= tell(f"forged addresses believed behind {kind}",
                     forged_addresses(proxy.connect, proxies.NAME))
        with proxy.connect() as connection:
            connection.sendall(f"GET / HTTP/1.1\r\nHost: {proxies.NAME}\r\n"
                               "Connection: close, X-Forwarded-Proto\r\n\r\n".encode())
            told = wire.read_all(connection, PATIENCE_SECONDS)
        good &= add(f"smuggling: {kind} tells of TLS although the client names the field hop by hop",
                    b"strict-transport" in told.lower(), True,
                    b"strict-transport" in told.lower())
        return good
    finally:
        proxy.close()


def check_yourself():
    server = naive.Server()
    proxy = naive.Proxy(server.port)
    shapes = [shape for shape in every("localhost") if "CL.TE plain" in shape[0]]
    found = disagreements(lambda: wire.connect(proxy.port), "localhost", Memory(server), shapes)
    proxy.close()
    server.close()
    return add("smuggling: self-check, a naive proxy before a naive server disagree", len(found),
               ">= 1", bool(found))


def main():
    socket.setdefaulttimeout(15)
    good = check_yourself()
    server = ground.server_with_people()
    try:
        good &= tell("shapes read in more than one way, directly", directly(server))
        good &= tell("a proxy believed without being configured", believed_without_being_told(server))
    finally:
        server.close()
    server = ground.server_with_people("--behind-proxy")
    try:
        good &= tell("a claim before the proxy's own address believed", an_extending_proxy(server))
        for kind in ("nginx", "haproxy"):
            good &= behind(kind, server) is not False
    finally:
        server.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
