import { type CatalogVersion, withdrawalList, withdrawalResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { useResource } from "../api/use-resource.ts";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Choice } from "../forms/choice.tsx";
import { Field } from "../forms/field.tsx";
import { useNotify } from "../notices/notices.tsx";
import { formatMoney } from "../numbers/format-numbers.ts";
import { DataTable } from "../tables/data-table.tsx";

/** Props of {@link PriceTable}. */
export interface PriceTableProps {
  readonly version: CatalogVersion;
  readonly onWithdraw: () => void;
}

const INTERVALS = { month: "a month", year: "a year", once: "once" };

/** Every price of a version, who sees it, and the way to withdraw it. */
export function PriceTable({ version: { version, catalog }, onWithdraw }: PriceTableProps): ReactElement {
  const withdrawals = useResource("/v1/catalog/withdrawals", withdrawalList);
  const notify = useNotify();
  const withdrawn = new Set(withdrawals.data?.withdrawals.map(({ price }) => price));
  const rows = catalog.plans.flatMap((plan) => plan.prices.map((price) => ({ plan: plan.name, ...price })));
  return (
    <section className="card" aria-labelledby="prices">
      <h2 id="prices">Version {version}</h2>
      <DataTable
        caption={`Prices of version ${version}`}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { title: "Plan", cell: ({ plan }) => plan },
          {
            title: "Price",
            numeric: true,
            cell: ({ amount, currency, interval }) => `${formatMoney(String(amount), currency)} ${INTERVALS[interval]}`,
          },
          { title: "Id", cell: ({ id }) => <code>{id}</code> },
          {
            title: "Who sees it",
            cell: ({ id, listed }) =>
              withdrawn.has(id) ? "nobody: withdrawn" : listed ? "everybody" : "experiments only",
          },
          {
            title: "Actions",
            actions: true,
            cell: ({ id }) =>
              !withdrawn.has(id) && (
                <ConfirmButton
                  label="Withdraw"
                  className="button small"
                  title={`Withdraw ${id}?`}
                  schema={withdrawalResource}
                  request={({ honour, reason }) => ({
                    path: "/v1/catalog/withdrawals",
                    method: "POST",
                    body: { price: id, honour, reason },
                  })}
                  onDone={() => {
                    onWithdraw();
                    void withdrawals.reload();
                    notify({ text: `${id} is withdrawn.` });
                  }}
                >
                  <p>Nobody is offered this price any more. This cannot be undone.</p>
                  <Choice
                    name="honour"
                    label="Quotes that were given"
                    options={{ issued: "hold until they expire", none: "end at once" }}
                  />
                  <Field name="reason" label="Reason" minLength={3} maxLength={1000} hint="For the audit log." />
                </ConfirmButton>
              ),
          },
        ]}
      />
    </section>
  );
}
