import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateOptions } from "../../i18n/common";
import { useOrganisations } from "../../lib/organisations";
import { useResource } from "../../lib/resource";
import { Combobox } from "../Combobox";
import { SelectField } from "../Field";
import { Button } from "../parts";
import { requestWord as t } from "./words";

const KINDS: readonly Of<"TargetKind">[] = ["wg_member", "grassroots"];

interface Props {
  onPick: (target: Of<"TargetInput">) => void;
  /** Without the question who is the contact point: a referral has none. */
  plain?: boolean;
}

/** Any organisation of the directory, and a unit of it. */
export function TargetPicker({ onPick, plain }: Props) {
  const [organisation, setOrganisation] = useState("");
  const [unit, setUnit] = useState("");
  const [kind, setKind] = useState<Of<"TargetKind">>("wg_member");
  const organisations = useOrganisations();
  const group = useResource((signal) => get("/working-groups/current", { signal }), []);
  const isMember = (id: string) =>
    (group.data?.members ?? []).some((member) => member.organisation.id === id);
  const one = useResource(
    async (signal) =>
      organisation ? get("/organisations/{id}", { ids: { id: organisation }, signal }) : null,
    [organisation],
  );
  return (
    <div class="grid3">
      <Combobox
        label={t("organisation")}
        value={organisation}
        options={organisations}
        onChange={(value) => {
          setOrganisation(value);
          setUnit("");
          setKind(isMember(value) ? "wg_member" : "grassroots");
        }}
      />
      <SelectField
        label={t("unit")}
        value={unit}
        empty={common("none")}
        options={(one.data?.units ?? []).map((item) => ({ value: item.id, label: item.name }))}
        onChange={setUnit}
      />
      {plain ? null : (
        <SelectField
          label={t("kind")}
          value={kind}
          options={stateOptions("target", KINDS)}
          onChange={(value) => setKind(value === "grassroots" ? "grassroots" : "wg_member")}
        />
      )}
      <div class="row">
        <Button
          small
          kind="main"
          busy={!organisation}
          onClick={() => onPick({ organisation_id: organisation, unit_id: unit || null, kind })}
        >
          {t("choose")}
        </Button>
      </div>
    </div>
  );
}
