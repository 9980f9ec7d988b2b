import type { DecisionReason, SettledDecision } from "./decision/decision.ts";
import { describeDemand } from "./demand/describe-demand.ts";
import type { DemandFit } from "./demand/fit-demand.ts";
import type { HealthCheck } from "./health.ts";
import type { ExperimentReport, VariantReport } from "./report.ts";

/** What {@link describeReport} may be told. */
export interface DescribeReportOptions {
  /** The demand curve through the experiment's prices, whose sentences then follow the report's. */
  readonly demand?: DemandFit | null;
}

/**
 * The report in plain English sentences: warnings first, then what to do, what it gains per 1,000 visitors with
 * its interval, and what it costs if it is wrong.
 */
export function describeReport(report: ExperimentReport, { demand }: DescribeReportOptions = {}): string[] {
  const { currency, revenue } = report;
  return [
    ...describeVerdict(report),
    ...describeRevenue(report),
    ...(demand ? describeDemand(demand, currency, { revenue }) : []),
  ];
}

function describeVerdict(report: ExperimentReport): string[] {
  const { decision, health } = report;
  const warnings = [
    ...health.map((check) => describeHealth(check, report)),
    ...describeIntegrity(report),
    ...describeCap(report),
  ];
  if (decision.action !== "fix-first") return [...warnings, ...describeDecision(decision, report)];
  return [
    "Fix the data first: it is not fit to name a winner.",
    ...warnings,
    ...describeDecision(decision.ifTrusted, report).map((sentence, index) =>
      index === 0 ? `If the data were trusted: ${lowerFirst(sentence)}` : sentence,
    ),
  ];
}

function describeHealth(check: HealthCheck, { variants }: ExperimentReport): string {
  switch (check.code) {
    case "sample-ratio-mismatch":
      return (
        `Visitors did not arrive as planned: ${check.arrived.map(percent).join(" / ")} came where ` +
        `${check.planned.map(percent).join(" / ")} was planned (${variants.map(({ key }) => key).join(" / ")}, ` +
        `p ${check.pValue < 1e-6 ? "< 0.000001" : `= ${check.pValue.toPrecision(2)}`}). Find out what kept some of them away.`
      );
    case "price-mismatch":
      return `${count(check.units)} of ${count(check.of)} visitors saw a price that was not their variant's; they are left out of the totals.`;
    case "multiple-exposure":
      return `${count(check.units)} of ${count(check.of)} visitors saw more than one variant; they are left out of the totals.`;
    case "assignment-drift":
      return `${count(check.units)} of ${count(check.of)} visitors were shown a variant that their id does not lead to.`;
    case "sold-unseen":
      return `${count(check.units)} of ${plural(check.of, "buyer")} bought before any page reported that it showed the price; they are in no total.`;
    case "traffic-anomaly":
      return (
        `${plural(check.units, "new visitor")} beyond what one address may bring came between ${check.from} and ${check.to}; ` +
        "they are in no number, and excluding that time leaves out those before them too."
      );
    case "unverified-exposures":
      return (
        `${plural(check.exposures, "exposure")} count nowhere beside ${plural(check.arrivals, "visitor")} who do ` +
        `(${check.reasons.map(({ reason, exposures }) => `${reason}: ${count(exposures)}`).join(", ")}).`
      );
    case "traffic-in-weightless-arm":
      return `${count(check.units)} visitors arrived in "${check.variant}", whose weight is 0.`;
    case "unconverted":
      return `${count(check.units)} of ${count(check.of)} buyers paid in a currency without a rate; their revenue is in no number.`;
    case "cost-coverage":
      return `No cost is reported for ${check.variants.map((key) => `"${key}"`).join(", ")}, so margins are not compared.`;
    case "weights-changed":
      return (
        `Weights changed while the test ran (${check.weightings} different sets); variants are compared within each` +
        (check.leftOut > 0 ? `, and ${count(check.leftOut)} visitors of periods too small for that are left out.` : ".")
      );
  }
}

/** Said where anything was compared: what is unknown is said too. */
function describeIntegrity({ integrity: { shown, quoted, charged, attributed } }: ExperimentReport): string[] {
  const places = Object.entries({ shown, quoted, charged, attributed });
  if (places.every(([, { equal, different }]) => equal + different === 0)) return [];
  const parts = places.map(
    ([place, { equal, different, unknown, of }]) =>
      `${place} ${count(equal)} of ${count(of)}` +
      (different > 0 ? `, ${count(different)} different` : "") +
      (unknown > 0 ? `, ${count(unknown)} unknown` : ""),
  );
  return [`Prices equal to the variant's: ${parts.join("; ")}.`];
}

function describeCap({ model: { capped }, currency }: ExperimentReport): string[] {
  if (!capped) return [];
  const cap = new Intl.NumberFormat("en-US", { style: "currency", currency }).format(capped.amount);
  return [`The revenue of ${plural(capped.units, "visitor")} was above ${cap} and is counted as that.`];
}

function describeRevenue({ revenue }: ExperimentReport): string[] {
  return revenue === "monthly-equivalent"
    ? ["Revenue is by the month: of a payment for a year a twelfth counts, and of several payments the last."]
    : [];
}

