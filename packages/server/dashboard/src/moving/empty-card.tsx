import { emptyEnvironmentResponse } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";
import { formatNumber } from "../numbers/format-numbers.ts";
import { useSession } from "../session/session-context.ts";

/** Begins again in the test environment. Nothing in the live one. */
export function EmptyCard(): ReactElement | null {
  const { environment } = useSession();
  const [rows, setRows] = useState<number | null>(null);
  if (environment !== "test") return null;
  return (
    <section className="card" aria-labelledby="empty">
      <h2 id="empty">Empty</h2>
      <p>
        Deletes what the test environment was used for: price lists, experiments, units, events, accounts and their
        credits. Keys, people, webhooks and the audit log stay.
      </p>
      <div className="actions">
        <ConfirmButton
          label="Empty the test environment"
          needs="owner"
          className="button danger"
          schema={emptyEnvironmentResponse}
          request={({ reason }) => ({ path: "/v1/environment/empty", method: "POST", body: { reason } })}
          onDone={(deleted) => setRows(deleted.rows)}
        >
          <p>
            Quotes that were given before are refused from then on. This cannot be undone; an export can be taken in
            again.
          </p>
          <Field name="reason" label="Reason" minLength={3} maxLength={1000} hint="For the audit log." />
          <Field name="typed" label="Type test to confirm" pattern="test" />
        </ConfirmButton>
      </div>
      <p role="status">{rows !== null && `Done: ${formatNumber(rows)} rows were deleted.`}</p>
    </section>
  );
}
