import { post } from "../../api/client";
import { common } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { Dialog } from "../../ui/Dialog";
import { Button } from "../../ui/parts";
import type { Referral } from "./step";
import { Targets } from "./Targets";
import { t } from "./words";

interface Props {
  referral: Referral;
  onClose: () => void;
  onMade: (referral: Referral) => void;
}

/** The next one to ask: those that declined are left out. */
export function RerouteDialog({ referral, onClose, onMade }: Props) {
  const action = useAction();
  async function choose(target: Parameters<Parameters<typeof Targets>[0]["onChoose"]>[0]) {
    const body = { version: referral.version, target };
    const made = await action.run("reroute", { id: referral.id, ...body }, (key) =>
      post("/referrals/{id}/reroutes", body, { ids: { id: referral.id }, key }),
    );
    if (!made) return;
    onClose();
    onMade(made);
  }
  return (
    <Dialog title={t("reroute")} onClose={onClose}>
      <Targets
        referral={referral}
        action={action}
        onChoose={(target) => {
          void choose(target);
        }}
      />
      <div class="dialogfoot">
        <Button onClick={onClose}>{common("cancel")}</Button>
      </div>
    </Dialog>
  );
}
