#!/usr/bin/env python3
"""Opens many event streams at once and looks whether each of them gets each event.

Usage: streams.py [--streams N] [--events N]

The server starts with a soft limit of 1,024 open files, as a shell gives it: it has to raise that itself.
Self-check: a stream of an organisation that is not concerned gets nothing.
"""
import argparse
import asyncio
import http.client
import pathlib
import re
import resource
import sys
import time

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(TESTS), str(TESTS / "system")]
from harness import Client  # noqa: E402
from measured import System, machine  # noqa: E402
from verdicts import add  # noqa: E402

SHELL_LIMIT = 1024
WAIT_SECONDS = 60
AT_ONCE = 100


class Stream:
    """One browser that listens."""

    def __init__(self):
        self.status = None
        self.ids = []

    async def open(self, port, cookie):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        self.writer.write(f"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                          f"Cookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        self.status = int(head.split()[1])

    async def listen(self, wanted):
        """Until the event of every id in `wanted` arrived."""
        missing = set(wanted)
        while missing:
            line = await self.reader.readline()
            if not line:
                return
            found = re.search(rb'"object_id":"([^"]+)"', line)
            if found:
                self.ids.append(found[1].decode())
                missing.discard(self.ids[-1])


class Reached:
    """What the harness wants of a server."""

    def __init__(self, port):
        self.port = port

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)


def finalised(client):
    """Makes an event for everybody at the hotline; returns its object."""
    hotline = client.session["posts"][0]["organisation_id"]
    contact = client.post("/contacts", {
        "hotline_id": hotline, "channel": "phone_111", "direction": "in",
        "started_at": client.session["server_time"], "kind": "information",
        "topics": ["safe_migration"], "caller_relation": "public", "province": "01",
        "summary": "Đo luồng sự kiện."}).expect(201)
    client.post(f"/contacts/{contact['id']}/finalisations", {"version": 1}).expect(200)
    return contact["id"]


async def opened(system, cookie, count):
    streams = [Stream() for _ in range(count)]
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(stream):
        async with gate:
            await stream.open(system.port, cookie)

    await asyncio.gather(*(one(stream) for stream in streams), return_exceptions=True)
    return streams


async def run(system, options):
    here = Client(Reached(system.port)).sign_in("tuvan1")
    elsewhere = Client(Reached(system.port)).sign_in("tuvan_hy")
    before = system.megabytes()
    streams = await opened(system, here.cookie, options.streams)
    strangers = await opened(system, elsewhere.cookie, 1)
    good = sum(stream.status == 200 for stream in streams)
    add("event streams open at once", f"{good:,}", f"{options.streams:,}", good == options.streams)
    open_megabytes = system.megabytes()
    add("memory for them", f"{open_megabytes - before} MB over {before} MB",
        "≤ 200 MB in all", open_megabytes <= 200)
    spent, begun = system.processor_seconds(), time.monotonic()
    await asyncio.sleep(5)
    idle = (system.processor_seconds() - spent) / (time.monotonic() - begun)
    add("processor while they are idle", f"{idle:.1%} of one core", "≤ 10%", idle <= 0.10)
    begun = time.monotonic()
    wanted = [await asyncio.to_thread(finalised, here) for _ in range(options.events)]
    listeners = [asyncio.create_task(stream.listen(wanted)) for stream in streams + strangers]
    end = begun + WAIT_SECONDS
    while time.monotonic() < end and not all(task.done() for task in listeners[:-1]):
        await asyncio.sleep(0.05)
    took = time.monotonic() - begun
    all_of_them = sum(set(wanted) <= set(stream.ids) for stream in streams)
    twice = sum(len(stream.ids) != len(set(stream.ids)) for stream in streams)
    add(f"streams that got each of {options.events} events", f"{all_of_them:,} within {took:.1f} s",
        f"{options.streams:,}", all_of_them == options.streams)
    add("streams that got an event twice", f"{twice}", "0", twice == 0)
    add("self-check: events at a stream of another hotline", f"{len(strangers[0].ids)}", "0",
        not strangers[0].ids)
    for task in listeners:
        task.cancel()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--streams", type=int, default=5000)
    parser.add_argument("--events", type=int, default=5)
    options = parser.parse_args()
    print(machine())
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with System() as system:
        system.start(open_files=SHELL_LIMIT)
        asyncio.run(run(system, options))
    return 0


if __name__ == "__main__":
    sys.exit(main())
