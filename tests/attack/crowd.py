"""Many connections that behave alike, from one thread."""
import contextlib
import pathlib
import resource
import select
import socket
import ssl
import time

EVERY_SECONDS = 1.0  # one byte of what drips


class Crowd:
    """Opens `count` connections, sends `first` on each, then a byte of `drip` a second.

    `reads`: takes what comes back. A crowd that does not read never learns that it was ended.
    """

    def __init__(self, connect, count, first, drip, reads=True):
        self.drip = drip
        self.reads = reads
        self.position = 0
        self.wires = []
        for _ in range(count):
            try:
                wire = connect()
                if not reads:
                    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                wire.setblocking(False)
                self.wires.append(wire)
                if first:
                    wire.send(first)
            except OSError:
                pass  # not even let in: nothing is left of it

    def left_after(self, seconds):
        """How many the server has not ended by then. All are closed afterwards."""
        left = self.left_open(seconds)
        self.close()
        return left

    def left_open(self, seconds):
        """The same, and they stay."""
        end = time.monotonic() + seconds
        next_byte = time.monotonic()
        while self.wires and time.monotonic() < end:
            if self.drip and time.monotonic() >= next_byte:
                self._drip()
                next_byte += EVERY_SECONDS
            self._look()
        return len(self.wires)

    def close(self):
        self._keep([])

    def _drip(self):
        byte = self.drip[self.position:self.position + 1]
        self.position = (self.position + 1) % len(self.drip)
        self._keep([wire for wire in self.wires if _sent(wire, byte)])

    def _look(self):
        poll = select.poll()
        by_number = {wire.fileno(): wire for wire in self.wires}
        for number in by_number:
            poll.register(number, select.POLLIN if self.reads else select.POLLERR | select.POLLHUP)
        ended = set()
        for number, event in poll.poll(200):
            if event & (select.POLLERR | select.POLLHUP) or not _has_more(by_number[number]):
                ended.add(number)
        if ended:
            self._keep([wire for wire in self.wires if wire.fileno() not in ended])

    def _keep(self, wires):
        kept = set(map(id, wires))
        for wire in self.wires:
            if id(wire) not in kept:
                wire.close()
        self.wires = wires


def _sent(wire, byte):
    try:
        wire.send(byte)
    except BlockingIOError:
        pass
    except OSError:
        return False
    return True


def _has_more(wire):
    try:
        return bool(wire.recv(65536))
    except BlockingIOError:
        return True
    except OSError:
        return False


def memory(server):
    """MiB the server has in memory."""
    for line in pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def sockets(server):
    """Connections the server itself still holds open, and the one it listens on."""
    found = 0
    for number in pathlib.Path(f"/proc/{server.process.pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found += str(number.readlink()).startswith("socket:")
    return found


def client_hello():
    """The first bytes of a handshake."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.create_default_context()
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing, server_hostname="localhost").do_handshake()
    return outgoing.read()


def raise_own_limit():
    """As many open files as this process may have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
