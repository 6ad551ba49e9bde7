import { get, put } from "../../api/client";
import type { Connection } from "../../api/types";
import { useAction } from "../../lib/action";
import { options } from "../../lib/codes";
import { useForm } from "../../lib/form";
import { SelectField, TextField } from "../../ui/Field";
import { Button, ProblemNote } from "../../ui/parts";
import { Targets } from "../../ui/requests/Targets";
import { requestWord } from "../../ui/requests/words";
import { t } from "./words";

interface Props {
  connection: Connection;
  onChanged: (connection: Connection) => void;
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
          label={requestWord("channel_used")}
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

/** A draft: whom to ask, and how. */
export function TargetChoice({ connection, onChanged }: Props) {
  return (
    <section class="card pad stack tight">
      <h2>{requestWord("choose_target")}</h2>
      <Targets
        record={connection}
        name="target"
        suggest={(options) => get("/connections/{id}/suggested-targets", options)}
        send={(body, options) => put("/connections/{id}", body, options)}
        onDone={onChanged}
      />
      <Exchange connection={connection} onChanged={onChanged} />
    </section>
  );
}
