import { may } from "../../app/state";
import type { Action } from "../../lib/action";
import { Button, PageHead, ProblemNote } from "../../ui/parts";
import { ReportTabs } from "../../ui/reports/ReportTabs";
import { t } from "./words";

interface Props {
  here: "hotline" | "group";
  title: string;
  sub: string;
  action: Action;
  /** Makes the paper. */
  onMake: () => void;
}

/** The head of a report: its paper, the other report. */
export function ReportHead({ here, title, sub, action, onMake }: Props) {
  return (
    <>
      <PageHead
        title={title}
        sub={sub}
        tab={title}
        actions={
          may("reports_issue") ? (
            <Button kind="main" icon="paper" busy={action.busy} onClick={onMake}>
              {t("make_document")}
            </Button>
          ) : null
        }
      />
      <ReportTabs here={here} />
      <ProblemNote error={action.error} />
    </>
  );
}
