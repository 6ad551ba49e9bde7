"""A service connection from the call to the report, with the people of both sides (R-005 to R-013)."""
import time

from harness import Story

NEEDS = [{"service": "rescue", "detail": "bị giữ giấy tờ"}]
OUTCOMES = [{"service": "rescue", "outcome": "met"}]


class ConnectionStory(Story):
    def sign_in(self, *usernames):
        """Fresh sessions: the clock of a story runs ahead of any session."""
        clients = [self.server.sign_in(name) for name in usernames]
        return clients[0] if len(clients) == 1 else clients

    def organisation(self, client, words):
        found = client.get(f"/organisations?q={words}").expect(200)["items"]
        self.assertTrue(found, words)
        return found[0]["id"]

    def contact(self, counsellor):
        hotline = counsellor.session["posts"][0]["organisation_id"]
        contact = counsellor.post("/contacts", {
            "hotline_id": hotline, "channel": "phone_111", "direction": "in",
            "started_at": self.server.now.isoformat(), "kind": "counselling",
            "topics": ["hotline_itself"], "caller_relation": "relative", "sex": "female",
            "province": "33", "summary": "Con gái bị giữ giấy tờ."}).expect(201)
        return counsellor.post(f"/contacts/{contact['id']}/finalisations",
                               {"version": contact["version"]}).expect(200)

    def draft(self, counsellor, organisation, **more):
        contact = self.contact(counsellor)
        target = {"organisation_id": organisation, "kind": "grassroots", **more}
        return counsellor.post("/connections", {
            "contact_id": contact["id"], "needs": NEEDS, "urgency": "urgent",
            "channel_used": "phone", "agreed_measure": "gọi lại sau 20 giờ",
            "target": target}).expect(201)

    def part(self, client, connection, part, **body):
        now = client.get(f"/connections/{connection}").expect(200)
        return client.post(f"/connections/{connection}/{part}", {"version": now["version"], **body})

    def step(self, client, connection, action, **body):
        return self.part(client, connection, "status-changes", action=action, **body)

    def clocks(self, client, connection):
        """{rule: state}"""
        shown = client.get(f"/connections/{connection}").expect(200)["clocks"]
        return {clock["rule_code"]: clock["state"] for clock in shown}


class PaperAndTelephone(ConnectionStory):
    def test_the_hotline_writes_down_what_a_body_without_accounts_said(self):
        counsellor, police = self.sign_in("tuvan1", "ca_tv")
        quiet = self.organisation(counsellor, "Cao%20B%E1%BA%B1ng")
        sent = self.draft(counsellor, quiet)
        self.step(counsellor, sent["id"], "send").expect(200)
        handling = {"handled_by": "Phòng 3", "reported_to": "Giám đốc", "direction": "xác minh"}
        result = {"situation": "đã gặp", "result": "an toàn"}
        self.part(counsellor, sent["id"], "handling-records", **handling).expect(200)
        shown = self.part(counsellor, sent["id"], "results", **result).expect(200)
        self.assertEqual([one["recorded_by_hotline"] for one in shown["results"] + shown["handling"]],
                         [True, True])
        self.assertEqual(self.clocks(counsellor, sent["id"])["T1"], "done")

        other = self.draft(counsellor, police.session["posts"][0]["organisation_id"])
        sent = self.step(counsellor, other["id"], "send").expect(200)
        self.assertNotIn("record_handling", sent["next_actions"])
        self.part(counsellor, sent["id"], "handling-records", **handling).refused(
            409, "connection.agency_has_accounts")


