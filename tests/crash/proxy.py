"""Stands between the nodes and PostgreSQL and cuts their connections after a random number of bytes."""
import asyncio
import random
import socket
import struct
import threading

PIECE = 65536
# A cut falls anywhere from the first bytes of the greeting to the middle of a long answer.
FEWEST, MOST = 1, 400_000


class Proxy:
    """One listener for each upstream port. `ports`: {name: where to connect instead}."""

    def __init__(self, upstream, seed):
        self.upstream = upstream
        self.ports = {}
        self.cuts = 0
        self.cutting = False
        self.chance = random.Random(seed)
        self.open = set()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        for name in upstream:
            asyncio.run_coroutine_threadsafe(self._listen(name), self.loop).result()

    def cut_from_now_on(self, cutting):
        """Connections that are open are cut too, at once: this is the first of the random moments."""
        self.cutting = cutting
        if cutting:
            asyncio.run_coroutine_threadsafe(self._cut_all(), self.loop).result()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    async def _listen(self, name):
        server = await asyncio.start_server(
            lambda reader, writer: self._serve(name, reader, writer), "127.0.0.1", 0)
        self.ports[name] = server.sockets[0].getsockname()[1]

    async def _cut_all(self):
        for pair in list(self.open):
            self._cut(pair)

    async def _serve(self, name, reader, writer):
        try:
            back, forth = await asyncio.open_connection("127.0.0.1", self.upstream[name])
        except OSError:
            _reset(writer)
            return
        pair = (writer, forth)
        self.open.add(pair)
        await asyncio.gather(self._pump(reader, forth, pair), self._pump(back, writer, pair))
        self.open.discard(pair)

    async def _pump(self, source, sink, pair):
        """One direction, until it ends or its bytes are used up."""
        allowed = self._allowance()
        try:
            while piece := await source.read(PIECE):
                if allowed is None:
                    allowed = self._allowance()
                if allowed is not None and len(piece) >= allowed:
                    sink.write(piece[:allowed])
                    await sink.drain()
                    self._cut(pair)
                    return
                allowed = None if allowed is None or not self.cutting else allowed - len(piece)
                sink.write(piece)
                await sink.drain()
        except OSError:
            pass
        for one in pair:
            one.close()

    def _allowance(self):
        """Bytes until the cut; small numbers as likely as large ones. None: no cut."""
        if not self.cutting:
            return None
        return int(FEWEST * (MOST / FEWEST) ** self.chance.random())

    def _cut(self, pair):
        self.cuts += 1
        self.open.discard(pair)
        for one in pair:
            _reset(one)


def _reset(writer):
    """No goodbye: the other side gets a reset, or nothing but an end in the middle."""
    raw = writer.get_extra_info("socket")
    if raw is not None and raw.fileno() >= 0:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
