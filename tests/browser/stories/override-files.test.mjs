// Sharing without consent in danger to life, a hand-over signed on paper, and the files of a referral
// and of a person, by the people of both sides.
import assert from "node:assert/strict";
import { act, ask, fill, fillLayer } from "../lib/acts.mjs";
import { PHONE } from "../lib/browser.mjs";
import * as referrals from "../lib/referrals.mjs";
import { picture, shortStories } from "../lib/story.mjs";

const { NAME, open, openCase } = referrals;
const HEALTH = "Sở Y tế Hưng Yên";
const WHY = "Đối tượng đang trên đường tới nhà.";
const MINUTE_MS = 60_000;
const OFFSET_MS = 7 * 60 * MINUTE_MS;

async function gather({ person }) {
  const counsellor = await person("tuvan1");
  const health = await person("yt_tv");
  return { counsellor, health, target: await referrals.ownOf(health) };
}

const pathOf = (id) => `/referrals/${id}`;
const consents = ({ file, person }) => `/cases/${file}/persons/${person}?part=consents`;

/** The card of overrides on the page of a person. */
const overrides = ({ page }) => page.locator("section", { has: page.getByRole("heading", { name: "Chia sẻ không cần đồng ý" }) });

/** Waits until a request stands so, also where nobody touches the screen. */
const state = (person, word) => overrides(person).locator(".tag").getByText(word, { exact: true }).waitFor({ timeout: 45_000 });

/** A moment from now as one types it here. */
function typed(minutes) {
  const [day, time] = new Date(Date.now() + minutes * MINUTE_MS + OFFSET_MS).toISOString().split("T");
  return `${day.split("-").reverse().join("/")} ${time.slice(0, 5)}`;
}

/** Opens the layer of a request and fills it; sends nothing. */
async function fillRequest({ page }, minutes) {
  await page.getByRole("button", { name: "Đề nghị chia sẻ khi nguy hiểm" }).click();
  const layer = page.getByRole("dialog");
  await fill(layer, { reason: "life_danger", why: WHY, recipient_organisation_id: HEALTH });
  for (const one of ["việc cần", "danh tính"]) await fill(layer, { categories: one });
  await fill(layer, { until: typed(minutes) });
  return layer;
}

const send = (layer) => layer.locator(".dialogfoot .button").last().click();

async function request(officer, victim, minutes) {
  await officer.go(consents(victim));
  const layer = await fillRequest(officer, minutes);
  await send(layer);
  await layer.waitFor({ state: "detached" });
  await state(officer, "Chờ duyệt");
}

/** Presses one of the buttons of the request and says why. */
async function answer(person, button, fields) {
  await overrides(person).getByRole("button", { name: `${button}: ${HEALTH}`, exact: true }).click();
  await fillLayer(person, fields);
}

const closed = ({ page }) => page.getByText("Chưa mở. Còn thiếu:").waitFor({ timeout: 45_000 });

async function reveal(person) {
  await referrals.reveal(person, "emergency");
  await person.page.getByText(NAME).waitFor();
}

/** A referral that the health body accepted; nobody has consented to anything. */
async function acceptedWithoutConsent({ counsellor, health, target }) {
  const victim = await openCase(counsellor, { level: "high" });
  const id = await referrals.sent(counsellor, victim, target);
  await referrals.acceptBy(health, id);
  return { victim, id };
}

