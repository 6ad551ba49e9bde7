import { dictionary } from "../../i18n";
import { vi } from "./vi";

export const t = dictionary(vi, () => import("./en").then((module) => module.en));
