import { useState } from "preact/hooks";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { useResource } from "../../lib/resource";
import { Dialog } from "../Dialog";
import { Button, Empty, Loaded, ProblemNote } from "../parts";
import { SuggestionList } from "./SuggestionList";
import { TargetPicker } from "./TargetPicker";
import { requestWord as t } from "./words";

type Target = Of<"TargetInput">;
type Suggestion = Of<"Suggestion">;

interface Options {
  ids: { id: string };
  key: string;
}

interface Props<R> {
  record: {
    id: string;
    version: number;
    target: { organisation_id: string; unit_id?: string | null } | null;
    needs: readonly string[];
  };
  /** What choosing does, among the acts of this record. */
  name: "target" | "reroute";
  suggest: (options: { ids: { id: string }; signal: AbortSignal }) => Promise<{
    items: Suggestion[];
  }>;
  send: (body: { version: number; target: Target }, options: Options) => Promise<R>;
  onDone: (answer: R) => void;
  /** Without the question who is the contact point: a referral has none. */
  plain?: boolean;
}

function targetOf({ organisation, unit, kind }: Suggestion): Target {
  return { organisation_id: organisation.id, unit_id: unit?.id ?? null, kind };
}

/** Who could be asked: suggestions with reasons first, then the whole directory. */
export function Targets<R>({ record, name, suggest, send, onDone, plain }: Props<R>) {
  const action = useAction();
  const [another, setAnother] = useState(false);
  const ids = { id: record.id };
  const suggestions = useResource(
    (signal) => suggest({ ids, signal }),
    [record.id, record.needs.join()],
  );
  const isChosen = (one: Target) =>
    record.target?.organisation_id === one.organisation_id &&
    (record.target.unit_id ?? null) === one.unit_id;
  async function choose(target: Target) {
    const body = { version: record.version, target };
    const answer = await action.run(name, { ...ids, ...body }, (key) => send(body, { ids, key }));
    if (!answer) return;
    setAnother(false);
    onDone(answer);
  }
  return (
    <div class="stack tight">
      <div class="row between">
        <h3>{t("suggested")}</h3>
        <Button small kind="quiet" onClick={() => setAnother(!another)}>
          {t("another")}
        </Button>
      </div>
      <ProblemNote error={action.error} />
      {another ? (
        <TargetPicker plain={plain ?? false} onPick={(target) => void choose(target)} />
      ) : null}
      <Loaded of={suggestions} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t("no_suggestions")}</Empty>
          ) : (
            <SuggestionList
              items={items}
              action={(item) =>
                isChosen(targetOf(item)) ? (
                  <span class="tag ok">{t("chosen")}</span>
                ) : (
                  <Button
                    small
                    busy={action.busy}
                    label={`${t("choose_this")}: ${item.organisation.name}`}
                    onClick={() => void choose(targetOf(item))}
                  >
                    {t("choose_this")}
                  </Button>
                )
              }
            />
          )
        }
      </Loaded>
    </div>
  );
}

interface RerouteProps<R> extends Omit<Props<R>, "name"> {
  title: string;
  onClose: () => void;
}

/** The next one to ask: those that declined are left out. */
export function RerouteDialog<R>({ title, onClose, onDone, ...targets }: RerouteProps<R>) {
  return (
    <Dialog title={title} onClose={onClose}>
      <Targets
        {...targets}
        name="reroute"
        onDone={(made) => {
          onClose();
          onDone(made);
        }}
      />
      <div class="dialogfoot">
        <Button onClick={onClose}>{common("cancel")}</Button>
      </div>
    </Dialog>
  );
}
