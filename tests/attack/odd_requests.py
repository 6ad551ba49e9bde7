#!/usr/bin/env python3
"""Slow, silent, oversized, rude and half-encrypted clients, while honest ones ask on.

  tests/attack/odd_requests.py

Every attack opens many connections of one kind. The server has to end them by itself, and an honest
client that asks ten times a second during all of it has to be answered every time.
"""
import http.client
import socket
import ssl
import struct
import sys
import tempfile
import threading
import time
import pathlib

import ground
from ground import add, quick
import harness  # noqa: I001  found through ground

import crowd
import proxies
import weak
import wire

HEAD_SECONDS = 10    # HttpOptions::header_timeout
BODY_SECONDS = 30    # body_timeout
SLACK = 3            # times as long is still no harm: the machine is shared
SMALL_LIMIT = 300    # open files of a server that is short of them
MANY = 1500 if quick() else 5000
SEVERAL = 200 if quick() else 600

GET = b"GET /api/v1/meta HTTP/1.1\r\nHost: a\r\n\r\n"
BIG = b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


class Honest:
    """Asks all the time on new connections; says how many of its requests were answered."""

    def __init__(self, connect):
        self.connect = connect
        self.asked = self.answered = 0
        self.slowest = 0.0
        self.going = True
        self.thread = threading.Thread(target=self._ask)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.going = False
        self.thread.join()

    def _ask(self):
        while self.going:
            begun = time.monotonic()
            self.asked += 1
            try:
                with self.connect() as connection:
                    connection.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
                    self.answered += wire.statuses(wire.read_all(connection)) == [200]
            except OSError:
                pass
            self.slowest = max(self.slowest, time.monotonic() - begun)
            time.sleep(0.1)


def told(what, server, honest, left):
    print(f"    slowest answer {honest.slowest:.2f} s, {crowd.memory(server)} MiB")
    good = left == 0 and honest.answered == honest.asked and honest.asked > 0
    return add(f"odd requests: {what}: connections left / honest unanswered",
               f"{left} / {honest.asked - honest.answered} of {honest.asked}", "0 / 0", good)


def slow_and_silent(server, connect):
    """Kinds of clients that want to keep connections open, and how long they may."""
    kinds = [
        ("heads byte by byte", SEVERAL, GET[:-2] + b"X: " + b"a" * 4000, 0, HEAD_SECONDS),
        ("bodies byte by byte", SEVERAL, b"a" * 4000,
         POST + b"Content-Length: 100000\r\n\r\n", BODY_SECONDS),
        ("silent from the start", MANY, b"", 0, HEAD_SECONDS),
        ("half a head, then silent", SEVERAL, b"", GET[:20], HEAD_SECONDS),
        ("half a body, then silent", SEVERAL, b"", POST + b"Content-Length: 9\r\n\r\nabc",
         BODY_SECONDS),
        ("answers that nobody reads", SEVERAL // 4, b"", BIG * 30, BODY_SECONDS),
    ]
    if quick():
        kinds = [kind for kind in kinds if kind[-1] == HEAD_SECONDS]
    good = True
    for name, count, drip, first, allowed in kinds:
        reads = "nobody" not in name
        before = crowd.sockets(server)
        with Honest(connect) as honest:
            several = crowd.Crowd(connect, count, first or b"", drip, reads)
            left = several.left_open(allowed * SLACK if reads else allowed + HEAD_SECONDS)
        if not reads:
            left = max(0, crowd.sockets(server) - before)
        several.close()
        good &= told(f"{count} {name}", server, honest, left)
    return good


def rude(server, connect):
    """Connections that are torn down at every moment."""
    whole = POST + b"Content-Length: 2\r\n\r\n{}"
    with Honest(connect) as honest:
        position = 0
        while position < SEVERAL * 2 or honest.asked < 20:
            position += 1
            with connect() as connection:
                try:
                    connection.sendall(whole[:position % (len(whole) + 1)])
                except OSError:
                    continue
                if position % 2:  # reset instead of an orderly end
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                          struct.pack("ii", 1, 0))
    return told("ended in the middle", server, honest, 0)


