// The one way to the server. Types come from the contract; every answer that is not a success is an
// ApiError, and no answer at all is an OfflineError.
import type { paths } from "./schema";
import type { FieldError } from "./types";

const BASE = "/api/v1";
const TIMEOUT_MS = 20_000;

type Method = "get" | "post" | "put" | "delete";
type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends undefined ? never : P;
}[keyof paths];
type JsonOf<T> = T extends { content: { "application/json": infer B } } ? B : undefined;
type Responses<O> = O extends { responses: infer R } ? R : never;
type Success<R> = 200 extends keyof R
  ? JsonOf<R[200]>
  : 201 extends keyof R
    ? JsonOf<R[201]>
    : undefined;
type Answer<P extends keyof paths, M extends Method> = Success<Responses<NonNullable<paths[P][M]>>>;
type Body<P extends keyof paths, M extends Method> =
  NonNullable<paths[P][M]> extends { requestBody: { content: { "application/json": infer B } } }
    ? B
    : undefined;
type Query<P extends keyof paths> =
  NonNullable<paths[P]["get"]> extends { parameters: { query?: infer Q } } ? Q : never;

/** The server refused. `code` is stable; `fields` are errors of single fields. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly fields: FieldError[],
    readonly params: Record<string, string>,
  ) {
    super(`${status} ${code}`);
  }
}

/** No answer came. */
export class OfflineError extends Error {}

let csrfToken = "";
let onUnauthenticated: () => void = () => {};
let onReach: (reached: boolean) => void = () => {};
let renewToken: () => Promise<void> = async () => {};

/** Sets the token that every request other than GET carries. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Tells who wants to know about an ended session, and about the line to the server. */
export function observe(unauthenticated: () => void, reach: (reached: boolean) => void): void {
  onUnauthenticated = unauthenticated;
  onReach = reach;
}

/** How to ask for the token again: a page opened without the server has none yet. */
export function renewWith(renew: () => Promise<void>): void {
  renewToken = renew;
}

/** A new idempotency key (UUID version 7): in the order of time the table of answers fills at its end. */
export function newKey(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

function address(path: string, ids: Record<string, string>, query: object): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(ids[name] ?? ""),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return `${BASE}${filled}${text ? `?${text}` : ""}`;
}

/** The token, for the few requests that do not carry JSON. */
export function csrf(): string {
  return csrfToken;
}

/** What an answer that is no success says. */
export async function problemOf(response: Response): Promise<ApiError> {
  let code = `http_${response.status}`;
  let fields: FieldError[] = [];
  let params: Record<string, string> = {};
  try {
    const body = await response.json();
    code = body.code ?? code;
    fields = body.fields ?? [];
    params = body.params ?? {};
  } catch {
    // A proxy or a broken line: the status has to be enough.
  }
  return new ApiError(response.status, code, fields, params);
}

/** Sends one request; asks for the token first, or again, where it is missing or too old. */
async function request(
  method: Method,
  url: string,
  body?: unknown,
  key?: string,
  signal?: AbortSignal,
): Promise<unknown> {
  if (method !== "get" && key && !csrfToken) await renewToken();
  try {
    return await requestOnce(method, url, body, key, signal);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "csrf.token") throw error;
    await renewToken();
    return requestOnce(method, url, body, key, signal);
  }
}

/** Sends one request as it is. Errors: ApiError, OfflineError, AbortError of the given signal. */
async function requestOnce(
  method: Method,
  url: string,
  body?: unknown,
  key?: string,
  signal?: AbortSignal,
): Promise<unknown> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "get" && csrfToken) headers["X-CSRF-Token"] = csrfToken;
  if (key) headers["Idempotency-Key"] = key;
  const timer = new AbortController();
  const stop = () => timer.abort();
  const clock = setTimeout(stop, TIMEOUT_MS);
  signal?.addEventListener("abort", stop);
  let response: Response;
  try {
    response = await fetch(url, {
      method: method.toUpperCase(),
      headers,
      credentials: "same-origin",
      cache: "no-store",
      signal: timer.signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    onReach(false);
    throw new OfflineError("no answer");
  } finally {
    clearTimeout(clock);
    signal?.removeEventListener("abort", stop);
  }
  onReach(response.status !== 502 && response.status !== 504);
  if (response.status === 502 || response.status === 504) throw new OfflineError("no server");
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.status === 401 && !problem.code.startsWith("sign_in")) onUnauthenticated();
    throw problem;
  }
  if (response.status === 204) return undefined;
  return response.json();
}

interface Ids {
  ids?: Record<string, string>;
  signal?: AbortSignal;
}

/** Reads. */
export function get<P extends PathsWith<"get">>(
  path: P,
  options: Ids & { query?: Query<P> } = {},
): Promise<Answer<P, "get">> {
  const url = address(path, options.ids ?? {}, options.query ?? {});
  return request("get", url, undefined, undefined, options.signal) as Promise<Answer<P, "get">>;
}

/** Sends a body. `key` is the idempotency key of a write; sign-in and searches have none. */
export function post<P extends PathsWith<"post">>(
  path: P,
  body: Body<P, "post">,
  options: Ids & { key?: string } = {},
): Promise<Answer<P, "post">> {
  const url = address(path, options.ids ?? {}, {});
  return request("post", url, body, options.key, options.signal) as Promise<Answer<P, "post">>;
}

/** Changes a record. */
export function put<P extends PathsWith<"put">>(
  path: P,
  body: Body<P, "put">,
  options: Ids & { key: string },
): Promise<Answer<P, "put">> {
  const url = address(path, options.ids ?? {}, {});
  return request("put", url, body, options.key, options.signal) as Promise<Answer<P, "put">>;
}

/** Ends something. */
export function remove<P extends PathsWith<"delete">>(
  path: P,
  options: Ids = {},
): Promise<unknown> {
  return request("delete", address(path, options.ids ?? {}, {}), undefined, undefined);
}
