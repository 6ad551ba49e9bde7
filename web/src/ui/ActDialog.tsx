import type { ComponentChildren } from "preact";
import { type FieldSpec, FormDialog, type Values } from "./FormDialog";
import { Note } from "./parts";

/** Which record an act changes, under which idempotency key. */
export interface Target {
  ids: { id: string };
  key: string;
}

/** What an act asks and how it is sent. Which acts there are is the server's decision. */
export interface ActForm<R = unknown> {
  fields: readonly FieldSpec[];
  initial?: Values;
  hint?: string;
  danger?: boolean;
  send: (values: Values, target: Target) => Promise<R>;
}

interface Props<R> {
  title: string;
  /** The word on the button that sends it; the title unless named. */
  submit?: string;
  act: string;
  record: { id: string };
  form: ActForm<R>;
  /** The hint of a dangerous act is a warning. */
  warn?: boolean;
  onDone: (answer: R) => void;
  onClose: () => void;
  children?: ComponentChildren;
}

/** The layer of one act on one record. */
export function ActDialog<R>(props: Props<R>) {
  const { title, act, record, form } = props;
  return (
    <FormDialog
      title={title}
      form={`${act} ${record.id}`}
      fields={form.fields}
      initial={form.initial ?? {}}
      submit={props.submit ?? title}
      danger={form.danger ?? false}
      send={(values, key) => form.send(values, { ids: { id: record.id }, key })}
      onDone={(answer) => props.onDone(answer as R)}
      onClose={props.onClose}
    >
      {form.hint ? (
        <Note tone={props.warn && form.danger ? "bad" : undefined}>{form.hint}</Note>
      ) : null}
      {props.children}
    </FormDialog>
  );
}
