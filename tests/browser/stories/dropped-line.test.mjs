// The line drops, the server dies, the browser is closed: no word is lost and none is written twice.
import assert from "node:assert/strict";
import { story } from "../lib/story.mjs";

async function startCall(counsellor, text) {
  const { page } = counsellor;
  await page.keyboard.press("F2");
  await page.getByRole("heading", { name: "Phiếu tiếp nhận" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("input[type=radio]"));
  await page.keyboard.press("2");
  for (const [name, typed] of [["topics", "thu doan"], ["caller_relation", "nguoi dan"], ["province", "lang son"]]) {
    await page.locator(`[name=${name}]`).focus();
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
  }
  await page.locator("[name=summary]").fill(text);
}

/** How many of the newest records hold a text. */
async function recordsWith(counsellor, text) {
  const { page } = counsellor;
  await counsellor.go("/contacts");
  await page.getByRole("heading", { level: 1, name: "Nhật ký cuộc gọi" }).waitFor();
  await page.locator("tbody tr").first().waitFor();
  const links = await page.locator("tbody th a").evaluateAll((all) => all.map((a) => a.pathname));
  let found = 0;
  for (const path of links.filter((one) => one.startsWith("/contacts/")).slice(0, 4)) {
    await counsellor.go("/me");
    await page.getByRole("heading", { level: 1, name: "Cài đặt của tôi" }).waitFor();
    await counsellor.go(path);
    await page.getByRole("heading", { level: 1, name: /111-/ }).waitFor();
    if ((await page.locator("main").innerText()).includes(text)) found++;
  }
  return found;
}

story("the server is killed while somebody types; after its return the call is there once", async ({ server, person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  await startCall(counsellor, "Câu thứ nhất.");
  await page.getByText("Đã lưu nháp lúc").waitFor();
  await server.kill();
  await page.locator("[name=summary]").fill("Câu thứ nhất. Câu thứ hai khi mất máy chủ 4711.");
  await page.getByText("Chưa gửi được, đã giữ trên máy này").waitFor({ timeout: 40_000 });
  await page.keyboard.press("Control+Enter");
  await page.getByText("Chưa gửi được, đang giữ trên máy này").waitFor({ timeout: 40_000 });
  await server.start();
  await page.getByText(/Đã lưu cuộc tiếp nhận/).waitFor({ timeout: 60_000 });
  assert.equal(await recordsWith(counsellor, "Câu thứ hai khi mất máy chủ 4711."), 1);
  await counsellor.quiet("after the return");
});

story("an answer that never arrives is asked for again, not done again", async ({ person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  let lost = 0;
  await page.route("**/api/v1/contacts", async (route) => {
    if (route.request().method() !== "POST" || lost > 1) return route.continue();
    lost++;
    await route.fetch(); // the server does it
    return route.abort("connectionreset"); // and nobody hears
  });
  await startCall(counsellor, "Trả lời bị mất 0815.");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Đã lưu cuộc tiếp nhận/).waitFor({ timeout: 60_000 });
  assert.equal(lost, 2);
  assert.equal(await recordsWith(counsellor, "Trả lời bị mất 0815."), 1);
});

story("the browser is reloaded without a server; the draft opens again with the password", async ({ server, person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  await page.waitForFunction(() => navigator.serviceWorker?.controller !== null, null, { timeout: 20_000 });
  await server.kill();
  await startCall(counsellor, "Viết khi không có máy chủ 2244.");
  await page.getByText("Chưa gửi được, đã giữ trên máy này").waitFor({ timeout: 40_000 });
  await page.waitForTimeout(1200);
  await page.reload();
  await page.getByRole("heading", { name: "Màn hình đã khóa" }).waitFor();
  assert.ok(!(await page.content()).includes("2244"));
  await page.getByLabel("Mật khẩu").fill("hai-dang-demo-2026");
  await page.keyboard.press("Enter");
  await page.locator("[name=summary]").waitFor();
  assert.equal(await page.locator("[name=summary]").inputValue(), "Viết khi không có máy chủ 2244.");
  await server.start();
  await page.getByText("Đã lưu nháp lúc").waitFor({ timeout: 60_000 });
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Đã lưu cuộc tiếp nhận/).waitFor({ timeout: 60_000 });
  assert.equal(await recordsWith(counsellor, "Viết khi không có máy chủ 2244."), 1);
});

story("the lock covers everything, also in other tabs, and the same place comes back", async ({ person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  await startCall(counsellor, "Che khi khóa 9911.");
  await page.getByText("Đã lưu nháp lúc").waitFor();
  const second = await counsellor.context.newPage();
  await second.goto(counsellor.url);
  await second.getByRole("heading", { level: 1, name: "Việc của tôi" }).waitFor();
  await page.keyboard.press("Control+Alt+l");
  await page.getByRole("heading", { name: "Màn hình đã khóa" }).waitFor();
  await second.getByRole("heading", { name: "Màn hình đã khóa" }).waitFor();
  assert.ok(!(await page.content()).includes("9911"));
  await counsellor.sound("the lock");
  await page.getByLabel("Mật khẩu").fill("sai");
  await page.keyboard.press("Enter");
  await page.getByText("Mật khẩu không đúng.").waitFor();
  await page.getByLabel("Mật khẩu").fill("hai-dang-demo-2026");
  await page.keyboard.press("Enter");
  await page.locator("[name=summary]").waitFor();
  assert.equal(await page.locator("[name=summary]").inputValue(), "Che khi khóa 9911.");
});
