import { type ExperimentResource, experimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";

/** Props of {@link ReweightButton}. */
export interface ReweightButtonProps {
  readonly experiment: ExperimentResource;
  readonly onDone: () => void;
}

/** Changes the arms' weights and the coverage, with a reason. */
export function ReweightButton({ experiment, onDone }: ReweightButtonProps): ReactElement {
  const { key, version, variants, coverage } = experiment;
  return (
    <ConfirmButton
      label="Change shares"
      schema={experimentResource}
      request={(values) => ({
        path: `/v1/experiments/${encodeURIComponent(key)}/reweight`,
        method: "POST",
        ifMatch: `"v${version}"`,
        body: {
          weights: Object.fromEntries(
            variants.map((variant) => [variant.key, Number(values[`weight ${variant.key}`])]),
          ),
          coverage: Number(values.coverage) / 100,
          reason: values.reason,
        },
      })}
      onDone={onDone}
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
