import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { post, put } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { options, places } from "../../lib/codes";
import { dayOf } from "../../lib/format";
import {
  type FieldSpec,
  FormDialog,
  listOf,
  mustOf,
  numberOf,
  textOf,
  type Values,
} from "../../ui/FormDialog";
import type { IconName } from "../../ui/Icon";
import { Button } from "../../ui/parts";
import { t } from "./words";

type Body = Of<"Organisation">;

interface OpenProps {
  word: Parameters<typeof t>[0];
  icon: IconName;
  children: (close: () => void) => ComponentChildren;
}

function Opener({ word, icon, children }: OpenProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button small icon={icon} onClick={() => setOpen(true)}>
        {t(word)}
      </Button>
      {open ? children(() => setOpen(false)) : null}
    </>
  );
}

function placeSpecs(): FieldSpec[] {
  return [
    {
      name: "level",
      label: t("level"),
      kind: "select",
      options: options("organisation_level"),
      required: true,
      wide: false,
    },
    { name: "province", label: t("province"), kind: "combo", options: places(), wide: false },
    { name: "address", label: t("address"), max: 500 },
    { name: "phone", label: t("phone"), max: 40, wide: false },
    { name: "hours", label: t("hours"), max: 200, wide: false },
  ];
}

function dateSpecs(): FieldSpec[] {
  return [
    { name: "valid_from", label: t("valid_from"), kind: "date", required: true, wide: false },
    { name: "valid_to", label: t("valid_to"), kind: "date", wide: false },
  ];
}

function organisationSpecs(): FieldSpec[] {
  return [
    { name: "name", label: t("name"), required: true, max: 300 },
    { name: "name_en", label: t("name_en"), max: 300, wide: false },
    { name: "short_name", label: t("short_name"), max: 100, wide: false },
    {
      name: "type",
      label: t("type"),
      kind: "combo",
      options: options("organisation_type"),
      required: true,
    },
    ...placeSpecs(),
    { name: "email", label: t("email"), max: 200 },
    { name: "mandate", label: t("mandate"), kind: "area", max: 2000 },
    ...dateSpecs(),
  ];
}

function organisationBody(values: Values): Of<"OrganisationInput"> {
  return {
    name: mustOf(values, "name"),
    name_en: textOf(values, "name_en"),
    short_name: textOf(values, "short_name"),
    type: mustOf(values, "type"),
    level: mustOf(values, "level"),
    province: textOf(values, "province"),
    address: textOf(values, "address"),
    phone: textOf(values, "phone"),
    email: textOf(values, "email"),
    hours: textOf(values, "hours"),
    mandate: textOf(values, "mandate"),
    valid_from: mustOf(values, "valid_from"),
    valid_to: textOf(values, "valid_to"),
  };
}

function valuesOf(body: Body): Values {
  const names = [
    "name",
    "name_en",
    "short_name",
    "type",
    "level",
    "province",
    "address",
    "phone",
  ] as const;
  const more = ["email", "hours", "mandate", "valid_from", "valid_to"] as const;
  return Object.fromEntries([...names, ...more].map((name) => [name, body[name] ?? ""]));
}

export function AddOrganisation() {
  const { route } = useLocation();
  if (!may("directory_manage")) return null;
  return (
    <Opener word="add_organisation" icon="plus">
      {(close) => (
        <FormDialog
          title={t("add_organisation")}
          form="organisation"
          submit={t("add_organisation")}
          fields={organisationSpecs()}
          initial={{ valid_from: dayOf(Date.now()) }}
          send={(values, key) => post("/organisations", organisationBody(values), { key })}
          onDone={(answer) => route(`/directory/${(answer as Body).id}`)}
          onClose={close}
        />
      )}
    </Opener>
  );
}

export function EditOrganisation({ body, onDone }: { body: Body; onDone: (body: Body) => void }) {
  return (
    <Opener word="edit" icon="edit">
      {(close) => (
        <FormDialog
          title={t("edit")}
          form={`organisation ${body.id} ${body.version}`}
          submit={t("edit")}
          fields={organisationSpecs()}
          initial={valuesOf(body)}
          send={(values, key) =>
            put(
              "/organisations/{id}",
              { ...organisationBody(values), version: body.version },
              { ids: { id: body.id }, key },
            )
          }
          onDone={(answer) => onDone(answer as Body)}
          onClose={close}
        />
      )}
    </Opener>
  );
}

export function AddUnit({ body, onDone }: { body: Body; onDone: () => void }) {
  return (
    <Opener word="add_unit" icon="plus">
      {(close) => (
        <FormDialog
          title={t("add_unit")}
          form={`unit of ${body.id}`}
          submit={t("add_unit")}
          fields={[
            { name: "name", label: t("name"), required: true, max: 300 },
            ...placeSpecs(),
            ...dateSpecs(),
          ]}
          initial={{
            valid_from: dayOf(Date.now()),
            level: body.level,
            province: body.province ?? "",
          }}
          send={(values, key) =>
            post(
              "/organisations/{id}/units",
              {
                name: mustOf(values, "name"),
                level: mustOf(values, "level"),
                province: textOf(values, "province"),
                address: textOf(values, "address"),
                phone: textOf(values, "phone"),
                hours: textOf(values, "hours"),
                valid_from: mustOf(values, "valid_from"),
                valid_to: textOf(values, "valid_to"),
              },
              { ids: { id: body.id }, key },
            )
          }
          onDone={onDone}
          onClose={close}
        />
      )}
    </Opener>
  );
}

function serviceSpecs(): FieldSpec[] {
  return [
    {
      name: "service",
      label: t("service"),
      kind: "combo",
      options: options("service_type"),
      required: true,
    },
    { name: "sexes", label: t("sexes"), kind: "many", options: options("sex") },
    { name: "min_age", label: t("min_age"), kind: "number", wide: false },
    { name: "max_age", label: t("max_age"), kind: "number", wide: false },
    { name: "provinces", label: t("province"), kind: "many", options: places() },
    { name: "foreigners", label: t("foreigners"), kind: "check" },
    ...dateSpecs(),
  ];
}

export function AddService({ unit, onDone }: { unit: Of<"Unit">; onDone: () => void }) {
  return (
    <Opener word="add_service" icon="plus">
      {(close) => (
        <FormDialog
          title={`${t("add_service")}: ${unit.name}`}
          form={`service of ${unit.id}`}
          submit={t("add_service")}
          fields={serviceSpecs()}
          initial={{ valid_from: dayOf(Date.now()) }}
          send={(values, key) =>
            post(
              "/units/{id}/services",
              {
                service: mustOf(values, "service"),
                sexes: listOf(values, "sexes"),
                min_age: numberOf(values, "min_age"),
                max_age: numberOf(values, "max_age"),
                provinces: listOf(values, "provinces"),
                foreigners: values.foreigners === true,
                valid_from: mustOf(values, "valid_from"),
                valid_to: textOf(values, "valid_to"),
              },
              { ids: { id: unit.id }, key },
            )
          }
          onDone={onDone}
          onClose={close}
        />
      )}
    </Opener>
  );
}
