import type { ReactElement } from "react";
import { useNotify } from "../notices/notices.tsx";
import { RefusalNote } from "../session/refusal-note.tsx";
import type { ActionProps } from "./action-props.ts";
import { ArchiveButton } from "./archive-button.tsx";
import { CloneButton } from "./clone-button.tsx";
import { ConcludeButton, type ConcludeButtonProps } from "./conclude-button.tsx";
import { EditButton } from "./edit-button.tsx";
import { ExcludeButton } from "./exclude-button.tsx";
import { PauseButton } from "./pause-button.tsx";
import { ReweightButton } from "./reweight-button.tsx";
import { StartButton } from "./start-button.tsx";

/** Props of {@link ExperimentActions}. */
export interface ExperimentActionsProps extends Omit<ConcludeButtonProps, "onDone"> {
  readonly onChange: () => void;
}

/** What can be done with an experiment in its state. Each asks once more, since each changes what people are shown. */
export function ExperimentActions({ experiment, onChange, decision, suggested }: ExperimentActionsProps): ReactElement {
  const { status } = experiment;
  const notify = useNotify();
  const onDone: ActionProps["onDone"] = (text, undo) => {
    onChange();
    notify({ text, ...(undo ? { undo } : {}) });
  };
  const props = { experiment, onDone };
  const runs = status === "running" || status === "paused";
  return (
    <div className="actions">
      <RefusalNote needs="admin" />
      {(status === "draft" || status === "paused") && <StartButton {...props} />}
      {status === "draft" && <EditButton {...props} />}
      {runs && <ConcludeButton {...props} decision={decision} suggested={suggested} />}
      {status === "running" && <PauseButton {...props} />}
      {runs && <ReweightButton {...props} />}
      {status !== "draft" && <ExcludeButton {...props} />}
      <CloneButton {...props} />
      {(status === "draft" || status === "completed") && <ArchiveButton {...props} />}
    </div>
  );
}
