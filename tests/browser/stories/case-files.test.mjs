// Attachments of a case, and finding a person again without her name in an address.
import assert from "node:assert/strict";
import { picture, story } from "../lib/story.mjs";

async function attach({ page }, name, text) {
  await page.getByRole("button", { name: "Thêm tệp" }).click();
  const layer = page.getByRole("dialog");
  await layer.getByLabel("Loại").selectOption("certificate");
  const buffer = Buffer.from(text);
  await layer.getByLabel("Chọn tệp").setInputFiles({ name, mimeType: "text/plain", buffer });
  await layer.getByRole("button", { name: "Gửi tệp" }).click();
}

story("files of a case go up in parts and come down with a reason; a person is found again", async ({ person }) => {
  const counsellor = await person("tuvan1");
  const { page } = counsellor;
  await counsellor.go("/cases?scope=mine");
  await page.locator('tbody a[href^="/cases/"]').first().click();
  await page.getByRole("heading", { name: "Tệp đính kèm" }).waitFor();
  await attach(counsellor, "chuong-trinh.exe", "MZ");
  await page.getByRole("alert").waitFor();
  await counsellor.sound("a file that is refused");
  await page.keyboard.press("Escape");
  await attach(counsellor, "giay-thu.txt", "Nội dung thử nghiệm.\n");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("Dùng được").first().waitFor();
  await counsellor.sound("a case with a file");
  await picture(counsellor, "case-files");

  await page.getByRole("button", { name: "Tải bản gốc: giay-thu.txt" }).click();
  const layer = page.getByRole("dialog");
  await layer.locator("[name=reason]").selectOption("evidence");
  const arriving = page.waitForEvent("download");
  await layer.getByRole("button", { name: "Tải bản gốc" }).click();
  assert.equal((await arriving).suggestedFilename(), "giay-thu.txt");

  await counsellor.go("/persons");
  await page.locator("[name=query]").fill("hu cau");
  await page.keyboard.press("Enter");
  await page.locator('tbody a[href*="/persons/"]').first().waitFor();
  assert.equal(new URL(page.url()).search, "", "a name stands in the address");
  await counsellor.sound("people that were found");
  await picture(counsellor, "persons");
  await page.locator("[name=query]").fill("zzzz");
  await page.keyboard.press("Enter");
  await page.getByText("Không có ai như vậy").waitFor();
});
