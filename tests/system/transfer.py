"""What the stories about referrals share: a case, both sides, and the way through the seven steps."""
import urllib.parse

from harness import Story

SEVEN = ("agrees", "told_purpose", "told_use", "told_research", "told_right_to_ask",
         "told_storage_time", "told_how_to_withdraw")
STROKES = [[{"x": 40, "y": 120}, {"x": 420, "y": 60}, {"x": 900, "y": 180}]]
ACCEPTANCE = {"procedures": "mang giấy giới thiệu", "contact_name": "Người Thử Hai",
              "contact_phone": "0900000021", "reception_plan": "đón tại cổng, có phòng riêng"}
ALONE = {"mode": "self_travel", "information_sheet": True, "papers": ["căn cước", "giấy giới thiệu"],
         "allowance": 350000, "receipt": "PC-12"}
OPINION = {"opinion": "agrees", "how_asked": "hỏi riêng, không có người thân"}
PAPERS = {"documents": [{"title": "Giấy giới thiệu", "mark": "identity"},
                        {"title": "Phiếu nhu cầu", "mark": "work"}]}
EVALUATION = {"outcome": "safe_and_well", "re_trafficking_risk": "low", "words": "tôi thấy an toàn"}


class TransferStory(Story):
    def start_case(self, lead, birth_year=1998, guardians=()):
        """A case of one suspected victim; answers its id and the id of the person."""
        started = lead.post("/cases", {
            "entry_road": "hotline", "summary": "Bị giữ giấy tờ.",
            "person": {"kind": "suspected_victim",
                       "identity": {"full_name": "Nguyễn Thị Mẫu", "birth": {"year": birth_year}},
                       "guardians": list(guardians)}}).expect(201)
        return started["id"], started["persons"][0]["id"]

    def organisation(self, client, words):
        return client.get(f"/organisations?q={urllib.parse.quote(words)}").expect(200)["items"][0]["id"]

    def consent(self, client, person, organisation, **changes):
        body = {"purpose": "support", "recipient_organisation_id": organisation,
                "categories": ["work", "identity"], "given_by": "self", "form": "signed",
                "language": "vi", "text_version": "2026-01",
                "answers": {question: "yes" for question in SEVEN}}
        return client.post(f"/persons/{person}/consents", body | changes)

    def sign_in(self, *usernames):
        """Fresh sessions: the clock of a story runs ahead of any session."""
        clients = [self.server.sign_in(name) for name in usernames]
        return clients[0] if len(clients) == 1 else clients

    def own(self, client):
        return client.session["posts"][0]["organisation_id"]

    def assess(self, lead, person, level, alone="no"):
        choices = lead.get(f"/persons/{person}/risk-assessments").expect(200)["factors"]
        yes = {"high": ["threats"], "medium": ["no_home"], "low": []}[level]
        return lead.post(f"/persons/{person}/risk-assessments", {
            "factors": [{"code": one["code"], "answer": "yes" if one["code"] in yes else "no"}
                        for one in choices],
            "level": level, "able_to_travel_alone": alone}).expect(201)

    def person(self, lead, level="high", alone="no", **more):
        """A case with one assessed person."""
        case, person = self.start_case(lead, **more)
        self.assess(lead, person, level, alone)
        return case, person

    def look(self, client, referral):
        return client.get(f"/referrals/{referral}").expect(200)

    def part(self, client, referral, part, **body):
        version = self.version(client, referral)
        return client.post(f"/referrals/{referral}/{part}", {"version": version, **body})

    def version(self, client, referral):
        answer = client.get(f"/referrals/{referral}")
        return answer.json["version"] if answer.status == 200 else 1

    def act(self, client, referral, action, **body):
        return self.part(client, referral, "status-changes", action=action, **body)

    def step(self, client, referral, name, content, **more):
        return client.put(f"/referrals/{referral}/steps/{name}", {
            "version": self.version(client, referral), "officer": "Người Thử Một",
            "done_at": self.server.now.isoformat(), name: content, **more})

    def draft(self, lead, case, person, target, needs=("shelter",), **more):
        return lead.post("/referrals", {
            "case_id": case, "person_id": person, "urgency": "urgent", "channel_used": "phone",
            "province": "33", "summary": "cần nơi ở an toàn",
            "needs": [{"service": need} for need in needs],
            "target": {"organisation_id": target}, **more}).expect(201)

    def send(self, lead, case, person, target, **more):
        """Drafted, steps 1 and 2, sent."""
        referral = self.draft(lead, case, person, target, **more)["id"]
        self.step(lead, referral, "risk_assessment", {"relevance": "đối tượng ở gần"}).expect(200)
        self.step(lead, referral, "victim_opinion", OPINION).expect(200)
        self.act(lead, referral, "send").expect(200)
        return referral

    def decide(self, lead, referral, decision="go"):
        now = self.server.now
        return self.step(lead, referral, "final_decision", {
            "explained_services": "tạm lánh", "explained_procedures": "tối đa ba tháng",
            "explained_limits": "không có chỗ cho gia đình",
            "availability_confirmed_by": "Người Thử Hai",
            "availability_confirmed_at": now.isoformat(), "decision": decision,
            "decided_on": now.date().isoformat(), "words": "tôi đồng ý đến đó"})

    def escorted(self, **more):
        return {"mode": "escorted",
                "notified": [{"kind": "pc_commune", "name": "UBND xã Mẫu",
                              "notified_at": self.server.now.isoformat()}],
                "escort": {"name": "Người Thử Ba", "organisation": "Công an xã Mẫu"}, **more}

    def record(self):
        return {"place": "Trung tâm công tác xã hội", "at": self.server.now.isoformat(),
                "giver": {"unit": "Tổng đài 111", "name": "Người Thử Một"},
                "receiver": {"unit": "Sở Y tế", "name": "Người Thử Hai", "phone": "0900000021"},
                "persons": ["Nguyễn Thị Mẫu"], "health": "ổn định", "belongings": ["một ba lô"],
                "documents": ["giấy giới thiệu"], "risks": "đối tượng biết địa chỉ cũ",
                "wishes": "được gọi điện cho mẹ"}

    def sign(self, client, referral, role, name="Người Ký"):
        return self.part(client, referral, "signatures", role=role, name=name, strokes=STROKES)

    def hand_over(self, lead, receiver, referral, third="person"):
        """Arrived, written down, signed by three."""
        self.act(receiver, referral, "arrive").expect(200)
        self.part(lead, referral, "hand-over-records", record=self.record()).expect(201)
        self.sign(lead, referral, "giver").expect(201)
        self.sign(receiver, referral, "receiver").expect(201)
        return self.sign(lead, referral, third).expect(201)

    def clocks(self, client, referral, part=""):
        """{rule: state}"""
        return {clock["rule_code"]: clock["state"] for clock in self.look(client, referral)["clocks"]}

    def work(self, client):
        """Referrals in "my work": where it is the client's side's turn."""
        found = client.get("/work").expect(200)
        self.assertEqual(found["counts"]["referrals_waiting"], len(found["referrals"]))
        return [line["id"] for line in found["referrals"]]

    def gates(self, client, referral):
        return {gate["gate"] for gate in self.look(client, referral)["gates"] if gate["open"]}

    def identity(self, client, referral, reason="reception"):
        return client.post(f"/referrals/{referral}/identity-reveals", {"reason": reason})