def oversized(server):
    """Too much of everything: said, and the connection ended."""
    heads = {
        "a long line": (GET[:-2] + b"X: " + b"a" * 9000 + b"\r\n\r\n", 431),
        "a long target": (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 431),
        "many fields": (GET[:-2] + b"".join(b"X%d: 1\r\n" % n for n in range(100)) + b"\r\n", 431),
        "a large head": (GET[:-2] + b"".join(b"X%d: %s\r\n" % (n, b"a" * 1000) for n in range(60))
                         + b"\r\n", 431),
        "a head without an end": (GET[:-2] + b"X: " + b"a" * 3_000_000, 431),
        "a first line without an end": (b"GET /" + b"a" * 3_000_000, 431),
        "a large body": (POST + b"Content-Length: 2000000\r\n\r\n" + b"a" * 2_000_000, 413),
        "an endless body": (POST + b"Content-Length: 999999999999999\r\n\r\n" + b"a" * 3_000_000, 413),
        "many parameters": (b"GET /api/v1/meta?" + b"a=1&" * 1000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        "control bytes": (bytes(range(32)) * 100, 400), "random bytes": (b"\x16\x03\x01" * 2000, 408),
    }
    wrong = []
    for name, (request, status) in heads.items():
        answer = wire.ask(server.port, request, patience=HEAD_SECONDS * SLACK)
        if wire.statuses(answer)[:1] not in ([status], [400]):
            wrong.append((name, wire.statuses(answer), answer[:100]))
    for one in wrong:
        print("   ", *one)
    return add("odd requests: oversized and not told so", len(wrong), 0, not wrong)


def pipelined(server):
    """All are answered, in their order."""
    paths = ["/api/v1/meta", "/livez", "/api/v1/hotlines", "/api/v1/nothing"]
    wanted = [200, 200, 401, 404] * 25
    text = b"".join(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode() for path in paths) * 25
    good = wire.statuses(wire.ask(server.port, text, patience=10)) == wanted
    with wire.connect(server.port) as connection:  # and byte by byte across packets
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for position in range(0, 400, 7):
            connection.sendall(text[position:min(position + 7, 400)])
        connection.shutdown(socket.SHUT_WR)
        some = wire.statuses(wire.read_all(connection, 10))
    good &= some == wanted[:len(some)] and len(some) > 5
    return add("odd requests: 100 pipelined requests answered in order", good, True, good)


def short_of_files():
    """More connections than the process may have open: it works on for those it has, and recovers."""
    with tempfile.TemporaryDirectory(prefix="hd-attack-") as folder:
        limited = pathlib.Path(folder) / "haidang"
        limited.write_text(f'#!/bin/sh\nulimit -n {SMALL_LIMIT}\nexec {ground.BINARY} "$@"\n')
        limited.chmod(0o755)
        server = ground.server_with_people()
        server.stop()
        harness.BINARY = limited
        server.start()
        harness.BINARY = ground.BINARY
    try:
        person = server.sign_in("tuvan1")
        everybody = crowd.Crowd(lambda: wire.connect(server.port), SMALL_LIMIT * 2, b"", b"")
        worked = 0
        for number in range(20):
            answer = person.put("/preferences", {"language": "vi" if number % 2 else "en"}, check=False)
            worked += answer.status < 300
            time.sleep(0.05)
        everybody.left_after(HEAD_SECONDS * SLACK)
        with Honest(lambda: wire.connect(server.port)) as honest:
            time.sleep(3)
        return add(f"odd requests: {SMALL_LIMIT * 2} clients at {SMALL_LIMIT} open files: changes of who is "
                   "in / answers afterwards", f"{worked} of 20 / {honest.answered} of {honest.asked}",
                   "all", worked == 20 and honest.answered == honest.asked)
    finally:
        server.close()


def half_encrypted():
    """Handshakes that begin and never end, or were none."""
    with tempfile.TemporaryDirectory(prefix="hd-attack-") as folder:
        pem, key = proxies.certificate(pathlib.Path(folder), "localhost")
        server = ground.server_with_people("--tls-certificate", str(pem), "--tls-key", str(key))
        context = ssl.create_default_context(cafile=pem)

        def plain():
            return wire.connect(server.port)

        def encrypted():
            return context.wrap_socket(plain(), server_hostname="127.0.0.1")
        hello = crowd.client_hello()
        try:
            good = True
            for name, first, drip in (("hello, then silent", hello, b""), ("half a hello", hello[:90], b""),
                                      ("hello byte by byte", b"", hello), ("plain text", GET, b""),
                                      ("a huge record", b"\x16\x03\x01\xff\xff" + b"a" * 2000, b"")):
                with Honest(encrypted) as honest:
                    left = crowd.Crowd(plain, SEVERAL, first, drip).left_after(HEAD_SECONDS * SLACK)
                good &= told(f"{SEVERAL} over TLS: {name}", server, honest, left)
            return good
        finally:
            server.close()


def check_yourself():
    """One thread and no time limits: a few slow clients stop it for all."""
    server = weak.one_at_a_time()
    with Honest(lambda: wire.connect(server.port)) as honest:
        slow = crowd.Crowd(lambda: wire.connect(server.port), 5, GET[:20], b"")
        left = slow.left_open(4)
        found = left > 0 and honest.answered < honest.asked
        slow.close()
    server.release()
    return add("odd requests: self-check, a server without time limits", f"{left} connections left",
               ">= 1", found)


def main():
    crowd.raise_own_limit()
    good = check_yourself()
    server = ground.server_with_people()

    def connect():
        return wire.connect(server.port)
    try:
        good &= oversized(server)
        good &= pipelined(server)
        good &= rude(server, connect)
        good &= slow_and_silent(server, connect)
        alive = server.client().get("/meta").status == 200
        good &= add("odd requests: alive at the end", alive, True, alive)
    except (OSError, http.client.HTTPException) as error:
        good = add("odd requests: alive at the end", repr(error), True, False)
    finally:
        server.close()
    good &= half_encrypted()
    good &= short_of_files()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
