import { type ExperimentResource, experimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { useCommand } from "../api/use-command.ts";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import type { ActionProps } from "./action-props.ts";
import { toTransition } from "./to-transition.ts";

/** Pauses an experiment; it can be taken back. */
export function PauseButton({ experiment, onDone }: ActionProps): ReactElement {
  const { name } = experiment;
  const command = useCommand();
  const resume = async (paused: ExperimentResource) => {
    if ((await command.run(toTransition(paused, "start"))) !== null) onDone(`“${name}” runs again.`);
  };
  return (
    <ConfirmButton
      label="Pause"
      title={`Pause “${name}”?`}
      schema={experimentResource}
      request={() => toTransition(experiment, "pause")}
      onDone={(paused) => onDone(`“${name}” is paused.`, () => void resume(paused))}
    >
      <p>Nobody new takes part: they see today’s price. Who was shown a price keeps it.</p>
    </ConfirmButton>
  );
}
