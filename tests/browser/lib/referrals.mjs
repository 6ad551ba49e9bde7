// What the stories of referrals share: a case, the seven steps on screen, and the ways to have done on
// the server what is not the point of a story.
import { act, ask, fill } from "./acts.mjs";

export const NAME = "Nguyễn Thị Hư Cấu";
const ASKED = ["agrees", "told_purpose", "told_use", "told_research", "told_right_to_ask", "told_storage_time", "told_how_to_withdraw"];
const STROKES = [[{ x: 40, y: 120 }, { x: 420, y: 60 }, { x: 900, y: 180 }]];

/** A case with one assessed person; the stories of cases do this on screen. */
export async function openCase(counsellor, { level, alone = "no", birth = 1999, facts = {}, guardians = [] }) {
  const file = await ask(counsellor, "POST", "/cases", {
    entry_road: "hotline",
    person: {
      kind: "suspected_victim",
      identity: { full_name: NAME, phone: "0900 000 051", birth: { year: birth } },
      facts: { sex: "female", languages: ["vi"], where: "in_vn", ...facts },
      guardians,
    },
  });
  const person = file.persons[0].id;
  await assess(counsellor, person, level, alone);
  return { file: file.id, person };
}

/** A risk assessment of a level, with the factor that asks for it. */
export async function assess(counsellor, person, level, alone) {
  const yes = { high: "threats", medium: "no_home" }[level];
  const { factors } = await ask(counsellor, "GET", `/persons/${person}/risk-assessments`);
  await ask(counsellor, "POST", `/persons/${person}/risk-assessments`, {
    factors: factors.map(({ code }) => ({ code, answer: code === yes ? "yes" : "no" })),
    level,
    able_to_travel_alone: alone,
  });
}

export async function consent(counsellor, person, organisation, more = {}) {
  return ask(counsellor, "POST", `/persons/${person}/consents`, {
    purpose: "support",
    recipient_organisation_id: organisation,
    categories: ["work", "identity"],
    given_by: "self",
    form: "signed",
    language: "vi",
    text_version: "2026-01",
    answers: Object.fromEntries(ASKED.map((one) => [one, "yes"])),
    ...more,
  });
}

/** The organisation a person acts for. */
export async function ownOf(person) {
  return (await ask(person, "GET", "/sessions/current")).posts[0].organisation_id;
}

const look = (person, id) => ask(person, "GET", `/referrals/${id}`);

/** Writes to a part of a referral as it stands now. */
export async function part(person, id, path, body = {}, method = "POST") {
  const { version } = await look(person, id);
  return ask(person, method, `/referrals/${id}/${path}`, { version, ...body });
}

export const change = (person, id, action, body = {}) =>
  part(person, id, "status-changes", { action, ...body });

export const recorded = (person, id, step, content) =>
  part(person, id, `steps/${step}`, { officer: "Người Thử Một", done_at: new Date().toISOString(), [step]: content }, "PUT");

/** Drafted for a receiver. */
export async function drafted(counsellor, { file, person }, target, needs = ["shelter"]) {
  const made = await ask(counsellor, "POST", "/referrals", {
    case_id: file,
    person_id: person,
    urgency: "urgent",
    province: "33",
    summary: "Cần nơi ở an toàn.",
    needs: needs.map((service) => ({ service })),
    target: { organisation_id: target },
  });
  return made.id;
}

/** Drafted, steps 1 and 2, sent. */
export async function sent(counsellor, victim, target, needs) {
  const id = await drafted(counsellor, victim, target, needs);
  await recorded(counsellor, id, "risk_assessment", { relevance: "Kẻ đe dọa ở gần." });
  await recorded(counsellor, id, "victim_opinion", { opinion: "agrees", how_asked: "Hỏi riêng" });
  await change(counsellor, id, "send");
  return id;
}

export const acceptBy = (receiver, id) =>
  change(receiver, id, "accept", {
    acceptance: {
      procedures: "Mang giấy giới thiệu",
      contact_name: "Người Thử Hai",
      contact_phone: "0900000021",
      reception_plan: "Đón tại cổng",
    },
  });

/** The receiver accepts in writing, on screen. */
export async function accept(receiver) {
  await act(receiver, "Chấp thuận bằng văn bản", {
    contact_name: "Người Thử Liên Hệ",
    contact_phone: "0900 000 052",
    procedures: "Mang giấy giới thiệu",
    reception_plan: "Phòng nữ, đón tại cổng",
  });
  await head(receiver, "Chấp thuận");
}

/** Looks at who she is, for a reason. */
export async function reveal({ page }, reason = "reception") {
  await page.locator("[name=reveal_reason]").selectOption(reason, { timeout: 45_000 });
  await page.getByRole("button", { name: "Xem danh tính" }).click();
}

