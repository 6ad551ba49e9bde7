import { expect, it } from "vitest";
import {
  dropKey,
  hasKey,
  hasPin,
  openAfterSignIn,
  openWithPassword,
  openWithPin,
  PIN_TRIES,
  seal,
  setPin,
  setRounds,
  unseal,
} from "./devicekey";

setRounds(1000);

it("a sealed draft opens again with the password and with the PIN", async () => {
  await openAfterSignIn("u1", "mật khẩu");
  const { iv, sealed } = await seal({ summary: "bí mật" });
  await setPin("u1", "246810");
  dropKey();
  expect(await unseal(iv, sealed)).toBeUndefined();
  expect(await openWithPassword("u1", "sai")).toBe(false);
  expect(await openWithPassword("u1", "mật khẩu")).toBe(true);
  expect(await unseal(iv, sealed)).toEqual({ summary: "bí mật" });
  dropKey();
  expect(await openWithPin("u1", "000000")).toEqual({ ok: false, left: PIN_TRIES - 1 });
  expect((await openWithPin("u1", "246810")).ok).toBe(true);
  expect(hasKey("u1")).toBe(true);
});

it("ten wrong PINs take the PIN away", async () => {
  await openAfterSignIn("u2", "mật khẩu");
  await setPin("u2", "246810");
  for (let turn = 0; turn < PIN_TRIES; turn++) await openWithPin("u2", "111111");
  expect(await hasPin("u2")).toBe(false);
  expect((await openWithPin("u2", "246810")).ok).toBe(false);
  expect(await openWithPassword("u2", "mật khẩu")).toBe(true);
});
