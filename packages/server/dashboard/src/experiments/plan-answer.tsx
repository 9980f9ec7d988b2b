import type { PlanResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { formatMoney, formatNumber, formatPercent } from "../numbers/format-numbers.ts";
import { DataTable } from "../tables/data-table.tsx";

/** Props of {@link PlanAnswer}. */
export interface PlanAnswerProps {
  readonly plan: PlanResponse;
}

/** A plan in a sentence, and each comparison of it. */
export function PlanAnswer({ plan }: PlanAnswerProps): ReactElement {
  const { days, visitors, costOfTesting, currency, comparisons } = plan;
  const money = (amount: number) => formatMoney(amount.toFixed(2), currency);
  return (
    <>
      <p className="answer">
        <strong>
          {formatNumber(visitors)} visitors in {formatNumber(days)} days.
        </strong>{" "}
        Testing costs up to {money(costOfTesting)} of revenue, if the worse price is as much worse as planned.
      </p>
      <DataTable
        caption="The plan by arm"
        rows={comparisons}
        keyOf={({ variant, plan: id, interval }) => `${variant} ${id} ${interval}`}
        columns={[
          { title: "Arm", cell: ({ variant }) => variant },
          { title: "Prices", cell: ({ prices }) => prices.map((price) => money(price)).join(" against ") },
          { title: "Change to find", numeric: true, cell: ({ effect }) => formatPercent(effect) },
          { title: "Visitors an arm", numeric: true, cell: ({ visitorsPerArm }) => formatNumber(visitorsPerArm) },
          { title: "Days", numeric: true, cell: (each) => formatNumber(each.days) },
          { title: "Cost of testing", numeric: true, cell: (each) => money(each.costOfTesting) },
        ]}
      />
    </>
  );
}
