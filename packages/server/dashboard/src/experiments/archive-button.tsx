import { experimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { navigate } from "../navigation/use-route.ts";
import type { ActionProps } from "./action-props.ts";
import { toTransition } from "./to-transition.ts";

/** Puts a draft or an ended experiment away. */
export function ArchiveButton({ experiment, onDone }: ActionProps): ReactElement {
  const { name } = experiment;
  return (
    <ConfirmButton
      label="Archive"
      title={`Archive “${name}”?`}
      schema={experimentResource}
      request={() => toTransition(experiment, "archive")}
      onDone={() => {
        onDone(`“${name}” is archived.`);
        navigate("/experiments");
      }}
    >
      <p>It leaves the list, and stays readable under “Archived”. This cannot be undone; a clone can be made.</p>
    </ConfirmButton>
  );
}
