import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import { lists } from "../../lib/codes";
import { dayText, numberText } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { FormDialog, mustOf, numberOf, textOf } from "../../ui/FormDialog";
import { Button, Empty, Loaded } from "../../ui/parts";
import { t } from "./words";

function BalanceDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  return (
    <FormDialog
      title={t("add_balance")}
      form="balance"
      submit={t("add_balance")}
      initial={{ section: "report_group" }}
      fields={[
        {
          name: "hotline_id",
          label: t("hotline"),
          kind: "select",
          options: lists.value.hotlines.map((one) => ({ value: one.id, label: one.name })),
          required: true,
        },
        { name: "as_of", label: t("as_of"), kind: "date", required: true, wide: false },
        { name: "count", label: t("count"), kind: "number", required: true, wide: false },
        { name: "section", label: t("section"), max: 64, required: true, wide: false },
        { name: "code", label: t("code"), max: 64, required: true, wide: false },
        { name: "source", label: t("source"), max: 300, required: true },
        { name: "note", label: t("balance_note"), max: 500 },
      ]}
      send={(values, key) =>
        post(
          "/opening-balances",
          {
            hotline_id: mustOf(values, "hotline_id"),
            as_of: mustOf(values, "as_of"),
            section: mustOf(values, "section"),
            code: mustOf(values, "code"),
            count: numberOf(values, "count") ?? 0,
            source: mustOf(values, "source"),
            note: textOf(values, "note") ?? "",
          },
          { key },
        )
      }
      onDone={onDone}
      onClose={onClose}
    />
  );
}

/** Figures from before this installation, for cumulative reports. */
export function Balances() {
  const [open, setOpen] = useState(false);
  const balances = useResource((signal) => get("/opening-balances", { signal }), []);
  return (
    <>
      <div class="row">
        <Button kind="main" icon="plus" onClick={() => setOpen(true)}>
          {t("add_balance")}
        </Button>
      </div>
      <Loaded of={balances} lines={4}>
        {(data) => (
          <section class="card">
            {data.items.length === 0 ? <Empty>{t("none")}</Empty> : null}
            <ul class="list pad small">
              {data.items.map((item) => (
                <li key={item.id}>
                  {dayText(item.as_of)} · {item.section}/{item.code}:{" "}
                  <b>{numberText(item.count)}</b>
                  {item.source ? <span class="muted"> · {item.source}</span> : null}
                  {item.note ? <span class="muted"> · {item.note}</span> : null}
                </li>
              ))}
            </ul>
          </section>
        )}
      </Loaded>
      {open ? <BalanceDialog onClose={() => setOpen(false)} onDone={balances.reload} /> : null}
    </>
  );
}
