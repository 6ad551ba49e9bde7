import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { serverNow } from "../../app/state";
import { momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { Empty, Facts, Loaded, PageHead } from "../../ui/parts";
import { ReferralTag } from "../../ui/referrals/parts";
import { RecordForm } from "./RecordForm";
import { Signatures } from "./Signatures";
import { t } from "./words";

type Record = Of<"HandOverRecord">;

function party(one: Of<"HandOverParty">): string {
  return [one.unit, one.name, one.post, one.phone].filter(Boolean).join(" · ");
}

function Content({ record }: { record: Record }) {
  const list = (items: readonly string[]) => items.join("; ");
  return (
    <section class="card pad stack tight">
      <h2>{t("record")}</h2>
      <Facts
        rows={[
          [t("place"), record.place],
          [t("at"), momentOf(record.at)],
          [t("giver"), party(record.giver)],
          [t("receiver"), party(record.receiver)],
          [t("persons").split(",")[0] ?? "", list(record.persons)],
          [t("health"), record.health],
          [t("belongings").split(",")[0] ?? "", list(record.belongings)],
          [t("documents").split(",")[0] ?? "", list(record.documents)],
          [t("risks"), record.risks],
          [t("wishes"), record.wishes],
        ]}
      />
    </section>
  );
}

/** The hand-over where it happens: the record, then three signatures, on a phone if need be. */
export default function HandOver() {
  const { params } = useRoute();
  const id = params.id ?? "";
  const [now] = useState(() => new Date(serverNow()).toISOString());
  const record = useResource(
    (signal) => get("/referrals/{id}", { ids: { id }, signal }),
    [id],
    ["referral"],
  );
  return (
    <Loaded of={record} lines={8}>
      {(referral) => {
        const number = referral.number ?? "";
        const handOver = referral.hand_over;
        return (
          <div class="stack handover">
            <PageHead
              tab={`${t("title")} ${number}`}
              title={
                <span class="row">
                  {t("title")}
                  <ReferralTag status={referral.status} />
                </span>
              }
              sub={<a href={`/referrals/${id}`}>{t("back", { number })}</a>}
            />
            {handOver ? (
              <>
                <Content record={handOver.record} />
                <Signatures referral={referral} handOver={handOver} onSaved={record.set} />
              </>
            ) : referral.next_actions.includes("write_hand_over_record") ? (
              <RecordForm referral={referral} now={now} onSaved={record.set} />
            ) : (
              <div class="card">
                <Empty>{t("not_yet")}</Empty>
              </div>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}
