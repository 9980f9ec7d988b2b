import type { FixedCost } from "@pricewright/core/credits";
import { divide, formatPico, PICO, parseDecimal } from "@pricewright/core/money";

/** The answer of Prometheus' `/api/v1/query`, as far as it matters here. */
export type PrometheusAnswer =
  | {
      readonly status: "success";
      readonly data: {
        readonly resultType: "vector";
        readonly result: readonly {
          readonly metric: Readonly<Record<string, string>>;
          /** Seconds since 1970, and the number as text. */
          readonly value: readonly [number, string];
        }[];
      };
    }
  | { readonly status: "error"; readonly errorType: string; readonly error: string };

/** Whose cost it is. */
export interface InfrastructureOwner {
  readonly customer: string;
  readonly plan?: string;
  /** ISO 4217 code of the currency that the exporter counts in. */
  readonly currency: string;
}

/** What the machines of a namespace cost an hour, taken for a month of 30 days. */
export function infrastructureQuery(namespace: string): string {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace))
    throw new Error(`"${namespace}" is not the name of a namespace; use lower-case letters, digits and dashes.`);
  return `sum(node_namespace_total_cost{namespace="${namespace}"}) * 24 * 30`;
}

/**
 * The answer to {@link infrastructureQuery} as a fixed cost of one customer, for `marginReport`. No answer is an error,
 * never 0, since a customer without cost looks like one with a margin of 100 %.
 */
export function infrastructureCost(answer: PrometheusAnswer, owner: InfrastructureOwner): FixedCost {
  const { customer } = owner;
  if (answer.status === "error")
    throw new Error(`The infrastructure cost of "${customer}" is unknown: ${answer.errorType}: ${answer.error}`);
  const [sample, ...more] = answer.data.result;
  if (sample === undefined || more.length > 0)
    throw new Error(`The infrastructure cost of "${customer}" has ${answer.data.result.length} values; query one sum.`);
  const [seconds, value] = sample.value;
  return {
    ...owner,
    at: new Date(seconds * 1000).toISOString(),
    name: "infrastructure",
    amount: toPico(value, customer),
  };
}

/** Exporters count in floats, so there may be more decimals than money is counted in. */
function toPico(value: string, customer: string): string {
  if (!/^\d+(\.\d+)?$/.test(value))
    throw new Error(`The infrastructure cost of "${customer}" is ${value}; look at the exporter.`);
  const { numerator, denominator } = parseDecimal(value);
  return formatPico(divide(numerator * PICO, denominator, "half-even"));
}
