"""The load of the crash rig: clients that write until told to stop, and what they were promised.

Every write has an idempotency key (a part of a file needs none: it can be sent again as it is). A client
that gets no answer repeats the request until there is one, as the front end does. After each crash it
also repeats its last acknowledged request and must get the very same answer.
"""
import hashlib
import http.client
import threading
import time
import uuid

KEEP_TRYING = {408, 429, 500, 502, 503, 504, 507}
ANSWER_WITHIN_SECONDS = 120
PART = 512 * 1024
ANSWERS = {question: "yes" for question in (
    "agrees", "told_purpose", "told_use", "told_research", "told_right_to_ask", "told_storage_time",
    "told_how_to_withdraw")}
STARTED = "2026-03-02T08:50:00.000+07:00"


class Load:
    """`promised`: [(what, id)] of everything that was acknowledged."""

    def __init__(self, server, session, target, count):
        self.server = server
        self.session = session
        self.hotline = session.session["posts"][0]["organisation_id"]
        self.target = target      # whom the referrals go to
        self.crashes = 0          # counted by the rig
        self.stopping = threading.Event()
        self.given_up = False     # set when no server will answer any more
        self.promised = []
        self.contents = {}        # id of a file -> SHA-256 of what was sent
        self.repeated = 0
        self.faults = []
        self.begin(count)

    def begin(self, count):
        self.threads = [threading.Thread(target=self._run, args=(number,)) for number in range(count)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def _run(self, number):
        kinds = (Contacts, Cases, Consents, Referrals, Contacts, Contacts, Files, Referrals)
        try:
            writer = kinds[number % len(kinds)](self)
            while not self.stopping.is_set():
                writer.write()
        except Exception as fault:  # the main thread reports it
            self.faults.append(f"{kinds[number % len(kinds)].__name__}: {fault!r}")
            self.stopping.set()


class Writer:
    def __init__(self, load):
        self.load = load
        self.client = load.server.client()
        self.client.cookie, self.client.csrf = load.session.cookie, load.session.csrf
        self.last = None  # what was asked last, and the bytes of the answer
        self.crashes = load.crashes

    def create(self, path, body, *what, method="POST"):
        """The acknowledged answer; `what` says which promises it makes for the id in it."""
        if self.last and self.crashes != self.load.crashes:
            self.crashes = self.load.crashes
            self._repeat(*self.last)
        key = str(uuid.uuid4())
        answer = self.ask(method, path, body, {"Idempotency-Key": key})
        self.last = method, path, body, key, answer.bytes
        made = answer.json
        self.load.promised += [(one, made["id"]) for one in what]
        return made

    def _repeat(self, method, path, body, key, first):
        again = self.ask(method, path, body, {"Idempotency-Key": key})
        self.load.repeated += 1
        if again.bytes != first:
            raise AssertionError(f"a repeated request got another answer: {again.bytes!r}")

    def ask(self, method, path, body, headers):
        """The answer to one request, asked again until there is one."""
        end = time.monotonic() + ANSWER_WITHIN_SECONDS
        while time.monotonic() < end and not self.load.given_up:
            try:
                answer = self.client.request(method, path, body, headers=headers, check=False)
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
                continue
            if answer.status in (200, 201):
                return answer
            if answer.status not in KEEP_TRYING and b"request.in_flight" not in answer.bytes:
                answer.expect(201)
            time.sleep(0.02)
        raise AssertionError(f"no answer within {ANSWER_WITHIN_SECONDS} s")

    def person(self):
        """A new case; answers its id and that of its person."""
        made = self.create("/cases", {"entry_road": "hotline", "person": {
            "kind": "suspected_victim",
            # Every name is another: who is perhaps the same would be asked about.
            "identity": {"full_name": f"Hư Cấu {uuid.uuid4()}", "birth": {"year": 1998}}}}, "case")
        return made["id"], made["persons"][0]["id"]


class Contacts(Writer):
    def write(self):
        self.create("/contacts", {"hotline_id": self.load.hotline, "channel": "phone_111",
                                  "direction": "in", "started_at": STARTED}, "contact")


class Cases(Writer):
    def write(self):
        self.person()


class Consents(Writer):
    """Twenty for each person; each given anew."""

    def write(self):
        _, person = self.person()
        for _ in range(20):
            if self.load.stopping.is_set():
                return
            self.create(f"/persons/{person}/consents", {
                "purpose": "support", "recipient_organisation_id": self.load.target,
                "categories": ["work", "identity"], "given_by": "self", "form": "signed",
                "language": "vi", "text_version": "2026-01", "answers": ANSWERS}, "consent")


class Referrals(Writer):
    """A case, an assessed person, and referrals of her up to the sending."""

    def write(self):
        case, person = self.person()
        choices = self.ask("GET", f"/persons/{person}/risk-assessments", None, {}).json["factors"]
        self.create(f"/persons/{person}/risk-assessments", {
            "factors": [{"code": one["code"], "answer": "no"} for one in choices],
            "level": "low", "able_to_travel_alone": "yes"})
        for _ in range(5):
            if self.load.stopping.is_set():
                return
            self.refer(case, person)

    def refer(self, case, person):
        made = self.create("/referrals", {
            "case_id": case, "person_id": person, "urgency": "urgent", "channel_used": "phone",
            "province": "33", "summary": "cần nơi ở an toàn", "needs": [{"service": "shelter"}],
            "target": {"organisation_id": self.load.target}}, "referral", "draft_made")
        made = self.step(made, "risk_assessment", {"relevance": "đối tượng ở gần"})
        made = self.step(made, "victim_opinion", {"opinion": "agrees", "how_asked": "hỏi riêng"})
        self.create(f"/referrals/{made['id']}/status-changes",
                    {"version": made["version"], "action": "send"}, "sent", "duty RA1", "duty T4")

    def step(self, referral, name, content):
        return self.create(f"/referrals/{referral['id']}/steps/{name}", {
            "version": referral["version"], "officer": "Người Thử Một", "done_at": STARTED,
            name: content}, "step " + name, method="PUT")


class Files(Writer):
    """Twenty small files in two parts for each conversation."""

    def write(self):
        record = self.create("/contacts", {"hotline_id": self.load.hotline, "channel": "zalo",
                                           "direction": "in", "started_at": STARTED}, "contact")["id"]
        for _ in range(20):
            if self.load.stopping.is_set():
                return
            self.upload(record)

    def upload(self, record):
        line = f"Lời kể hư cấu {uuid.uuid4()}\n".encode()
        data = line * (PART // len(line) + 50)
        file = self.create("/files", {"subject_kind": "contact", "subject_id": record,
                                      "kind": "statement", "name": "loi-ke.txt",
                                      "size_bytes": len(data)}, "file")
        for number in range(file["parts"]):
            self.ask("PUT", f"/files/{file['id']}/parts/{number + 1}",
                     data[number * PART:(number + 1) * PART],
                     {"Content-Type": "application/octet-stream"})
        self.load.contents[file["id"]] = hashlib.sha256(data).hexdigest()
        self.load.promised.append(("whole file", file["id"]))
        time.sleep(0.1)
