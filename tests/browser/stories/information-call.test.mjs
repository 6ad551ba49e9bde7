// 86 of 100 calls ask for information: written by keyboard alone, in seconds.
import assert from "node:assert/strict";
import { picture, story } from "../lib/story.mjs";

const LIMIT_MS = 20_000;
const KEY_MS = 90; // a calm typist: about eleven keys a second is fast, so every key costs this long

story("an information call is recorded by keyboard only in under 20 seconds of typing", async ({ person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  const type = (text) => page.keyboard.type(text, { delay: KEY_MS });
  const press = (key) => page.keyboard.press(key, { delay: KEY_MS });

  await page.keyboard.press("F2");
  await page.getByRole("heading", { name: "Phiếu tiếp nhận" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("input[type=radio]"));
  const started = Date.now();
  await press("1");
  await page.waitForFunction(() => document.activeElement?.name === "topics");
  await type("thu doan");
  await press("Enter");
  await press("Tab");
  await type("nguoi dan");
  await press("Enter");
  await press("Tab");
  await type("lang son");
  await press("Enter");
  await press("Control+Enter");
  await page.getByText(/Đã lưu cuộc tiếp nhận 111-\d{4}-\d{6}/).waitFor();
  const took = Date.now() - started;
  assert.ok(took < LIMIT_MS, `took ${took} ms`);

  await counsellor.go("/contacts");
  const line = page.locator("tbody tr").first();
  assert.match(await line.innerText(), /Cung cấp thông tin/);
  assert.match(await line.innerText(), /Thủ đoạn/);
  assert.match(await line.innerText(), /Người dân/);
  await line.getByRole("link").click();
  await counsellor.settle();
  assert.match(await page.locator("main").innerText(), /Lạng Sơn/);
  await counsellor.sound("the contact");
  await picture(counsellor, "contact-desk");
});

story("a call without content is closed with two keys", async ({ person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  await page.keyboard.press("F2");
  await page.getByRole("heading", { name: "Phiếu tiếp nhận" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("input[type=radio]"));
  await page.keyboard.press("0");
  await page.getByRole("radiogroup", { name: "Vì sao không có nội dung" }).waitFor();
  await page.waitForFunction(
    () => document.activeElement?.closest("[data-group]")?.dataset.group === "no_content_reason",
  );
  await page.keyboard.press("3");
  await page.getByText(/Đã lưu cuộc tiếp nhận/).waitFor();
  await counsellor.go("/contacts");
  assert.match(await page.locator("tbody tr").first().innerText(), /Không có nội dung\s+Nhầm số/);
  await counsellor.quiet("the call log");
});

story("bad input keeps everything typed and says what is wrong", async ({ person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  await page.keyboard.press("F2");
  await page.getByRole("heading", { name: "Phiếu tiếp nhận" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("input[type=radio]"));
  await page.keyboard.press("2");
  await page.keyboard.type("thu doan");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("nguoi dan");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("lang son");
  await page.keyboard.press("Enter");
  await page.getByLabel("Số điện thoại").fill("không phải số");
  await page.locator("[name=summary]").fill("Giữ nguyên lời này");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: /Chưa hoàn tất được/ }).waitFor();
  assert.equal(await page.locator("[name=summary]").inputValue(), "Giữ nguyên lời này");
  await counsellor.sound("the form with errors");
  await picture(counsellor, "intake-errors-desk");
  await page.getByLabel("Số điện thoại").fill("0900 000 031");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Đã lưu cuộc tiếp nhận/).waitFor();
});

story("a caller in danger reaches the shift lead at once and the draft stays", async ({ person }) => {
  const lead = await person("truongca1");
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  await page.keyboard.press("F2");
  await page.getByRole("heading", { name: "Phiếu tiếp nhận" }).waitFor();
  await page.keyboard.press("7");
  await page.locator("[name=summary]").fill("Đang bị giữ trong nhà");
  await page.keyboard.press("F8");
  await page.getByLabel("Nguy hiểm gì, ở đâu, ngay lúc này?").fill("Bị nhốt, có người canh");
  await page.keyboard.press("Enter");
  await page.getByText("Đã báo không an toàn").waitFor();
  assert.equal(await page.locator("[name=summary]").inputValue(), "Đang bị giữ trong nhà");
  const before = lead.page.getByRole("alert");
  await before.getByText("Người Thử Một").first().waitFor();
  await lead.sound("my work with an alarm");
});
