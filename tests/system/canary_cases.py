"""What the canary story tells about victims: cases, consent, risk, identification, referrals, files."""
import datetime
import time

from canary import MARK, PHONE
from files_story import BINARY as BYTES
from files_story import PART, png
from transfer import SEVEN, STROKES

ANSWERS = {question: "yes" for question in SEVEN}


class Cases:
    """Tests for a CanaryStory; needs its helpers and those of TransferStory."""

    def somebody(self, **more):
        """Every word that can be told of a person."""
        word = self.word
        return {
            "kind": "victim",
            "identity": {"full_name": word("full name"), "other_names": [word("other name")],
                         "birth": {"year": 2001}, "phone": PHONE, "id_kind": "passport",
                         "id_number": self.canaries.short("id number"),
                         "origin_address": word("origin"), "present_address": word("address")},
            "facts": {"sex": "female", "ethnic_group": "01", "languages": ["vi"]},
            "trafficking": {"purposes": ["forced_labour"], "from_place": word("from"),
                            "to_place": word("to"), "who_decided": word("who decided"),
                            "route_legs": [{"from": word("leg from"), "to": word("leg to"),
                                            "by": word("leg by"), "date": "2025"}],
                            "account": word("account")},
            "guardians": [{"name": word("guardian"), "relation": word("guardian: relation"),
                           "adverse": True, "adverse_reason": word("adverse")}], **more}

    def test_consent_risk_and_identification(self):
        word = self.word
        lead = self.server.sign_in("tuvan1")
        case = lead.post("/cases", {"entry_road": "self_report", "person": {
            "kind": "suspected_victim", "identity": {"birth": {"year": 2013}}}}).expect(201)
        person = f"/persons/{case['persons'][0]['id']}"
        given = lead.post(person + "/consents", {
            "purpose": "research", "categories": ["work"], "given_by": "both",
            "form": "spoken_with_witness", "language": "vi",
            "text_version": word("text version")[:60], "answers": ANSWERS,
            "evidence": word("evidence of a consent"), "witness": word("witness"),
            "representative": {"kind": "child_protection_officer", "name": word("representative"),
                               "relation": word("representative: relation")},
            "representative_excluded_reason": word("excluded because")}).expect(201)
        lead.post(f"/consents/{given['id']}/withdrawals", {
            "version": 1, "given_by": "self", "reason": word("withdrawal")}).expect(200)
        choices = lead.get(person + "/risk-assessments").expect(200)["factors"]
        lead.post(person + "/risk-assessments", {
            "level": "emergency", "able_to_travel_alone": "no", "emergency": True,
            "factors": [{"code": one["code"], "answer": "unknown", "note": word("factor")}
                        for one in choices],
            "dangerous_people": [{"name": word("dangerous"), "relation": word("dangerous: relation"),
                                  "why": word("dangerous: why")}],
            "safe_places": [word("safe place")], "note": word("note on risk")}).expect(201)
        lead.put(person + "/safety-plan", {
            "version": 0, "warning_signs": word("warning signs"), "steps": [word("step")],
            "trusted_people": word("trusted people"), "emergency_measures": word("measures"),
            "safe_contact": {"when": word("plan: when"), "how": word("plan: how"),
                             "code_word": word("plan: code word"),
                             "who_else_hears": word("plan: who hears")}}).expect(200)
        lead.post(person + "/identification-steps", {
            "version": 0, "action": "suspect"}).expect(200)
        lead.post(person + "/evidence", {
            "version": 1, "kind": "ev_e", "description": word("evidence"),
            "issuer": word("evidence: issuer")}).expect(201)
        lead.post(person + "/identification-steps", {
            "version": 1, "action": "refuse", "reason": word("refusal"), "paper": {
                "kind": "refusal_notice", "number": word("number of a paper"),
                "issuer": word("issuer of a paper")}}).expect(200)

    def test_overrides_of_consent(self):
        word = self.word
        lead, manager, health = (self.server.sign_in(name)
                                 for name in ("tuvan1", "truongca1", "yt_tv"))
        case = lead.post("/cases", {"entry_road": "self_report", "person": {
            "kind": "suspected_victim", "identity": {"birth": {"year": 1999}}}}).expect(201)
        until = self.server.now + datetime.timedelta(hours=5)
        asked = lead.post(f"/persons/{case['persons'][0]['id']}/consent-overrides", {
            "purpose": "protection", "recipient_organisation_id": self.own(health),
            "categories": ["identity"], "until": until.isoformat(), "reason": "life_danger",
            "why": word("danger")}).expect(201)
        one = f"/consent-overrides/{asked['id']}"
        manager.post(f"{one}/decisions", {"version": 1, "approve": True,
                                          "note": word("why approved")}).expect(200)
        for version, act in ((2, "tell"), (3, "account")):
            lead.post(f"{one}/after-acts", {"version": version, "act": act,
                                            "note": word(f"override: {act}")}).expect(200)
        lead.post(f"{one}/endings", {"version": 4, "reason": word("override ends")}).expect(200)

    def test_cases_and_their_persons(self):
        word = self.word
        lead, member = self.server.sign_in("tuvan1"), self.server.sign_in("hpn_tv")
        organisation = self.own(member)
        case = lead.post("/cases", {"entry_road": "hotline", "summary": word("case: summary"),
                                    "person": self.somebody()}).expect(201)
        path, person = f"/cases/{case['id']}", case["persons"][0]["id"]

        def version():
            return lead.get(path).expect(200)["version"]
        lead.put(path, {"version": version(), "summary": word("case: summary, saved")}).expect(200)
        saved = self.somebody()
        saved.pop("kind")
        lead.put(f"/persons/{person}", {"version": 1, **saved}).expect(200)
        lead.post(path + "/persons", self.somebody(kind="accompanying_minor")).expect(201)
        shown = lead.post("/person-reveals", {"person_id": person, "fields": ["full_name", "phone"],
                                              "reason": word("person reveal")}).expect(200)
        self.assertEqual(shown["values"]["phone"], PHONE)
        need = lead.post(path + "/needs", {"service": "shelter", "detail": word("need: detail"),
                                           "wish": word("need: wish")}).expect(201)
        lead.put(f"/needs/{need['id']}", {
            "version": 1, "state": "met", "detail": word("need: detail, saved"),
            "wish": word("need: wish, saved"), "note": word("need: note")}).expect(200)
        held = lead.post(path + "/conferences", {
            "at": self.server.now.isoformat(), "participants": [word("participant")],
            "decisions": [{"text": word("decision"), "organisation_id": organisation,
                           "due_on": "2026-03-09"}]}).expect(201)
        lead.post(path + "/members", {"version": version(), "username": "hpn_tv",
                                      "kind": "support"}).expect(200)
        lead.post(path + "/exclusions", {"version": version(), "username": "yt_tv",
                                         "reason": word("exclusion")}).expect(200)
        for kind in ("support", "wish", "protection"):
            lead.post(path + "/notes", {"kind": kind, "text": word(f"note {kind}")}).expect(201)
        lead.post(path + "/member-endings", {
            "version": version(), "user_id": member.session["user"]["id"],
            "reason": word("end of a membership")}).expect(200)
        lead.post(path + "/status-changes", {
            "version": version(), "action": "close", "reason": "goals_met",
            "outcome": word("outcome of a case"), "re_trafficking_risk": "low",
            "followup_waiver": word("no follow-up"), "open_duty_reasons": [
                {"duty_id": held["decisions"][0]["duty_id"],
                 "reason": word("duty left open")}]}).expect(200)
        lead.post(path + "/status-changes", {"version": version(), "action": "reopen",
                                             "reason": word("reopened")}).expect(200)
        lead.post(path + "/lead-changes", {"version": version(), "username": "hpn_tv",
                                           "reason": word("lead changed")}).expect(200)
        member.get(path + "/timeline?limit=200").expect(200)

    def test_the_search_of_persons_and_the_question_about_a_double(self):
        number = self.canaries.short("id number of a double")
        identity = {"full_name": self.word("name of a double"), "id_kind": "passport",
                    "id_number": number}
        first, second = self.sign_in("tuvan1", "tuvan_hy")
        there = first.post("/cases", {"entry_road": "hotline", "person": {
            "kind": "victim", "identity": identity}}).expect(201)
        second.post("/cases", {"entry_road": "hotline", "person": {
            "kind": "victim", "identity": identity}}).expect(201)
        asked = self.until(lambda: first.get(
            f"/duplicate-checks?case_id={there['id']}").expect(200)["items"])
        first.post(f"/duplicate-checks/{asked[0]['id']}/answers", {
            "answer": "contact", "note": self.word("answer about a double")}).expect(200)
        query = {"query": f"{self.canaries.short('typed into the search')} {identity['full_name']}"}
        self.until(lambda: first.post("/person-searches", query).status == 200)
        hits = first.post("/person-searches", {"query": identity["full_name"]}).expect(200)["items"]
        self.assertIn(there["number"], [hit["case_number"] for hit in hits])

    def until(self, ask):
        for _ in range(300):
            found = ask()
            if found:
                return found
            time.sleep(0.1)
        return self.fail("nothing came")

    def upload(self, user, subject, name, data, kind):
        """The state of the file once its examination has ended."""
        file = user.post("/files", {**subject, "kind": kind, "name": name,
                                    "size_bytes": len(data)}).expect(201)
        for number in range(file["parts"]):
            user.request("PUT", f"/files/{file['id']}/parts/{number + 1}",
                         data[number * PART:(number + 1) * PART], headers=BYTES).expect(200)
        return self.until(lambda: self.ended(user.get(f"/files/{file['id']}/state").expect(200)))

    def ended(self, state):
        return None if state["state"] in ("arriving", "checking") else state

    def test_attachments(self):
        lead = self.server.sign_in("tuvan1")
        case, _ = self.start_case(lead)
        subject = {"subject_kind": "case", "subject_id": case}
        told = (self.word("content of a file") + "\n").encode() * 9000
        self.assertGreater(len(told), PART // 2)
        text = self.upload(lead, subject, self.word("name of a file") + ".txt", told, "statement")
        picture = self.upload(lead, subject, self.word("name of a photo") + ".png",
                              png(note=self.word("written by a camera").encode()), "photo")
        wrong = self.upload(lead, subject, self.word("name of a refused file") + ".png",
                            self.word("content of a refused file").encode(), "photo")
        self.assertEqual([text["state"], picture["state"], wrong["state"]],
                         ["ready", "ready", "refused"])
        for file in (text, picture):
            answer = lead.get(f"/files/{file['id']}/content?copy=original&reason=evidence")
            self.assertIn(MARK.encode(), answer.bytes)
        self.assertNotIn(MARK.encode(), lead.get(f"/files/{picture['id']}/content").bytes)
        lead.post(f"/files/{picture['id']}/withdrawals", {
            "version": self.shown(lead, subject, picture["id"])["version"],
            "reason": self.word("why a file was withdrawn")}).expect(200)

    def shown(self, user, subject, file):
        query = "&".join(f"{name}={value}" for name, value in subject.items())
        items = user.get(f"/files?{query}").expect(200)["items"]
        return next(item for item in items if item["id"] == file)

    # Referrals. The clock goes on for a month: these come after all others.

    def asked(self, lead, case, person, target):
        """Drafted with words in every field, saved, steps 1 and 2, sent."""
        word = self.word
        told = {"summary": word("referral: summary"),
                "needs": [{"service": "shelter", "detail": word("referral: need")}]}
        referral = lead.post("/referrals", {
            "case_id": case, "person_id": person, "urgency": "urgent", "channel_used": "phone",
            "province": "33", "target": {"organisation_id": target}, **told}).expect(201)["id"]
        lead.put(f"/referrals/{referral}", {"version": self.version(lead, referral), **told}).expect(200)
        self.step(lead, referral, "risk_assessment", {"relevance": word("relevance")},
                  officer=word("officer of a step")).expect(200)
        self.step(lead, referral, "victim_opinion", {
            "opinion": "agrees_with_conditions", "proposals": word("proposals"),
            "how_asked": word("how she was asked"), "interpreter": word("interpreter"),
            "speaker": word("speaker")}).expect(200)
        self.act(lead, referral, "send").expect(200)
        return referral

    def acceptance(self):
        word = self.word
        return {"procedures": word("procedures"), "contact_name": word("contact name"),
                "contact_phone": PHONE, "reception_plan": word("reception plan")}

    def decided(self, lead, referral):
        word, now = self.word, self.server.now
        self.step(lead, referral, "final_decision", {
            "explained_services": word("services"), "explained_procedures": word("how it goes"),
            "explained_limits": word("limits"), "availability_confirmed_by": word("confirmed by"),
            "availability_confirmed_at": now.isoformat(), "decision": "go",
            "decided_on": now.date().isoformat(), "words": word("her words")}).expect(200)
        self.step(lead, referral, "documents_consent", {
            "documents": [{"title": word("title of a paper"), "mark": "identity"}]}).expect(200)

    def record(self):
        word = self.word
        side = {"unit": word("unit"), "name": word("officer"), "post": word("post"), "phone": PHONE}
        return {"place": word("place"), "at": self.server.now.isoformat(), "giver": side,
                "receiver": side, "persons": [word("handed over")], "health": word("health"),
                "belongings": [word("belongings")], "documents": [word("papers handed over")],
                "risks": word("risks"), "wishes": word("wishes")}

    def test_y_a_referral_from_its_first_word_to_the_look_after(self):
        word = self.word
        lead, women, health, unit = self.sign_in("tuvan1", "hpn_tv", "yt_tv", "yt_donvi")
        case, person = self.person(lead, "high")
        first = self.asked(lead, case, person, self.own(women))
        self.act(women, first, "decline", reason="no_capacity", note=word("declined")).expect(200)
        second = self.part(lead, first, "reroutes",
                           target={"organisation_id": self.own(health)}).expect(201)["id"]
        self.act(lead, second, "send").expect(200)
        self.act(health, second, "delegate", unit_id=unit.session["posts"][0]["unit_id"],
                 reported_to=word("superior")).expect(200)
        self.act(unit, second, "accept", acceptance=self.acceptance()).expect(200)
        self.decided(lead, second)
        self.consent(lead, person, self.own(health)).expect(201)
        self.act(lead, second, "release_pack").expect(200)
        now = self.server.now.isoformat()
        self.step(lead, second, "travel", {
            "mode": "escorted",
            "notified": [{"kind": "police", "name": word("told"), "officer": word("told: officer"),
                          "notified_at": now}],
            "escort": {"name": word("escort"), "organisation": word("escort: organisation"),
                       "phone": PHONE, "vehicle": word("escort: vehicle")}}).expect(200)
        self.act(lead, second, "depart").expect(200)
        self.act(unit, second, "arrive").expect(200)
        self.part(lead, second, "hand-over-records", record=self.record()).expect(201)
        for client, role in ((lead, "giver"), (unit, "receiver"), (lead, "person")):
            self.part(client, second, "signatures", role=role, name=word("signature"),
                      strokes=STROKES).expect(201)
        for paper in ("acceptance", "hand_over"):
            self.assertEqual(lead.get(f"/referrals/{second}/papers/{paper}/pdf").bytes[:4], b"%PDF")
        self.act(unit, second, "start_service").expect(200)
        self.ways(lead, health)
        self.server.set_time("2026-04-02T09:00:00+07:00")
        lead = self.server.sign_in("tuvan1")
        self.part(lead, second, "follow-ups/1/evaluations", evaluated_on="2026-04-02",
                  outcome="safe_and_well", re_trafficking_risk="low", words=word("a month later"),
                  note=word("note of a month later")).expect(200)
        self.act(lead, second, "complete", outcomes=[
            {"service": "shelter", "outcome": "met", "note": word("outcome")}]).expect(200)
        lead.get(f"/referrals/{second}/timeline").expect(200)

    def ways(self, lead, health):
        """The roads that one person does not take: alone, with a guardian, in danger, from abroad."""
        word = self.word
        case, person = self.person(lead, "low", "yes")
        referral = self.asked(lead, case, person, self.own(health))
        self.step(lead, referral, "travel", {
            "mode": "self_travel", "information_sheet": True, "papers": [word("paper to carry")],
            "allowance": 350000, "receipt": word("receipt")}).expect(200)
        mother = {"name": word("guardian on the way"), "relation": "mẹ"}
        case, person = self.person(lead, "medium", "yes", birth_year=2012, guardians=[mother])
        referral = self.asked(lead, case, person, self.own(health))
        self.step(lead, referral, "travel", {
            "mode": "with_guardian", "guardian_name": mother["name"],
            "best_interests": word("best interests")}).expect(200)
        case, person = self.person(lead)
        referral = self.draft(lead, case, person, self.own(health))["id"]
        self.part(self.server.sign_in("lanhdao111"), referral, "emergency",
                  reason_code="danger_to_life", note=word("danger")).expect(200)
        case, person = self.person(lead)
        facts = {"where": "abroad", "country": "kh", "residence_class": "vn_citizen"}
        lead.put(f"/persons/{person}", {"version": 1, "facts": facts}).expect(200)
        referral = self.draft(lead, case, person, self.own(health), needs=["repatriation_in"])["id"]
        self.part(lead, referral, "abroad-calls", at=self.server.now.isoformat(),
                  spoke_with=word("spoke with"), note=word("what was said")).expect(200)

    def test_z_half_a_file_stays_as_parts(self):
        """After the clock has gone on: what is not complete after a day is removed."""
        lead = self.server.sign_in("tuvan1")
        case, _ = self.start_case(lead)
        begun = lead.post("/files", {
            "subject_kind": "case", "subject_id": case, "kind": "statement", "size_bytes": PART + 9,
            "name": self.word("name of half a file") + ".txt"}).expect(201)
        half = self.word("content of half a file").encode()
        lead.request("PUT", f"/files/{begun['id']}/parts/1", half + b"." * (PART - len(half)),
                     headers=BYTES).expect(200)
