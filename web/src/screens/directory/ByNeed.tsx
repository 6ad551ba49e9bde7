import { post } from "../../api/client";
import { options, places } from "../../lib/codes";
import type { Query } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { Combobox } from "../../ui/Combobox";
import { DateField } from "../../ui/DateField";
import { SelectField } from "../../ui/Field";
import { Filters } from "../../ui/Filters";
import { Empty, Loaded } from "../../ui/parts";
import { SuggestionList } from "../../ui/requests/SuggestionList";
import { t } from "./words";

/** Need, place, person, day → who serves this, ranked, with reasons. */
export function ByNeed({ query }: { query: Query }) {
  const names = ["need", "province", "sex", "age_band", "as_of"] as const;
  const asked = Object.fromEntries(names.map((name) => [name, query.get(name) || null]));
  const need = query.get("need");
  const found = useResource(
    async () => (need ? post("/service-searches", { ...asked, need }) : { items: [] }),
    [JSON.stringify(asked)],
  );
  return (
    <>
      <Filters>
        <Combobox
          label={t("need")}
          value={need}
          options={options("service_type")}
          onChange={(value) => query.set({ need: value })}
        />
        <Combobox
          label={t("province")}
          value={query.get("province")}
          options={places()}
          onChange={(province) => query.set({ province })}
        />
        <SelectField
          label={t("sex")}
          value={query.get("sex")}
          empty="–"
          options={options("sex")}
          onChange={(sex) => query.set({ sex })}
        />
        <SelectField
          label={t("age_band")}
          value={query.get("age_band")}
          empty="–"
          options={options("age_band")}
          onChange={(age_band) => query.set({ age_band })}
        />
        <DateField
          label={t("as_of")}
          value={query.get("as_of")}
          onChange={(as_of) => query.set({ as_of })}
        />
      </Filters>
      <section class="card pad">
        <Loaded of={found} lines={5}>
          {(data) =>
            data.items.length === 0 ? (
              <Empty>{t(need ? "no_service" : "none_need")}</Empty>
            ) : (
              <SuggestionList items={data.items} action={() => null} />
            )
          }
        </Loaded>
      </section>
    </>
  );
}
