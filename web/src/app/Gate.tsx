import type { ComponentChildren } from "preact";
import { language } from "../i18n";
import { frame } from "../i18n/frame";
import { insecure, online } from "./state";

export function InsecureBanner() {
  return insecure.value ? (
    <aside class="banner" aria-label={frame("insecure_short")}>
      {frame("insecure")}
    </aside>
  ) : null;
}

export function LanguageSwitch() {
  const other = language.value === "vi" ? "en" : "vi";
  return (
    <button
      type="button"
      class="linkbutton small"
      lang={other}
      onClick={() => {
        language.value = other;
      }}
    >
      {other === "en" ? "English" : "Tiếng Việt"}
    </button>
  );
}

/** The page before the application: sign-in, activation, lock. */
export function Gate({ children, wide }: { children: ComponentChildren; wide?: boolean }) {
  return (
    <main class="gate">
      <InsecureBanner />
      <div class="gatebrand">
        <img src="/icon.svg" alt="" />
        <div>
          {frame("product")}
          <div class="small muted">{frame("product_sub")}</div>
        </div>
      </div>
      <section class={wide ? "card wide" : "card"}>{children}</section>
      {online.value ? null : <p class="small muted">{frame("server_gone")}</p>}
      <LanguageSwitch />
    </main>
  );
}
