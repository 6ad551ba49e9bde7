// Screens of reports by version: a file of their own, for few people open them.
export { default as Definition } from "../../screens/statistics/Definition";
export { default as Definitions } from "../../screens/statistics/Definitions";
export { default as Release } from "../../screens/statistics/Release";
export { default as Releases } from "../../screens/statistics/Releases";
export { default as Version } from "../../screens/statistics/Version";
export { default as Versions } from "../../screens/statistics/Versions";
