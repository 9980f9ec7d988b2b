import { confidenceSequence, type UnitSums } from "../anytime-valid/confidence-sequence.ts";
import type { Standing } from "../compare-all.ts";
import { differenceCdf } from "../compare-pair.ts";
import type { GuardrailHarm } from "../guardrails/judge-guardrails.ts";
import type { HealthCheck } from "../health.ts";
import type { Posterior } from "../posteriors/posterior.ts";
import type { VariantStatistics } from "../variant-statistics.ts";
import { daysToDecision } from "./days-to-decision.ts";
import type { Decision, DecisionReason, SettledDecision } from "./decision.ts";

/** When the default rule acts. Losses and margins are shares of the control's mean. */
export interface DecisionThresholds {
  /** @default 0.99 */
  readonly probabilityBest: number;
  /** Expected loss below which a choice is safe, as a share of scale. @default 0.0025 */
  readonly expectedLoss: number;
  /** How much worse than the control counts as harm, as a share of scale. @default 0.05 */
  readonly harm: number;
  /** @default 0.975 */
  readonly probabilityOfHarm: number;
  /** Days before the first decision. @default 14 */
  readonly minimumDays: number;
  /** Units an arm needs. @default 8 */
  readonly minimumVisitors: number;
  /** Conversions an arm needs. @default 5 */
  readonly minimumConversions: number;
}

/** The thresholds that the error rates in the docs were simulated with. */
export const DEFAULT_THRESHOLDS: DecisionThresholds = {
  probabilityBest: 0.99,
  expectedLoss: 0.0025,
  harm: 0.05,
  probabilityOfHarm: 0.975,
  minimumDays: 14,
  minimumVisitors: 8,
  minimumConversions: 5,
};

/** Probability that an anytime-valid decision is ever wrong. */
const LEVEL = 0.05;

/** One arm, as the decision sees it. */
interface DecidingArm {
  readonly statistics: VariantStatistics;
  readonly posterior: Posterior;
  readonly standing: Standing;
  /** Sums of the primary metric over units, where they are known. */
  readonly sums: UnitSums | null;
}

/** What {@link decide} looks at. */
export interface DecideInput {
  readonly arms: readonly DecidingArm[];
  /** Position of the control in `arms`. */
  readonly control: number;
  /** Revenue per visitor of the control where it is known: thresholds hold for margins near or below 0 too. */
  readonly controlRevenue: number | null;
  readonly health: readonly HealthCheck[];
  /** Days of exposures that are mature, or null where time is not known and does not hold the decision back. */
  readonly days: number | null;
  /** Units that may still buy or give back; they are in no number of the arms. */
  readonly immature: number;
  /** Whether the experiment has ended, so that this is its last look. */
  readonly ended: boolean;
  readonly thresholds: DecisionThresholds;
  readonly guarantee: DecisionGuarantee;
  /** Arms that guardrails want stopped. */
  readonly harm: readonly GuardrailHarm[];
  /** Units at which anytime-valid intervals are tightest. */
  readonly tuning: number | undefined;
}

/**
 * What a decision promises: `"weekly"` that looking once a week ships few prices that are not better, `"anytime-valid"`
 * that looking at any moment does, at the price of less power.
 */
export type DecisionGuarantee = "weekly" | "anytime-valid";

/**
 * The default rule: looked at once a week from the second full week on, in this order: fix-first, stop-for-harm,
 * keep-control, ship, continue. Looking only at whole weeks is what keeps false ships at about 3 %.
 */
export function decide(input: DecideInput): Decision {
  const settled = input.guarantee === "anytime-valid" ? settleAtAnyTime(input) : settle(input);
  const failed = input.health.filter(({ severity }) => severity === "fix-first");
  if (failed.length === 0) return settled;
  return { action: "fix-first", because: failed.map(({ code }) => ({ code })), ifTrusted: settled };
}

