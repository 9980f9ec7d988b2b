import { experimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";
import type { ActionProps } from "./action-props.ts";
import { toTransition } from "./to-transition.ts";

/** Changes the arms' weights and the coverage, with a reason. */
export function ReweightButton({ experiment, onDone }: ActionProps): ReactElement {
  const { variants, coverage } = experiment;
  return (
    <ConfirmButton
      label="Change shares"
      schema={experimentResource}
      request={(values) =>
        toTransition(experiment, "reweight", {
          weights: Object.fromEntries(variants.map(({ key }) => [key, Number(values[`weight ${key}`])])),
          coverage: Number(values.coverage) / 100,
          reason: values.reason,
        })
      }
      onDone={() => onDone("The shares are changed.")}
    >
      <p>Only who comes from now on is assigned by the new shares. Who was shown a price keeps it.</p>
      {variants.map((variant) => (
        <Field
          key={variant.key}
          name={`weight ${variant.key}`}
          label={`Weight of ${variant.key}`}
          type="number"
          min={0}
          step="any"
          defaultValue={variant.weight}
        />
      ))}
      <Field
        name="coverage"
        label="Share of visitors, %"
        type="number"
        min={0}
        max={100}
        step="any"
        defaultValue={coverage * 100}
      />
      <Field name="reason" label="Reason" minLength={3} maxLength={1000} hint="For the audit log." />
    </ConfirmButton>
  );
}