class FromTheCallToTheReport(ConnectionStory):
    def test_declined_rerouted_delegated_answered_and_reported(self):
        counsellor, health, police, unit = self.sign_in("tuvan1", "yt_tv", "ca_tv", "ca_donvi")
        health_id = health.session["posts"][0]["organisation_id"]
        police_id = police.session["posts"][0]["organisation_id"]

        # The card goes out; the agency sees it with a clock of one working day and without a name.
        connection = self.draft(counsellor, health_id)
        health.get(f"/connections/{connection['id']}").refused(404, "not_found")
        sent = self.step(counsellor, connection["id"], "send").expect(200)
        self.assertRegex(sent["number"], r"^KN-2026-\d{5}$")
        self.assertEqual(self.clocks(counsellor, sent["id"]),
                         {"R8": "open", "T1": "open", "T2": "open", "T4": "open"})
        inbox = health.get("/connections?scope=inbox").expect(200)["items"]
        self.assertIn(sent["id"], [line["id"] for line in inbox])
        seen = health.get(f"/connections/{sent['id']}").expect(200)
        self.assertEqual(seen["due_at"], "2026-03-03T17:00:00.000Z")
        self.assertEqual(seen["turn"]["side"], "agency")
        self.assertIsNone(seen["contact_id"])
        work = health.get("/work").expect(200)
        self.assertIn(sent["id"], [line["id"] for line in work["connections"]])

        # It declines and has lost sight at once; the hotline has to find another address.
        self.step(health, sent["id"], "decline", reason="outside_territory").expect(200)
        health.get(f"/connections/{sent['id']}").refused(404, "not_found")
        self.assertEqual(self.clocks(counsellor, sent["id"])["R13"], "open")
        suggested = counsellor.get(f"/connections/{sent['id']}/suggested-targets").expect(200)
        self.assertNotIn(health_id, [one["organisation"]["id"] for one in suggested["items"]])
        problem = self.part(counsellor, sent["id"], "reroutes",
                            target={"organisation_id": health_id, "kind": "grassroots"})
        self.assertEqual(problem.refused(400, "request.invalid"),
                         {"target.organisation_id": "declined_before"})
        second = self.part(counsellor, sent["id"], "reroutes",
                           target={"organisation_id": police_id, "kind": "wg_member"}).expect(201)
        self.assertEqual([link["status"] for link in second["chain"]], ["rerouted", "draft"])
        self.step(counsellor, second["id"], "send").expect(200)
        self.assertEqual(self.clocks(counsellor, sent["id"])["R13"], "done")

        # The police take it up, record handling and leader, and give it to a unit of their own.
        self.step(police, second["id"], "acknowledge").expect(200)
        self.part(police, second["id"], "handling-records", handled_by="Người Thử Bảy",
                  reported_to="Phó cục trưởng", direction="giao đơn vị nghiệp vụ").expect(200)
        self.assertEqual(self.clocks(police, second["id"]), {"T2": "done"})
        units = police.get(f"/connections/{second['id']}").expect(200)["delegable_units"]
        own = unit.session["posts"][0]["unit_id"]
        self.assertIn(own, [one["id"] for one in units])
        unit.get(f"/connections/{second['id']}").refused(404, "not_found")
        self.step(police, second["id"], "delegate", unit_id=own).expect(200)
        self.assertEqual(unit.get(f"/connections/{second['id']}").expect(200)["party"], "unit")

        # The unit asks, the hotline answers, the unit reports the first result: T1 ends.
        asked = self.part(unit, second["id"], "messages", text="Người đó đang ở đâu?").expect(200)
        self.assertEqual(asked["turn"]["side"], "hotline")
        self.part(counsellor, second["id"], "messages", text="Ở bến xe.").expect(200)
        self.part(unit, second["id"], "results", situation="đã gặp", result="an toàn").expect(200)
        clocks = self.clocks(counsellor, second["id"])
        self.assertEqual((clocks["T1"], clocks["R12"], clocks["R8"]), ("done", "done", "open"))

        # The written report becomes a paper with a number; its clock ends; the agency gets a copy.
        report = self.part(counsellor, second["id"], "written-reports").expect(201)
        issued = counsellor.post(f"/documents/{report['id']}/issuances",
                                 {"version": report["version"]}).expect(200)
        self.assertTrue(issued["number"])
        self.assertEqual(self.clocks(counsellor, second["id"])["R8"], "done")
        paper = police.get(f"/documents/{report['id']}/pdf")
        self.assertEqual(paper.status, 200)
        self.assertTrue(paper.bytes.startswith(b"%PDF"))

        self.step(counsellor, second["id"], "complete").refused(400, "request.invalid")
        done = self.step(counsellor, second["id"], "complete", outcomes=OUTCOMES).expect(200)
        self.assertEqual((done["status"], done["turn"]["side"]), ("completed", "nobody"))
        kinds = [line["kind"] for line in
                 counsellor.get(f"/connections/{second['id']}/timeline").expect(200)["items"]]
        for kind in ("completed", "written_report", "result", "message", "delegated",
                     "handling_recorded", "acknowledged", "sent", "draft_made"):
            self.assertIn(kind, kinds)


