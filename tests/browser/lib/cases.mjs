// What the stories of cases and of referrals do on the screens of a case.
import { fillLayer } from "./acts.mjs";

const ANSWERS = {
  told_purpose: "Có",
  told_use: "Có",
  told_research: "Có",
  told_right_to_ask: "Có",
  told_storage_time: "Có",
  told_how_to_withdraw: "Có",
  agrees: "Có",
};

/** From the newest finished conversation of its kind to a case. Answers the address of the case. */
export async function openFromContact(counsellor) {
  const { page } = counsellor;
  await counsellor.go("/contacts?state=final&kind=referral");
  await page.locator('tbody a[href^="/contacts/"]').first().click();
  await page.getByRole("link", { name: "Mở hồ sơ" }).click();
  await page.getByRole("dialog").waitFor();
  await counsellor.sound("the layer of a new case");
  await fillLayer(counsellor, { summary: "Chỉ điều cần cho bước tiếp theo." });
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { level: 1, name: /CA-\d{4}-\d+/ }).waitFor();
  await counsellor.settle();
  return new URL(page.url()).pathname;
}

/** The layer of a consent, question by question and item by item, on the page of the person. */
export async function writeConsent(counsellor, recipient, categories, more = {}) {
  const { page } = counsellor;
  await page.getByRole("button", { name: "Ghi ý kiến" }).click();
  await counsellor.sound("the layer of a consent");
  await page.locator("[name=purpose]").selectOption("support");
  await page.locator("[name=recipient_organisation_id]").fill(recipient);
  await page.keyboard.press("Enter");
  for (const typed of categories) {
    await page.locator("[name=categories]").fill(typed);
    await page.keyboard.press("Enter");
  }
  await fillLayer(counsellor, { form: "Ký giấy", text_version: "1", ...more, ...ANSWERS });
  await page.getByText("Đang có hiệu lực").waitFor();
}
