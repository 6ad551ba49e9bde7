// Chromium with one context a person. Every page collects errors and breaches of the content
// security policy; `quiet()` fails when there was one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PASSWORD = "hai-dang-demo-2026";
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// A request that found the server gone, or was refused on purpose, is no error of the page.
const EXPECTED = /Failed to load resource|net::ERR_|Failed to fetch|EventSource/;
export const DESK = { width: 1366, height: 768 };
export const PHONE = { width: 360, height: 740 };

export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ARGS,
  });
}

/** A busy machine is slow, and slow is no fault. */
const PATIENCE_MS = Number(process.env.PATIENCE_MS ?? 90_000);

/** A person at a screen of her own. */
export class Person {
  static async at(browser, url, viewport = DESK) {
    const person = new Person();
    person.url = url;
    person.context = await browser.newContext({ viewport, locale: "vi-VN", hasTouch: false });
    person.page = await person.context.newPage();
    person.page.setDefaultTimeout(PATIENCE_MS);
    person.faults = [];
    await person.page.addInitScript(() => {
      window.__breaches = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        window.__breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    person.page.on("console", (message) => {
      if (message.type() === "error" && !EXPECTED.test(message.text())) {
        person.faults.push(message.text());
      }
    });
    if (process.env.DEBUG) {
      person.page.on("response", async (answer) => {
        if (answer.status() < 400 || !answer.url().includes("/api/")) return;
        const text = await answer.text().catch(() => "");
        console.error(answer.status(), answer.request().method(), answer.url(), text.slice(0, 400));
      });
    }
    person.page.on("pageerror", (error) => person.faults.push(`${error}`));
    return person;
  }

  async signIn(username, password = PASSWORD) {
    await this.page.goto(this.url);
    await this.page.getByLabel("Tên đăng nhập").fill(username);
    await this.page.getByLabel("Mật khẩu").fill(password);
    await this.page.getByLabel("Mã xác thực 6 số").fill("000000");
    await this.page.keyboard.press("Enter");
    await this.page.getByRole("heading", { level: 1, name: "Việc của tôi" }).waitFor();
    return this;
  }

  /** Goes to a place as a click on a link does: without loading the page anew. */
  async go(path) {
    await this.page.evaluate((to) => {
      const link = document.createElement("a");
      link.href = to;
      document.body.append(link);
      link.click();
      link.remove();
    }, path);
    await this.settle();
  }

  async settle() {
    await this.page.locator("main h1").first().waitFor();
    await this.page.waitForFunction(() => !document.querySelector(".skeleton"));
    await this.page.waitForTimeout(350);
  }

  /** No finding of axe, no error, no breach. */
  async sound(where) {
    // From the top: what is half under a sticky bar would count as too small to hit.
    await this.page.evaluate(() => window.scrollTo(0, 0));
    await this.page.evaluate(AXE);
    const result = await this.page.evaluate(
      (tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags } }),
      RULES,
    );
    const lines = result.violations.map(
      (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
    );
    assert.deepEqual(lines, [], `axe on ${where}`);
    await this.quiet(where);
  }

  async quiet(where) {
    const breaches = await this.page.evaluate(() => window.__breaches);
    assert.deepEqual(breaches, [], `content security policy on ${where}`);
    assert.deepEqual(this.faults, [], `errors on ${where}`);
  }

  async close() {
    await this.context.close();
  }
}
