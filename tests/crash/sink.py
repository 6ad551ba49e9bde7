"""Where notices and events of the cluster rig arrive, and whether each did once."""
import collections
import http.client
import socketserver
import threading
import time


class MailSink:
    """A mail server that keeps the Message-ID of everything it took."""

    def __init__(self):
        sink = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                sink._talk(self.rfile, self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
        self.taken = collections.Counter()
        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"smtp://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _talk(self, lines, answers):
        answers.write(b"220 sink\r\n")
        while line := lines.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                answers.write(b"354 go on\r\n")
                message = self._message(lines)
                if message is None:
                    return
                self.taken[message] += 1
            answers.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")

    def _message(self, lines):
        """The Message-ID's first part, which is the id of the notice; None when it was cut off."""
        found = ""
        while line := lines.readline():
            if line == b".\r\n":
                return found
            if line.lower().startswith(b"message-id:"):
                found = line.split(b":", 1)[1].strip().decode().strip("<>").split("@")[0]
        return None

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Listener:
    """A browser that keeps the event stream open, at whichever node answers, and goes on where it was.

    `seen`: ids in the order of arrival. `resets`: how often it was told to load everything anew, the last
    time at position `since`; `seen_since`: positions after that.
    """

    def __init__(self, server, user):
        self.client = server.sign_in(user)
        self.seen = []
        self.resets = self.since = 0
        self.seen_since = []
        self.last = None
        self.stopping = threading.Event()
        self.listening = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        self.listening.wait(20)

    def stop(self):
        self.stopping.set()
        self.thread.join(30)

    def _run(self):
        while not self.stopping.is_set():
            try:
                self._listen()
            except (OSError, http.client.HTTPException, AssertionError, ValueError):
                time.sleep(0.1)

    def _listen(self):
        connection = self.client.server.connect()
        headers = {"Cookie": self.client.cookie, "Accept": "text/event-stream",
                   **({"Last-Event-ID": self.last} if self.last else {})}
        connection.request("GET", "/api/v1/events", headers=headers)
        response = connection.getresponse()
        if response.status != 200:
            raise OSError(response.status)
        position, kind = None, None
        self.listening.set()
        while not self.stopping.is_set() and (line := response.fp.readline().decode()):
            field, _, value = line.rstrip("\n").partition(": ")
            if field == "id":
                position = value
            elif field == "event":
                kind = value
            elif not line.strip():
                self._take(position, kind)
                position, kind = None, None
        connection.close()

    def _take(self, position, kind):
        if position is None:
            return
        self.last = position
        number = int(position.split("-")[0])
        if kind == "reset":
            self.resets += 1
            self.since, self.seen_since = number, []
        else:
            self.seen.append(position)
            self.seen_since.append(number)
