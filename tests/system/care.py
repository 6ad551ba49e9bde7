"""What the stories about consent, risk and identification share: a case with one person."""
import urllib.parse

from harness import Story

SEVEN = ("agrees", "told_purpose", "told_use", "told_research", "told_right_to_ask",
         "told_storage_time", "told_how_to_withdraw")


class CareStory(Story):
    def start_case(self, lead, birth_year=1998, road="hotline", guardians=()):
        """A case of one suspected victim; answers its id and the id of the person."""
        started = lead.post("/cases", {
            "entry_road": road, "summary": "Bị giữ giấy tờ.",
            "person": {"kind": "suspected_victim",
                       "identity": {"full_name": "Nguyễn Thị Mẫu", "birth": {"year": birth_year}},
                       "guardians": list(guardians)}}).expect(201)
        return started["id"], started["persons"][0]["id"]

    def organisation(self, client, words):
        return client.get(f"/organisations?q={urllib.parse.quote(words)}").expect(200)["items"][0]["id"]

    def clocks(self, client, person, part):
        """{rule: state} as the page of the person shows them."""
        shown = client.get(f"/persons/{person}/{part}").expect(200)["clocks"]
        return {clock["rule_code"]: clock["state"] for clock in shown}

    def consent(self, client, person, organisation, **changes):
        body = {"purpose": "support", "recipient_organisation_id": organisation,
                "categories": ["work", "identity"], "given_by": "self", "form": "signed",
                "language": "vi", "text_version": "2026-01",
                "answers": {question: "yes" for question in SEVEN}}
        return client.post(f"/persons/{person}/consents", body | changes)
