import { experimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";
import { navigate } from "../navigation/use-route.ts";
import type { ActionProps } from "./action-props.ts";

/** Makes a draft like an experiment, and goes to it. */
export function CloneButton({ experiment: { key }, onDone }: ActionProps): ReactElement {
  return (
    <ConfirmButton
      label="Clone"
      schema={experimentResource}
      request={({ clone }) => ({
        path: `/v1/experiments/${encodeURIComponent(key)}/clone`,
        method: "POST",
        body: { key: clone },
      })}
      onDone={(made) => {
        onDone(`The draft “${made.name}” is made.`);
        navigate(`/experiments/${made.key}/set-up`);
      }}
    >
      <p>Makes a draft with the same arms. Its visitors are assigned anew.</p>
      <Field name="clone" label="Key of the new experiment" defaultValue={`${key}-2`} pattern="[\w.\-]{1,128}" />
    </ConfirmButton>
  );
}
