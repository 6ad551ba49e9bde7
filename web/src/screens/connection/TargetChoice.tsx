import { useState } from "preact/hooks";
import { get, put } from "../../api/client";
import type { Connection, Of } from "../../api/types";
import { useAction } from "../../lib/action";
import { options } from "../../lib/codes";
import { useForm } from "../../lib/form";
import { useResource } from "../../lib/resource";
import { SelectField, TextField } from "../../ui/Field";
import { Button, Empty, Loaded, ProblemNote } from "../../ui/parts";
import { SuggestionList } from "../../ui/SuggestionList";
import { TargetPicker } from "../../ui/TargetPicker";
import { t } from "./words";

interface Props {
  connection: Connection;
  onChanged: (connection: Connection) => void;
}

function chosen(connection: Connection, item: Of<"Suggestion">): boolean {
  const { target } = connection;
  return (
    target?.organisation_id === item.organisation.id &&
    (target.unit_id ?? null) === (item.unit?.id ?? null)
  );
}

function Exchange({ connection, onChanged }: Props) {
  const action = useAction();
  const { values, set, done } = useForm(`exchange ${connection.id}`, {
    channel_used: connection.channel_used ?? "",
    agreed_measure: connection.agreed_measure ?? "",
  });
  async function save() {
    const body = {
      version: connection.version,
      channel_used: values.channel_used || null,
      agreed_measure: values.agreed_measure || null,
    };
    const options = { ids: { id: connection.id } };
    const answer = await action.run("exchange", { id: connection.id, ...body }, (key) =>
      put("/connections/{id}", body, { ...options, key }),
    );
    if (!answer) return;
    done();
    onChanged(answer);
  }
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ProblemNote error={action.error} />
      <div class="grid2">
        <SelectField
          label={t("channel_used")}
          value={values.channel_used}
          empty="–"
          options={options("coordination_form")}
          onChange={(value) => set("channel_used", value)}
        />
        <TextField
          label={t("agreed_measure")}
          value={values.agreed_measure}
          onInput={(value) => set("agreed_measure", value)}
          max={2000}
        />
      </div>
      <div class="row">
        <Button small submit busy={action.busy}>
          {t("edit")}
        </Button>
      </div>
    </form>
  );
}

/** A draft: whom to ask. Suggestions first, each with its reasons. */
export function TargetChoice({ connection, onChanged }: Props) {
  const action = useAction();
  const [another, setAnother] = useState(false);
  const suggestions = useResource(
    (signal) => get("/connections/{id}/suggested-targets", { ids: { id: connection.id }, signal }),
    [connection.id],
  );
  async function choose(target: Of<"TargetInput">) {
    const body = { version: connection.version, target };
    const answer = await action.run("target", { id: connection.id, ...body }, (key) =>
      put("/connections/{id}", body, { ids: { id: connection.id }, key }),
    );
    if (answer) onChanged(answer);
  }
  return (
    <section class="card pad stack tight" aria-label={t("choose_target")}>
      <div class="row between">
        <h2>{t("suggested")}</h2>
        <Button small kind="quiet" onClick={() => setAnother(!another)}>
          {t("another")}
        </Button>
      </div>
      <ProblemNote error={action.error} />
      {another ? (
        <TargetPicker
          onPick={(target) => {
            setAnother(false);
            void choose(target);
          }}
        />
      ) : null}
      <Loaded of={suggestions} lines={4}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty>{t("no_suggestions")}</Empty>
          ) : (
            <SuggestionList
              items={data.items}
              action={(item) =>
                chosen(connection, item) ? (
                  <span class="tag ok">{t("chosen")}</span>
                ) : (
                  <Button
                    small
                    busy={action.busy}
                    label={`${t("choose")}: ${item.organisation.name}`}
                    onClick={() =>
                      void choose({
                        organisation_id: item.organisation.id,
                        unit_id: item.unit?.id ?? null,
                        kind: item.kind,
                      })
                    }
                  >
                    {t("choose")}
                  </Button>
                )
              }
            />
          )
        }
      </Loaded>
      <Exchange connection={connection} onChanged={onChanged} />
    </section>
  );
}
