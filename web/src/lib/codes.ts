// Code lists and places: data of the server, kept on the device because intake has to work without
// a network. They hold nothing about persons.
import { signal } from "@preact/signals";
import { get } from "../api/client";
import type { Of } from "../api/types";
import { pick } from "../i18n";
import type { Option } from "../ui/Field";

interface Lists {
  items: Of<"CodeListItem">[];
  territories: Of<"Territory">[];
  hotlines: Of<"Hotline">[];
}

const STORED = "hd.lists";
const EMPTY: Lists = { items: [], territories: [], hotlines: [] };

function stored(): Lists {
  try {
    return { ...EMPTY, ...JSON.parse(localStorage.getItem(STORED) ?? "{}") };
  } catch {
    return EMPTY;
  }
}

export const lists = signal<Lists>(stored());

/** Reads the lists as they hold today. */
export async function loadLists(): Promise<void> {
  const [codes, places, hotlines] = await Promise.all([
    get("/code-lists"),
    get("/territories").catch(() => ({ items: [] })),
    get("/hotlines"),
  ]);
  lists.value = { items: codes.items, territories: places.items, hotlines: hotlines.items };
  localStorage.setItem(STORED, JSON.stringify(lists.value));
}

/** The choices of a list, in its order. */
export function options(list: string): Option[] {
  return lists.value.items
    .filter((item) => item.list === list)
    .sort((a, b) => a.sort - b.sort)
    .map((item) => ({ value: item.code, label: pick(item.label_vi, item.label_en) }));
}

/** The label of a code; the code itself where the list does not know it. */
export function label(list: string, code: string | null | undefined): string {
  if (!code) return "";
  const item = lists.value.items.find((one) => one.list === list && one.code === code);
  if (item) return pick(item.label_vi, item.label_en);
  const empty = lists.value.items.find((one) => one.list === "empty_answer" && one.code === code);
  return empty ? pick(empty.label_vi, empty.label_en) : code;
}

export function labels(list: string, codes: readonly string[]): string {
  return codes.map((code) => label(list, code)).join(", ");
}

/** Provinces as choices. */
export function places(): Option[] {
  return lists.value.territories.map((place) => ({
    value: place.code,
    label: pick(place.name, place.name_en),
  }));
}

export function placeName(code: string | null | undefined): string {
  if (!code) return "";
  const place = lists.value.territories.find((one) => one.code === code);
  return place ? pick(place.name, place.name_en) : label("empty_answer", code);
}
