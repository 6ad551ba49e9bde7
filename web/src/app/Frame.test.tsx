import { cleanup, render, waitFor } from "@testing-library/preact";
import { useEffect, useRef } from "preact/hooks";
import { LocationProvider, useLocation } from "preact-iso";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Frame } from "./Frame";

beforeEach(() => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response("{}", { headers: { "Content-Type": "application/json" } })),
  );
});
afterEach(cleanup);

/** Chooses its field as soon as it is on the screen, as the form of a conversation does. */
function Form({ path }: { path: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [path]);
  return <input ref={field} aria-label={path} />;
}

let go: (path: string) => void = () => {};

function Page() {
  const { path, route } = useLocation();
  go = route;
  return (
    <Frame>
      <Form key={path} path={path} />
    </Frame>
  );
}

function start() {
  return render(
    <LocationProvider>
      <Page />
    </LocationProvider>,
  );
}

it("leaves the cursor in the field that a new page chose at once", async () => {
  const { findByLabelText } = start();
  go("/intake/new");
  const field = await findByLabelText("/intake/new");
  await waitFor(() => expect(document.activeElement).toBe(field));
  await new Promise((done) => setTimeout(done, 150));
  expect(document.activeElement).toBe(field);
});
