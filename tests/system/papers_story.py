"""The papers of a referral and of a person as files: who sees them when, the pack, signatures on
paper (R-016, R-017, R-019, R-023)."""
import datetime
import time

from files_story import png
from transfer import ACCEPTANCE, TransferStory

BINARY = {"Content-Type": "application/octet-stream"}


class Papers(TransferStory):
    def attach(self, user, kind, subject, of="identity_paper", name="giay-to.png"):
        """A picture that was examined; answers its id."""
        data = png()
        file = user.post("/files", {"subject_kind": kind, "subject_id": subject, "kind": of,
                                    "name": name, "size_bytes": len(data)}).expect(201)["id"]
        user.request("PUT", f"/files/{file}/parts/1", data, headers=BINARY).expect(200)
        for _ in range(300):
            state = user.get(f"/files/{file}/state").expect(200)["state"]
            if state not in ("arriving", "checking"):
                break
            time.sleep(0.1)
        self.assertEqual(state, "ready")
        return file

    def listed(self, user, kind, subject):
        answer = user.get(f"/files?subject_kind={kind}&subject_id={subject}").expect(200)
        return [item["id"] for item in answer["items"]]

    def content(self, user, file):
        return user.get(f"/files/{file}/content")

    def hidden(self, user, referral, file):
        self.content(user, file).refused(404, "not_found")
        user.get(f"/files?subject_kind=referral&subject_id={referral}").refused(404, "not_found")

    def test_the_papers_of_a_referral_follow_acceptance_consent_and_the_pack(self):
        lead, health, women = self.sign_in("tuvan1", "yt_tv", "hpn_tv")
        case, person = self.person(lead, "high")
        referral = self.send(lead, case, person, self.own(health))
        paper = self.attach(lead, "referral", referral)
        self.hidden(health, referral, paper)
        given = self.consent(lead, person, self.own(health),
                             categories=["work", "identity", "documents"]).expect(201)
        self.hidden(health, referral, paper)
        self.act(health, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        self.assertEqual(self.listed(health, "referral", referral), [paper])
        self.hidden(women, referral, paper)

        # In the pack it goes with the pack.
        self.decide(lead, referral).expect(200)
        item = {"title": "Căn cước", "mark": "identity", "file_id": paper}
        self.step(lead, referral, "documents_consent", {"documents": [item | {"mark": "work"}]}
                  ).refused(400, "request.invalid")
        self.step(lead, referral, "documents_consent", {"documents": [item]}).expect(200)
        self.content(health, paper).refused(404, "not_found")
        self.act(lead, referral, "release_pack").expect(200)
        self.assertEqual(self.content(health, paper).status, 200)

        # She takes her consent back: closed at once; whoever got papers has to be told.
        done = lead.post(f"/consents/{given['id']}/withdrawals", {
            "version": 1, "reason": "đổi ý", "given_by": "self"}).expect(200)
        self.assertEqual([(one["organisation_id"], one["known_from"]) for one in done["holders"]],
                         [(self.own(health), "disclosure")])
        self.content(health, paper).refused(404, "not_found")

    def test_who_declines_sees_no_paper_any_more(self):
        lead, women = self.sign_in("tuvan1", "hpn_tv")
        case, person = self.person(lead, "high")
        referral = self.send(lead, case, person, self.own(women))
        paper = self.attach(lead, "referral", referral)
        self.consent(lead, person, self.own(women),
                     categories=["work", "identity", "documents"]).expect(201)
        self.act(women, referral, "decline", reason="no_capacity").expect(200)
        self.hidden(women, referral, paper)
        women.post("/files", {"subject_kind": "referral", "subject_id": referral, "kind": "photo",
                              "name": "a.png", "size_bytes": 9}).refused(404, "not_found")

    def test_in_danger_a_manager_opens_papers_and_they_close_by_themselves(self):
        lead, manager, health = self.sign_in("tuvan1", "truongca1", "yt_tv")
        case, person = self.person(lead, "high")
        referral = self.send(lead, case, person, self.own(health))
        paper = self.attach(lead, "referral", referral)
        self.act(health, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        self.identity(health, referral).refused(409, "referral.gate_closed")
        until = self.server.now + datetime.timedelta(minutes=10)
        asked = lead.post(f"/persons/{person}/consent-overrides", {
            "purpose": "support", "recipient_organisation_id": self.own(health),
            "categories": ["work", "identity", "documents"], "until": until.isoformat(),
            "reason": "life_danger", "why": "Đang cấp cứu."}).expect(201)
        self.content(health, paper).refused(404, "not_found")
        manager.post(f"/consent-overrides/{asked['id']}/decisions", {
            "version": 1, "approve": True, "note": "Bệnh viện đã xác nhận."}).expect(200)
        self.assertEqual(self.identity(health, referral).expect(200)["persons"][0]["full_name"],
                         "Nguyễn Thị Mẫu")
        self.assertEqual(self.content(health, paper).status, 200)
        self.server.advance(minutes=11)
        self.content(health, paper).refused(404, "not_found")
        self.identity(health, referral).refused(409, "referral.gate_closed")

    def test_a_persons_papers_are_for_the_people_of_the_case(self):
        lead, colleague, manager, health = self.sign_in("tuvan1", "tuvan2", "truongca1", "yt_tv")
        case, person = self.person(lead, "high")
        paper = self.attach(lead, "person", person)
        story = self.attach(lead, "person", person, of="statement")
        self.assertEqual(set(self.listed(lead, "person", person)), {paper, story})
        self.assertEqual(self.listed(manager, "person", person), [paper], "no narrative")
        for other in (colleague, health):
            self.content(other, paper).refused(404, "not_found")
            other.get(f"/files?subject_kind=person&subject_id={person}").refused(404, "not_found")

    def test_a_record_signed_on_paper_is_scanned_and_named_with_its_hash(self):
        lead, health = self.sign_in("tuvan1", "yt_tv")
        case, person = self.person(lead, "high")
        referral = self.send(lead, case, person, self.own(health))
        self.act(health, referral, "accept", acceptance=ACCEPTANCE).expect(200)
        self.consent(lead, person, self.own(health)).expect(201)
        self.decide(lead, referral).expect(200)
        self.step(lead, referral, "documents_consent", {
            "documents": [{"title": "Giấy giới thiệu", "mark": "identity"}]}).expect(200)
        self.step(lead, referral, "travel", self.escorted()).expect(200)
        self.act(lead, referral, "depart").expect(200)
        self.server.advance(minutes=5)
        self.act(health, referral, "arrive").expect(200)
        self.part(lead, referral, "hand-over-records", record=self.record()).expect(201)
        scan = self.attach(lead, "referral", referral, of="hand_over", name="bien-ban.png")
        other = self.attach(lead, "referral", referral, of="photo")
        self.part(lead, referral, "signatures", role="giver", name="Người Ký",
                  file_id=other).refused(400, "request.invalid")
        for role, user in (("giver", lead), ("person", lead)):
            signed = self.part(user, referral, "signatures", role=role, name="Người Ký",
                               file_id=scan).expect(201)
        self.assertEqual({one["scan"]["file_id"] for one in signed["hand_over"]["signatures"]},
                         {scan})
        # The receiver, without consent to papers, attaches and signs with its own.
        own = self.attach(health, "referral", referral, of="hand_over", name="ben-nhan.png")
        last = self.part(health, referral, "signatures", role="receiver", name="Người Nhận",
                         file_id=own).expect(201)
        self.assertEqual(last["status"], "handed_over")
        pdf = health.get(f"/referrals/{referral}/papers/hand_over/pdf")
        self.assertTrue(pdf.bytes.startswith(b"%PDF"))
        lead.post(f"/files/{scan}/withdrawals", {"version": 5, "reason": "nhầm"}).expect(409)
