// Acts that both service connections and referrals know.
import type { Of } from "../../api/types";
import type { ActForm, Target } from "../ActDialog";
import { type FieldSpec, noteField, textOf } from "../FormDialog";
import { closingFields, declineFields, outcomeFields, outcomesOf, unitField } from "./fields";

interface Request {
  version: number;
  need_details: Of<"Need">[];
  delegable_units: Of<"Named">[];
}

/** What those acts send; the contract of each kind of request has all of it. */
interface Change<A> {
  version: number;
  action: A;
  reason?: string | null;
  note?: string | null;
  unit_id?: string | null;
  outcomes?: Of<"Outcome">[];
}

/** The forms of one request whose acts are sent by `send`. */
export function requestForms<A extends string, R>(
  { version, need_details, delegable_units }: Request,
  send: (body: Change<A>, target: Target) => Promise<R>,
) {
  return {
    /** An act that asks nothing. */
    plain: (action: A, hint = ""): ActForm<R> => ({
      hint,
      fields: [],
      send: (_, target) => send({ version, action }, target),
    }),
    /** It ends before its time. */
    closing: (action: A): ActForm<R> => ({
      danger: true,
      fields: closingFields(),
      send: (values, target) => send({ version, action, ...reasonOf(values) }, target),
    }),
    /** It goes back to who asked; `inWords`: not without a note. */
    back: (action: A, inWords: boolean, hint = ""): ActForm<R> => ({
      danger: inWords,
      hint,
      fields: declineFields(inWords),
      send: (values, target) => send({ version, action, ...reasonOf(values) }, target),
    }),
    /** A unit takes it; `more` stands between the unit and the note, as texts of the contract. */
    delegate: (action: A, hint: string, more: FieldSpec[] = []): ActForm<R> => ({
      hint,
      fields: [unitField(delegable_units), ...more, noteField()],
      send: (values, target) => {
        const names = ["unit_id", "note", ...more.map(({ name }) => name)];
        const texts = Object.fromEntries(names.map((name) => [name, textOf(values, name)]));
        return send({ version, action, ...texts }, target);
      },
    }),
    /** What came of each need. */
    complete: (action: A): ActForm<R> => ({
      fields: outcomeFields(need_details),
      send: (values, target) =>
        send({ version, action, outcomes: outcomesOf(need_details, values) }, target),
    }),
  };
}

function reasonOf(values: Parameters<typeof textOf>[0]) {
  return { reason: textOf(values, "reason"), note: textOf(values, "note") };
}
