// A victim's case on the screens: opened from a conversation, facts with answers left open, a look
// behind the mask, risk against the last time, safety plan, identification, consent by question,
// notes behind their wall, a conference whose decision is a duty, closing (R-015, R-016, R-019,
//
import assert from "node:assert/strict";
import { fillLayer } from "../lib/acts.mjs";
import { PHONE } from "../lib/browser.mjs";
import { openFromContact, writeConsent } from "../lib/cases.mjs";
import { picture, story } from "../lib/story.mjs";

async function act(person, button, fields) {
  const { page } = person;
  await page.locator("main").getByRole("button", { name: button }).first().click();
  await fillLayer(person, fields);
  await person.settle();
}

/** Facts: known first, unknown and refused are answers, half a birth date is a birth date. */
async function writeFacts(counsellor) {
  const { page } = counsellor;
  await page.getByRole("link", { name: "Người thứ 1" }).click();
  await page.getByRole("heading", { level: 1, name: /Người thứ 1/ }).waitFor();
  await page.getByRole("button", { name: "Ghi thêm, sửa" }).click();
  await page.locator("[name=sex]").selectOption("female");
  await page.locator("[name=marital_status]").selectOption("refused");
  await page.locator("[name=education]").selectOption("unknown");
  await page.locator("summary", { hasText: "Danh tính" }).click();
  await page.locator("[name=full_name]").fill("Người Thử Được Hỗ Trợ");
  await page.locator("[name=year]").fill("2010");
  await page.locator("[name=month]").fill("5");
  await page.locator("[name=phone]").fill("0900 000 031");
  await page.locator("summary", { hasText: "Cha mẹ, người giám hộ" }).click();
  await counsellor.sound("the form of a person");
  await picture(counsellor, "case-person-form");
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await page.getByRole("button", { name: "Ghi thêm, sửa" }).waitFor();
  const shown = await page.locator("main").innerText();
  assert.ok(!shown.includes("Người Thử Được Hỗ Trợ"), "a name is shown without a reason");
  assert.ok(!shown.includes("0900 000 031"), "a number is shown without a reason");
  assert.match(shown, /Coi là trẻ em/);
  assert.match(shown, /Từ chối trả lời/);
}

async function lookBehindTheMask(counsellor) {
  const { page } = counsellor;
  await act(counsellor, "Xem danh tính", { reason: "Gọi lại theo hẹn" });
  await page.getByText("Người Thử Được Hỗ Trợ").waitFor();
  await counsellor.sound("a revealed identity");
}

async function assessRisk(counsellor) {
  const { page } = counsellor;
  await page.getByRole("link", { name: "Nguy cơ, an toàn" }).click();
  await page.getByRole("button", { name: "Đánh giá nguy cơ" }).click();
  const answer = (code, word) => page.locator(`[data-group="${code}"]`).getByText(word).click();
  await answer("threats", "Có");
  await answer("debt", "Không biết");
  await answer("level", "Thấp");
  await counsellor.sound("the form of a risk assessment");
  await page.getByRole("button", { name: "Lưu đánh giá" }).click();
  await page.getByRole("alert").waitFor();
  await answer("level", "Cao");
  await page.getByRole("button", { name: "Lưu đánh giá" }).click();
  await page.getByText("Lần đánh giá đầu tiên.").waitFor();
  await page.getByRole("button", { name: "Đánh giá lại" }).click();
  assert.ok(await page.locator('[data-group="threats"] label.on', { hasText: "Có" }).count());
  await answer("debt", "Có");
  await answer("level", "Khẩn cấp");
  await page.getByRole("button", { name: "Lưu đánh giá" }).click();
  await page.getByText("Nguy cơ cao hơn lần trước.").waitFor();
  await act(counsellor, "Sửa", { code_word: "hoa mai", how: "nhắn tin" });
  await page.getByText("hoa mai").waitFor();
  await counsellor.sound("risk and safety");
  await picture(counsellor, "case-risk");
}

async function identify(counsellor) {
  const { page } = counsellor;
  await page.getByRole("link", { name: "Xác định nạn nhân" }).click();
  await page.getByRole("heading", { name: "Các bước đã qua" }).waitFor();
  await act(counsellor, "Ghi nghi vấn");
  await page.getByText("Được hỗ trợ và bảo vệ ngay từ bây giờ").waitFor();
  await act(counsellor, "Thêm căn cứ", { kind: "ev_e", description: "Lời trình bày thử nghiệm." });
  await page.getByText("Lời trình bày thử nghiệm.").waitFor({ state: "attached" });
  await counsellor.sound("the identification");
  await picture(counsellor, "case-identification");
}

