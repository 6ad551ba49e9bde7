// Numbers that reconcile, on screen: a count, its version and paper, the records behind a figure, what a
// later count changed, a definition with its preview, a public form.
import assert from "node:assert/strict";
import { act, ask, fill, fillLayer } from "../lib/acts.mjs";
import { DESK, PHONE } from "../lib/browser.mjs";
import { picture, story } from "../lib/story.mjs";

const VICTIMS = "Báo cáo về nạn nhân được tiếp nhận và hỗ trợ";
const HOTLINE = "Báo cáo kết quả hoạt động của tổng đài";

async function fits({ page }, where) {
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wide <= 0, `${where} is ${wide} px too wide`);
}

async function look(person, where) {
  await person.settle();
  await person.sound(where);
  await fits(person, where);
  await picture(person, where);
}

/** Somebody writes one conversation more. */
async function oneCallMore(counsellor) {
  const { posts } = await ask(counsellor, "GET", "/sessions/current");
  const call = await ask(counsellor, "POST", "/contacts", {
    hotline_id: posts[0].organisation_id,
    channel: "phone_111",
    direction: "in",
    started_at: new Date().toISOString(),
    kind: "counselling",
    topics: ["hotline_itself"],
    caller_relation: "relative",
    sex: "female",
    province: "33",
    summary: "Hỏi cách làm giấy tờ.",
  });
  await ask(counsellor, "POST", `/contacts/${call.id}/finalisations`, { version: call.version });
}

/** Asks for a count of this year and waits until it says what became of it. */
async function count(person, report, where) {
  const { page } = person;
  await person.go("/reports/versions");
  await page.getByRole("button", { name: "Tính báo cáo" }).click();
  const form = page.getByRole("form", { name: "Tính báo cáo" });
  await form.getByLabel("Kỳ").selectOption({ label: "Năm nay" });
  await fill(form, { report });
  await look(person, `${where}-order`);
  await form.getByRole("button", { name: "Bắt đầu tính" }).click();
  const done = page.getByRole("alert").getByRole("link", { name: "Mở phiên bản" });
  await done.waitFor();
  await look(person, `${where}-counted`);
  return done;
}

async function openVersion(person, link, title, where) {
  await link.click();
  await person.page.waitForURL(/\/reports\/versions\/[0-9a-f-]{36}$/);
  await person.page.getByRole("heading", { level: 1, name: title }).waitFor();
  await person.page.getByText("Số liệu đúng như khi lập").waitFor();
  await look(person, `${where}-version`);
}

