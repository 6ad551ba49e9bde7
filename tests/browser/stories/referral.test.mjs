// From the call to the follow-up by the people of both sides in turn: one place declines, the next accepts
// in writing, the person decides, consents, is escorted, handed over on a phone and asked after; and
// the short ways: danger to life, a refusal, a journey that is not allowed (R-014… ).
import assert from "node:assert/strict";
import { act, chooseTarget, fill, startCall } from "../lib/acts.mjs";
import { PHONE } from "../lib/browser.mjs";
import { openFromContact, writeConsent } from "../lib/cases.mjs";
import { accept, decide, escort, head, NAME, open, openCase, record, reveal, sign } from "../lib/referrals.mjs";
import { picture, story } from "../lib/story.mjs";

const UNION = "Trung ương Hội Liên hiệp Phụ nữ Việt Nam";
const HEALTH = "Sở Y tế Hưng Yên";

/** A call about somebody who may be a victim, and the case that it becomes. */
async function callBecomesCase(counsellor) {
  const { page } = counsellor;
  await startCall(counsellor, "4");
  await page.locator("[name=summary]").fill("Bị giữ giấy tờ, đang trốn ở nhà bạn.");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { level: 1, name: "Việc của tôi" }).waitFor();
  return openFromContact(counsellor);
}

/** Who she is, and that the risk is high. */
async function knowHer(counsellor) {
  const { page } = counsellor;
  await page.getByRole("link", { name: "Người thứ 1" }).click();
  await page.getByRole("button", { name: "Ghi thêm, sửa" }).click();
  await page.locator("[name=sex]").selectOption("female");
  await page.locator("summary", { hasText: "Danh tính" }).click();
  await fill(page, { full_name: NAME, year: "1999", phone: "0900 000 051" });
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await page.getByRole("button", { name: "Ghi thêm, sửa" }).waitFor();
  await page.getByRole("link", { name: "Nguy cơ, an toàn" }).click();
  await page.getByRole("button", { name: "Đánh giá nguy cơ" }).click();
  for (const [group, word] of [["threats", "Có"], ["level", "Cao"]]) {
    await page.locator(`[data-group="${group}"]`).getByText(word).click();
  }
  await page.getByRole("button", { name: "Lưu đánh giá" }).click();
  await page.getByText("Lần đánh giá đầu tiên.").waitFor();
  return page.url().match(/persons\/([0-9a-f-]{36})/)[1];
}

/** She agrees item by item: what she needs and who she is, for this receiver and nobody else. */
async function consents(counsellor, { file, person }) {
  await counsellor.go(`/cases/${file}/persons/${person}?part=consents`);
  await writeConsent(counsellor, HEALTH, ["việc cần", "danh tính"]);
  await picture(counsellor, "referral-consent-desk");
}

/** From the person of a case to the draft of a referral. */
async function start(counsellor, { file, person }) {
  const { page } = counsellor;
  await counsellor.go(`/referrals/new?case_id=${file}&person_id=${person}`);
  await page.locator("[name=needs]").fill("tam lanh");
  await page.keyboard.press("Enter");
  await fill(page, { urgency: "urgent", province: "hung yen", summary: "Cần nơi ở an toàn, khác xã." });
  await page.getByRole("button", { name: "Lập dự thảo" }).click();
  await page.waitForURL(/\/referrals\/[0-9a-f-]{36}$/);
  await page.locator("[data-step=risk_assessment]").waitFor();
}

async function firstTwoSteps(counsellor) {
  await record(counsellor, "risk_assessment", { relevance: "Kẻ đe dọa biết nhà." });
  await record(counsellor, "victim_opinion", {
    opinion: "agrees_with_conditions",
    how_asked: "Hỏi riêng, qua số an toàn",
    proposals: "Không muốn báo về xã.",
  });
  await counsellor.page.locator("[data-step=service_info_acceptance]").waitFor();
}

async function declined(person, path) {
  await open(person, path);
  const text = await person.page.locator("main").innerText();
  assert.ok(text.includes("Cần nơi ở an toàn") && !text.includes(NAME) && !text.includes("Không muốn báo về xã"));
  await person.sound("the referral at the agency");
  await picture(person, "referral-receiver-desk");
  await act(person, "Từ chối", { reason: "no_capacity", note: "Hết chỗ đến cuối tháng." });
  await person.page.getByText("Không có bản ghi này").waitFor();
}

async function accepted(person, path) {
  await open(person, path);
  await accept(person);
  await person.page.getByText("Chưa mở. Còn thiếu:").waitFor();
}

async function revealed({ page }) {
  await page.getByText("đã có chấp thuận bằng văn bản").waitFor({ timeout: 45_000 });
  assert.ok(!(await page.locator("main").innerText()).includes(NAME));
  await reveal({ page });
  await page.getByText(NAME).waitFor();
}

