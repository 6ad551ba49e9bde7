import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { problemText } from "../api/problems";
import { common } from "../i18n/common";
import { Icon, type IconName } from "./Icon";

export type Tone = "bad" | "warn" | "ok" | "wait" | "main" | "";

export function Tag({
  tone,
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ComponentChildren;
}) {
  return (
    <span class={tone ? `tag ${tone}` : "tag"}>
      {icon ? <Icon name={icon} small /> : null}
      {children}
    </span>
  );
}

interface NoteProps {
  tone?: "bad" | "warn" | "ok" | undefined;
  children: ComponentChildren;
  live?: boolean;
}

export function Note({ tone, children, live }: NoteProps) {
  return (
    <div class={tone ? `note ${tone}` : "note"} role={live ? "alert" : undefined}>
      <Icon name={tone === "ok" ? "tick" : "warn"} small />
      <div>{children}</div>
    </div>
  );
}

/** A problem of an action, read out at once. Nothing where there is none. */
export function ProblemNote({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <Note tone="bad" live>
      {problemText(error)}
    </Note>
  );
}

interface ButtonProps {
  children: ComponentChildren;
  onClick?: () => void;
  kind?: "main" | "quiet" | "danger" | "";
  small?: boolean;
  busy?: boolean;
  icon?: IconName;
  keys?: string;
  submit?: boolean;
  label?: string;
}

export function Button(props: ButtonProps) {
  const { kind, small, busy, icon, keys } = props;
  return (
    <button
      type={props.submit ? "submit" : "button"}
      class={["button", kind, small ? "small" : ""].filter(Boolean).join(" ")}
      aria-disabled={busy ? "true" : undefined}
      aria-label={props.label}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {icon ? <Icon name={icon} small /> : null}
      {props.children}
      {keys ? <kbd>{keys}</kbd> : null}
    </button>
  );
}

const SKELETON_AFTER_MS = 300;

/** Nothing for a moment, then the rough shape of what is to come. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div class="skeleton card" role="status">
      <span class="hidden">{common("loading")}</span>
      {Array.from({ length: lines }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

interface LoadedProps<T> {
  of: { data: T | undefined; error: unknown; loading: boolean; reload: () => void };
  lines?: number;
  children: (data: T) => ComponentChildren;
}

/** What was loaded; the shape of it before; the problem with "try again" where it failed. */
export function Loaded<T>({ of, lines, children }: LoadedProps<T>) {
  return (
    <>
      {of.error ? (
        <Note tone="bad" live>
          {problemText(of.error)}{" "}
          <button type="button" class="linkbutton" onClick={of.reload}>
            {common("try_again")}
          </button>
        </Note>
      ) : null}
      {of.data !== undefined ? (
        children(of.data)
      ) : of.loading ? (
        <Skeleton lines={lines ?? 6} />
      ) : null}
    </>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/** Label and value pairs; empty values are left out. */
export function Facts({ rows }: { rows: readonly (readonly [string, ComponentChildren])[] }) {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return (
    <dl class="facts">
      {shown.map(([label, value]) => (
        <>
          <dt key={label}>{label}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

interface PageProps {
  title: ComponentChildren;
  sub?: ComponentChildren;
  actions?: ComponentChildren;
  /** The name of the browser tab; never a person's name. */
  tab: string;
}

/** Heading of a page. It takes the focus when the page opens, so that readers say where they are. */
export function PageHead({ title, sub, actions, tab }: PageProps) {
  useEffect(() => {
    document.title = `${tab} · Hải Đăng`;
  }, [tab]);
  return (
    <div class="pagehead">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {sub ? <p class="small muted">{sub}</p> : null}
      </div>
      {actions ? <div class="row noprint">{actions}</div> : null}
    </div>
  );
}

/** The way to the next part of a list. */
export function More({ shown, onMore }: { shown: boolean; onMore: () => void }) {
  return shown ? (
    <div class="row">
      <Button kind="quiet" onClick={onMore}>
        {common("show_more")}
      </Button>
    </div>
  ) : null;
}
