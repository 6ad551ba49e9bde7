import { dictionary } from "..";
import { vi } from "./vi";

/** Words of the frame: sign-in, lock, bar, rail, palette. */
export const frame = dictionary(vi, () => import("./en").then((module) => module.en));
