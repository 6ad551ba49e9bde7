import type { ComponentChildren } from "preact";
import type { Draft, Fields } from "../../lib/drafts/draft";
import { PageHead, Tag } from "../../ui/parts";
import { CallBlock } from "./CallBlock";
import { CallerBlock } from "./CallerBlock";
import { ErrorList } from "./ErrorList";
import { KindBlock } from "./KindBlock";
import { KnownCaller } from "./KnownCaller";
import { NextSteps } from "./NextSteps";
import { SafeBlock } from "./SafeBlock";
import { StoryBlock } from "./StoryBlock";
import { t } from "./words";

export interface BlockProps {
  fields: Fields;
  update: (fields: Fields) => void;
  error: (field: string) => string | undefined;
}

/** One block of the form with the key that leads to it. */
export function Block(props: { number: number; title: string; children: ComponentChildren }) {
  return (
    <fieldset class="block" data-block={props.number}>
      <legend>
        <kbd>Alt {props.number}</kbd> {props.title}
      </legend>
      <div class="blockbody">{props.children}</div>
    </fieldset>
  );
}

interface Props {
  draft: Draft;
  update: (fields: Fields) => void;
  change: (change: (draft: Draft) => Draft) => void;
  onFinish: () => void;
  onConnect: () => void;
}

/** The form on the left, the account and what comes next on the right. */
export function Desk({ draft, update, change, onFinish, onConnect }: Props) {
  const error = (field: string) => draft.problem?.fields.find((one) => one.field === field)?.code;
  const block: BlockProps = { fields: draft.fields, update, error };
  return (
    <div class="desk">
      <form class="card intakeform" onSubmit={(event) => event.preventDefault()}>
        <PageHead
          title={t("title")}
          tab={t("tab")}
          actions={
            draft.server?.number ? (
              <Tag tone="main">{draft.server.number}</Tag>
            ) : (
              <span class="tiny muted">{t("local_number")}</span>
            )
          }
        />
        <ErrorList draft={draft} />
        <KindBlock {...block} onFinish={onFinish} />
        <CallerBlock {...block} />
        <SafeBlock {...block} />
        <CallBlock {...block} />
      </form>
      <aside class="stack tight" aria-label={t("notes")}>
        <StoryBlock {...block} />
        <KnownCaller draft={draft} update={update} />
        <NextSteps draft={draft} change={change} update={update} onConnect={onConnect} />
      </aside>
    </div>
  );
}