/** Sent, accepted in writing, decided, with its papers: what is left is consent and the way. */
export async function settled(counsellor, receiver, victim, target) {
  const id = await sent(counsellor, victim, target);
  await acceptBy(receiver, id);
  const now = new Date();
  await recorded(counsellor, id, "final_decision", {
    explained_services: "Tạm lánh",
    explained_procedures: "Tối đa ba tháng",
    explained_limits: "Không có chỗ cho gia đình",
    availability_confirmed_by: "Người Thử Hai",
    availability_confirmed_at: now.toISOString(),
    decision: "go",
    decided_on: now.toISOString().slice(0, 10),
    words: "Tôi đồng ý đến đó.",
  });
  await recorded(counsellor, id, "documents_consent", {
    documents: [{ title: "Giấy giới thiệu", mark: "identity" }],
  });
  return id;
}

/** Arrived and written down; the giver and the receiver have signed. */
export async function handedOver(counsellor, receiver, id) {
  await change(receiver, id, "arrive");
  const record = {
    place: "Trung tâm công tác xã hội",
    at: new Date().toISOString(),
    giver: { unit: "Tổng đài 111", name: "Người Thử Một" },
    receiver: { unit: "Sở Y tế", name: "Người Thử Hai", phone: "0900000021" },
    persons: [NAME],
    health: "Ổn định",
    belongings: ["một ba lô"],
    documents: ["giấy giới thiệu"],
    risks: "Kẻ đe dọa biết địa chỉ cũ",
    wishes: "Được gọi cho mẹ",
  };
  await part(counsellor, id, "hand-over-records", { record });
  await part(counsellor, id, "signatures", { role: "giver", name: "Người Thử Một", strokes: STROKES });
  await part(receiver, id, "signatures", { role: "receiver", name: "Người Thử Hai", strokes: STROKES });
}

/** Fills the step that is open and records it; the next one opens. */
export async function record({ page }, step, fields, more = async () => {}) {
  const panel = page.locator(`[data-step=${step}]`);
  await panel.waitFor();
  await fill(panel, fields);
  await more(panel);
  await panel.getByRole("button", { name: "Ghi bước này" }).click();
}

/** Steps 4 and 5 on screen. */
export async function decide(counsellor) {
  await record(counsellor, "final_decision", {
    explained_services: "Tạm lánh ba tháng",
    explained_procedures: "Mang giấy giới thiệu",
    explained_limits: "Không nhận người nhà",
    availability_confirmed_by: "Người Thử Liên Hệ",
    decision: "go",
    words: "Tôi muốn đến đó.",
  });
  await record(counsellor, "documents_consent", { "document 0": "Giấy giới thiệu" }, async (panel) => {
    await panel.getByLabel("Cho biết gì").selectOption("identity");
  });
}

/** Step 6 on screen: somebody takes the person there. */
export async function escort(counsellor, fields = {}) {
  await record(counsellor, "travel", {}, async (panel) => {
    await panel.locator("input[value=escorted]").check({ force: true });
    await panel.getByRole("button", { name: "Thêm nơi đã báo" }).click();
    await fill(panel, { "body 0": "UBND xã Hư Cấu", escort_name: "Người Thử Đưa", escort_organisation: "Công an xã Hư Cấu", ...fields });
  });
}

/** Draws a line with the pointer, as a finger does. */
async function draw(page) {
  const box = page.locator(".signaturebox");
  // In the middle: at the foot of a phone's screen the menu lies over it.
  await box.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const { x, y, width } = await box.boundingBox();
  await page.mouse.move(x + 20, y + 60);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + 20, { steps: 6 });
  await page.mouse.move(x + width - 30, y + 70, { steps: 6 });
  await page.mouse.up();
  await page.getByText("Đã ký.", { exact: true }).waitFor();
}

/** Signs on the page of the hand-over. */
export async function sign({ page }, role, name) {
  await page.locator(`input[value=${role}]`).check({ force: true });
  await page.locator("[name=signer]").fill(name);
  await draw(page);
  await page.locator("form button[type=submit]").click();
  await page.getByText(`${name} ký lúc`).waitFor();
}

/** Goes to a referral. */
export async function open(person, path) {
  await person.go(path);
  await person.page.getByRole("heading", { level: 1, name: /CT-/ }).waitFor();
}

/** Waits until the heading says the state. */
export function head({ page }, state) {
  return page.getByRole("heading", { level: 1, name: new RegExp(`CT-.*${state}`, "s") }).waitFor({ timeout: 45_000 });
}

