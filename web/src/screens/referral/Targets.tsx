import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import type { Action } from "../../lib/action";
import { useResource } from "../../lib/resource";
import { Button, Empty, Loaded, ProblemNote } from "../../ui/parts";
import { SuggestionList } from "../../ui/SuggestionList";
import { TargetPicker } from "../../ui/TargetPicker";
import type { Referral } from "./step";
import { t } from "./words";

type Target = Of<"ReferralTargetInput">;

interface Props {
  referral: Referral;
  action: Action;
  onChoose: (target: Target) => void;
}

/** Who could receive the person: suggestions with reasons first, then the whole directory. */
export function Targets({ referral, action, onChoose }: Props) {
  const [another, setAnother] = useState(false);
  const suggestions = useResource(
    (signal) => get("/referrals/{id}/suggested-targets", { ids: { id: referral.id }, signal }),
    [referral.id, referral.needs.join()],
  );
  const { target } = referral;
  const isChosen = (item: Of<"Suggestion">) =>
    target?.organisation_id === item.organisation.id &&
    (target.unit_id ?? null) === (item.unit?.id ?? null);
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
        <TargetPicker
          plain
          onPick={({ organisation_id, unit_id }) => {
            setAnother(false);
            onChoose({ organisation_id, unit_id: unit_id ?? null });
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
                isChosen(item) ? (
                  <span class="tag ok">{t("chosen")}</span>
                ) : (
                  <Button
                    small
                    busy={action.busy}
                    label={`${t("choose")}: ${item.organisation.name}`}
                    onClick={() =>
                      onChoose({
                        organisation_id: item.organisation.id,
                        unit_id: item.unit?.id ?? null,
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
    </div>
  );
}
