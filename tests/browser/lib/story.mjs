// A story: one server with demo data, one browser, closed whatever happens.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser, Person } from "./browser.mjs";
import { Server } from "./server.mjs";

const STORY_MS = 400_000;
const SHOTS = process.env.SHOTS;
/** A demo server that runs already, for writing stories; those that kill the server cannot use it. */
const RUNNING = process.env.AT;
/** Part of the name of the only short story to tell, for writing it. */
const ONLY = process.env.ONLY;

/** Tells one after another on the same stage; says what every page showed when one fails. */
async function onStage(t, tell) {
  const server = RUNNING ? { url: RUNNING, close: async () => {} } : await Server.demo();
  const browser = await openBrowser();
  try {
    const person = async (username, viewport) => {
      const one = await Person.at(browser, server.url, viewport);
      return username ? one.signIn(username) : one;
    };
    await tell({ server, browser, person, t });
  } catch (error) {
    await describe(browser, t);
    throw error;
  } finally {
    await browser.close();
    await server.close();
  }
}

export function story(title, tell) {
  test(title, { timeout: STORY_MS }, (t) => onStage(t, tell));
}

/** Short stories on one stage, told by the same people; one that fails does not stop the others. */
export function shortStories(title, gather, stories) {
  test(title, { timeout: 2 * STORY_MS }, (t) =>
    onStage(t, async (stage) => {
      const people = await gather(stage);
      for (const [name, tell] of Object.entries(stories)) {
        if (ONLY && !name.includes(ONLY)) continue;
        await t.test(name, async (told) => {
          await stir(stage.browser);
          try {
            await tell(people, stage);
          } catch (error) {
            await describe(stage.browser, told);
            throw error;
          }
        });
      }
    }),
  );
}

/** A screen that nobody touches for some minutes locks itself. */
async function stir(browser) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const page of pages) await page.keyboard.press("Shift");
}

/** Says what every open page showed when a story failed: a report from elsewhere has no pictures. */
async function describe(browser, t) {
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    const text = await page.locator("body").innerText().catch(() => "(gone)");
    t.diagnostic(`${page.url()}: ${text.replace(/\s+/g, " ").slice(0, 1500)}`);
  }
}

/** Keeps a picture where somebody asked for them. */
export async function picture(person, name) {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await person.page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}
