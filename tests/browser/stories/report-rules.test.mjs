// What reports are held to, as rows with a day: thresholds of publication, what the goal of 100 %
// looks at. And definitions that came with a newer program.
import assert from "node:assert/strict";
import { ask, fill } from "../lib/acts.mjs";
import { DESK, PHONE } from "../lib/browser.mjs";
import { picture, story } from "../lib/story.mjs";

async function look(person, where) {
  await person.settle();
  await person.sound(where);
  const wide = await person.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wide <= 0, `${where} is ${wide} px too wide`);
  await picture(person, where);
}

async function setThresholds(admin, size) {
  const { page } = admin;
  await page.getByRole("button", { name: "Đặt ngưỡng mới" }).click();
  const layer = page.getByRole("dialog");
  assert.equal(await layer.locator('[name="public_threshold"]').inputValue(), "11", "as they are");
  await fill(layer, {
    public_threshold: "15",
    group_threshold: "12",
    valid_from: "01/01/2020",
    basis: "Quyết định thử nghiệm, để không ai bị nhận ra.",
  });
  await layer.getByRole("button", { name: "Đặt ngưỡng mới" }).click();
  await layer.getByText("Ngoài khoảng cho phép").waitFor();
  await layer.locator(".fielderror").nth(1).waitFor();
  assert.equal(await layer.locator('[name="public_threshold"]').inputValue(), "15");
  await look(admin, `report-rules-refused-${size}`);
  // It lives on while somebody looks elsewhere.
  await layer.getByRole("button", { name: "Thôi" }).click();
  await admin.go("/admin/rules");
  await admin.go("/admin/report-rules");
  await page.getByRole("button", { name: "Đặt ngưỡng mới" }).click();
  assert.match(await layer.locator('[name="basis"]').inputValue(), /^Quyết định thử nghiệm/);
  await fill(layer, { group_threshold: "30", valid_from: "01/01/2030" });
  await layer.getByRole("button", { name: "Đặt ngưỡng mới" }).click();
  await layer.waitFor({ state: "detached" });
  const rows = page.getByRole("region", { name: "Ngưỡng công bố" }).locator("tbody tr");
  await rows.nth(1).waitFor();
  assert.match(await rows.nth(0).innerText(), /01\/01\/2030[\s\S]*Chưa áp dụng/);
  assert.match(await rows.nth(1).innerText(), /– 31\/12\/2029[\s\S]*Đang áp dụng/);
  await page.getByLabel("Xem tại ngày").fill("01/01/2030");
  await page.waitForURL(/day=2030-01-01/);
  assert.match(await rows.nth(0).innerText(), /Đang áp dụng/);
  assert.match(await rows.nth(1).innerText(), /Đã hết hiệu lực/);
}

async function setGoal(admin, other, size) {
  const { page } = admin;
  const rows = page.getByRole("region", { name: "Mục tiêu 100 % được hỗ trợ" }).locator("tbody tr");
  assert.equal(await rows.count(), 2);
  await page.getByRole("button", { name: "Đặt chế độ được tính" }).click();
  const layer = page.getByRole("dialog");
  await layer.getByText("Phiên dịch").first().click();
  await fill(layer, { valid_from: "01/07/2011", basis: "Quyết định thử nghiệm." });
  await layer.getByRole("button", { name: "Đặt chế độ được tính" }).click();
  await layer.getByText("Ngoài khoảng cho phép").waitFor();
  await look(admin, `report-rules-goal-refused-${size}`);
  // Somebody else is faster: what was typed stays, and the newer rows are read.
  const { items } = await ask(other, "GET", "/support-goal-rules");
  const { residents, foreigners } = items[0];
  const day = { residents, foreigners, valid_from: "2026-02-01", basis: "Người khác đặt." };
  await ask(other, "POST", "/support-goal-rules", { version: 2, ...day });
  await fill(layer, { valid_from: "01/02/2026" });
  await layer.getByRole("button", { name: "Đặt chế độ được tính" }).click();
  await layer.getByText("Người khác vừa sửa").waitFor();
  await rows.nth(2).waitFor();
  assert.equal(await layer.locator('[name="basis"]').inputValue(), "Quyết định thử nghiệm.");
  await layer.getByRole("button", { name: "Đặt chế độ được tính" }).click();
  await layer.waitFor({ state: "detached" });
  await rows.nth(3).waitFor();
  assert.doesNotMatch(await rows.nth(0).locator("td").first().innerText(), /Phiên dịch/);
  assert.match(await rows.nth(0).innerText(), /Từ 01\/02\/2026[\s\S]*Đang áp dụng/);
  assert.match(await rows.nth(1).innerText(), /Đã bị thay/);
}

for (const [size, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
  story(`an administrator sets thresholds of publication (${size})`, async ({ person }) => {
    const admin = await person("quantri", viewport);
    await admin.go("/admin");
    await admin.page.getByRole("link", { name: "Quy định của báo cáo" }).click();
    await admin.page.waitForURL(/\/admin\/report-rules$/);
    await look(admin, `report-rules-${size}`);
    await setThresholds(admin, size);
    await look(admin, `report-rules-set-${size}`);

    const other = await person("quantri");
    await setGoal(admin, other, size);
    await look(admin, `report-rules-goal-${size}`);
    await other.close();

    const reader = await person("thongke", viewport);
    await reader.go("/reports/definitions");
    await reader.page.getByRole("link", { name: "Quy định", exact: true }).click();
    await reader.page.getByText("Chưa áp dụng").first().waitFor();
    assert.equal(await reader.page.getByRole("button", { name: "Đặt ngưỡng mới" }).count(), 0);
    await look(reader, `report-rules-reader-${size}`);
  });
}

story("the rules of reports are told in English, in the dark, on a phone", async ({ person }) => {
  const admin = await person("quantri", PHONE);
  await admin.go("/me");
  await admin.page.getByText("English", { exact: true }).click();
  await admin.page.getByText("Dark", { exact: true }).click();
  await admin.go("/admin/report-rules");
  const words = await admin.page.locator("main").innerText();
  assert.match(words, /Thresholds of publication/);
  await admin.page.getByRole("button", { name: "Set new thresholds" }).click();
  await look(admin, "report-rules-english-dark");
});

/** Answers as an installation that is older than the program. */
async function olderInstallation({ page }) {
  const item = { code: "victims", version: 1, changed: ["parts", "texts"] };
  let items = [item];
  await page.route("**/api/v1/newer-report-definitions", (route) =>
    route.fulfill({ json: { items, next: null } }));
  await page.route("**/api/v1/report-definitions/victims/take-overs", async (route) => {
    assert.deepEqual(route.request().postDataJSON(), { version: 1 });
    const stored = await ask({ page }, "GET", "/report-definitions");
    items = [];
    const victims = stored.items.find(({ code }) => code === "victims");
    await route.fulfill({ status: 201, json: { ...victims, version: 2 } });
  });
}

for (const [size, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
  story(`a statistician takes over the definition of a newer program (${size})`, async ({ person }) => {
    const one = await person("thongke", viewport);
    await olderInstallation(one);
    await one.go("/reports/definitions");
    await one.page.getByText("khác ở: phần và bảng, lời văn").waitFor();
    await look(one, `newer-definition-${size}`);
    await one.page.getByRole("button", { name: /^Lấy mẫu mới: / }).click();
    await one.page.getByText("Đã lưu bản 2").waitFor();
    await one.page.getByText("khác ở:").waitFor({ state: "detached" });
    await one.sound("after a definition was taken over");
  });
}
