import { experimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { formatPercent } from "../numbers/format-numbers.ts";
import type { ActionProps } from "./action-props.ts";
import { toTransition } from "./to-transition.ts";

/** Starts a draft, or goes on with a paused experiment. */
export function StartButton({ experiment, onDone }: ActionProps): ReactElement {
  const { name, status, coverage } = experiment;
  const label = status === "draft" ? "Start" : "Resume";
  return (
    <ConfirmButton
      label={label}
      className="button primary"
      title={`${label} “${name}”?`}
      schema={experimentResource}
      request={() => toTransition(experiment, "start")}
      onDone={() => onDone(`“${name}” runs.`)}
    >
      <p>
        From now on {formatPercent(coverage)} of visitors take part and see the arms’ prices. Who was shown a price
        keeps it, whatever you change later.
      </p>
    </ConfirmButton>
  );
}
