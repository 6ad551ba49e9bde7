// Small acts of everyday work, told by those who do them: calls that nobody answers, a connection that
// ends well and one that is taken back, a draft taken over, a denunciation passed on, one's own
// password, the calendar of a year, a figure of old times.
import assert from "node:assert/strict";
import { act, ask, fill, fillLayer } from "../lib/acts.mjs";
import { PHONE } from "../lib/browser.mjs";
import { ownOf } from "../lib/referrals.mjs";
import { picture, shortStories } from "../lib/story.mjs";

async function gather({ person }) {
  const counsellor = await person("tuvan1");
  const health = await person("yt_tv");
  return { counsellor, health, hotline: await ownOf(counsellor), target: await ownOf(health) };
}

/** A conversation of the hotline; closed unless it is to stay a draft. */
async function contact(who, hotline, { draft = false, ...more } = {}) {
  const made = await ask(who, "POST", "/contacts", {
    hotline_id: hotline,
    channel: "phone_111",
    direction: "in",
    started_at: new Date().toISOString(),
    kind: "counselling",
    topics: ["hotline_itself"],
    caller_relation: "relative",
    sex: "female",
    province: "33",
    summary: "Cần giúp đỡ.",
    ...more,
  });
  if (draft) return made;
  return ask(who, "POST", `/contacts/${made.id}/finalisations`, { version: made.version });
}

async function change(who, id, path, body) {
  const { version } = await ask(who, "GET", `/connections/${id}`);
  return ask(who, "POST", `/connections/${id}/${path}`, { version, ...body });
}

/** Asked of the health body. */
async function connection({ counsellor, hotline, target }) {
  const from = await contact(counsellor, hotline);
  const made = await ask(counsellor, "POST", "/connections", {
    contact_id: from.id,
    needs: [{ service: "medical_care" }],
    urgency: "urgent",
    target: { organisation_id: target, kind: "wg_member" },
  });
  await change(counsellor, made.id, "status-changes", { action: "send" });
  return made.id;
}

async function open(who, id, state) {
  await who.go(`/connections/${id}`);
  await head(who, state);
}

const head = ({ page }, state) =>
  page.getByRole("heading", { level: 1, name: new RegExp(`KN-.*${state}`, "s") }).waitFor();

async function nobodyAnswers({ counsellor, ...rest }) {
  const id = await connection({ counsellor, ...rest });
  await open(counsellor, id, "Đã gửi");
  await act(counsellor, "Ghi lần gọi", { reached: "no", note: "Máy bận." });
  await head(counsellor, "Không liên lạc được");
  await act(counsellor, "Ghi lần gọi", { reached: "yes", note: "Sẽ xem ngay." });
  await head(counsellor, "Đã gửi");
  const calls = counsellor.page.locator("aside");
  await calls.getByText("Máy bận.").waitFor();
  await calls.getByText("Sẽ xem ngay.").waitFor();
  await counsellor.sound("a connection with calls");
  await picture(counsellor, "connection-calls-desk");
}

async function endsWell({ counsellor, health, ...rest }) {
  const id = await connection({ counsellor, health, ...rest });
  await change(health, id, "status-changes", { action: "start_handling" });
  await change(health, id, "results", { situation: "Đã gặp.", result: "Đã khám." });
  await open(counsellor, id, "Có kết quả đầu tiên");
  await counsellor.page.locator(".pagehead").getByRole("button", { name: "Hoàn thành" }).click();
  await counsellor.sound("the layer of completing");
  await fillLayer(counsellor, {
    "outcome medical_care": "met",
    "note medical_care": "Sức khỏe ổn định.",
  });
  await head(counsellor, "Hoàn thành");
  await counsellor.page.getByText("Đã đáp ứng · Sức khỏe ổn định.").waitFor();
  assert.equal(await counsellor.page.getByRole("button", { name: "Người gọi rút" }).count(), 0);
  await counsellor.quiet("a completed connection");
}

async function takenBack({ counsellor, health, ...rest }) {
  const id = await connection({ counsellor, health, ...rest });
  await open(health, id, "Đã gửi");
  await open(counsellor, id, "Đã gửi");
  await counsellor.page.locator(".pagehead").getByRole("button", { name: "Người gọi rút" }).click();
  const layer = counsellor.page.getByRole("dialog");
  await layer.locator("[name=reason]").selectOption({ index: 1 });
  await fillLayer(counsellor, { note: "Người gọi không muốn nữa." });
  await head(counsellor, "Người gọi rút");
  await health.page.getByText("Không có bản ghi này").waitFor();
  await health.quiet("a connection that was taken back");
}

async function takenOver({ hotline }, { person }) {
  const colleague = await person("tuvan2");
  const draft = await contact(colleague, hotline, { draft: true });
  await colleague.close();
  const lead = await person("truongca1");
  const { page } = lead;
  await lead.go(`/contacts/${draft.id}`);
  await page.locator(".pagehead").getByRole("button", { name: "Nhận bản nháp này" }).click();
  await lead.sound("the layer of taking over");
  await fillLayer(lead, { reason: "Người trực nghỉ ốm." });
  await page.waitForURL(new RegExp(`/intake/${draft.id}$`));
  await page.locator("[name=summary]").waitFor();
  assert.equal(await page.locator("[name=summary]").inputValue(), "Cần giúp đỡ.");
  await lead.sound("a draft that was taken over");
  await lead.close();
}

