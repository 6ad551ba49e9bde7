import { useState } from "preact/hooks";
import { get, put } from "../../api/client";
import { options, places } from "../../lib/codes";
import { useResource } from "../../lib/resource";
import { ActDialog } from "../../ui/ActDialog";
import { type FieldSpec, textOf, type Values } from "../../ui/FormDialog";
import { Button } from "../../ui/parts";
import { needFields, needsOf } from "../../ui/requests/fields";
import { Targets } from "../../ui/requests/Targets";
import { requestWord } from "../../ui/requests/words";
import { companyField, companyOf } from "./people";
import { plainTarget, type Referral } from "./step";
import { t } from "./words";

/** What a draft asks: needs, urgency, where the person is, what the card says. */
export function requestFields(): FieldSpec[] {
  return [
    ...needFields({ needs: t("request"), detail: t("need_detail") }),
    { name: "province", label: t("province"), kind: "combo", options: places(), wide: false },
    {
      name: "channel_used",
      label: requestWord("channel_used"),
      kind: "select",
      options: options("coordination_form"),
    },
    { name: "summary", label: t("card_summary"), hint: t("card_hint"), kind: "area", max: 4000 },
  ];
}

/** The members of the contract that `requestFields` fills. */
export function requestOf(values: Values) {
  return {
    ...needsOf(values),
    province: textOf(values, "province"),
    channel_used: textOf(values, "channel_used"),
    summary: textOf(values, "summary"),
  };
}

function initialOf(referral: Referral): Values {
  return {
    accompanying_person_ids: referral.accompanying_person_ids,
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

/** What is asked, and who goes with the person. */
function EditDialog({ referral, onChanged, onClose }: Props & { onClose: () => void }) {
  const { case_id, version } = referral;
  const person = referral.person_id ?? "";
  const file = useResource(
    async (signal) => (case_id ? get("/cases/{id}", { ids: { id: case_id }, signal }) : null),
    [case_id],
  );
  const company = companyField(file.data?.persons ?? [], person);
  return (
    <ActDialog
      title={t("edit")}
      act="edit"
      record={referral}
      form={{
        fields: [...company, ...requestFields()],
        initial: initialOf(referral),
        hint: t("card_hint"),
        send: (values, target) => {
          const body = { version, ...requestOf(values) };
          const accompanying_person_ids = companyOf(values, person);
          return put("/referrals/{id}", { ...body, accompanying_person_ids }, target);
        },
      }}
      onDone={onChanged}
      onClose={onClose}
    />
  );
}

/** A draft: whom to ask, and what. */
export function EditDraft({ referral, onChanged }: Props) {
  const [editing, setEditing] = useState(false);
  const { version } = referral;
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{requestWord("choose_target")}</h2>
        <Button small icon="edit" onClick={() => setEditing(true)}>
          {t("edit")}
        </Button>
      </div>
      <Targets
        record={referral}
        name="target"
        plain
        suggest={(options) => get("/referrals/{id}/suggested-targets", options)}
        send={(body, options) =>
          put("/referrals/{id}", { version, target: plainTarget(body.target) }, options)
        }
        onDone={onChanged}
      />
      {editing ? (
        <EditDialog referral={referral} onChanged={onChanged} onClose={() => setEditing(false)} />
      ) : null}
    </section>
  );
}
