import { experimentResource } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import type { Failure } from "../api/call-api.ts";
import { useCommand } from "../api/use-command.ts";
import { DialogButton } from "../dialogs/dialog-button.tsx";
import { Field } from "../forms/field.tsx";
import { Form, type FormValues } from "../forms/form.tsx";
import type { ActionProps } from "./action-props.ts";
import { invalidOptions } from "./invalid-options.ts";
import { OptionFields } from "./option-fields.tsx";
import { readOptions } from "./read-options.ts";

/** Changes a draft, if nobody else has meanwhile. */
export function EditButton(props: ActionProps): ReactElement {
  return (
    <DialogButton label="Edit" title={`Edit “${props.experiment.name}”`}>
      {(close) => <EditForm {...props} close={close} />}
    </DialogButton>
  );
}

function EditForm({ experiment, onDone, close }: ActionProps & { readonly close: () => void }): ReactElement {
  const command = useCommand();
  const [wrong, setWrong] = useState<Failure | null>(null);
  const send = async ({ name, ...values }: FormValues) => {
    const read = readOptions(values, new Date());
    setWrong(read.ok ? null : invalidOptions(read.problems));
    if (!read.ok) return;
    const changed = await command.run({
      path: `/v1/experiments/${encodeURIComponent(experiment.key)}`,
      method: "PATCH",
      ifMatch: `"v${experiment.version}"`,
      // An emptied field takes back what was there.
      body: { name, horizonDays: null, refundDays: null, startAt: null, audience: {}, ...read.options },
      schema: experimentResource,
    });
    if (changed === null) return;
    close();
    onDone(`The draft “${changed.name}” is changed.`);
  };
  return (
    <Form command={{ pending: command.pending, failure: wrong ?? command.failure }} submit="Save" onSubmit={send}>
      <Field name="name" label="Name" defaultValue={experiment.name} maxLength={200} />
      <OptionFields known={experiment} />
    </Form>
  );
}
