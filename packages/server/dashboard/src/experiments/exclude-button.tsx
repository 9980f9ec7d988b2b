import type { ReactElement } from "react";
import { z } from "zod";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";
import { formatNumber } from "../numbers/format-numbers.ts";
import type { ActionProps } from "./action-props.ts";
import { toExclusion } from "./to-exclusion.ts";

const excluded = z.object({ units: z.number() });

/** Leaves traffic out of the results, of all arms alike. */
export function ExcludeButton({ experiment: { key }, onDone }: ActionProps): ReactElement {
  return (
    <ConfirmButton
      label="Leave traffic out"
      needs="analyst"
      schema={excluded}
      request={(values) => ({
        path: `/v1/experiments/${encodeURIComponent(key)}/exclusions`,
        method: "POST",
        body: toExclusion(values),
      })}
      onDone={({ units }) => onDone(`${formatNumber(units)} units are left out.`)}
    >
      <p>Of all arms alike, as after an anomaly of traffic: by when they came, or by a label of the traffic.</p>
      <div className="row">
        <Field name="from" label="From" type="datetime-local" required={false} hint="In your time zone." />
        <Field name="to" label="Until" type="datetime-local" required={false} />
      </div>
      <Field name="label" label="Label of the traffic" required={false} maxLength={128} />
      <Field name="reason" label="Reason" minLength={3} maxLength={1000} hint="For the audit log." />
    </ConfirmButton>
  );
}
