import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import { loadLists } from "../../lib/codes";
import { dayOf, dayText } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { SelectField } from "../../ui/Field";
import { FormDialog, numberOf, textOf } from "../../ui/FormDialog";
import { Button, Loaded } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
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
            list: textOf(values, "list") ?? "",
            code: textOf(values, "code") ?? "",
            label_vi: textOf(values, "label_vi") ?? "",
            label_en: textOf(values, "label_en") ?? "",
            ...(sort === null ? {} : { sort }),
            valid_from: textOf(values, "valid_from") ?? "",
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
          <TableFrame label={list} card>
            <table>
              <caption class="hidden">{list}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("code")}</th>
                  <th scope="col">{t("label_vi")}</th>
                  <th scope="col">{t("label_en")}</th>
                  <th scope="col">{t("valid_from")}</th>
                  <th scope="col">{t("source")}</th>
                </tr>
              </thead>
              <tbody>
                {data.items
                  .filter((item) => item.list === list)
                  .map((item) => (
                    <tr key={item.code}>
                      <th scope="row">{item.code}</th>
                      <td>{item.label_vi}</td>
                      <td lang="en">{item.label_en}</td>
                      <td class="nowrap">{dayText(item.valid_from)}</td>
                      <td>{item.source}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </TableFrame>
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
