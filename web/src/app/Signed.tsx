// The application after sign-in, one file but for what few people open: the first page stays small,
// and one file packs best.

import { untracked } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ErrorBoundary, LocationProvider, lazy, Route, Router, useLocation } from "preact-iso";
import { frame } from "../i18n/frame";
import { announce } from "../lib/changes";
import { box } from "../lib/drafts";
import { Empty, PageHead } from "../ui/parts";
import { say } from "../ui/toasts";
import { useEvents } from "./events";
import { Frame } from "./Frame";
import { Case, Cases, Person, Persons } from "./groups/cases";
import { Connection, Connections, Contact, Contacts, Deadlines, Intake, Work } from "./groups/desk";
import {
  Admin,
  Audit,
  Directory,
  Document,
  Documents,
  HotlineReport,
  Me,
  Organisation,
  WorkingGroupReport,
} from "./groups/office";
import { HandOver, Referral, Referrals, StartReferral } from "./groups/referrals";
import { useIdleLock } from "./idle";
import { KeyList, Palette } from "./Palette";
import { SignInAgain } from "./SignIn";
import { layer, useShortcuts } from "./shortcuts";
import { session, sessionEnded } from "./state";

const statistics = () => import("./groups/statistics");
const Versions = lazy(async () => (await statistics()).Versions);
const Version = lazy(async () => (await statistics()).Version);
const Releases = lazy(async () => (await statistics()).Releases);
const Release = lazy(async () => (await statistics()).Release);
const Definitions = lazy(async () => (await statistics()).Definitions);
const Definition = lazy(async () => (await statistics()).Definition);
const ReportRules = lazy(() => import("../screens/reportrules/ReportRules"));

function NotHere() {
  return (
    <>
      <PageHead title={frame("not_here")} tab={frame("not_here")} />
      <Empty>
        <a href="/">{frame("place_work")}</a>
      </Empty>
    </>
  );
}

/** Says what became of drafts that left this device, on whatever page one is. */
function useFinished(): void {
  useEffect(
    () =>
      box.finished.subscribe((finished) => {
        if (!finished) return;
        const number = finished.number ?? "";
        untracked(() => {
          say(
            frame(finished.kind === "finalise" ? "saved_contact" : "discarded_contact", { number }),
          );
        });
        announce("contact");
        announce("work");
      }),
    [],
  );
}

function Pages() {
  const { route } = useLocation();
  useShortcuts(route);
  useIdleLock();
  useFinished();
  useEvents(Boolean(session.value) && !sessionEnded.value);
  useEffect(() => {
    const leave = () => void box.keepAll();
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    };
  }, []);
  return (
    <Frame>
      <ErrorBoundary>
        <Router>
          <Route path="/" component={Work} />
          <Route path="/intake/:id" component={Intake} />
          <Route path="/contacts" component={Contacts} />
          <Route path="/contacts/:id" component={Contact} />
          <Route path="/connections" component={Connections} />
          <Route path="/connections/:id" component={Connection} />
          <Route path="/referrals" component={Referrals} />
          <Route path="/referrals/new" component={StartReferral} />
          <Route path="/referrals/:id" component={Referral} />
          <Route path="/referrals/:id/hand-over" component={HandOver} />
          <Route path="/cases" component={Cases} />
          <Route path="/cases/:id" component={Case} />
          <Route path="/cases/:id/persons/:person" component={Person} />
          <Route path="/persons" component={Persons} />
          <Route path="/persons/:person" component={Person} />
          <Route path="/deadlines" component={Deadlines} />
          <Route path="/directory" component={Directory} />
          <Route path="/directory/:id" component={Organisation} />
          <Route path="/reports" component={HotlineReport} />
          <Route path="/reports/working-group" component={WorkingGroupReport} />
          <Route path="/reports/versions" component={Versions} />
          <Route path="/reports/versions/:id" component={Version} />
          <Route path="/reports/releases" component={Releases} />
          <Route path="/reports/releases/:id" component={Release} />
          <Route path="/reports/definitions" component={Definitions} />
          <Route path="/reports/definitions/:code" component={Definition} />
          <Route path="/reports/new-definition" component={Definition} />
          <Route path="/reports/rules" component={ReportRules} />
          <Route path="/documents" component={Documents} />
          <Route path="/documents/:id" component={Document} />
          <Route path="/admin/report-rules" component={ReportRules} />
          <Route path="/admin/:part?" component={Admin} />
          <Route path="/audit" component={Audit} />
          <Route path="/me" component={Me} />
          <Route default component={NotHere} />
        </Router>
      </ErrorBoundary>
      {layer.value === "palette" ? <Palette /> : null}
      {layer.value === "keys" ? <KeyList /> : null}
      {sessionEnded.value ? <SignInAgain /> : null}
    </Frame>
  );
}

export default function Signed() {
  return (
    <LocationProvider>
      <Pages />
    </LocationProvider>
  );
}
