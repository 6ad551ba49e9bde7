// What stories do again and again: layers with fields, lists to choose from, a way past the screen.
import { randomUUID } from "node:crypto";

/** Writes into fields by name: text, list, combobox or choice, as each is. */
export async function fill(scope, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const group = scope.locator(`[data-group="${name}"]`);
    if ((await group.count()) > 0) {
      await group.getByText(value, { exact: true }).click();
      continue;
    }
    const field = scope.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((one) => `${one.tagName} ${one.getAttribute("role") ?? ""}`);
    if (kind.startsWith("SELECT")) await field.selectOption(value);
    else await field.fill(value);
    if (kind.includes("combobox")) await field.press("Enter");
  }
}

/** Fills the layer that is open, sends it, and waits until it is gone. */
export async function fillLayer({ page }, fields = {}) {
  const layer = page.getByRole("dialog");
  await layer.waitFor();
  await fill(layer, fields);
  await layer.locator(".dialogfoot .button").last().click();
  await layer.waitFor({ state: "detached" });
}

/** Opens the layer of a button of the head, fills it and sends it. */
export async function act(person, button, fields = {}) {
  await person.page.locator(".pagehead").getByRole("button", { name: button, exact: true }).click();
  await fillLayer(person, fields);
}

/** Chooses an organisation by name, out of the suggestions or the directory. */
export async function chooseTarget(scope, name) {
  const suggested = scope.getByRole("button", { name: `Chọn nơi này: ${name}` }).first();
  await scope.locator(".suggestion, .empty").first().waitFor();
  if ((await suggested.count()) > 0) {
    await suggested.click();
    return;
  }
  const open = scope.getByRole("button", { name: "Chọn cơ quan khác" });
  if ((await open.count()) > 0) await open.click();
  await scope.getByRole("combobox", { name: "Cơ quan" }).fill(name);
  await scope.getByRole("option", { name }).first().click();
  await scope.getByRole("button", { name: "Chọn", exact: true }).click();
}

/** By keyboard alone: a new conversation of the kind with this digit, its topic, caller and province. */
export async function startCall({ page }, digit) {
  await page.keyboard.press("F2");
  await page.waitForFunction(() => document.activeElement?.matches("input[type=radio]"));
  await page.keyboard.press(digit);
  await page.waitForFunction(() => document.activeElement?.name === "topics");
  for (const typed of ["ho tro phap luat", "nan nhan", "hung yen"]) {
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
}

/** Asks the server as the signed-in person, for what another story shows on screen. */
export async function ask({ page }, method, path, body) {
  const key = randomUUID();
  const answer = await page.evaluate(
    async (request) => {
      const session = await (await fetch("/api/v1/sessions/current")).json();
      const response = await fetch(`/api/v1${request.path}`, {
        method: request.method,
        headers: {
          "Content-Type": "application/json",
          "X-CSRF-Token": session.csrf_token,
          "Idempotency-Key": request.key,
        },
        ...(request.body ? { body: JSON.stringify(request.body) } : {}),
      });
      return { status: response.status, json: await response.json().catch(() => null) };
    },
    { method, path, body, key },
  );
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer.json;
}
