// What is loaded when the first screen beside the everyday ones is opened: one file packs best.
export * from "./cases";
export * from "./office";
export * from "./referrals";
