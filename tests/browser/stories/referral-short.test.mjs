// The short ways of a referral, by the people of both sides: alone, with a guardian, never with one who
// does harm, no for an answer, danger first, a unit of the receiver, from abroad, home to another
// country, a consent taken back half-way, several people of a case (R-015… ).
import assert from "node:assert/strict";
import { act, ask, fill, fillLayer } from "../lib/acts.mjs";
import { PHONE } from "../lib/browser.mjs";
import * as referrals from "../lib/referrals.mjs";
import { picture, shortStories } from "../lib/story.mjs";

const { escort, head, NAME, open, openCase, record, sign } = referrals;
const GUARDIANS = [
  { name: "Bà Hư Cấu", relation: "mẹ" },
  { name: "Ông Hư Cấu", relation: "cha", adverse: true, adverse_reason: "Nghi là đối tượng" },
];

async function gather({ person }) {
  const counsellor = await person("tuvan1");
  const health = await person("yt_tv");
  return { counsellor, health, target: await referrals.ownOf(health) };
}

const pathOf = (id) => `/referrals/${id}`;
const travel = ({ page }) => page.locator("[data-step=travel]");

/** Chooses a way of travelling by its digit, as the keyboard does. */
async function choose(person, mode, digit) {
  await travel(person).locator(`input[value=${mode}]`).focus();
  await person.page.keyboard.press(String(digit));
  await travel(person).locator(`label.on input[value=${mode}]`).waitFor({ state: "attached" });
}

const save = (person) => travel(person).getByRole("button", { name: /^Ghi (lại )?bước này$/ }).click();

/** The step is done: the next one is open. */
const nextStep = ({ page }) => page.locator("[data-step=follow_up_handover]").waitFor();

async function aloneWithPapers({ counsellor, health, target }) {
  const victim = await openCase(counsellor, { level: "low", alone: "yes" });
  const id = await referrals.settled(counsellor, health, victim, target);
  await referrals.consent(counsellor, victim.person, target);
  await open(counsellor, pathOf(id));
  await travel(counsellor).waitFor();
  await choose(counsellor, "self_travel", 1);
  await travel(counsellor).getByText("Đã đưa tờ thông tin").click();
  await fill(travel(counsellor), { papers: "Căn cước\nGiấy giới thiệu", allowance: "350000" });
  await counsellor.sound("the step of a journey alone");
  await picture(counsellor, "referral-alone-desk");
  await save(counsellor);
  const { page } = counsellor;
  await travel(counsellor).getByText("Còn thiếu: số phiếu nhận tiền").waitFor();
  await page.locator(".pagehead").getByRole("button", { name: "Lên đường" }).click();
  await page.getByRole("dialog").getByText("số phiếu nhận tiền").waitFor();
  await page.keyboard.press("Escape");
  await travel(counsellor).getByRole("button", { name: "Ghi lại bước này" }).click();
  await fill(travel(counsellor), { receipt: "PC-12" });
  await save(counsellor);
  await nextStep(counsellor);
  await act(counsellor, "Lên đường");
  await head(counsellor, "Đang đưa đến");
}

async function withHerMother({ counsellor, health, target }, { person }) {
  const child = { level: "medium", alone: "yes", birth: 2012, guardians: GUARDIANS };
  const victim = await openCase(counsellor, child);
  const id = await referrals.settled(counsellor, health, victim, target);
  const mother = { given_by: "both", representative: { kind: "parent", name: GUARDIANS[0].name } };
  await referrals.consent(counsellor, victim.person, target, mother);
  await open(counsellor, pathOf(id));
  await choose(counsellor, "self_travel", 1);
  await fill(travel(counsellor), { best_interests: "Được ở gần mẹ." });
  await save(counsellor);
  await travel(counsellor).getByText("người dưới 18 tuổi không tự đến").waitFor();
  await choose(counsellor, "with_guardian", 3);
  await fill(travel(counsellor), { guardian_name: "ông hư cấu" });
  await save(counsellor);
  await travel(counsellor).getByText("người giám hộ này gây hại, không được đi cùng").first().waitFor();
  assert.equal(await travel(counsellor).locator("[name=best_interests]").inputValue(), "Được ở gần mẹ.");
  await counsellor.sound("a guardian who is refused");
  await picture(counsellor, "referral-guardian-desk");
  await fill(travel(counsellor), { guardian_name: GUARDIANS[0].name });
  await save(counsellor);
  await nextStep(counsellor);
  await act(counsellor, "Lên đường");
  await head(counsellor, "Đang đưa đến");
  await referrals.handedOver(counsellor, health, id);
  const receiver = await person("yt_tv", PHONE);
  await receiver.go(`${pathOf(id)}/hand-over`);
  await sign(receiver, "guardian", GUARDIANS[0].name);
  await receiver.page.getByText("Đủ chữ ký.").waitFor();
  await receiver.sound("a hand-over signed by a guardian");
  await receiver.close();
}

