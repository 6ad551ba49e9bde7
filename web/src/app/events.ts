// Live updates: server-sent events, and asking every 30 seconds while they do not come.
import { useEffect } from "preact/hooks";
import { frame } from "../i18n/frame";
import { announce } from "../lib/changes";
import { say } from "../ui/toasts";
import { sessionEnded } from "./state";

const POLL_MS = 30_000;

function onMessage(text: string): void {
  try {
    const event = JSON.parse(text);
    announce(String(event.object_kind ?? "*"));
    announce("work");
    if (String(event.topic ?? "").includes("risk")) say(frame("risk_alert"), true);
  } catch {
    announce("*");
  }
}

/** Listens while somebody is signed in. */
export function useEvents(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    let source: EventSource | null = null;
    let open = false;
    let reopen: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      source = new EventSource("/api/v1/events");
      source.onopen = () => {
        if (open) return;
        open = true;
        announce("*");
      };
      source.onmessage = (event) => onMessage(event.data);
      source.addEventListener("reset", () => announce("*"));
      source.addEventListener("session_ended", () => {
        sessionEnded.value = true;
      });
      source.onerror = () => {
        open = false;
        if (source?.readyState === EventSource.CLOSED) reopen = setTimeout(connect, POLL_MS);
      };
    };
    connect();
    const poll = setInterval(() => {
      if (!open) announce("*");
    }, POLL_MS);
    return () => {
      source?.close();
      clearInterval(poll);
      clearTimeout(reopen);
    };
  }, [active]);
}
