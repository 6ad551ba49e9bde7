"""Requests that two servers could read differently. Each hides another request.

A shape is bytes with {host} and the hidden request in them; HIDDEN is what must never be handled
unless its sender gets an answer for it. The shapes are those of the public write-ups on desynchronised
proxies, and of RFC 9112 section 11.
"""

HIDDEN_PATH = "/api/v1/hotlines"  # nobody else in the rig asks for it
# With a host of its own, because lengths are counted before HOST is put in.
HIDDEN = (f"GET {HIDDEN_PATH} HTTP/1.1\r\nHost: x\r\nX-Rest: ").encode()
WHOLE = (f"GET {HIDDEN_PATH} HTTP/1.1\r\nHost: x\r\n\r\n").encode()
PATH = b"/api/v1/account-activations"


def post(fields, body, version=b"HTTP/1.1", path=PATH):
    lines = [b"POST " + path + b" " + version, b"Host: HOST", b"Content-Type: application/json", *fields]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def length(body):
    return b"Content-Length: %d" % len(body)


def chunked(body):
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


END = b"0\r\n\r\n"


def transfer_encodings():
    """Both lengths are given; who believes which?"""
    behind = END + HIDDEN
    fields = {
        "plain": b"Transfer-Encoding: chunked", "x before": b"Transfer-Encoding: xchunked",
        "space before colon": b"Transfer-Encoding : chunked", "tab": b"Transfer-Encoding:\tchunked",
        "vertical tab": b"Transfer-Encoding: \x0bchunked", "folded": b"Transfer-Encoding:\r\n chunked",
        "behind a fold": b"X: x\r\n Transfer-Encoding: chunked",
        "leading space": b" Transfer-Encoding: chunked",
        "behind a bare feed": b"X: x\nTransfer-Encoding: chunked",
        "behind a bare return": b"X: x\rTransfer-Encoding: chunked",
        "twice, other last": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: cow",
        "twice, other first": b"Transfer-Encoding: cow\r\nTransfer-Encoding: chunked",
        "list, identity": b"Transfer-Encoding: identity, chunked",
        "list, chunked first": b"Transfer-Encoding: chunked, identity",
        "upper case": b"TRANSFER-ENCODING: CHUNKED", "quoted": b'Transfer-Encoding: "chunked"',
        "underscore": b"Transfer_Encoding: chunked", "NUL": b"Transfer-Encoding: chunked\x00",
        "high byte": b"Transfer-Encoding: \xffchunked", "empty": b"Transfer-Encoding:",
        "comma": b"Transfer-Encoding: ,chunked", "parameter": b"Transfer-Encoding: chunked;q=1",
    }
    for name, field in fields.items():
        yield f"CL.TE {name}", post([length(behind), field], behind)
        yield f"CL.TE {name}, length last", post([field, length(behind)], behind)
        inner = chunked(WHOLE)
        first = inner.index(b"\r\n") + 2
        yield f"TE.CL {name}", post([b"Content-Length: %d" % first, field], inner)
        yield f"TE alone {name}", post([field], END + WHOLE)


def content_lengths():
    size = len(WHOLE)
    fields = {
        "twice, other": [b"Content-Length: 0", length(WHOLE)],
        "twice, other way": [length(WHOLE), b"Content-Length: 0"],
        "twice the same": [length(WHOLE), length(WHOLE)], "list": [b"Content-Length: 0, %d" % size],
        "list of the same": [b"Content-Length: %d, %d" % (size, size)],
        "plus": [b"Content-Length: +%d" % size], "minus": [b"Content-Length: -%d" % size],
        "hexadecimal": [b"Content-Length: 0x%x" % size], "octal": [b"Content-Length: 0%o" % size],
        "two numbers": [b"Content-Length: 0 %d" % size], "exponent": [b"Content-Length: 1e2"],
        "letter behind": [b"Content-Length: %dx" % size], "NUL": [b"Content-Length: %d\x00" % size],
        "beyond 64 bit": [b"Content-Length: %d" % (2**64 + size)],
        "space before colon": [b"Content-Length : %d" % size],
        "underscore": [b"Content_Length: %d" % size], "folded": [b"Content-Length:\r\n %d" % size],
        "behind a fold": [b"X: x\r\n Content-Length: %d" % size],
        "empty": [b"Content-Length:"], "quoted": [b'Content-Length: "%d"' % size],
        "hop by hop": [b"Connection: Content-Length, close", length(WHOLE)],
        "vertical tab": [b"Content-Length:\x0b%d" % size],
    }
    for name, lines in fields.items():
        yield f"CL {name}", post(lines, WHOLE)
    yield "CL in a GET", (b"GET /api/v1/meta HTTP/1.1\r\nHost: HOST\r\n" + length(WHOLE)
                          + b"\r\n\r\n" + WHOLE)
    yield "CL in a HEAD", (b"HEAD /api/v1/meta HTTP/1.1\r\nHost: HOST\r\n" + length(WHOLE)
                           + b"\r\n\r\n" + WHOLE)


