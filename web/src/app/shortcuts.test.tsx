import { render } from "preact";
import { expect, it } from "vitest";
import { layer, useShortcuts } from "./shortcuts";

function Page() {
  useShortcuts(() => {});
  return <h1>Việc của tôi</h1>;
}

it("hears the first key pressed after the page is there", () => {
  render(<Page />, document.body);
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
  expect(layer.value).toBe("keys");
});
