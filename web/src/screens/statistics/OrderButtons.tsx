import { Button } from "../../ui/parts";
import { t } from "./words";

interface Props {
  /** What is moved, for readers of the screen. */
  name: string;
  at: number;
  count: number;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** Ways to move one of several up and down, and to take it out. */
export function OrderButtons({ name, at, count, onMove, onRemove }: Props) {
  return (
    <div class="row">
      {at > 0 ? (
        <Button small kind="quiet" label={`${t("up")}: ${name}`} onClick={() => onMove(-1)}>
          {t("up")}
        </Button>
      ) : null}
      {at < count - 1 ? (
        <Button small kind="quiet" label={`${t("down")}: ${name}`} onClick={() => onMove(1)}>
          {t("down")}
        </Button>
      ) : null}
      <Button small kind="quiet" label={`${t("remove")}: ${name}`} onClick={onRemove}>
        {t("remove")}
      </Button>
    </div>
  );
}