async function againstHerFather({ counsellor, health, target }) {
  const child = { level: "high", birth: 2012, guardians: GUARDIANS.slice(1) };
  const victim = await openCase(counsellor, child);
  const id = await referrals.settled(counsellor, health, victim, target);
  const { page } = counsellor;
  await counsellor.go(`/cases/${victim.file}/persons/${victim.person}?part=consents`);
  await page.getByRole("button", { name: "Ghi ý kiến" }).click();
  const layer = page.getByRole("dialog");
  await fill(layer, { purpose: "support", recipient_organisation_id: "Sở Y tế Hưng Yên" });
  for (const typed of ["việc cần", "danh tính"]) await fill(layer, { categories: typed });
  await fillLayer(counsellor, {
    rep_kind: "child_protection_officer",
    rep_name: "Cán bộ Hư Cấu",
    excluded: "Cha nghi là đối tượng.",
    form: "Ký giấy",
    text_version: "1",
    ...Object.fromEntries(
      ["told_purpose", "told_use", "told_research", "told_right_to_ask", "told_storage_time", "told_how_to_withdraw", "agrees"].map((one) => [one, "Có"]),
    ),
  });
  await page.getByText("Đang có hiệu lực").waitFor();
  await picture(counsellor, "consent-without-father-desk");
  await open(counsellor, pathOf(id));
  await escort(counsellor, { best_interests: "Có cán bộ nữ đi cùng." });
  await nextStep(counsellor);
  await act(counsellor, "Lên đường");
  await head(counsellor, "Đang đưa đến");
}

async function herNo({ counsellor, health, target }) {
  const victim = await openCase(counsellor, { level: "high" });
  const id = await referrals.sent(counsellor, victim, target);
  await referrals.acceptBy(health, id);
  await open(health, pathOf(id));
  await open(counsellor, pathOf(id));
  await record(counsellor, "final_decision", {
    explained_services: "Tạm lánh",
    explained_procedures: "Tối đa ba tháng",
    explained_limits: "Không có chỗ cho gia đình",
    availability_confirmed_by: "Người Thử Hai",
    decision: "not_go",
    words: "Tôi không muốn đi.",
  });
  await head(counsellor, "Người được hỗ trợ rút");
  await health.page.getByText("Không có bản ghi này").waitFor();
  await health.quiet("a referral that is no longer there");
}

async function dangerFirst({ counsellor, health, target }, { person }) {
  const victim = await openCase(counsellor, { level: "high" });
  const id = await referrals.drafted(counsellor, victim, target);
  await referrals.recorded(counsellor, id, "risk_assessment", {});
  const lead = await person("truongca1");
  await lead.go(pathOf(id));
  await act(lead, "Đường khẩn cấp", { reason_code: "danger_to_life", note: "Đối tượng đang tìm đến." });
  await lead.page.getByText("Còn phải làm:").waitFor();
  await lead.close();
  await counsellor.go(pathOf(id));
  const { page } = counsellor;
  await page.getByText("Còn phải làm:").waitFor();
  await act(counsellor, "Gửi đề nghị");
  await head(counsellor, "Đã gửi");
  await page.locator(".track li").nth(5).getByRole("button").click();
  await escort(counsellor);
  await act(counsellor, "Lên đường");
  await head(counsellor, "Đang đưa đến");
  await referrals.acceptBy(health, id);
  await page.locator(".track li").nth(2).getByText("(đã xong)").waitFor({ state: "attached" });
  await page.locator(".track li").nth(1).getByRole("button").click();
  await record(counsellor, "victim_opinion", { opinion: "agrees", how_asked: "Hỏi riêng, trên đường" });
  await page.locator(".track li").nth(1).getByText("(đã xong)").waitFor({ state: "attached" });
  await page.locator(".track li").nth(3).getByRole("button").click();
  await referrals.decide(counsellor);
  await referrals.consent(counsellor, victim.person, target);
  await page.getByText("Còn phải làm:").waitFor({ state: "detached" });
  await page.evaluate(() => window.scrollTo(0, 0));
  await counsellor.sound("an emergency whose steps are made good");
  await picture(counsellor, "referral-emergency-made-good-desk");
}

