// Two languages, Vietnamese first. A dictionary is a plain object; the English one has the same keys
// (a missing word is a type error) and is loaded when somebody asks for it.
import { effect, signal } from "@preact/signals";

export type Language = "vi" | "en";
export type Params = Record<string, string | number>;

const STORED = "hd.language";

function storedLanguage(): Language {
  return localStorage.getItem(STORED) === "en" ? "en" : "vi";
}

/** The language of the screen. */
export const language = signal<Language>(storedLanguage());

effect(() => {
  localStorage.setItem(STORED, language.value);
  document.documentElement.lang = language.value;
});

function fill(text: string, params?: Params): string {
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

export type Words<T> = { readonly [K in keyof T]: string };
export type Translate<T> = ((key: keyof T, params?: Params) => string) & {
  has(key: string): key is keyof T & string;
};

/** A dictionary: `t("key")` in the language of the screen; Vietnamese until English has arrived. */
export function dictionary<T extends Record<string, string>>(
  vi: T,
  loadEnglish: () => Promise<Words<T>>,
): Translate<T> {
  const english = signal<Words<T> | null>(null);
  let asked = false;
  const translate = (key: keyof T, params?: Params) => {
    if (language.value === "en" && !asked) {
      asked = true;
      loadEnglish().then(
        (words) => {
          english.value = words;
        },
        () => {
          asked = false;
        },
      );
    }
    const words = language.value === "en" ? (english.value ?? vi) : vi;
    return fill(words[key] as string, params);
  };
  return Object.assign(translate, {
    has: (key: string): key is keyof T & string => Object.hasOwn(vi, key),
  });
}

/** Words of a dictionary by a built key, `prefix_value`; the value itself where there is none. */
export function prefixed<T extends Record<string, string>>(t: Translate<T>) {
  return (prefix: string, value: string | null | undefined): string => {
    if (!value) return "";
    const key = `${prefix}_${value}`;
    return t.has(key) ? t(key) : value;
  };
}

/** The one of two labels that fits the screen. */
export function pick(vi: string, en: string | null | undefined): string {
  return language.value === "en" && en ? en : vi;
}
