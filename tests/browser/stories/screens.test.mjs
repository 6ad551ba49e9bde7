// Every screen, at a desk and on a phone, in both languages: no finding of axe, no breach of the
// content security policy, no error, nothing wider than the screen.
import assert from "node:assert/strict";
import { DESK, PHONE } from "../lib/browser.mjs";
import { picture, story } from "../lib/story.mjs";

const SCREENS = {
  tuvan1: ["/", "/intake/new", "/contacts", "/cases", "/connections", "/referrals", "/referrals?view=board", "/deadlines", "/directory", "/directory?view=need&need=medical_care&province=33", "/documents", "/me"],
  lanhdao111: ["/", "/reports?from=2021-01-01&to=2021-06-30", "/reports?compare=yoy&cumulative=1", "/reports/working-group", "/deadlines", "/documents"],
  yt_tv: ["/", "/connections", "/referrals?view=inbox", "/deadlines"],
  thongke: ["/", "/reports"],
  kiemtoan: ["/audit"],
  quantri: ["/admin", "/admin/calendar", "/admin/rules", "/admin/lists", "/admin/templates"],
};
const SIZES = { desk: DESK, phone: PHONE };

function nameOf(user, path, size) {
  return `${user}${path.replace(/[/?=&-]+/g, "_")}-${size}`;
}

async function fits(person, where) {
  const wide = await person.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(wide <= 0, `${where} is ${wide} px too wide`);
}

async function look(person, where) {
  await person.sound(where);
  await fits(person, where);
  await picture(person, where);
}

/** The first record that a list opens. */
async function openFirst(person, list, prefix, where) {
  await person.go(list);
  const link = person.page.locator(`tbody a[href^="${prefix}"]`).first();
  await link.waitFor();
  await link.click();
  await person.page.waitForURL((url) => url.pathname.startsWith(prefix));
  await person.settle();
  await look(person, where);
}

for (const [size, viewport] of Object.entries(SIZES)) {
  story(`every screen is sound (${size})`, async ({ person }) => {
    const nobody = await person(null, viewport);
    await nobody.page.goto(nobody.url);
    await nobody.page.getByRole("heading", { level: 1, name: "Đăng nhập" }).waitFor();
    await look(nobody, `sign_in-${size}`);
    await nobody.page.getByRole("button", { name: /Lần đầu đăng nhập/ }).click();
    await look(nobody, `activation-${size}`);
    await nobody.close();
    for (const [user, paths] of Object.entries(SCREENS)) {
      const one = await person(user, viewport);
      for (const path of paths) {
        await one.go(path);
        await look(one, nameOf(user, path, size));
      }
      if (user === "tuvan1") {
        await openFirst(one, "/contacts?state=final", "/contacts/", `contact-${size}`);
        await openFirst(one, "/cases", "/cases/", `case-${size}`);
        const file = new URL(one.page.url()).pathname;
        await one.page.getByRole("link", { name: "Người thứ 1" }).click();
        await one.settle();
        const person = new URL(one.page.url()).pathname;
        assert.ok(person.startsWith(file));
        for (const part of ["", "?part=risk", "?part=identification", "?part=consents"]) {
          await one.go(`${person}${part}`);
          await look(one, `person${part.replace(/\W+/g, "_")}-${size}`);
        }
        await openFirst(one, "/connections?scope=asked", "/connections/", `connection-${size}`);
        await openFirst(one, "/directory", "/directory/", `organisation-${size}`);
        await one.page.keyboard.press("Control+k");
        await look(one, `palette-${size}`);
      }
      await one.close();
    }
  });
}

story("English stands beside Vietnamese on every screen, and dark beside light", async ({ person }) => {
  const lead = await person("lanhdao111");
  await lead.go("/me");
  await lead.page.getByText("English", { exact: true }).click();
  await lead.page.getByText("Dark", { exact: true }).click();
  for (const path of ["/", "/contacts", "/cases", "/connections", "/referrals", "/deadlines", "/directory", "/reports", "/reports/working-group", "/documents", "/me"]) {
    await lead.go(path);
    const words = await lead.page.locator(".pagehead h1").innerText();
    assert.doesNotMatch(words, /[ạảãăắằặẳẵâấầậẩẫđêếềệểễôốồộổỗơớờợởỡưứừựửữ]/, `${path}: ${words}`);
    await look(lead, `english-dark${path.replace(/\//g, "_")}`);
  }
});
