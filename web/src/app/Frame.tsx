import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { get } from "../api/client";
import { stateWord } from "../i18n/common";
import { frame } from "../i18n/frame";
import { box } from "../lib/drafts";
import { isSettled } from "../lib/drafts/draft";
import { useResource } from "../lib/resource";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { Toasts } from "../ui/toasts";
import { InsecureBanner } from "./Gate";
import { isHere, OWN_PLACE, openPlaces, type Place } from "./places";
import { lock } from "./session";
import { layer } from "./shortcuts";
import { learnServerTime, online, session } from "./state";

function SyncState() {
  const unsent = [...box.drafts.value.values()].filter((draft) => !isSettled(draft)).length;
  if (!online.value) {
    return (
      <span class="state bad" role="status">
        <Icon name="wifi" small />
        <span>{unsent ? frame("no_line_drafts", { n: unsent }) : frame("no_line")}</span>
      </span>
    );
  }
  return (
    <span class={unsent ? "state" : "state ok"} role="status">
      <Icon name="wifi" small />
      <span>{unsent ? frame("sending", { n: unsent }) : frame("synced")}</span>
    </span>
  );
}

function PlaceLink({ place, count, last }: { place: Place; count: number; last?: boolean }) {
  const { path } = useLocation();
  const href = place.path === "/intake" ? "/intake/new" : place.path;
  return (
    <li class={last ? "last" : ""}>
      <a href={href} aria-current={isHere(place, path) ? "page" : undefined}>
        <Icon name={place.icon} />
        <span>{frame(place.word)}</span>
        {count > 0 ? (
          <span class="count">
            <span aria-hidden="true">{count}</span>
            <span class="hidden">{frame("needs_attention", { n: count })}</span>
          </span>
        ) : null}
      </a>
    </li>
  );
}

function useCounts(): Record<string, number> {
  const work = useResource((signal) => get("/work", { signal }), [], ["work", "*", "duty"]);
  const counts = work.data?.counts;
  useEffect(() => {
    if (work.data) learnServerTime(work.data.server_time);
  }, [work.data]);
  if (!counts) return {};
  return {
    "/":
      counts.connections_waiting +
      counts.referrals_waiting +
      counts.drafts +
      counts.callers_at_risk,
    "/deadlines": counts.duties_overdue,
  };
}

const TABS = 4;

function TabBar({ places, counts }: { places: Place[]; counts: Record<string, number> }) {
  const [more, setMore] = useState(false);
  const rest = [...places.slice(TABS), OWN_PLACE];
  const { path } = useLocation();
  useEffect(() => setMore(false), [path]);
  return (
    <nav class="tabbar" aria-label={frame("navigation")}>
      <ul>
        {places.slice(0, TABS).map((place) => (
          <PlaceLink key={place.path} place={place} count={0} />
        ))}
        <li>
          <button type="button" onClick={() => setMore(true)}>
            <Icon name="more" />
            <span>{frame("more_places")}</span>
          </button>
        </li>
      </ul>
      {more ? (
        <Dialog title={frame("more_places")} onClose={() => setMore(false)}>
          <div class="rail inside">
            <ul>
              {rest.map((place) => (
                <PlaceLink key={place.path} place={place} count={counts[place.path] ?? 0} />
              ))}
            </ul>
          </div>
        </Dialog>
      ) : null}
    </nav>
  );
}

function TopBar() {
  const user = session.value?.user;
  const post = session.value?.posts[0];
  return (
    <header class="bar">
      <a class="brand" href="/">
        <img src="/icon.svg" alt="" />
        <span>{frame("product")}</span>
      </a>
      <button
        type="button"
        class="finder"
        onClick={() => {
          layer.value = "palette";
        }}
      >
        <Icon name="find" small />
        <span>{frame("finder")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span class="space" />
      <SyncState />
      <button
        type="button"
        class="iconbutton"
        title={frame("lock")}
        aria-label={frame("lock")}
        onClick={() => void lock()}
      >
        <Icon name="lock" />
      </button>
      <a class="who" href="/me">
        {user?.display_name}
        <small>{post ? stateWord("role", post.role) : ""}</small>
      </a>
    </header>
  );
}

/**
 * Bar, rail and content. The content takes the focus when the page changes: before the page's own
 * effects, or it would take the cursor out of a field that the page has just chosen.
 */
export function Frame({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const places = openPlaces();
  const counts = useCounts();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useLayoutEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus();
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <div class="app">
      <a class="skip" href="#main">
        {frame("skip")}
      </a>
      <InsecureBanner />
      <TopBar />
      <nav class="rail" aria-label={frame("navigation")}>
        <ul>
          {places.map((place) => (
            <PlaceLink key={place.path} place={place} count={counts[place.path] ?? 0} />
          ))}
          <PlaceLink place={OWN_PLACE} count={0} last />
        </ul>
      </nav>
      <main id="main" tabIndex={-1} ref={main}>
        {online.value ? null : (
          <p class="offline" role="alert">
            <Icon name="wifi" small />
            {frame("offline_bar")}
          </p>
        )}
        {children}
      </main>
      <TabBar places={places} counts={counts} />
      <Toasts />
    </div>
  );
}
