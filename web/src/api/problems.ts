// Words for every `code` of the server, and for every code of a field.
import { dictionary } from "../i18n";
import { ApiError, OfflineError } from "./client";
import { vi } from "./words/vi";

const t = dictionary(vi, () => import("./words/en").then((module) => module.en));

function wordKey(code: string): string {
  return code.replace(/[.-]/g, "_");
}

const BY_STATUS: Record<number, keyof typeof vi> = {
  400: "invalid",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  429: "too_many",
  507: "storage_full",
};

/** A sentence for any error of a request. */
export function problemText(error: unknown): string {
  if (error instanceof OfflineError) return t("offline");
  if (!(error instanceof ApiError)) return t("unknown", { code: "app" });
  const key = wordKey(error.code);
  if (t.has(key) && !key.startsWith("field_")) return t(key, error.params);
  const general = BY_STATUS[error.status];
  if (general) return t(general, { code: error.code, ...error.params });
  return t(error.status >= 500 ? "server" : "unknown", { code: error.code });
}

/** A few words for the error of one field. */
export function fieldError(code: string): string {
  const last = code.split(".").pop() ?? code;
  const key = `field_${last}`;
  return t.has(key) ? t(key) : `${t("field_invalid")} (${code})`;
}

/** The code of the error of a field, if it has one. */
export function errorOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.fields.find((one) => one.field === field)?.code;
}
