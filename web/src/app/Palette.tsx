import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { get } from "../api/client";
import { language } from "../i18n";
import { frame } from "../i18n/frame";
import { search } from "../lib/fold";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Field";
import { OWN_PLACE, openPlaces } from "./places";
import { lock } from "./session";
import { layer } from "./shortcuts";
import { may } from "./state";
import { otherTheme } from "./theme";

interface Command {
  label: string;
  run: () => void;
}

const NUMBER = /^\s*(?:KN|[A-Z0-9]{2,8})-\d{4}-\d+\s*$/i;

async function openNumber(text: string, go: (path: string) => void): Promise<void> {
  const number = text.trim().toUpperCase();
  const found = await get("/contacts", { query: { number } }).catch(() => ({ items: [] }));
  const contact = found.items[0];
  if (contact) go(`/contacts/${contact.id}`);
  else go(`/contacts?number=${encodeURIComponent(number)}`);
}

function commands(go: (path: string) => void, typed: string): Command[] {
  const list: Command[] = [];
  if (NUMBER.test(typed)) {
    const number = typed.trim().toUpperCase();
    list.push({
      label: frame("command_number", { number }),
      run: () => void openNumber(typed, go),
    });
  }
  const all: Command[] = [
    ...[...openPlaces(), OWN_PLACE].map((place) => ({
      label: frame(place.word),
      run: () => go(place.path === "/intake" ? "/intake/new" : place.path),
    })),
    { label: frame("command_lock"), run: () => void lock() },
    { label: frame("command_theme"), run: otherTheme },
    {
      label: frame("command_language"),
      run: () => {
        language.value = language.value === "vi" ? "en" : "vi";
      },
    },
    { label: frame("keys"), run: () => {} },
  ];
  if (may("contacts_take")) {
    all.unshift({ label: frame("command_new"), run: () => go(`/intake/new?at=${Date.now()}`) });
  }
  return [
    ...list,
    ...search(all, NUMBER.test(typed) ? "\u0000" : typed, (command) => command.label),
  ];
}

export function Palette() {
  const { route } = useLocation();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = commands(route, typed);
  const close = () => {
    layer.value = null;
  };
  function run(command: Command | undefined) {
    if (!command) return;
    close();
    command.run();
    if (command.label === frame("keys")) layer.value = "keys";
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const move = event.key === "ArrowDown" ? 1 : -1;
      setAt((at + move + found.length) % Math.max(found.length, 1));
    } else if (event.key === "Enter" && (event.target as HTMLElement).tagName === "INPUT") {
      event.preventDefault();
      run(found[at]);
    }
  }
  return (
    <Dialog title={frame("palette")} onClose={close}>
      <form
        class="palette stack tight"
        onKeyDown={onKeyDown}
        onSubmit={(event) => event.preventDefault()}
      >
        <TextField
          label={frame("palette_hint")}
          value={typed}
          onInput={(text) => {
            setTyped(text);
            setAt(0);
          }}
        />
        <ul>
          {found.map((command, index) => (
            <li key={command.label}>
              <button
                type="button"
                class={index === at ? "button quiet active" : "button quiet"}
                onClick={() => run(command)}
              >
                {command.label}
              </button>
            </li>
          ))}
        </ul>
      </form>
    </Dialog>
  );
}

const KEYS: readonly (readonly [string, Parameters<typeof frame>[0]])[] = [
  ["Ctrl K", "key_finder"],
  ["F2", "key_intake"],
  ["F4", "key_find_caller"],
  ["F8", "key_risk"],
  ["F9", "key_save"],
  ["Ctrl Enter", "key_finish"],
  ["Alt 1…5", "key_block"],
  ["Ctrl Alt L", "key_lock"],
  ["g …", "key_go"],
  ["?", "key_help"],
];

export function KeyList() {
  return (
    <Dialog
      title={frame("keys")}
      onClose={() => {
        layer.value = null;
      }}
    >
      <dl class="facts keylist">
        {KEYS.map(([keys, word]) => (
          <>
            <dt key={keys}>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{frame(word)}</dd>
          </>
        ))}
      </dl>
    </Dialog>
  );
}