function settle(input: DecideInput): SettledDecision {
  const waiting = reasonsToWait(input);
  const { arms, thresholds } = input;
  const control = arms[input.control] as DecidingArm;
  const scale = Math.max(Math.abs(control.posterior.mean), input.controlRevenue ?? 0);
  const wait = (because: readonly DecisionReason[]): SettledDecision => ({
    action: "continue",
    because,
    daysToDecision: input.ended ? null : daysToDecision({ ...input, scale }),
  });
  if (waiting.length > 0) return wait(waiting);
  const harm = stopForGuardrail(input);
  if (harm) return harm;
  const threshold = thresholds.expectedLoss * scale;
  for (const arm of arms) {
    if (arm === control) continue;
    const probability = differenceCdf(arm.posterior, control.posterior, -thresholds.harm * scale);
    if (probability >= thresholds.probabilityOfHarm) {
      return {
        action: "stop-for-harm",
        variant: arm.statistics.key,
        because: [{ code: "harm", probability, margin: thresholds.harm }],
      };
    }
  }
  if (control.standing.expectedLoss < threshold) {
    const { expectedLoss } = control.standing;
    return {
      action: "keep-control",
      variant: control.statistics.key,
      because: [{ code: "control-loses-little", expectedLoss, threshold }],
    };
  }
  const best = arms.reduce((leader, arm) =>
    arm.standing.probabilityBest > leader.standing.probabilityBest ? arm : leader,
  );
  const { probabilityBest, expectedLoss } = best.standing;
  if (probabilityBest >= thresholds.probabilityBest && expectedLoss < threshold) {
    return {
      action: "ship",
      variant: best.statistics.key,
      because: [{ code: "best-with-little-to-lose", probabilityBest, expectedLoss, threshold }],
    };
  }
  return wait([{ code: "not-yet-certain", probabilityBest, expectedLoss }]);
}

/** The arm that most certainly breaks a guardrail, for all that it breaks. */
function stopForGuardrail({ harm }: DecideInput): SettledDecision | null {
  const [worst] = harm;
  if (!worst) return null;
  return {
    action: "stop-for-harm",
    variant: worst.variant,
    because: harm
      .filter(({ variant }) => variant === worst.variant)
      .map(({ variant: _, ...reason }) => ({ code: "guardrail" as const, ...reason })),
  };
}

function reasonsToWait({ arms, days, immature, ended, thresholds }: DecideInput): DecisionReason[] {
  const reasons: DecisionReason[] = [];
  for (const { statistics } of arms) {
    const { key: variant, visitors, conversions, weight } = statistics;
    if (weight !== 0 && (visitors < thresholds.minimumVisitors || conversions < thresholds.minimumConversions)) {
      reasons.push({ code: "too-few-units", variant, visitors, conversions });
    }
  }
  if (ended && immature > 0) reasons.push({ code: "immature-units", units: immature });
  if (days !== null && days < thresholds.minimumDays) {
    reasons.push({ code: "too-early", days, needed: thresholds.minimumDays });
  } else if (days !== null && !ended && days % 7 !== 0) {
    reasons.push({ code: "between-looks", days, nextLookInDays: 7 - (days % 7) });
  }
  return reasons;
}

/** Every challenger's interval at a level that holds for all of them together. */
function settleAtAnyTime(all: DecideInput): SettledDecision {
  const { arms, control, tuning, thresholds, ...input } = all;
  // Guardrails are no anytime-valid intervals, so they are looked at once a week here too.
  const harm = reasonsToWait(all).length === 0 ? stopForGuardrail(all) : null;
  if (harm) return harm;
  const waiting = reasonsToWait({ ...input, arms, control, tuning, thresholds, days: null });
  if (waiting.length > 0) return { action: "continue", because: waiting, daysToDecision: null };
  const base = arms[control] as DecidingArm;
  const alpha = LEVEL / (arms.length - 1);
  const intervals = arms.flatMap((arm) => {
    if (arm === base || !arm.sums || !base.sums) return [];
    const sequence = confidenceSequence(base.sums, arm.sums, { alpha, ...(tuning === undefined ? {} : { tuning }) });
    return sequence
      ? [
          {
            variant: arm.statistics.key,
            difference: sequence.difference,
            low: sequence.interval[0],
            high: sequence.interval[1],
          },
        ]
      : [];
  });
  const because = intervals.map(({ variant, low, high }) => ({
    code: "anytime-interval" as const,
    variant,
    low,
    high,
  }));
  const better = intervals.filter(({ low }) => low > 0).sort((a, b) => b.difference - a.difference)[0];
  if (better) return { action: "ship", variant: better.variant, because };
  if (intervals.length > 0 && intervals.every(({ high }) => high < 0))
    return { action: "keep-control", variant: base.statistics.key, because };
  return { action: "continue", because, daysToDecision: null };
}
