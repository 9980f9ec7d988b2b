import type { ExperimentResource } from "@pricewright/core/api";
import type { ReactElement, ReactNode } from "react";
import { formatAmount, formatNumber, formatPercent } from "../numbers/format-numbers.ts";
import { Moment } from "../times/moment.tsx";
import { audienceText } from "./audience-text.ts";
import { ratesText } from "./rates-text.ts";

type Guardrail = NonNullable<ExperimentResource["guardrails"]>[number];

/** Props of {@link DeclaredOptions}. */
export interface DeclaredOptionsProps {
  readonly experiment: ExperimentResource;
}

/** What was declared before the start. Nothing where nothing was. */
export function DeclaredOptions({ experiment }: DeclaredOptionsProps): ReactElement | null {
  const { startAt, horizonDays, refundDays = 0, segments = [], guardrails = [] } = experiment;
  const { audience = {}, eligibility, revenue, rates = {} } = experiment;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ...(startAt === null ? [] : [["Starts by itself", <Moment key="start" at={startAt} />] as const]),
    ...(Object.keys(audience).length === 0
      ? []
      : [["Who takes part", audienceText(audience).replaceAll("\n", "; ")] as const]),
    ...(eligibility === "new-customers" ? [["Those who pay already", "keep their price"] as const] : []),
    ...(horizonDays === undefined
      ? []
      : [["Days that count", `${formatNumber(horizonDays)}, and ${formatNumber(refundDays)} for money back`] as const]),
    ...(revenue === "monthly-equivalent" ? [["Revenue", "by the month"] as const] : []),
    ...(Object.keys(rates).length === 0 ? [] : [["Exchange rates", ratesText(rates)] as const]),
    ...(segments.length === 0
      ? []
      : [
          [
            "Split by",
            segments.map(({ attribute, values }) => `${attribute} (${values.join(", ")})`).join("; "),
          ] as const,
        ]),
    ...(guardrails.length === 0 ? [] : [["Must not get worse", guardrails.map(describe).join("; ")] as const]),
  ];
  if (facts.length === 0) return null;
  return (
    <section className="card" aria-labelledby="declared">
      <h2 id="declared">Declared</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function describe(guardrail: Guardrail): string {
  const { kind, tolerance } = guardrail;
  if (kind === "margin") return `margin per visitor, by more than ${formatAmount(tolerance)}`;
  if (kind === "refund-rate") return `refunds, by more than ${formatPercent(tolerance)} of buyers`;
  return `${guardrail.outcome}, by more than ${formatPercent(tolerance)} of ${guardrail.of ?? "visitors"}`;
}
