import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/frame.css";
import "../styles/parts.css";
import "../styles/screens.css";
import "../styles/cases.css";
import "../styles/referrals.css";
import { render } from "preact";
import { ErrorBoundary, lazy } from "preact-iso";
import "./theme";
import { Lock } from "./Lock";
import { SignIn } from "./SignIn";
import { start } from "./session";
import { locked, stage } from "./state";
import { registerWorker } from "./worker";

const Signed = lazy(() => import("./Signed"));

function App() {
  if (stage.value === "starting") return null;
  if (stage.value === "signed_out") return <SignIn />;
  if (locked.value) return <Lock />;
  return (
    <ErrorBoundary>
      <Signed />
    </ErrorBoundary>
  );
}

const root = document.getElementById("app");
if (root) render(<App />, root);
void start();
if (import.meta.env.PROD) registerWorker();
