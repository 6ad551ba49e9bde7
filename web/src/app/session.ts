// Signing in and out, locking, and what the device remembers for times without the server.
import { effect } from "@preact/signals";
import {
  ApiError,
  get,
  OfflineError,
  observe,
  post,
  remove,
  renewWith,
  setCsrfToken,
} from "../api/client";
import type { Of, Session } from "../api/types";
import { language } from "../i18n";
import { announce } from "../lib/changes";
import { loadLists } from "../lib/codes";
import { box } from "../lib/drafts";
import {
  askOtherTabs,
  dropKey,
  hasKey,
  openAfterSignIn,
  openWithPassword,
  openWithPin,
} from "../lib/drafts/devicekey";
import { forgetForms } from "../lib/form";
import { insecure, learnServerTime, locked, online, session, sessionEnded, stage } from "./state";

const REMEMBERED = "hd.last-session";
const PROBE_MS = 5000;
const lockChannel =
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("hd.lock");
lockChannel?.addEventListener("message", () => void lock(false));

function remembered(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED) ?? "null");
  } catch {
    return null;
  }
}

function take(answer: Session): void {
  session.value = answer;
  insecure.value = answer.insecure_test_mode;
  learnServerTime(answer.server_time);
  setCsrfToken(answer.csrf_token);
  localStorage.setItem(REMEMBERED, JSON.stringify({ ...answer, csrf_token: "" }));
  stage.value = "signed_in";
  sessionEnded.value = false;
  void loadLists().catch(() => {});
}

/** Who is here? Asked once, when the page opens. */
export async function start(): Promise<void> {
  observe(
    () => {
      if (stage.value === "signed_in") sessionEnded.value = true;
    },
    (reached) => {
      const back = reached && !online.value;
      online.value = reached;
      if (back) {
        box.sendAll();
        announce("*");
      }
    },
  );
  get("/meta").then(
    (meta) => {
      insecure.value = meta.insecure_test_mode;
    },
    () => {},
  );
  renewWith(async () => take(await get("/sessions/current")));
  try {
    take(await get("/sessions/current"));
    await openDevice();
  } catch (error) {
    const last = remembered();
    if (error instanceof OfflineError && last) {
      session.value = last;
      locked.value = true;
      stage.value = "signed_in";
    } else {
      stage.value = "signed_out";
    }
  }
  setInterval(probe, PROBE_MS);
}

async function openDevice(): Promise<void> {
  const userId = session.value?.user.id;
  if (!userId) return;
  if (hasKey(userId) || (await askOtherTabs(userId))) await box.load(userId);
  else locked.value = true;
}

/** While the line is gone: is it back? */
async function probe(): Promise<void> {
  if (online.value || stage.value !== "signed_in") return;
  try {
    await refresh();
  } catch {
    // Still gone, or signed out there: the next request tells.
  }
}

async function refresh(): Promise<void> {
  take(await get("/sessions/current"));
  box.sendAll();
}

/** After any successful sign-in. `password` opens the drafts of this device. */
async function arrive(answer: Session, password: string): Promise<void> {
  const other = session.value && session.value.user.id !== answer.user.id;
  if (other) await box.close();
  take(answer);
  language.value = answer.user.language;
  await openAfterSignIn(answer.user.id, password);
  locked.value = false;
  await box.load(answer.user.id);
  announce("*");
}

export async function signIn(body: Of<"SignIn">): Promise<void> {
  await arrive(await post("/sessions", body), body.password);
}

/** The first code of a new account ends its activation and signs in. */
export async function finishActivation(id: string, totp: string, password: string): Promise<void> {
  const answer = await post("/account-activations/{id}/confirmations", { totp }, { ids: { id } });
  await arrive(answer, password);
}

export async function signOut(): Promise<void> {
  await box.close();
  try {
    await remove("/sessions/current");
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof OfflineError)) throw error;
  }
  dropKey();
  forgetForms();
  localStorage.removeItem(REMEMBERED);
  session.value = null;
  locked.value = false;
  sessionEnded.value = false;
  setCsrfToken("");
  stage.value = "signed_out";
}

/** Covers the desk: the page goes, the key of the drafts is dropped, every tab follows. */
export async function lock(tellOthers = true): Promise<void> {
  if (stage.value !== "signed_in" || locked.value) return;
  locked.value = true;
  document.title = "Hải Đăng";
  if (tellOthers) lockChannel?.postMessage("lock");
  await box.close();
  dropKey();
}

async function unlocked(): Promise<void> {
  locked.value = false;
  if (session.value) await box.load(session.value.user.id);
  announce("*");
}

/** Gives false for a wrong password. Works without the server too. */
export async function unlockWithPassword(password: string): Promise<boolean> {
  const userId = session.value?.user.id;
  if (!userId) return false;
  try {
    await post("/sessions/current/confirmations", { password });
    await openAfterSignIn(userId, password);
  } catch (error) {
    if (error instanceof OfflineError) {
      if (!(await openWithPassword(userId, password))) return false;
    } else if (error instanceof ApiError && error.code.startsWith("sign_in")) {
      return false;
    } else {
      throw error;
    }
  }
  await unlocked();
  return true;
}

export async function unlockWithPin(pin: string): Promise<{ ok: boolean; left: number }> {
  const userId = session.value?.user.id;
  if (!userId) return { ok: false, left: 0 };
  const result = await openWithPin(userId, pin);
  if (result.ok) await unlocked();
  return result;
}

effect(() => {
  if (stage.value === "signed_out") document.title = "Hải Đăng";
});
