import { experimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Choice } from "../forms/choice.tsx";
import { Field } from "../forms/field.tsx";
import type { ActionProps } from "./action-props.ts";
import { toTransition } from "./to-transition.ts";

/** Props of {@link ConcludeButton}. */
export interface ConcludeButtonProps extends ActionProps {
  /** What the report says, in a sentence. */
  readonly decision?: string | undefined;
  /** The arm that the report would have everybody see. */
  readonly suggested?: string | undefined;
}

/** Ends an experiment with a winner. What the report says stands first. */
export function ConcludeButton({ experiment, onDone, decision, suggested }: ConcludeButtonProps): ReactElement {
  const { name, control, variants, releaseAfterDays } = experiment;
  return (
    <ConfirmButton
      label="Conclude"
      className={suggested === undefined ? "button" : "button primary"}
      title={`End “${name}”`}
      schema={experimentResource}
      request={({ winner, reason, days = "" }) =>
        toTransition(experiment, "conclude", {
          winner,
          reason,
          ...(days === "" ? {} : { releaseAfterDays: Number(days) }),
        })
      }
      onDone={({ winner }) => onDone(`“${name}” has ended. Everybody new sees ${winner}.`)}
    >
      {decision && <p className="note">The report says: {decision}</p>}
      <p>
        Everybody new sees the winner’s price. Who bought keeps the price they have. The report is kept as it is now.
        This cannot be undone.
      </p>
      <Choice
        name="winner"
        label="Winner"
        defaultValue={suggested ?? control}
        options={Object.fromEntries(variants.map(({ key }) => [key, key]))}
      />
      <Field
        name="days"
        label="Days after which visitors who never bought see the winner"
        type="number"
        min={0}
        max={3650}
        required={false}
        defaultValue={releaseAfterDays ?? 30}
      />
      <Field name="reason" label="Reason" minLength={3} maxLength={1000} hint="For the audit log." />
    </ConfirmButton>
  );
}
