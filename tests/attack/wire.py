"""Plain sockets: what a browser would never send."""
import re
import socket
import time

PATIENCE_SECONDS = 15


def connect(port, host="127.0.0.1"):
    return socket.create_connection((host, port), timeout=PATIENCE_SECONDS)


def read_all(wire, patience=PATIENCE_SECONDS):
    """Everything until the peer closes, or nothing came for `patience` seconds."""
    wire.settimeout(patience)
    answer = b""
    try:
        while chunk := wire.recv(65536):
            answer += chunk
    except (TimeoutError, ConnectionResetError):
        pass
    return answer


def ask(port, request, patience=3, close=False):
    """Sends the bytes as they are; returns everything that came back.

    `close`: says that nothing more will come, as clients of proxies rarely do.
    """
    with connect(port) as wire:
        try:
            wire.sendall(request)
            if close:
                wire.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused already: the answer tells
        return read_all(wire, patience)


def statuses(answer, to_head=False):
    """The status of every answer in the bytes, by their lengths; a broken rest is -1.

    `to_head`: the first one answers a HEAD and has no body.
    """
    found = []
    while answer:
        head, end, rest = answer.partition(b"\r\n\r\n")
        status = re.match(rb"HTTP/1\.[01] (\d{3})", head)
        if not end or not status:
            return [*found, -1]
        number = int(status.group(1))
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        chunked = re.search(rb"(?i)\r\ntransfer-encoding: *chunked", head)
        if to_head and number != 100:
            to_head = False
        elif chunked:
            rest = _behind_chunks(rest)
        elif length and number not in (204, 304):
            rest = rest[int(length.group(1)):]
        elif number not in (100, 204, 304):
            rest = b""
        if number != 100:
            found.append(number)
        answer = rest
    return found


def _behind_chunks(body):
    while True:
        size, _, body = body.partition(b"\r\n")
        count = int(size.split(b";")[0] or b"0", 16)
        body = body[count + 2:]
        if count == 0:
            return body


def closed_within(wire, seconds):
    """Does the peer close the connection in time? What it says before is thrown away."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        wire.settimeout(max(0.05, end - time.monotonic()))
        try:
            if not wire.recv(65536):
                return True
        except TimeoutError:
            return False
        except OSError:
            return True
    return False
