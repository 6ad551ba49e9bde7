import { useState } from "preact/hooks";
import { put } from "../../api/client";
import type { Of } from "../../api/types";
import { stateWord } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { options, places } from "../../lib/codes";
import { type FieldSpec, FormDialog, listOf, textOf, type Values } from "../../ui/FormDialog";
import { Button, Note } from "../../ui/parts";
import type { Referral } from "./step";
import { Targets } from "./Targets";
import { t } from "./words";

const URGENCIES: readonly Of<"Urgency">[] = ["normal", "urgent", "at_once"];

/** What a draft asks: needs, urgency, where the person is, what the card says. */
export function requestFields(): FieldSpec[] {
  return [
    {
      name: "needs",
      label: t("request"),
      kind: "many",
      options: options("service_type"),
      required: true,
    },
    { name: "detail", label: t("need_detail"), max: 1000 },
    {
      name: "urgency",
      label: t("urgency"),
      kind: "select",
      options: URGENCIES.map((value) => ({ value, label: stateWord("urgency", value) })),
      wide: false,
    },
    { name: "province", label: t("province"), kind: "combo", options: places(), wide: false },
    {
      name: "channel_used",
      label: t("channel_used"),
      kind: "select",
      options: options("coordination_form"),
    },
    { name: "summary", label: t("card_summary"), hint: t("card_hint"), kind: "area", max: 4000 },
  ];
}

/** The members of the contract that `requestFields` fills. */
export function requestOf(values: Values) {
  const detail = textOf(values, "detail");
  return {
    needs: listOf(values, "needs").map((service) => ({ service, detail })),
    urgency: (textOf(values, "urgency") ?? "normal") as Of<"Urgency">,
    province: textOf(values, "province"),
    channel_used: textOf(values, "channel_used"),
    summary: textOf(values, "summary"),
  };
}

function initialOf(referral: Referral): Values {
  return {
    needs: referral.needs,
    detail: referral.need_details[0]?.detail ?? "",
    urgency: referral.urgency,
    province: referral.card?.province ?? "",
    channel_used: referral.channel_used ?? "",
    summary: referral.card?.summary ?? "",
  };
}

interface Props {
  referral: Referral;
  onChanged: (referral: Referral) => void;
}

/** A draft: whom to ask, and what. */
export function EditDraft({ referral, onChanged }: Props) {
  const action = useAction();
  const [editing, setEditing] = useState(false);
  const { id, version } = referral;
  async function choose(target: Of<"ReferralTargetInput">) {
    const body = { version, target };
    const answer = await action.run("target", { id, ...body }, (key) =>
      put("/referrals/{id}", body, { ids: { id }, key }),
    );
    if (answer) onChanged(answer);
  }
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("choose_target")}</h2>
        <Button small icon="edit" onClick={() => setEditing(true)}>
          {t("edit")}
        </Button>
      </div>
      <Targets
        referral={referral}
        action={action}
        onChoose={(target) => {
          void choose(target);
        }}
      />
      {editing ? (
        <FormDialog
          title={t("edit")}
          form={`edit ${id} ${version}`}
          fields={requestFields()}
          initial={initialOf(referral)}
          submit={t("edit")}
          send={(values, key) =>
            put("/referrals/{id}", { version, ...requestOf(values) }, { ids: { id }, key })
          }
          onDone={(answer) => onChanged(answer as Referral)}
          onClose={() => setEditing(false)}
        >
          <Note>{t("card_hint")}</Note>
        </FormDialog>
      ) : null}
    </section>
  );
}