async function aUnitTakesOver({ counsellor, health, target }, { person }) {
  const victim = await openCase(counsellor, { level: "high" });
  const id = await referrals.sent(counsellor, victim, target);
  await open(health, pathOf(id));
  await health.page.locator(".pagehead").getByRole("button", { name: "Giao đơn vị" }).click();
  const layer = health.page.getByRole("dialog");
  await layer.locator("[name=unit_id]").click();
  await layer.getByRole("option", { name: "Trung tâm công tác xã hội" }).first().click();
  await fillLayer(health, { reported_to: "Giám đốc Sở" });
  await head(health, "Đã giao đơn vị");
  const unit = await person("yt_donvi", PHONE);
  await unit.go("/referrals?view=inbox");
  await unit.page.locator(`a[href="${pathOf(id)}"]`).first().click();
  await unit.page.getByRole("heading", { level: 1, name: /CT-/ }).waitFor();
  await referrals.accept(unit);
  await unit.sound("a referral at a unit, on a phone");
  await picture(unit, "referral-unit-phone");
  await unit.close();
  await head(health, "Chấp thuận");
  await health.page.getByText(/Giám đốc Sở/).first().waitFor();
  await health.sound("a referral that a unit took");
}

async function fromAbroad({ counsellor, target }) {
  const facts = { where: "abroad", country: "kh", residence_class: "vn_citizen" };
  const victim = await openCase(counsellor, { level: "high", facts });
  const id = await referrals.drafted(counsellor, victim, target, ["repatriation_in"]);
  await counsellor.go(pathOf(id));
  const { page } = counsellor;
  await page.getByText("Gọi ngay cơ quan đầu mối cảnh sát hình sự, rồi ghi lần gọi.").waitFor();
  assert.match(await page.locator(".clocks").innerText(), /Ngay|Còn|Quá/);
  await counsellor.sound("a referral from abroad");
  await picture(counsellor, "referral-abroad-desk");
  await act(counsellor, "Ghi cuộc gọi", { spoke_with: "Trực ban", note: "Đã báo nơi người đó ở." });
  await page.getByText(/C02.*Trực ban/).waitFor();
  await page.getByText("Gọi ngay cơ quan đầu mối").waitFor({ state: "detached" });
}

async function homeToAnotherCountry({ counsellor, health, target }) {
  const facts = { where: "in_vn", citizenship: "kh", residence_class: "foreign" };
  const victim = await openCase(counsellor, { level: "high", facts });
  const id = await referrals.sent(counsellor, victim, target, ["repatriation_out"]);
  await open(counsellor, pathOf(id));
  await counsellor.page.getByText("Trao trả nạn nhân là người nước ngoài.").waitFor();
  const clocks = await counsellor.page.locator(".clocks").innerText();
  assert.ok(clocks.split("\n").length >= 2, clocks);
  await counsellor.sound("the return of a foreign person");
  await picture(counsellor, "referral-return-desk");
  await open(health, pathOf(id));
  await health.page.getByText("Trao trả nạn nhân là người nước ngoài.").waitFor();
}

async function takenBack({ counsellor, health, target }) {
  const victim = await openCase(counsellor, { level: "high" });
  const id = await referrals.settled(counsellor, health, victim, target);
  await referrals.consent(counsellor, victim.person, target);
  await open(health, pathOf(id));
  await referrals.reveal(health);
  await health.page.getByText(NAME).waitFor();
  const { page } = counsellor;
  await counsellor.go(`/cases/${victim.file}/persons/${victim.person}?part=consents`);
  await page.getByRole("button", { name: "Rút lại" }).click();
  await fillLayer(counsellor, { reason: "Người đó đổi ý." });
  await page.getByText("Đã dừng chia sẻ").waitFor();
  await health.page.getByText("Chưa mở. Còn thiếu:").waitFor();
  assert.ok(!(await health.page.locator("main").innerText()).includes(NAME), "the name is still shown");
  await health.sound("an identity that closed again");
  await open(counsellor, pathOf(id));
  await page.locator(".track li").nth(5).getByRole("button").click();
  await escort(counsellor);
  await page.locator(".pagehead").getByRole("button", { name: "Lên đường" }).click();
  const layer = page.getByRole("dialog");
  await layer.getByText("sự đồng ý", { exact: false }).first().waitFor();
  await layer.locator(".dialogfoot .button").last().click();
  await layer.getByRole("alert").waitFor();
  await counsellor.sound("a journey without consent");
  await picture(counsellor, "referral-taken-back-desk");
}