async function passedOn({ counsellor, hotline }) {
  const tip = { kind: "report_of_crime", report_kind: "incident", topics: ["broker_fraud"] };
  const from = await contact(counsellor, hotline, tip);
  const { page } = counsellor;
  await counsellor.go(`/contacts/${from.id}`);
  await page.locator(".pagehead").getByRole("button", { name: "Báo tin cho cơ quan có thẩm quyền" }).click();
  const layer = page.getByRole("dialog");
  await layer.locator("[name=organisation_id]").click();
  const first = layer.getByRole("option").first();
  assert.match(await first.innerText(), /Công an tỉnh Hưng Yên/);
  await first.click();
  await counsellor.sound("the layer of passing on");
  await fillLayer(counsellor, { channel: "phone", told: "Vụ việc và nơi xảy ra." });
  await page.getByText("Vụ việc và nơi xảy ra.").waitFor();
  await page.getByText("Đã báo cơ quan có thẩm quyền").waitFor();
  await counsellor.sound("a denunciation that was passed on");
  await picture(counsellor, "contact-forwarded-desk");
}

async function ownPassword(_, { person }) {
  const NEW = "ngon-hai-dang-moi-2027";
  const officer = await person("hpn_tv");
  const { page } = officer;
  await officer.go("/me");
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await fill(page.getByRole("dialog"), { current_password: "sai-mat-khau-cu", new_password: NEW, totp: "000000" });
  await page.getByRole("dialog").locator(".dialogfoot .button").last().click();
  await page.getByRole("dialog").getByRole("alert").waitFor();
  assert.equal(await page.locator("[name=new_password]").inputValue(), NEW);
  await officer.sound("a wrong password");
  await fillLayer(officer, { current_password: "hai-dang-demo-2026" });
  await page.getByText("Đã đổi mật khẩu").waitFor();
  await page.getByRole("button", { name: "Đổi thiết bị tạo mã" }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await officer.close();
  const again = await person(null);
  await again.signIn("hpn_tv", NEW);
  await again.close();
}

async function aYearIsKnown(_, { person }) {
  const admin = await person("quantri");
  const { page } = admin;
  await admin.go("/admin/calendar?year=2027");
  const complete = page.getByRole("button", { name: "Xác nhận lịch năm đã đủ" });
  await complete.click();
  await admin.sound("the layer of a year");
  await fillLayer(admin, { basis: "Thông báo thử nghiệm", reason: "Đã nhập đủ ngày nghỉ." });
  await page.getByRole("button", { name: "Lịch năm chưa đủ" }).click();
  await fillLayer(admin, { reason: "Còn thiếu một ngày." });
  await complete.waitFor();
  await admin.go("/admin/lists?list=closing_reason");
  await page.getByRole("button", { name: "Thêm mã" }).click();
  await fillLayer(admin, {
    code: "thu_nghiem",
    label_vi: "Mục thử nghiệm",
    label_en: "Trial item",
  });
  await page.getByRole("rowheader", { name: "thu_nghiem" }).waitFor();
  await admin.quiet("a new code");
  await admin.close();
}

async function dangerIsOver({ counsellor, hotline }, { person }) {
  const from = await contact(counsellor, hotline);
  const { page } = counsellor;
  await counsellor.go(`/contacts/${from.id}`);
  await act(counsellor, "Báo không an toàn", { reason: "Bị đe dọa." });
  await page.getByText("Bị đe dọa.").waitFor();
  const lead = await person("truongca1");
  await lead.go(`/contacts/${from.id}`);
  await lead.sound("a caller in danger");
  await picture(lead, "contact-danger-desk");
  await act(lead, "Hết nguy hiểm", { reason: "Đã gặp công an." });
  await lead.page.getByText("Bị đe dọa.").waitFor({ state: "detached" });
  await lead.quiet("a danger that is over");
  await lead.close();
}

async function ownView({ counsellor }, { person }) {
  const { page } = counsellor;
  await counsellor.go("/cases");
  await page.getByLabel("Nguy cơ").selectOption("high");
  await page.getByLabel("Phạm vi").selectOption("mine");
  await page.getByRole("button", { name: "Giữ cách xem này" }).click();
  await fillLayer(counsellor, { name: "Gấp của tôi" });
  await page.getByRole("link", { name: "Gấp của tôi" }).waitFor();
  await counsellor.sound("a list of cases with a view of one's own");
  await picture(counsellor, "own-view-desk");
  const elsewhere = await person("tuvan1", PHONE);
  await elsewhere.go("/cases");
  await elsewhere.page.getByRole("link", { name: "Gấp của tôi" }).click();
  await elsewhere.page.waitForURL(/risk=high/);
  await elsewhere.settle();
  await elsewhere.sound("one's own view on a telephone");
  await picture(elsewhere, "own-view-phone");
  await elsewhere.page.getByRole("button", { name: "Bỏ cách xem này" }).click();
  await elsewhere.page.getByRole("link", { name: "Gấp của tôi" }).waitFor({ state: "detached" });
  await elsewhere.close();
}

shortStories("everyday acts", gather, {
  "a view of the cases is kept under a name and found again on another device": ownView,
  "a body that does not answer is called, and each call is written down": nobodyAnswers,
  "a connection is completed, need by need": endsWell,
  "the caller takes a connection back": takenBack,
  "a shift lead takes a draft over and goes on writing": takenOver,
  "a denunciation is passed on to the police of the place": passedOn,
  "a caller in danger is flagged, and a shift lead says when it is over": dangerIsOver,
  "somebody changes her own password": ownPassword,
  "an administrator says that the calendar of a year is complete, and takes it back": aYearIsKnown,
});
