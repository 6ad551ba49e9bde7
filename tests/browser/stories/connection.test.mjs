// From a counselling call to the monthly report: two agencies, a decline, a delegation, a result, a
// paper, and the figures that open all of it (R-006… ).
import assert from "node:assert/strict";
import { act, chooseTarget, startCall } from "../lib/acts.mjs";
import { picture, story } from "../lib/story.mjs";

async function writeCall(counsellor) {
  const { page } = counsellor;
  await startCall(counsellor, "2");
  await page.locator("[name=summary]").fill("Cần khám chữa bệnh và nơi nghỉ.");
  await page.getByText("Đã lưu nháp lúc").waitFor();
  await counsellor.sound("intake");
  await picture(counsellor, "intake-desk");
}

async function draftConnection(counsellor) {
  const { page } = counsellor;
  await page.getByRole("button", { name: "Kết nối dịch vụ" }).click();
  const layer = page.getByRole("dialog");
  await layer.locator("[name=needs]").fill("kham");
  await page.keyboard.press("Enter");
  await layer.locator("[name=summary]").fill("Phụ nữ trẻ, cần khám sớm.");
  await counsellor.sound("the layer of a new connection");
  await layer.getByRole("button", { name: "Soạn đề nghị kết nối" }).click();
  await page.waitForURL(/\/connections\//);
  await page.getByRole("heading", { name: "Gợi ý, có lý do" }).waitFor();
}

async function openNewest(person, path) {
  await person.go("/connections");
  await person.page.getByRole("heading", { level: 1, name: "Kết nối dịch vụ" }).waitFor();
  await person.page.locator(`a[href="${path}"]`).first().click();
  await person.page.getByRole("heading", { level: 1, name: /KN-/ }).waitFor();
  await person.settle();
}

story("a call becomes a connection, is declined, re-routed, delegated, answered and reported", async ({ person }) => {
  const counsellor = await person("tuvan1");
  await writeCall(counsellor);
  await draftConnection(counsellor);
  const { page } = counsellor;
  await picture(counsellor, "connection-draft-desk");
  await counsellor.sound("the draft of a connection");
  await chooseTarget(page.locator("main"), "Trung ương Hội Liên hiệp Phụ nữ Việt Nam");
  await page.locator(".pagehead").getByRole("button", { name: "Gửi đề nghị" }).waitFor();
  await act(counsellor, "Gửi đề nghị");
  await page.getByRole("heading", { level: 1, name: /KN-.*Đã gửi/s }).waitFor();
  assert.match(await page.locator(".clocks").innerText(), /Xử lý và báo cáo lãnh đạo/);
  const first = new URL(page.url()).pathname;

  const union = await person("hpn_tv");
  await openNewest(union, first);
  assert.match(await union.page.locator(".clocks").innerText(), /Còn|Quá/);
  assert.ok(!(await union.page.locator("main").innerText()).includes("Cần khám chữa bệnh và nơi nghỉ"));
  await union.sound("the connection at the agency");
  await picture(union, "connection-agency-desk");
  await act(union, "Từ chối", { reason: "not_competent", note: "Không có cơ sở khám chữa bệnh." });
  await union.close();

  await page.getByRole("button", { name: "Kết nối nơi khác" }).waitFor();
  await page.locator(".pagehead").getByRole("button", { name: "Kết nối nơi khác" }).click();
  const layer = page.getByRole("dialog");
  await chooseTarget(layer, "Sở Y tế Hưng Yên");
  await page.waitForURL((url) => url.pathname !== first);
  await page.getByRole("heading", { name: "Chuỗi kết nối" }).waitFor();
  await act(counsellor, "Gửi đề nghị");
  await page.getByRole("heading", { level: 1, name: /Đã gửi/ }).waitFor();
  const second = new URL(page.url()).pathname;

  const health = await person("yt_tv");
  await openNewest(health, second);
  await act(health, "Nhận xử lý");
  await health.page.getByRole("heading", { level: 1, name: /Đang xử lý/ }).waitFor();
  await act(health, "Ghi việc xử lý", { handled_by: "Người Thử Xử Lý", reported_to: "Người Thử Lãnh Đạo" });
  await health.page.locator(".pagehead").getByRole("button", { name: "Giao đơn vị" }).click();
  const units = health.page.getByRole("dialog");
  await units.locator("[name=unit_id]").click();
  await units.getByRole("option", { name: "Trung tâm công tác xã hội" }).click();
  await units.locator(".dialogfoot .button").last().click();
  await units.waitFor({ state: "detached" });
  await health.page.getByText("Đã giao đơn vị").first().waitFor();
  await picture(health, "connection-delegated-desk");

  const unit = await person("yt_donvi");
  await openNewest(unit, second);
  await act(unit, "Ghi kết quả", { situation: "Đã gặp người cần hỗ trợ.", result: "Đã khám, sức khỏe ổn định." });
  await unit.page.getByText("Đã khám, sức khỏe ổn định.").waitFor();
  await unit.sound("the connection at the unit");

  await page.getByText("Đã khám, sức khỏe ổn định.").waitFor({ timeout: 45_000 });
  await picture(counsellor, "connection-result-desk");
  await counsellor.quiet("the connection with its result");

  const lead = await person("lanhdao111");
  await writtenReport(lead, second);
  await monthlyReport(lead, first, second);
});

async function writtenReport(lead, path) {
  await openNewest(lead, path);
  const { page } = lead;
  await act(lead, "Lập báo cáo văn bản");
  await page.waitForURL(/\/documents\//);
  await page.getByRole("button", { name: "Ban hành" }).waitFor();
  await lead.sound("the draft of a paper");
  await picture(lead, "document-draft-desk");
  await act(lead, "Ban hành");
  await page.getByText("Đã ban hành").first().waitFor();
  const href = await page.getByRole("link", { name: "Mở PDF" }).getAttribute("href");
  const start = await page.evaluate(async (url) => {
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    return new TextDecoder().decode(bytes.slice(0, 5));
  }, href);
  assert.equal(start, "%PDF-");
  await lead.sound("an issued paper");
  await picture(lead, "document-issued-desk");
}

async function monthlyReport(lead, first, second) {
  const { page } = lead;
  await lead.go("/reports/working-group");
  await page.getByRole("heading", { level: 1, name: "Báo cáo tháng của Tổ công tác" }).waitFor();
  await page.getByRole("table", { name: "Kết nối dịch vụ" }).locator("tr.total").waitFor();
  const opens = async (row, figure, path, table = "Kết nối dịch vụ") => {
    const lines = page.getByRole("table", { name: table, exact: true }).locator("tbody tr");
    const line = lines.filter({ has: page.getByRole("rowheader", { name: row }) });
    await line.getByRole("button", { name: new RegExp(`: ${figure},`) }).click();
    const records = page.locator(".records");
    await records.locator(`a[href^="${path}"]`).first().waitFor();
    await records.getByRole("button", { name: "Đóng danh sách" }).click();
  };
  await opens("Trung ương Hội Liên hiệp Phụ nữ Việt Nam", "Đã đề nghị", first);
  await opens("Trung ương Hội Liên hiệp Phụ nữ Việt Nam", "Từ chối, kết nối nơi khác", first);
  await opens("Sở Y tế Hưng Yên", "Đã đề nghị", second);
  await opens("Sở Y tế Hưng Yên", "Giao đơn vị", second);
  await opens("Sở Y tế Hưng Yên", "Kết quả đầu trong 05 ngày", second);
  await opens("Tổng số", "Đã đề nghị", second);
  await opens("Tổng số", "Đã đề nghị", "/referrals/", "Chuyển tuyến");
  await lead.sound("the monthly report");
  await picture(lead, "report-working-group-desk");
  await page.getByRole("button", { name: "Lập báo cáo" }).click();
  await page.waitForURL(/\/documents\//);
  await page.locator(".edittable").first().waitFor();
  const cells = await page.locator(".edittable input").evaluateAll((all) => all.map((one) => one.value));
  assert.ok(cells.some((cell) => cell.includes("Hội Liên hiệp Phụ nữ")), cells.join(" | "));
  await lead.sound("the draft of the monthly report");
}

