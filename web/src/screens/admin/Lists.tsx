import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import { loadLists } from "../../lib/codes";
import { dayOf, dayText } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { SelectField } from "../../ui/Field";
import { FormDialog, mustOf, numberOf, textOf } from "../../ui/FormDialog";
import { ListTable } from "../../ui/ListTable";
import { Button, Loaded } from "../../ui/parts";
import { t } from "./words";

function CodeDialog({
  list,
  onClose,
  onDone,
}: {
  list: string;
  onClose: () => void;
  onDone: () => void;
}) {
  return (
    <FormDialog
      title={t("add_code")}
      form={`code of ${list}`}
      submit={t("add_code")}
      initial={{ list, valid_from: dayOf(Date.now()) }}
      fields={[
        { name: "list", label: t("list"), max: 64, required: true, wide: false },
        { name: "code", label: t("code"), max: 64, required: true, wide: false },
        { name: "label_vi", label: t("label_vi"), max: 200, required: true },
        { name: "label_en", label: t("label_en"), max: 200, required: true },
        { name: "sort", label: t("sort"), kind: "number", wide: false },
        { name: "valid_from", label: t("valid_from"), kind: "date", required: true, wide: false },
        { name: "source", label: t("source"), max: 300 },
      ]}
      send={(values, key) => {
        const sort = numberOf(values, "sort");
        return post(
          "/code-list-items",
          {
            list: mustOf(values, "list"),
            code: mustOf(values, "code"),
            label_vi: mustOf(values, "label_vi"),
            label_en: mustOf(values, "label_en"),
            ...(sort === null ? {} : { sort }),
            valid_from: mustOf(values, "valid_from"),
            source: textOf(values, "source"),
          },
          { key },
        );
      }}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

/** Code lists: labels may change over time, codes are never used again. */
export function Lists() {
  const query = useQuery();
  const [open, setOpen] = useState(false);
  const lists = useResource((signal) => get("/code-lists", { signal }), []);
  const names = [...new Set((lists.data?.items ?? []).map((item) => item.list))].sort();
  const list = query.get("list") || "contact_kind";
  return (
    <>
      <section class="card filters">
        <SelectField
          label={t("list")}
          value={list}
          options={names.map((value) => ({ value, label: value }))}
          onChange={(value) => query.set({ list: value })}
        />
        <Button kind="main" icon="plus" onClick={() => setOpen(true)}>
          {t("add_code")}
        </Button>
      </section>
      <Loaded of={lists} lines={10}>
        {(data) => (
          <ListTable
            caption={list}
            items={data.items.filter((item) => item.list === list)}
            keyOf={(item) => item.code}
            columns={[
              { head: t("code"), kind: "row", cell: (item) => item.code },
              { head: t("label_vi"), cell: (item) => item.label_vi },
              { head: t("label_en"), cell: (item) => <span lang="en">{item.label_en}</span> },
              { head: t("valid_from"), kind: "short", cell: (item) => dayText(item.valid_from) },
              { head: t("source"), cell: (item) => item.source },
            ]}
          />
        )}
      </Loaded>
      {open ? (
        <CodeDialog
          list={list}
          onClose={() => setOpen(false)}
          onDone={() => {
            lists.reload();
            void loadLists();
          }}
        />
      ) : null}
    </>
  );
}