class Clocks(ConnectionStory):
    def test_a_silent_agency_is_escalated_and_the_board_shows_it(self):
        counsellor, police = self.sign_in("tuvan2", "ca_tv")
        police_id = police.session["posts"][0]["organisation_id"]
        connection = self.draft(counsellor, police_id)
        self.step(counsellor, connection["id"], "send").expect(200)
        duty = next(one for one in police.get("/duties").expect(200)["items"]
                    if one["subject"]["id"] == connection["id"])
        self.assertEqual((duty["rule_code"], duty["stage"], duty["overdue"]), ("T2", "owner", False))
        police.post(f"/duties/{duty['id']}/completions",
                    {"version": duty["version"]}).refused(409, "duty.ends_by_record")

        self.server.advance(days=2)
        self.server.stop()  # a start is enough: the clocks are looked at at once
        self.server.start()
        police, leader = self.sign_in("ca_tv", "ca_lanhdao")
        late = self.until(lambda: police.get(f"/duties/{duty['id']}").expect(200),
                          lambda seen: seen["stage"] != "owner")
        self.assertTrue(late["overdue"])
        self.assertEqual(late["stage"], "leader")
        self.assertEqual([line["why"] for line in late["history"]].count("escalated"), 1)
        board = leader.get("/duty-boards/current").expect(200)
        self.assertIn(duty["id"], [card["id"] for card in board["columns"]["overdue"]])
        self.assertTrue(any(line["overdue"] for line in board["by_agency"]))

    def test_a_unit_that_cannot_be_reached_makes_the_member_help(self):
        counsellor = self.sign_in("tuvan1")
        unit_body = self.organisation(counsellor, "cong+an+hung+yen")
        connection = self.draft(counsellor, unit_body)
        self.step(counsellor, connection["id"], "send").expect(200)
        attempt = {"at": self.server.now.isoformat(), "reached": False}
        self.part(counsellor, connection["id"], "call-attempts", **attempt).expect(200)
        police = self.sign_in("ca_tv")
        police.get(f"/connections/{connection['id']}").refused(404, "not_found")
        self.part(counsellor, connection["id"], "call-attempts", **attempt).expect(200)
        third = self.part(counsellor, connection["id"], "call-attempts", **attempt).expect(200)
        self.assertEqual(third["status"], "escalated")
        self.assertEqual(police.get(f"/connections/{connection['id']}").expect(200)["status"],
                         "escalated")
        self.assertIn("connection_help_reach_unit",
                      [one["kind"] for one in police.get("/duties?scope=mine").expect(200)["items"]])

    def until(self, ask, enough, seconds=15):
        end = time.monotonic() + seconds
        seen = ask()
        while not enough(seen) and time.monotonic() < end:
            time.sleep(0.2)
            seen = ask()
        return seen


class CalendarChange(ConnectionStory):
    def test_a_calendar_change_moves_an_open_clock_and_keeps_the_old_time(self):
        counsellor, police, administrator = self.sign_in("tuvan1", "ca_tv", "quantri")
        police_id = police.session["posts"][0]["organisation_id"]
        connection = self.draft(counsellor, police_id)
        sent = self.step(counsellor, connection["id"], "send").expect(200)
        before = sent["due_at"]
        day = (self.server.now.date()).toordinal() + 1
        date = self.server.now.date().fromordinal(day).isoformat()
        administrator.put(f"/calendar-days/{date}", {
            "kind": "swapped_off", "basis": "QĐ thử", "audience": "public_sector",
            "reason": "hoán đổi"}).expect(200)
        moved = police.get(f"/connections/{connection['id']}").expect(200)["clocks"][0]
        self.assertGreater(moved["due_at"], before)
        self.assertIn(("calendar_changed", before),
                      [(line["why"], line["due_at"]) for line in moved["history"]])


class BadInput(ConnectionStory):
    def test_stale_versions_outsiders_and_repeated_keys(self):
        counsellor, police, stranger = self.sign_in("tuvan1", "ca_tv", "tuvan_hy")
        police_id = police.session["posts"][0]["organisation_id"]
        connection = self.draft(counsellor, police_id)
        path = f"/connections/{connection['id']}"
        key = {"Idempotency-Key": "connection-story-send-1"}
        body = {"version": connection["version"], "action": "send"}
        first = counsellor.post(path + "/status-changes", body, headers=key).expect(200)
        again = counsellor.post(path + "/status-changes", body, headers=key).expect(200)
        self.assertEqual(first, again)
        counsellor.post(path + "/status-changes", body).refused(409, "stale")
        police.post(path + "/status-changes",
                    {"version": first["version"], "action": "withdraw",
                     "reason": "other"}).refused(409, "connection.wrong_state")
        for client in (stranger, self.sign_in("hpn_tv")):
            client.get(path).refused(404, "not_found")
        self.sign_in("quantri").get(path).expect(403)
