"""A proxy and a server that read framing differently, for the rig's look at itself.

The proxy believes Content-Length, the server believes Transfer-Encoding and bare line feeds; both keep
connections open. Between them a request can be hidden.
"""
import re
import socket
import threading

from wire import connect

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
PAUSE_SECONDS = 0.3


def take_head(buffer):
    """(head, rest) or None; also at bare line feeds."""
    end = re.search(rb"\r?\n\r?\n", buffer)
    return (buffer[:end.start()], buffer[end.end():]) if end else None


def length_of(head):
    found = re.search(rb"(?i)\ncontent-length: *(\d+)", head)
    return int(found.group(1)) if found else 0


class Server:
    """Counts the paths it believes to have been asked for."""

    def __init__(self, target=None):
        self.target = target  # port of the server behind, for the proxy
        self.paths = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.socket.close()

    def _accept(self):
        while True:
            try:
                wire, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(wire,), daemon=True).start()

    def _serve(self, wire):
        buffer = b""
        with wire:
            wire.settimeout(5)
            try:
                while chunk := wire.recv(65536):
                    buffer = self.handle(wire, buffer + chunk)
            except OSError:
                return

    def handle(self, wire, buffer):
        while taken := take_head(buffer):
            head, rest = taken
            if re.search(rb"(?i)transfer-encoding[ :\t]", head):
                end = rest.find(b"0\r\n\r\n")
                if end < 0:
                    return buffer
                rest = rest[end + 5:]
            elif len(rest) < length_of(head):
                return buffer
            else:
                rest = rest[length_of(head):]
            self.paths.append(head.split(b" ")[1].decode("latin-1"))
            wire.sendall(ANSWER)
            buffer = rest
        return buffer


class Proxy(Server):
    """One connection to the server behind for everybody."""

    def __init__(self, target):
        self.behind = connect(target)
        super().__init__(target)

    def handle(self, wire, buffer):
        while taken := take_head(buffer):
            head, rest = taken
            size = length_of(head)
            if len(rest) < size:
                return buffer
            used = len(buffer) - len(rest) + size
            self.behind.sendall(buffer[:used])
            self.behind.settimeout(PAUSE_SECONDS)
            try:
                wire.sendall(self.behind.recv(len(ANSWER)))
            except TimeoutError:
                pass
            buffer = buffer[used:]
        return buffer
