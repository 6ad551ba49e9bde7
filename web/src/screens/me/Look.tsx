import { put } from "../../api/client";
import { layer, lettersOff, setLettersOff } from "../../app/shortcuts";
import { type Theme, theme } from "../../app/theme";
import { type Language, language } from "../../i18n";
import { useAction } from "../../lib/action";
import { Choice } from "../../ui/Choice";
import { CheckField } from "../../ui/Field";
import { Button } from "../../ui/parts";
import { t } from "./words";

export function Look() {
  const action = useAction();
  function speak(value: string) {
    const chosen: Language = value === "en" ? "en" : "vi";
    language.value = chosen;
    void action.run("language", chosen, (key) =>
      put("/preferences", { language: chosen }, { key }),
    );
  }
  return (
    <section class="card pad stack">
      <h2>{t("look")}</h2>
      <Choice
        label={t("language")}
        value={language.value}
        options={[
          { value: "vi", label: "Tiếng Việt" },
          { value: "en", label: "English" },
        ]}
        onChange={speak}
      />
      <Choice
        label={t("theme")}
        value={theme.value}
        options={(["system", "light", "dark"] as const).map((value) => ({
          value,
          label: t(`theme_${value}`),
        }))}
        onChange={(value) => {
          theme.value = value as Theme;
        }}
      />
      <CheckField label={t("letters")} checked={lettersOff.value} onChange={setLettersOff} />
      <div class="row">
        <Button
          small
          onClick={() => {
            layer.value = "keys";
          }}
        >
          {t("keys")}
        </Button>
      </div>
    </section>
  );
}