async function severalPeople({ counsellor, health, target }) {
  const { file } = await openCase(counsellor, { level: "high" });
  const more = [];
  for (const [kind, full_name, year] of [["suspected_victim", "Trần Thị Hư Cấu", 1996], ["accompanying_minor", "Trần Bé Hư Cấu", 2020]]) {
    const made = await ask(counsellor, "POST", `/cases/${file}/persons`, {
      kind,
      identity: { full_name, birth: { year } },
      facts: { sex: "female", languages: ["vi"], where: "in_vn" },
    });
    more.push(made.id);
  }
  await referrals.assess(counsellor, more[0], "high", "no");
  const { page } = counsellor;
  await counsellor.go(`/cases/${file}`);
  await page.getByRole("link", { name: "Bắt đầu chuyển tuyến" }).click();
  await page.locator("[data-group=person_id]").getByText(/Người thứ 2/).click();
  await page.locator("[data-group=accompanying_person_ids]").getByText(/Người thứ 3/).click();
  assert.equal(await page.locator("[data-group=accompanying_person_ids]").getByText(/Người thứ 2/).count(), 0);
  await fill(page, { needs: "tam lanh", summary: "Mẹ và con nhỏ cần nơi ở." });
  await counsellor.sound("the start of a referral");
  await picture(counsellor, "referral-start-desk");
  await page.setViewportSize(PHONE);
  await counsellor.sound("the start of a referral on a phone");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  await picture(counsellor, "referral-start-phone");
  await page.setViewportSize({ width: 1366, height: 768 });
  const refused = (route) => (route.request().method() === "POST" ? route.abort() : route.continue());
  await page.route("**/api/v1/referrals", refused);
  await page.getByRole("button", { name: "Lập dự thảo" }).click();
  await page.locator("form").getByRole("alert").waitFor();
  await page.unroute("**/api/v1/referrals", refused);
  assert.equal(await page.locator("[name=summary]").inputValue(), "Mẹ và con nhỏ cần nơi ở.");
  assert.equal(await page.locator("[data-group=accompanying_person_ids] input:checked").count(), 1);
  await page.getByRole("button", { name: "Lập dự thảo" }).click();
  await page.waitForURL(/\/referrals\/[0-9a-f-]{36}$/);
  const id = new URL(page.url()).pathname.split("/").pop();
  await page.getByText("Người đi cùng").waitFor();
  const made = await ask(counsellor, "GET", `/referrals/${id}`);
  assert.deepEqual([made.person_id, made.accompanying_person_ids], [more[0], [more[1]]]);

  // Nobody else's name is lost when the request is changed; the receiver learns of both at once.
  await page.locator(".track li").nth(2).getByRole("button").click();
  await page.getByRole("button", { name: "Sửa đề nghị" }).click();
  await page.getByRole("dialog").locator("[data-group=accompanying_person_ids] input:checked").waitFor();
  await fillLayer(counsellor, { urgency: "at_once" });
  const changed = await ask(counsellor, "GET", `/referrals/${id}`);
  assert.deepEqual(changed.accompanying_person_ids, [more[1]]);
  await referrals.recorded(counsellor, id, "risk_assessment", {});
  await referrals.recorded(counsellor, id, "victim_opinion", { opinion: "agrees", how_asked: "Hỏi riêng" });
  await ask(counsellor, "PUT", `/referrals/${id}`, {
    version: (await ask(counsellor, "GET", `/referrals/${id}`)).version,
    target: { organisation_id: target },
  });
  await referrals.change(counsellor, id, "send");
  await referrals.acceptBy(health, id);
  await referrals.consent(counsellor, more[0], target);
  await open(health, pathOf(id));
  await referrals.reveal(health);
  await health.page.getByText("Trần Thị Hư Cấu").waitFor();
  // The mother's consent does not speak for the child until she gives it as the parent.
  assert.equal(await health.page.getByText("Trần Bé Hư Cấu").count(), 0);
  const parent = { kind: "parent", name: "Trần Thị Hư Cấu" };
  await referrals.consent(counsellor, more[1], target, { given_by: "guardian", representative: parent });
  await health.page.getByRole("button", { name: "Ẩn lại" }).click();
  await referrals.reveal(health);
  for (const name of ["Trần Thị Hư Cấu", "Trần Bé Hư Cấu"]) await health.page.getByText(name).waitFor();
  assert.ok(!(await health.page.locator("main").innerText()).includes(NAME));
}

shortStories("the short ways of a referral", gather, {
  "an adult at low risk travels alone, with papers, an allowance and its receipt": aloneWithPapers,
  "a child goes with her mother, never alone and never with the one who does harm": withHerMother,
  "a child whose only guardian does harm is escorted, and somebody else speaks for her": againstHerFather,
  "her no ends it, and the receiver sees it no more": herNo,
  "in danger the journey comes first and every step is made good": dangerFirst,
  "a unit of the receiver takes over, and the receiver keeps following": aUnitTakesOver,
  "a Vietnamese abroad is told to the criminal police before anything else": fromAbroad,
  "a foreign person goes home, with duties of their own": homeToAnotherCountry,
  "a consent taken back half-way closes what it opened": takenBack,
  "the second person of a case goes, and the third goes along": severalPeople,
});