async function draftAndIssue(person) {
  const { page } = person;
  await page.getByRole("button", { name: "Soạn văn bản" }).click();
  await page.waitForURL(/\/documents\//);
  await page.getByRole("button", { name: "Ban hành" }).waitFor();
  await person.quiet("the draft of a report");
  await act(person, "Ban hành");
  await page.getByText("Đã ban hành").first().waitFor();
}

/** The total of a part in the preview. */
function previewed(page, part) {
  return page.getByRole("complementary", { name: "Xem trước" }).getByRole("heading", { name: part });
}

async function changeDefinition(person) {
  const { page } = person;
  await person.go("/reports/definitions");
  await look(person, "statistics-definitions");
  await page.getByRole("link", { name: VICTIMS, exact: true }).click();
  const before = previewed(page, /^Nạn nhân, người nghi là nạn nhân: \d+ người$/);
  await before.waitFor();
  await look(person, "statistics-definition");
  const part = page.getByRole("region", { name: "Phần 1" });
  await part.getByRole("button", { name: "Thêm bảng" }).click();
  const table = part.locator(".tablelist > li").last();
  await table.getByLabel("Tên tiếng Việt").fill("Dân tộc của nạn nhân");
  await page.getByRole("button", { name: "Lưu bản mới" }).click();
  await page.getByText("Có mục chưa đúng").waitFor();
  await table.getByText("Chưa nhập").first().waitFor();
  assert.equal(await table.getByLabel("Tên tiếng Việt").inputValue(), "Dân tộc của nạn nhân");
  await look(person, "statistics-definition-faults");
  await table.getByLabel("Tên tiếng Anh").fill("Ethnic group");
  await table.getByLabel("Dòng").selectOption("ethnic_group");
  // It lives on while somebody looks elsewhere.
  await person.go("/reports/versions");
  await person.go("/reports/definitions/victims");
  await page.getByText("Có thay đổi chưa lưu").waitFor();
  await page.locator(".tablelist", { hasText: "Dân tộc của nạn nhân" }).waitFor();
  await page.getByRole("complementary").locator("summary", { hasText: "Dân tộc của nạn nhân" }).waitFor();
  await page.getByRole("textbox", { name: "Đoạn 1" }).fill("Có {victims} người và {nobody} người.");
  await page.getByRole("button", { name: "Lưu bản mới" }).click();
  await page.getByText("Không có số liệu này trong mẫu báo cáo").waitFor();
  await page.getByRole("textbox", { name: "Đoạn 1" }).fill("Có {victims} người.");
  await page.getByRole("button", { name: "Lưu bản mới" }).click();
  await page.getByText("Đã lưu bản 2").waitFor();
  await page.getByText("victims · bản 2").waitFor();
}

/** Somebody else saves the same definition first: both stay, and one chooses. */
async function twoAtOnce(person, other) {
  const { page } = person;
  const chief = page.getByLabel("Chức danh người ký");
  await chief.fill("TRƯỞNG PHÒNG THỬ");
  const { items } = await ask(other, "GET", "/report-definitions");
  const stored = items.find((one) => one.code === "victims");
  await ask(other, "PUT", "/report-definitions/victims", { ...stored, title_en: "Victims" });
  await page.getByRole("button", { name: "Lưu bản mới" }).click();
  await page.getByText("Người khác đã lưu bản 3").waitFor();
  assert.equal(await chief.inputValue(), "TRƯỞNG PHÒNG THỬ");
  await look(person, "statistics-definition-stale");
  await page.getByRole("button", { name: "Giữ phần tôi sửa" }).click();
  await page.getByRole("button", { name: "Lưu bản mới" }).click();
  await page.getByText("Đã lưu bản 4").waitFor();
}

async function changesAreTold(person) {
  const link = await count(person, "victims", "statistics-again");
  await link.click();
  const { page } = person;
  await page.getByRole("link", { name: "Phiên bản 1" }).waitFor();
  await page.getByRole("link", { name: "Thay đổi so với phiên bản trước" }).click();
  await page.waitForURL(/view=changes/);
  await look(person, "statistics-changes");
}

async function publish(person) {
  const { page } = person;
  await page.getByRole("link", { name: "Số liệu", exact: true }).click();
  await page.getByRole("button", { name: "Lập dạng công bố" }).click();
  await page.getByRole("alert").getByRole("link", { name: "Mở dạng công bố" }).waitFor();
  await page.getByRole("button", { name: "Lập tệp" }).click();
  await page.getByRole("link", { name: /^Tải CSV/ }).waitFor();
  await look(person, "statistics-releases");
  const href = await page.getByRole("link", { name: /^Tải CSV/ }).getAttribute("href");
  const csv = await page.evaluate(async (url) => (await fetch(url)).text(), href);
  assert.match(csv, /,/);
  await page.getByRole("alert").getByRole("link", { name: "Mở dạng công bố" }).click();
  await page.getByText("Số còn in").waitFor();
  // Why a figure is hidden is for whoever prepares the release.
  await page.getByRole("listitem").filter({ hasText: "Số nhỏ hơn ngưỡng." }).waitFor();
  await look(person, "statistics-release");
  const form = new URL(page.url()).pathname;
  await act(person, "Công bố");
  await page.waitForURL(/\/documents\//);
  await person.go(form);
  await page.getByText("Đã công bố").first().waitFor();
  await page.locator(".pagehead").getByRole("button", { name: "Thu hồi" }).click();
  await fillLayer(person, { reason: "Công bố nhầm kỳ." });
  await page.getByText("Đã thu hồi: Công bố nhầm kỳ.").waitFor();
}

story("a statistician counts, changes a definition, drafts and issues a paper, publishes", async ({ person }) => {
  const one = await person("thongke");
  const link = await count(one, "victims", "statistics");
  await openVersion(one, link, VICTIMS, "statistics");
  assert.equal(await one.page.locator(".figuretable .linkbutton").count(), 0, "opens no record");
  await draftAndIssue(one);
  await changeDefinition(one);
  const other = await person("thongke");
  await twoAtOnce(one, other);
  await other.close();
  await changesAreTold(one);
  await publish(one);
});

for (const [size, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
  story(`the lead of a hotline opens the records behind a figure (${size})`, async ({ person }) => {
    const lead = await person("lanhdao111", viewport);
    const { page } = lead;
    const link = await count(lead, "hotline", `statistics-lead-${size}`);
    await openVersion(lead, link, HOTLINE, `statistics-lead-${size}`);
    const total = page.getByRole("button", { name: /: Cung cấp thông tin\. Mở các bản ghi/ }).first();
    const figure = await total.innerText();
    await total.click();
    const layer = page.getByRole("dialog");
    await layer.getByText(`Có ${figure} bản ghi`).waitFor();
    await lead.sound("the records behind a figure");
    await picture(lead, `statistics-lead-${size}-records`);
    await layer.getByRole("link").first().click();
    await page.waitForURL(/\/contacts\//);
    await page.getByRole("heading", { level: 1, name: /111-/ }).waitFor();
    await lead.quiet("a contact behind a figure");

    const counsellor = await person("tuvan1");
    await oneCallMore(counsellor);
    await counsellor.close();
    await (await count(lead, "hotline", `statistics-lead-${size}-again`)).click();
    await page.getByRole("link", { name: "Thay đổi so với phiên bản trước" }).click();
    await page.getByText("nhập muộn +1").first().waitFor();
    await look(lead, `statistics-lead-${size}-changes`);
  });
}

story("the screens of statistics are sound on a phone, in English and in the dark", async ({ person }) => {
  const one = await person("thongke", PHONE);
  const link = await count(one, "victims", "statistics-phone");
  await openVersion(one, link, VICTIMS, "statistics-phone");
  const version = new URL(one.page.url()).pathname;
  await one.go("/me");
  await one.page.getByText("English", { exact: true }).click();
  await one.page.getByText("Dark", { exact: true }).click();
  const paths = ["/reports/versions", version, "/reports/definitions", "/reports/definitions/victims", "/reports/new-definition", "/reports/releases"];
  for (const path of paths) {
    await one.go(path);
    const words = await one.page.locator(".pagehead h1").innerText();
    assert.doesNotMatch(words, /[ạảãăắằặẳẵâấầậẩẫđêếềệểễôốồộổỗơớờợởỡưứừựửữ]/, `${path}: ${words}`);
    await look(one, `statistics-english-dark${path.replace(/[0-9a-f]{8}-.*/, "one").replace(/\W+/g, "_")}`);
  }
});

/** Answers the list of runs as if one were in every state. */
async function runsInEveryState({ page }) {
  const one = {
    report: "victims", from: "2026-01-01", to: "2026-06-30", age_set: "law", geography: "p34",
    organisation_id: null, organisation_name: null, title_vi: VICTIMS, title_en: "Victims report",
    kind: "count", stage: null, done: 0, total: 0, requested_by: "Người Thử Mười Bảy",
    requested_at: "2026-11-22T02:00:00.000Z", ended_at: null, error: null, result_id: null,
    is_new: false, version: 1,
  };
  const id = (number) => `00000000-0000-4000-8000-00000000000${number}`;
  const items = [
    { ...one, id: id(1), state: "queued" },
    { ...one, id: id(2), state: "running", stage: "reading", done: 1500, total: 6000 },
  ];
  const ends = [
    { ...items[0], state: "cancelled", version: 2 },
    { ...items[1], state: "failed", error: "gave_up", version: 2 },
  ];
  let over = false;
  const told = () => (over ? ends : items);
  await page.route("**/api/v1/report-runs", (route) => route.fulfill({ json: { items: told(), next: null } }));
  await page.route("**/api/v1/report-runs/*", (route) =>
    route.fulfill({ json: told().find((run) => route.request().url().endsWith(run.id)) }));
  return () => {
    over = true;
  };
}

story("a count tells how far it is, and plainly when it was stopped or failed", async ({ person }) => {
  const one = await person("thongke");
  const { page } = one;
  const end = await runsInEveryState(one);
  await one.go("/reports/versions");
  await page.getByText("đọc bản ghi, 1.500 trong 6.000").waitFor();
  assert.equal(await page.getByRole("button", { name: "Dừng tính" }).count(), 2);
  await look(one, "statistics-running");
  end();
  await page.getByText("Đã thử nhiều lần mà không xong").waitFor();
  await page.getByText("Đã dừng, không có phiên bản nào được lập.").waitFor();
  await look(one, "statistics-ended");
});

story("an agency's leader counts the own report and no other body's", async ({ person }) => {
  const leader = await person("yt_lanhdao");
  const link = await count(leader, "agency", "statistics-agency");
  await openVersion(leader, link, "Báo cáo của cơ quan", "statistics-agency");
  assert.match(await leader.page.locator(".facts").first().innerText(), /Sở Y tế Hưng Yên/);
  assert.equal(await leader.page.getByRole("link", { name: "Mẫu báo cáo" }).count(), 0);
});