def chunks():
    bad = {
        "extension": b"0;a=b\r\n\r\n", "extension with feed": b"0;a\nb\r\n\r\n",
        "long extension": b"0;" + b"a" * 20000 + b"\r\n\r\n", "hexadecimal": b"0x0\r\n\r\n",
        "minus": b"-1\r\n\r\n", "space behind": b"0 \r\n\r\n", "space before": b" 0\r\n\r\n",
        "too large": b"ffffffffffffffff1\r\n\r\n", "overflow": b"1" + b"0" * 16 + b"\r\n\r\n",
        "bare feed": b"0\n\n", "no end of chunk": b"1\r\nAA0\r\n\r\n", "empty size": b"\r\n\r\n",
        "trailer": b"0\r\nContent-Length: 5\r\n\r\n", "trailer host": b"0\r\nHost: other\r\n\r\n",
        "leading zeros": b"0" * 40 + b"\r\n\r\n", "NUL": b"0\x00\r\n\r\n",
    }
    for name, body in bad.items():
        yield f"chunk {name}", post([b"Transfer-Encoding: chunked"], body + WHOLE)


def line_ends_and_targets():
    plain = b"GET /api/v1/meta HTTP/1.1\r\nHost: HOST\r\n"
    lines = {
        "bare feeds": b"GET /api/v1/meta HTTP/1.1\nHost: HOST\n\n" + WHOLE,
        "bare feed at the end": plain + b"\n" + WHOLE,
        "bare returns": b"GET /api/v1/meta HTTP/1.1\rHost: HOST\r\r" + WHOLE,
        "NUL in a field": plain + b"X: a\x00b\r\n\r\n", "return in a field": plain + b"X: a\rb\r\n\r\n",
        "feed in a field": plain + b"X: a\nGET: b\r\n\r\n", "no colon": plain + b"X\r\n\r\n" + WHOLE,
        "empty name": plain + b": x\r\n\r\n", "empty line first": b"\r\n" + plain + b"\r\n",
        "two spaces": b"GET  /api/v1/meta HTTP/1.1\r\nHost: HOST\r\n\r\n" + WHOLE,
        "space in the target": b"GET /api/v1/meta x HTTP/1.1\r\nHost: HOST\r\n\r\n" + WHOLE,
        "tab in the line": b"GET\t/api/v1/meta\tHTTP/1.1\r\nHost: HOST\r\n\r\n" + WHOLE,
        "another host in the target": b"GET http://other.example/api/v1/meta HTTP/1.1\r\nHost: HOST"
                                      b"\r\n\r\n",
        "two hosts": plain + b"Host: other.example\r\n\r\n", "no host": b"GET / HTTP/1.1\r\n\r\n" + WHOLE,
        "host with a path": b"GET / HTTP/1.1\r\nHost: HOST/x\r\n\r\n",
        "host with a user": b"GET / HTTP/1.1\r\nHost: x@HOST\r\n\r\n",
        "host with a space": b"GET / HTTP/1.1\r\nHost: HOST x\r\n\r\n",
        "fragment": b"GET /api/v1/meta#" + WHOLE + b"\r\n\r\n",
        "version 0.9": b"GET /api/v1/meta\r\n" + WHOLE, "version 1.2": b"GET / HTTP/1.2\r\nHost: HOST\r\n\r\n",
        "version 2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + WHOLE,
        "version behind": b"GET / HTTP/1.1x\r\nHost: HOST\r\n\r\n" + WHOLE,
        "1.0 kept alive": b"GET /api/v1/meta HTTP/1.0\r\nHost: HOST\r\nConnection: keep-alive\r\n\r\n",
        "1.0 with chunks": post([b"Transfer-Encoding: chunked"], END + WHOLE, b"HTTP/1.0"),
        "1.0 with both": post([length(END + WHOLE), b"Transfer-Encoding: chunked"], END + WHOLE,
                              b"HTTP/1.0"),
        "expects continue": post([length(WHOLE), b"Expect: 100-continue"], WHOLE),
        "expects something": post([length(WHOLE), b"Expect: x"], WHOLE),
        "upgrade to a socket": plain + b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
                               b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n\r\n" + WHOLE,
        "upgrade to h2c": plain + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                          b"HTTP2-Settings: AAMAAABk\r\n\r\n" + WHOLE,
        "connect": b"CONNECT HOST:443 HTTP/1.1\r\nHost: HOST\r\n\r\n" + WHOLE,
        "trace": b"TRACE / HTTP/1.1\r\nHost: HOST\r\n\r\n", "star": b"OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n",
        "two in a row": plain + b"\r\n" + WHOLE,
    }
    yield from lines.items()


def every(host):
    """(name, bytes) of every shape; HOST stands outside of bodies only."""
    for family in (transfer_encodings, content_lengths, chunks, line_ends_and_targets):
        for name, text in family():
            yield name, text.replace(b"HOST", host.encode())
