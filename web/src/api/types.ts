import type { components } from "./schema";

type Schemas = components["schemas"];
/** A type of the contract by its name. */
export type Of<Name extends keyof Schemas> = Schemas[Name];
export type Permission = Of<"Permission">;
export type Session = Of<"Session">;
export type Contact = Of<"Contact">;
export type ContactSummary = Of<"ContactSummary">;
export type Connection = Of<"Connection">;
export type ConnectionSummary = Of<"ConnectionSummary">;
export type Duty = Of<"Duty">;
export type FieldError = Of<"FieldError">;
