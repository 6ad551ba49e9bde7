// A new colleague: account by the administrator, one-time code, own password, second factor.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { picture, story } from "../lib/story.mjs";

const STEP_S = 30;
const PASSWORD = "một câu dài mà dễ nhớ 42";

/** The six digits of RFC 6238 for a base32 secret. */
function codeOf(secret) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((one) => alphabet.indexOf(one).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP_S)));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

story("a new account is made, activated and used", async ({ person }) => {
  const admin = await person("quantri");
  await admin.go("/admin/users");
  const { page } = admin;
  await page.getByRole("button", { name: "Thêm tài khoản" }).click();
  const layer = page.getByRole("dialog");
  await layer.locator("[name=username]").fill("nguoimoi");
  await layer.locator("[name=display_name]").fill("Người Thử Mới");
  await layer.locator("[name=role]").selectOption("counsellor");
  await layer.locator("[name=organisation_id]").fill("Tổng đài điện thoại quốc gia");
  await layer.locator(".options [role=option]").first().click();
  await layer.getByRole("button", { name: "Thêm tài khoản" }).click();
  await page.getByRole("heading", { name: "Mã kích hoạt" }).waitFor();
  await admin.sound("the one-time code");
  const code = await page.locator(".bigcode code").innerText();

  const colleague = await person(null);
  const own = colleague.page;
  await own.goto(colleague.url);
  await own.getByRole("button", { name: /Lần đầu đăng nhập/ }).click();
  await own.getByLabel("Tên đăng nhập").fill("nguoimoi");
  await own.getByLabel("Mã kích hoạt").fill(code);
  await own.getByLabel("Mật khẩu mới", { exact: false }).first().fill(PASSWORD);
  await own.getByLabel("Nhập lại mật khẩu mới").fill(PASSWORD);
  await own.getByRole("button", { name: "Tiếp tục" }).click();
  await own.getByRole("heading", { name: "Xác thực lớp thứ hai" }).waitFor();
  await own.waitForFunction(() => document.querySelector("img.qr")?.naturalWidth > 0);
  await colleague.sound("the second factor");
  await picture(colleague, "second-factor-desk");
  const secret = await own.locator("p code").first().innerText();
  await own.getByText("Tôi đã cất các mã dự phòng").click();
  await own.getByLabel("Mã xác thực 6 số").fill(codeOf(secret));
  await own.getByRole("button", { name: "Tiếp tục" }).click();
  await own.getByRole("heading", { level: 1, name: "Việc của tôi" }).waitFor();
  assert.match(await own.locator(".who").innerText(), /Người Thử Mới\s+Nhân viên tư vấn/);
  await colleague.quiet("my work of the new colleague");
});
