"""Servers with a weakness, for the rigs' looks at themselves."""
import http.server
import socket
import threading
from urllib.parse import unquote

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


class OneAtATime:
    """Reads one head after the other, as long as it takes."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port = self.socket.getsockname()[1]
        self.going = True
        threading.Thread(target=self._serve, daemon=True).start()

    def release(self):
        """Ends it, and everybody who waits."""
        self.going = False
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def _serve(self):
        while self.going:
            try:
                wire, _ = self.socket.accept()
                with wire:
                    text = b""
                    while b"\r\n\r\n" not in text and (chunk := wire.recv(4096)):
                        text += chunk
                    wire.sendall(ANSWER)
            except OSError:
                continue


def one_at_a_time():
    return OneAtATime()


class Talkative:
    """Tells its name and version, hands its cookie to scripts, repeats what it was asked."""

    def __init__(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            server_version = "Apache/2.2.3"
            sys_version = "PHP/5.1.6"

            def do_GET(self):
                text = f"<html><title>a</title><a href='/?q=1'>b</a>{unquote(self.path)}</html>".encode()
                self.send_response(200)
                self.send_header("Set-Cookie", "PHPSESSID=1")
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_POST = do_TRACE = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def release(self):
        self.server.shutdown()
        self.server.server_close()


def talkative():
    return Talkative()
