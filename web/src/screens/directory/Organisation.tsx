import { useRoute } from "preact-iso";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { common } from "../../i18n/common";
import { label, labels, placeName } from "../../lib/codes";
import { dayText } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { DateField } from "../../ui/DateField";
import { Facts, Loaded, PageHead, Tag } from "../../ui/parts";
import { AddService, AddUnit, EditOrganisation } from "./edit";
import { t } from "./words";

type Body = Of<"Organisation">;

function Line({ title, items }: { title: string; items: Body["predecessors"] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul class="list small">
        {items.map((item) => (
          <li key={item.id}>
            <a href={`/directory/${item.id}`}>{item.name}</a> · {dayText(item.date)}
            {item.basis ? <span class="muted"> · {item.basis}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function serviceText(service: Of<"Service">): string {
  const parts = [
    service.sexes.length > 0 ? labels("sex", service.sexes) : t("everybody"),
    service.min_age !== null || service.max_age !== null
      ? t("ages", { a: service.min_age ?? 0, b: service.max_age ?? "…" })
      : "",
    service.provinces.length > 0 ? service.provinces.map(placeName).join(", ") : t("nationwide"),
    service.capacity !== null ? t("capacity", { n: service.capacity }) : "",
    service.hours ?? "",
  ];
  return parts.filter(Boolean).join(" · ");
}

function Units({ body, reload }: { body: Body; reload: () => void }) {
  return (
    <section class="card pad stack">
      <div class="row between">
        <h2>{t("units")}</h2>
        {body.next_actions.includes("add_unit") ? <AddUnit body={body} onDone={reload} /> : null}
      </div>
      {body.units.length === 0 ? <p class="small muted">{t("no_units")}</p> : null}
      <ul class="list">
        {body.units.map((unit) => (
          <li key={unit.id} class="stack tight">
            <div class="row between">
              <h3>{unit.name}</h3>
              {body.next_actions.includes("add_unit") ? (
                <AddService unit={unit} onDone={reload} />
              ) : null}
            </div>
            <p class="tiny muted">
              {[
                label("organisation_level", unit.level),
                placeName(unit.province),
                unit.phone,
                unit.hours,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
            <ul class="small">
              {unit.services.map((service) => (
                <li key={service.id}>
                  <b>{label("service_type", service.service)}</b>
                  <span class="muted"> · {serviceText(service)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function General({ body }: { body: Body }) {
  return (
    <section class="card pad stack">
      <h2>{t("facts")}</h2>
      <Facts
        rows={[
          [t("type"), label("organisation_type", body.type)],
          [t("level"), label("organisation_level", body.level)],
          [t("province"), placeName(body.province)],
          [
            t("parent"),
            body.parent ? <a href={`/directory/${body.parent.id}`}>{body.parent.name}</a> : null,
          ],
          [t("address"), body.address],
          [t("phone"), body.phone],
          [t("email"), body.email],
          [t("hours"), body.hours],
          [t("mandate"), body.mandate],
          [
            t("verified"),
            body.last_verified_at ? dayText(body.last_verified_at) : common("not_given"),
          ],
          [
            t("valid"),
            `${dayText(body.valid_from)} – ${body.valid_to ? dayText(body.valid_to) : "…"}`,
          ],
        ]}
      />
      <Line title={t("predecessors")} items={body.predecessors} />
      <Line title={t("successors")} items={body.successors} />
    </section>
  );
}

/** One organisation on a day: what it was before and became later. */
export default function Organisation() {
  const { params } = useRoute();
  const query = useQuery();
  const id = params.id ?? "";
  const as_of = query.get("as_of");
  const record = useResource(
    (signal) => get("/organisations/{id}", { ids: { id }, query: as_of ? { as_of } : {}, signal }),
    [id, as_of],
    ["organisation"],
  );
  return (
    <Loaded of={record} lines={8}>
      {(body) => (
        <>
          <PageHead
            tab={body.short_name ?? body.name}
            title={
              <span class="row">
                {pick(body.name, body.name_en)}
                {body.working_group_member ? <Tag tone="main">{t("member")}</Tag> : null}
              </span>
            }
            sub={
              body.name_en && pick(body.name, body.name_en) !== body.name
                ? body.name
                : body.short_name
            }
            actions={
              <>
                <DateField
                  label={t("as_of")}
                  value={as_of}
                  onChange={(day) => query.set({ as_of: day })}
                />
                {body.next_actions.includes("edit") ? (
                  <EditOrganisation body={body} onDone={record.set} />
                ) : null}
              </>
            }
          />
          <div class="columns flip">
            <Units body={body} reload={record.reload} />
            <General body={body} />
          </div>
        </>
      )}
    </Loaded>
  );
}