function describeDecision(decision: SettledDecision, report: ExperimentReport): string[] {
  if (decision.action === "continue")
    return [
      `${report.ended ? "The test has ended, and no winner is certain" : "Keep the test running"}: ${decision.because.map(describeReason).join("; ")}.`,
      ...(decision.daysToDecision === null
        ? []
        : [`If things stay as they are, a decision is ${plural(decision.daysToDecision, "day")} away.`]),
    ];
  const chosen = report.variants.find(({ key }) => key === decision.variant) as VariantReport;
  if (decision.action === "stop-for-harm") {
    const broken = decision.because.flatMap((reason) => (reason.code === "guardrail" ? [reason] : []));
    if (broken.length > 0) return broken.map((reason) => describeHarm(chosen, reason, report));
    return [`Stop "${chosen.key}": ${describeDifference(chosen, report)}.`];
  }
  const control = report.variants.find(({ key }) => key === report.control) as VariantReport;
  if (decision.action === "keep-control") {
    return [
      `Keep "${control.key}": switching can gain at most ${perThousand(control.expectedLoss, report)} on average.`,
    ];
  }
  return [
    `Ship "${chosen.key}": ${describeDifference(chosen, report)}.`,
    `The probability that it is the best is ${chosen.probabilityBest.toFixed(10).replace(/0+$/, "")}.`,
    `Staying at "${control.key}" would give up ${perThousand(control.expectedLoss, report)} on average; shipping "${chosen.key}", if that is wrong, ${perThousand(chosen.expectedLoss, report)}.`,
    ...describeBreakEven(chosen),
  ];
}

function describeHarm(
  { key }: VariantReport,
  { guardrail, probability }: { readonly guardrail: string; readonly probability: number },
  { guardrails, control, currency }: ExperimentReport,
): string {
  const judged = guardrails.find(({ name }) => name === guardrail);
  const inUnit = (value: number) =>
    judged?.kind === "margin"
      ? `${new Intl.NumberFormat("en-US", { style: "currency", currency }).format(value)} per visitor`
      : percent(value);
  const mean = (variant: string) => judged?.variants.find((candidate) => candidate.key === variant)?.mean ?? 0;
  return (
    `Stop "${key}" for the guardrail "${guardrail}": ${inUnit(mean(key))} where "${control}" has ${inUnit(mean(control))}, ` +
    `and worse by more than the tolerated ${inUnit(judged?.tolerance ?? 0)} with probability ${probability.toFixed(3)}.`
  );
}

function describeBreakEven({ key, versusControl }: VariantReport): string[] {
  const breakEven = versusControl?.breakEven;
  if (!breakEven || breakEven.fall <= 0) return [];
  const { fall, observedFall } = breakEven;
  const observed = observedFall > 0 ? `fell by ${percent(observedFall)}` : `rose by ${percent(-observedFall)}`;
  return [`Conversion may fall by ${percent(fall)} before "${key}" earns less; it ${observed}.`];
}

function describeDifference({ versusControl }: VariantReport, report: ExperimentReport): string {
  if (!versusControl) return "it is the control";
  const { difference, differenceInterval, relativeLift, relativeLiftInterval } = versusControl;
  const [low, high] = differenceInterval.map((value) => thousandfold(value, report, true));
  const [lowLift, highLift] = (relativeLiftInterval ?? []).map(signedPercent);
  const amount = perThousand(Math.abs(difference), report).replace(" per", `${difference < 0 ? " less" : " more"} per`);
  return (
    `it earns ${amount} than "${report.control}" (95 % interval ${low} to ${high})` +
    (relativeLift === null ? "" : `, which is ${signedPercent(relativeLift)} (${lowLift} to ${highLift})`)
  );
}

function describeReason(reason: DecisionReason): string {
  switch (reason.code) {
    case "too-few-units":
      return `"${reason.variant}" has ${plural(reason.visitors, "visitor")} and ${plural(reason.conversions, "conversion")} so far`;
    case "too-early":
      return `${plural(reason.days, "day")} of at least ${reason.needed} have passed`;
    case "immature-units":
      return `${count(reason.units)} visitors may still buy or give back`;
    case "between-looks":
      return `the next look is due in ${plural(reason.nextLookInDays, "day")}`;
    case "anytime-interval":
      return `the anytime-valid interval of "${reason.variant}" still holds 0`;
    case "not-yet-certain":
      return `the leader is best with probability ${reason.probabilityBest.toFixed(3)}`;
    default:
      return reason.code;
  }
}

function perThousand(value: number, report: ExperimentReport): string {
  const unit =
    report.metric === "conversion"
      ? " conversions per 1,000 visitors"
      : `${report.revenue === "monthly-equivalent" ? " a month" : ""} per 1,000 visitors`;
  return thousandfold(value, report) + unit;
}

function thousandfold(value: number, { metric, currency }: ExperimentReport, signed = false): string {
  const style =
    metric === "conversion" ? ({ maximumFractionDigits: 2 } as const) : ({ style: "currency", currency } as const);
  return new Intl.NumberFormat("en-US", { ...style, signDisplay: signed ? "exceptZero" : "auto" }).format(value * 1000);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function signedPercent(value: number): string {
  return `${value > 0 ? "+" : ""}${percent(value)}`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