/** The receiver writes the record and takes two signatures on a phone; the sender gives the third. */
async function handOver(receiver, giver, path) {
  const { page } = receiver;
  await open(receiver, path);
  await receiver.sound("a referral on a phone");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  await picture(receiver, "referral-phone");
  await page.locator(".pagehead").getByRole("button", { name: "Đã đến nơi" }).click();
  await page.getByRole("dialog").locator(".dialogfoot .button").last().click();
  await page.getByRole("link", { name: "Lập biên bản bàn giao" }).first().click();
  await page.getByRole("heading", { level: 1, name: /Biên bản bàn giao/ }).waitFor();
  await receiver.sound("the form of the hand-over");
  await picture(receiver, "handover-form-phone");
  await fill(page, {
    place: "Cổng trung tâm",
    giver_name: "Người Thử Giao",
    persons: NAME,
    health: "Ổn định",
    belongings: "Một ba lô",
    risks: "Không cho người lạ gặp",
    wishes: "Gọi cho chị",
  });
  await page.getByRole("button", { name: "Lập biên bản" }).click();
  await sign(receiver, "receiver", "Người Thử Nhận");
  await page.evaluate(() => window.scrollTo(0, 0));
  await receiver.sound("the hand-over with a signature");
  await picture(receiver, "handover-sign-phone");
  await sign(receiver, "person", NAME);
  await giver.go(`${path}/hand-over`);
  await sign(giver, "giver", "Người Thử Giao");
  await giver.page.getByText("Đủ chữ ký.").waitFor();
  await giver.sound("a signed hand-over");
}

story("a call becomes a referral that goes its seven steps: declined, accepted, decided, consented, escorted, handed over, followed up", async ({ person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  const file = (await callBecomesCase(counsellor)).split("/").at(-1);
  const victim = { file, person: await knowHer(counsellor) };
  await start(counsellor, victim);
  await counsellor.sound("the draft of a referral");
  await firstTwoSteps(counsellor);
  await picture(counsellor, "referral-draft-desk");
  await chooseTarget(page.locator("[data-step=service_info_acceptance]"), UNION);
  await page.locator(".card").getByText(UNION).first().waitFor();
  await act(counsellor, "Gửi đề nghị");
  await head(counsellor, "Đã gửi");
  const first = new URL(page.url()).pathname;
  const union = await person("hpn_tv");
  await declined(union, first);
  await union.close();

  await page.locator(".pagehead").getByRole("button", { name: "Chuyển nơi khác" }).click({ timeout: 45_000 });
  await chooseTarget(page.getByRole("dialog"), HEALTH);
  await page.waitForURL((url) => url.pathname !== first);
  await page.getByRole("heading", { name: "Chuỗi chuyển tuyến" }).waitFor();
  await act(counsellor, "Gửi đề nghị");
  await head(counsellor, "Đã gửi");
  const second = new URL(page.url()).pathname;
  const health = await person("yt_tv");
  await accepted(health, second);

  await head(counsellor, "Chấp thuận");
  await decide(counsellor);
  await page.getByText("Bị chặn", { exact: true }).waitFor();
  await picture(counsellor, "referral-blocked-desk");
  await consents(counsellor, victim);
  await counsellor.go("/referrals");
  await open(counsellor, second);
  await health.go("/referrals");
  await open(health, second);
  await revealed(health);
  await picture(health, "referral-identity-desk");
  await health.close();
  await act(counsellor, "Giao bộ giấy tờ");
  await escort(counsellor);
  await act(counsellor, "Lên đường");
  await head(counsellor, "Đang đưa đến");

  await handOver(await person("yt_tv", PHONE), await person("tuvan1", PHONE), second);
  await head(counsellor, "Đã bàn giao");
  await page.getByRole("button", { name: "Đánh giá: 1 tháng" }).click();
  const layer = page.getByRole("dialog");
  await fill(layer, { outcome: "safe_and_well", re_trafficking_risk: "low", words: "Tôi thấy yên tâm." });
  await layer.locator(".dialogfoot .button").last().click();
  await page.getByText("Lời người đó: Tôi thấy yên tâm.").waitFor();
  await page.getByRole("button", { name: "Xem diễn biến" }).click();
  await page.locator(".timeline").getByText("Bàn giao xong").waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await counsellor.sound("a referral after the hand-over");
  await picture(counsellor, "referral-followed-desk");
});

story("danger to life goes first and is shown in red; a journey alone is refused at high risk; a refusal ends it", async ({ person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  const victim = await openCase(counsellor, { level: "high" });
  await start(counsellor, victim);
  const path = new URL(page.url()).pathname;
  const lead = await person("truongca1");
  await lead.go(path);
  await lead.page.getByRole("heading", { level: 1, name: /Dự thảo/ }).waitFor();
  await act(lead, "Đường khẩn cấp", { reason_code: "danger_to_life", note: "Đang bị truy tìm." });
  await lead.page.locator(".track .skipped").nth(3).waitFor();
  assert.match(await lead.page.locator(".track").innerText(), /Làm sau\s+(Còn|Quá)/);
  await lead.sound("the emergency path");
  await picture(lead, "referral-emergency-desk");
  await lead.go("/referrals?view=board");
  await lead.page.locator(".tile.danger").first().waitFor();
  await lead.sound("the board");
  await picture(lead, "referral-board-desk");

  const other = await openCase(counsellor, { level: "high" });
  await start(counsellor, other);
  await page.locator(".track li").nth(5).getByRole("button").click();
  await record(counsellor, "travel", {}, async (panel) => {
    await panel.locator("input[value=self_travel]").check({ force: true });
  });
  await page.getByText("tự đến chỉ khi nguy cơ thấp").waitFor();
  await page.locator(".track li").nth(0).getByRole("button").click();
  await record(counsellor, "risk_assessment", { relevance: "Kẻ đe dọa biết nhà." });
  await record(counsellor, "victim_opinion", { opinion: "refuses", how_asked: "Hỏi riêng" });
  await page.getByRole("heading", { level: 1, name: /Người được hỗ trợ rút/ }).waitFor();
  await counsellor.quiet("a refused referral");
});
