import { internalUnitResource, type UnitReport } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";

/** Props of {@link InternalButton}. */
export interface InternalButtonProps {
  readonly report: UnitReport;
  /** Is told what was done. */
  readonly onDone: (text: string) => void;
}

/** Leaves a unit out of experiments, as one of the tenant's own people, or takes it in again. */
export function InternalButton({ report: { unit, internal }, onDone }: InternalButtonProps): ReactElement {
  const [listed] = internal;
  if (listed)
    return (
      <ConfirmButton
        label="Take into experiments"
        needs="analyst"
        schema={internalUnitResource}
        request={() => ({ path: pathOf(listed), method: "DELETE" })}
        onDone={() => onDone(`${listed.id} counts in experiments again.`)}
      >
        <p>
          What {listed.id} did counts again, but for prices that it was first shown while it was left out: they stay
          uncounted.
        </p>
      </ConfirmButton>
    );
  return (
    <ConfirmButton
      label="Leave out of experiments"
      needs="analyst"
      schema={internalUnitResource}
      request={({ reason }) => ({ path: pathOf(unit), method: "PUT", body: { reason } })}
      onDone={() => onDone(`${unit.id} is left out of every experiment.`)}
    >
      <p>
        For your own people: what {unit.id} did leaves every experiment, and what it does from now on is not counted.
        Prices that it was shown stay.
      </p>
      <Field name="reason" label="Reason" minLength={3} maxLength={1000} hint="For the list and the audit log." />
    </ConfirmButton>
  );
}

function pathOf({ kind, id }: UnitReport["unit"]): string {
  return `/v1/internal-units/${kind}/${encodeURIComponent(id)}`;
}
