/** A text without marks and in lower case: "Lạng Sơn" and "lang son" are equal folded. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** How well a text matches what was typed: 0 start, 1 start of a word, 2 inside, -1 not at all. */
export function matchRank(text: string, typed: string): number {
  const needle = fold(typed);
  if (needle === "") return 0;
  const at = fold(text).indexOf(needle);
  if (at < 0) return -1;
  if (at === 0) return 0;
  return fold(text)[at - 1] === " " ? 1 : 2;
}

const SORTER = new Intl.Collator("vi");

/** Those that match, best first. */
export function search<T>(items: readonly T[], typed: string, text: (item: T) => string): T[] {
  const needle = fold(typed);
  if (needle === "") return [...items];
  return items
    .map((item) => ({ item, rank: matchRank(text(item), needle) }))
    .filter((one) => one.rank >= 0)
    .sort((a, b) => a.rank - b.rank || SORTER.compare(text(a.item), text(b.item)))
    .map((one) => one.item);
}