async function inDanger(people, { person }) {
  const { counsellor, health } = people;
  const { victim, id } = await acceptedWithoutConsent(people);
  await open(health, pathOf(id));
  await closed(health);
  await counsellor.go(consents(victim));
  const layer = await fillRequest(counsellor, 73 * 60);
  await counsellor.sound("a request to share in danger");
  await picture(counsellor, "override-ask-desk");
  await send(layer);
  await layer.getByText("Quá muộn").waitFor();
  assert.equal(await layer.locator("[name=why]").inputValue(), WHY);
  await fill(layer, { until: typed(6 * 60) });
  await send(layer);
  await layer.waitFor({ state: "detached" });
  await state(counsellor, "Chờ duyệt");
  assert.equal(await overrides(counsellor).getByRole("button", { name: /^Duyệt/ }).count(), 0);
  await counsellor.sound("a request that waits");

  // The lead of the hotline is on the way home: her duty leads her to the request.
  const lead = await person("lanhdao111", PHONE);
  await lead.go("/deadlines?scope=organisation");
  const { number } = await ask(counsellor, "GET", `/cases/${victim.file}`);
  const duty = lead.page.locator(".dutycard", { hasText: "Quyết định việc chia sẻ" });
  await picture(lead, "override-duty-phone");
  await duty.getByRole("link", { name: number }).click();
  await state(lead, "Chờ duyệt");
  await lead.page.getByText(WHY).waitFor();
  await lead.sound("a request before a manager, on a phone");
  assert.equal(await lead.page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  await picture(lead, "override-decide-phone");
  await answer(lead, "Duyệt", { note: "Đã gọi công an xã." });
  await state(lead, "Đang mở");
  await lead.page.getByText("Đã gọi công an xã.").waitFor();
  await lead.page.getByText("Đang mở thông tin mà không có sự đồng ý của người này.").waitFor();
  await lead.sound("an override in force, on a phone");
  await picture(lead, "override-open-phone");

  await state(counsellor, "Đang mở");
  await counsellor.page.locator("aside").getByText(HEALTH).waitFor();
  await reveal(health);
  await health.sound("an identity opened without consent");
  await picture(health, "override-receiver-desk");
  // She is about to stop it while the officer writes: her reason stays and still counts.
  await overrides(lead).getByRole("button", { name: `Dừng ngay: ${HEALTH}` }).click();
  const stop = lead.page.getByRole("dialog");
  await fill(stop, { reason: "Đã ở nơi an toàn." });
  await answer(counsellor, "Đã báo cho người này", { note: "Gọi vào giờ an toàn." });
  await answer(counsellor, "Đã chia sẻ gì", { note: "Họ tên, cho cán bộ trực." });
  await overrides(counsellor).getByText("Họ tên, cho cán bộ trực.").waitFor();
  await picture(counsellor, "override-open-desk");
  await overrides(lead).getByText("Họ tên, cho cán bộ trực.").waitFor();
  await send(stop);
  await stop.waitFor({ state: "detached" });
  await state(lead, "Đã dừng");
  await closed(health);
  assert.ok(!(await health.page.locator("main").innerText()).includes(NAME), "the name is still shown");
  await state(counsellor, "Đã dừng");
  await counsellor.sound("an override that was ended");
  await lead.close();
}

async function byItself(people, { person }) {
  const { counsellor, health } = people;
  const { victim, id } = await acceptedWithoutConsent(people);
  await request(counsellor, victim, 2);
  const lead = await person("lanhdao111");
  await lead.go(consents(victim));
  await answer(lead, "Duyệt", { note: "Đã gọi công an xã." });
  await open(health, pathOf(id));
  await reveal(health);
  const until = Date.now() + 2 * MINUTE_MS;
  while (Date.now() < until && (await health.page.getByText(NAME).isVisible())) {
    await health.page.keyboard.press("Shift");
    await health.page.waitForTimeout(2000);
  }
  await closed(health);
  await health.sound("an identity whose time is over");
  await state(counsellor, "Hết giờ");
  await lead.close();
}

async function notHerOwn({ target }, { person }) {
  const lead = await person("truongca1");
  const victim = await openCase(lead, { level: "high" });
  await request(lead, victim, 60);
  const own = overrides(lead);
  assert.equal(await own.getByRole("button", { name: /^(Duyệt|Không duyệt)/ }).count(), 0);
  // A page that offers it all the same: the server refuses, and nothing typed is lost.
  await lead.page.route("**/persons/*/consents", async (route) => {
    const response = await route.fetch();
    const matrix = await response.json();
    matrix.overrides[0].next_actions.push("approve");
    await route.fulfill({ response, json: matrix });
  });
  await lead.go("/cases");
  await lead.go(consents(victim));
  await own.getByRole("button", { name: `Duyệt: ${HEALTH}`, exact: true }).click();
  const layer = lead.page.getByRole("dialog");
  await fill(layer, { note: "Tự tôi duyệt." });
  await send(layer);
  await layer.getByRole("alert").getByText("Người đề nghị không được tự duyệt.").waitFor();
  assert.equal(await layer.locator("[name=note]").inputValue(), "Tự tôi duyệt.");
  await lead.sound("an approval of one's own request");
  await picture(lead, "override-own-desk");
  await lead.page.setViewportSize(PHONE);
  await picture(lead, "override-own-phone");
  const { overrides: kept } = await ask(lead, "GET", `/persons/${victim.person}/consents`);
  assert.deepEqual(kept.map((one) => [one.state, one.recipient_organisation_id]), [["requested", target]]);
  await lead.close();
}

async function refusedByAnother(people, { person }) {
  const { counsellor, health } = people;
  const { victim, id } = await acceptedWithoutConsent(people);
  await request(counsellor, victim, 60);
  const lead = await person("truongca1");
  await lead.go(consents(victim));
  await answer(lead, "Không duyệt", { note: "Công an xã đã có mặt." });
  await state(counsellor, "Không duyệt");
  await open(health, pathOf(id));
  await closed(health);
  await lead.close();
}

const files = ({ page }) => page.locator("section", { has: page.getByRole("heading", { name: "Tệp đính kèm" }) });
const line = (person, name) => files(person).locator("li", { hasText: name });

/** Sends a file from the layer that is open; it stays open when the file is refused. */
async function sendFile({ page }, name, buffer, kind) {
  const layer = page.getByRole("dialog");
  if (kind) await layer.getByLabel("Loại").selectOption(kind);
  await layer.getByLabel("Chọn tệp").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await layer.getByRole("button", { name: "Gửi tệp" }).click();
}

async function attach(person, name, buffer, kind) {
  await files(person).getByRole("button", { name: "Thêm tệp" }).click();
  await sendFile(person, name, buffer, kind);
  await person.page.getByRole("dialog").waitFor({ state: "detached" });
}

const inState = (person, name, word) =>
  line(person, name).getByText(word, { exact: true }).waitFor({ timeout: 45_000 });

/** Presses a button of a file that hands it over; says the name under which it arrives. */
async function download(person, button, name, reason) {
  await files(person).getByRole("button", { name: `${button}: ${name}` }).click({ trial: true });
  const arriving = person.page.waitForEvent("download");
  await files(person).getByRole("button", { name: `${button}: ${name}` }).click();
  if (reason) await fillLayer(person, { reason });
  return (await arriving).suggestedFilename();
}

/** A photo of something: here of what the screen shows. */
const photo = ({ page }) => page.screenshot();

async function onPaper(people, { person }) {
  const { counsellor, health, target } = people;
  const victim = await openCase(counsellor, { level: "high" });
  const id = await referrals.settled(counsellor, health, victim, target);
  await referrals.consent(counsellor, victim.person, target);
  await open(counsellor, pathOf(id));
  await referrals.escort(counsellor);
  await act(counsellor, "Lên đường");
  await referrals.head(counsellor, "Đang đưa đến");
  await referrals.handedOver(counsellor, health, id);

  // The person signed by hand; the paper is photographed on the spot.
  const receiver = await person("yt_tv", PHONE);
  const { page } = receiver;
  await receiver.go(`${pathOf(id)}/hand-over`);
  await page.locator("input[value=person]").check({ force: true });
  await page.getByText("Giấy đã ký, bản quét").click();
  await page.locator("[name=signer]").fill(NAME);
  const scan = await photo(receiver);
  const add = page.getByRole("button", { name: "Thêm tệp" });
  await add.click();
  await receiver.sound("the layer of a scanned paper");
  await sendFile(receiver, "bien-ban.exe", scan);
  await page.getByRole("dialog").getByText("Loại tệp không được nhận").waitFor();
  await picture(receiver, "paper-refused-phone");
  await sendFile(receiver, "bien-ban.pdf", Buffer.from("không phải PDF"));
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("bien-ban.pdf: Không nhận: nội dung khác với đuôi tệp").waitFor({ timeout: 45_000 });
  await picture(receiver, "paper-not-taken-phone");
  await add.click();
  await sendFile(receiver, "bien-ban-1.png", scan);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const choice = page.getByLabel("Biên bản đã ký");
  await choice.locator("option", { hasText: "bien-ban-1.png" }).waitFor({ state: "attached", timeout: 45_000 });
  await choice.selectOption({ label: "bien-ban-1.png" });
  // The first page was blurred: sending another one is not signing with the first.
  await add.click();
  await sendFile(receiver, "bien-ban-2.png", scan);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await choice.locator("option", { hasText: "bien-ban-2.png" }).waitFor({ state: "attached", timeout: 45_000 });
  const before = await ask(receiver, "GET", pathOf(id));
  assert.equal(before.hand_over.signatures.length, 2, "signed by sending a file");
  await choice.selectOption({ label: "bien-ban-2.png" });
  await receiver.sound("a signature on paper");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  await picture(receiver, "paper-chosen-phone");
  await page.getByRole("button", { name: "Ký: Người được hỗ trợ" }).click();
  await page.getByText("Đủ chữ ký.").waitFor();
  await page.getByText("ký trên giấy").waitFor();
  await receiver.sound("a hand-over signed on paper");
  await picture(receiver, "paper-signed-phone");
  const { hand_over } = await ask(receiver, "GET", pathOf(id));
  assert.match(hand_over.signatures.find((one) => one.role === "person").scan.sha256, /^[0-9a-f]{64}$/);

  // A signature rests on it: it stays.
  await receiver.go(pathOf(id));
  await inState(receiver, "bien-ban-2.png", "Dùng được");
  await files(receiver).getByRole("button", { name: "Rút tệp: bien-ban-2.png" }).click();
  const layer = page.getByRole("dialog");
  await fill(layer, { reason: "Ảnh mờ." });
  await send(layer);
  await layer.getByText("Đã có chữ ký dựa trên tệp này, không rút được.").waitFor();
  assert.equal(await layer.locator("[name=reason]").inputValue(), "Ảnh mờ.");
  await receiver.close();
}

async function filesOfReferral({ counsellor, health, target }, { person }) {
  const victim = await openCase(counsellor, { level: "high" });
  const id = await referrals.sent(counsellor, victim, target);
  await referrals.acceptBy(health, id);
  const { page } = counsellor;
  await open(counsellor, pathOf(id));
  await files(counsellor).getByRole("button", { name: "Thêm tệp" }).click();
  await sendFile(counsellor, "giay-gioi-thieu.exe", Buffer.from("MZ"), "certificate");
  await page.getByRole("dialog").getByText("Loại tệp không được nhận").waitFor();
  await counsellor.sound("a file of a referral that is refused");
  await picture(counsellor, "referral-file-refused-desk");
  await sendFile(counsellor, "giay-gioi-thieu.png", await photo(counsellor), "certificate");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await inState(counsellor, "giay-gioi-thieu.png", "Dùng được");
  await attach(counsellor, "gia-mao.pdf", Buffer.from("không phải PDF"), "certificate");
  await inState(counsellor, "gia-mao.pdf", "Không nhận");
  await line(counsellor, "gia-mao.pdf").getByText(/nội dung khác với đuôi tệp|loại tệp không được nhận/).waitFor();
  await counsellor.sound("the files of a referral");
  await picture(counsellor, "referral-files-desk");

  // No paper without her consent to papers, nor a button that would lead to one.
  await open(health, pathOf(id));
  await files(health).getByText("Chưa có tệp nào.").waitFor();
  const categories = ["work", "identity", "documents"];
  await referrals.consent(counsellor, victim.person, target, { categories });
  await health.go("/referrals");
  await open(health, pathOf(id));
  await inState(health, "giay-gioi-thieu.png", "Dùng được");
  assert.equal(await download(health, "Tải bản an toàn", "giay-gioi-thieu.png"), "giay-gioi-thieu.png");
  assert.equal(await download(health, "Tải bản gốc", "giay-gioi-thieu.png", "evidence"), "giay-gioi-thieu.png");
  await health.sound("the files of a referral at the agency");
  await picture(health, "referral-files-receiver-desk");

  const { items } = await ask(counsellor, "GET", `/files?subject_kind=referral&subject_id=${id}`);
  const file = items.find((one) => one.name === "giay-gioi-thieu.png");
  const auditor = await person("kiemtoan");
  await auditor.go(`/audit?object_id=${file.id}`);
  const rows = auditor.page.locator("tbody tr", { hasText: "file.download_" });
  await rows.nth(1).waitFor();
  for (const row of await rows.all()) assert.match(await row.innerText(), /yt_tv/);
  await auditor.sound("the downloads of a file in the log");
  await auditor.close();

  await files(counsellor).getByRole("button", { name: "Rút tệp: giay-gioi-thieu.png" }).click();
  await fillLayer(counsellor, { reason: "Nhầm giấy." });
  await inState(counsellor, "giay-gioi-thieu.png", "Đã rút");
  assert.equal(await line(counsellor, "giay-gioi-thieu.png").getByRole("button").count(), 0);
  await health.go("/referrals");
  await open(health, pathOf(id));
  await files(health).waitFor();
  assert.equal(await files(health).getByRole("button", { name: /^Tải/ }).count(), 0);
  await counsellor.quiet("a file that was withdrawn");
}

async function filesOfPerson({ counsellor }, { person }) {
  const victim = await openCase(counsellor, { level: "high" });
  const path = `/cases/${victim.file}/persons/${victim.person}`;
  const mobile = await person("tuvan1", PHONE);
  await mobile.go(path);
  await files(mobile).getByText("Chưa có tệp nào.").waitFor();
  await files(mobile).getByRole("button", { name: "Thêm tệp" }).click();
  await sendFile(mobile, "can-cuoc.heic", Buffer.from("x"), "identity_paper");
  await mobile.page.getByRole("dialog").getByText("Loại tệp không được nhận").waitFor();
  await picture(mobile, "person-file-refused-phone");
  await sendFile(mobile, "can-cuoc.png", await photo(mobile));
  await mobile.page.getByRole("dialog").waitFor({ state: "detached" });
  await inState(mobile, "can-cuoc.png", "Dùng được");
  await attach(mobile, "benh-an.txt", Buffer.from("Nội dung thử nghiệm.\n"), "medical");
  await inState(mobile, "benh-an.txt", "Dùng được");
  await mobile.sound("the files of a person, on a phone");
  assert.equal(await mobile.page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  await picture(mobile, "person-files-phone");
  assert.equal(await download(mobile, "Tải bản an toàn", "can-cuoc.png"), "can-cuoc.png");
  assert.equal(await download(mobile, "Tải bản gốc", "benh-an.txt", "evidence"), "benh-an.txt");

  // A manager sees who she is, not what is told of her; a colleague sees nothing at all.
  const lead = await person("lanhdao111");
  await lead.go(path);
  await inState(lead, "can-cuoc.png", "Dùng được");
  assert.equal(await line(lead, "benh-an.txt").count(), 0);
  assert.equal(await files(lead).getByRole("button", { name: /^(Rút|Thêm)/ }).count(), 0);
  await lead.sound("the files of a person before a manager");
  await picture(lead, "person-files-manager-desk");
  await files(mobile).getByRole("button", { name: "Rút tệp: can-cuoc.png" }).click();
  await fillLayer(mobile, { reason: "Chụp nhầm người." });
  await inState(mobile, "can-cuoc.png", "Đã rút");
  await lead.go("/cases");
  await lead.go(path);
  await files(lead).waitFor();
  assert.equal(await files(lead).getByRole("button", { name: /^Tải/ }).count(), 0);
  await lead.close();
  await mobile.close();
}

shortStories("sharing in danger, paper and files", gather, {
  "in danger to life a manager opens what is needed, and ends it": inDanger,
  "an override ends by itself when its time is over": byItself,
  "who asks for an override never approves it": notHerOwn,
  "an override that is refused opens nothing": refusedByAnother,
  "a paper signed by hand and scanned stands for the drawing, and stays": onPaper,
  "a file of a referral goes with consent to papers, and every download is on record": filesOfReferral,
  "a file of a person shows as far as her case does, until it is withdrawn": filesOfPerson,
});