async function consent(counsellor) {
  const { page } = counsellor;
  await page.getByRole("link", { name: "Sự đồng ý" }).click();
  await page.getByText("chính người này + người đại diện").waitFor();
  await writeConsent(counsellor, "Sở Y tế Hưng Yên", ["việc cần", "sức khỏe"], {
    rep_kind: "parent",
    rep_name: "Người Thử Đại Diện",
  });
  await counsellor.sound("the consent matrix");
  await picture(counsellor, "case-consents");
  await page.getByRole("button", { name: "Rút lại" }).click();
  await fillLayer(counsellor, { reason: "Không muốn nữa" });
  await page.getByText("Đã dừng chia sẻ").waitFor();
  await page.getByText("Đã rút lại").first().waitFor();
}

async function workOnTheCase(counsellor, path) {
  const { page } = counsellor;
  await counsellor.go(path);
  await page.keyboard.press("Alt+n");
  await fillLayer(counsellor, { text: "Nội dung ghi chú thử nghiệm." });
  await act(counsellor, "Thêm nhu cầu", { service: "tạm lánh", wish: "Ở gần chị" });
  await page.getByText("Mong muốn: Ở gần chị").waitFor();
  await page.getByText("Ghi chú hỗ trợ").last().waitFor();
  assert.equal(await page.getByText("Nội dung ghi chú thử nghiệm.").isVisible(), false);
  await page.getByRole("button", { name: "Ghi cuộc họp" }).click();
  const layer = page.getByRole("dialog");
  await layer.getByLabel("Thành phần").fill("Công an xã\nTrạm y tế");
  await layer.getByLabel("Quyết định 1").fill("Bố trí nơi tạm lánh");
  await layer.getByRole("combobox", { name: "Cơ quan làm" }).fill("Sở Y tế Hưng Yên");
  await page.keyboard.press("Enter");
  await layer.getByLabel("Hạn", { exact: true }).fill("31/12/2030");
  await layer.getByRole("button", { name: "Lưu" }).click();
  await layer.waitFor({ state: "detached" });
  await page.getByText("Bố trí nơi tạm lánh").first().waitFor();
  assert.match(await page.locator("main").textContent(), /kết luận họp ca/);
  await counsellor.sound("a case at work");
  await picture(counsellor, "case-desk");
}

/** Closing shows what is open and wants a reason for each. */
async function close(counsellor) {
  const { page } = counsellor;
  await page.getByRole("button", { name: "Đóng hồ sơ" }).click();
  const layer = page.getByRole("dialog");
  await layer.getByText(/việc chưa xong/).waitFor();
  await counsellor.sound("the layer of closing");
  await picture(counsellor, "case-close");
  const reasons = await layer.locator('[name^="duty "]').evaluateAll((all) => all.map((one) => one.name));
  assert.ok(reasons.length > 0, "no open duty is shown");
  await fillLayer(counsellor, {
    closure: "client_declined",
    outcome: "Người được hỗ trợ không muốn tiếp tục.",
    risk: "Trung bình",
    waiver: "Người được hỗ trợ không muốn được liên hệ.",
    ...Object.fromEntries(reasons.map((name) => [name, "Không còn cần"])),
  });
  await page.getByRole("heading", { level: 1, name: /Đã đóng/ }).waitFor();
  await act(counsellor, "Mở lại", { reason: "Người được hỗ trợ gọi lại." });
  await page.getByRole("button", { name: "Đóng hồ sơ" }).waitFor();
}

story("a conversation becomes a case that is led to its end", async ({ person }) => {
  const counsellor = await person("tuvan1");
  const path = await openFromContact(counsellor);
  await writeFacts(counsellor);
  await lookBehindTheMask(counsellor);
  await assessRisk(counsellor);
  await identify(counsellor);
  await consent(counsellor);
  await workOnTheCase(counsellor, path);

  const colleague = await person("tuvan2");
  await colleague.page.goto(colleague.url + path);
  await colleague.page.getByText("Không có bản ghi này").waitFor();
  await colleague.close();

  const phone = await person("tuvan1", PHONE);
  await phone.go(path);
  await phone.sound("a case on a phone");
  await picture(phone, "case-phone");
  await phone.close();

  await close(counsellor);
  await counsellor.quiet("the end");
});
