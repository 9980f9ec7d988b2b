import type { Standing } from "./compare-all.ts";
import { differenceCdf } from "./compare-pair.ts";
import type { Decision, DecisionReason, SettledDecision } from "./decision.ts";
import type { HealthCheck } from "./health.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import type { VariantStatistics } from "./variant-statistics.ts";

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

/** One arm, as the decision sees it. */
interface DecidingArm {
  readonly statistics: VariantStatistics;
  readonly posterior: Posterior;
  readonly standing: Standing;
}

/** What {@link decide} looks at. */
export interface DecideInput {
  readonly arms: readonly DecidingArm[];
  /** Position of the control in `arms`. */
  readonly control: number;
  /** Revenue per visitor of the control where it is known: thresholds hold for margins near or below 0 too. */
  readonly controlRevenue: number | null;
  readonly health: readonly HealthCheck[];
  /** Days since the start, or null where time is not known and does not hold the decision back. */
  readonly days: number | null;
  /** Whether the experiment has ended, so that this is its last look. */
  readonly ended: boolean;
  readonly thresholds: DecisionThresholds;
}

/**
 * The default rule: looked at once a week from the second full week on, in this order: fix-first, stop-for-harm,
 * keep-control, ship, continue. Looking only at whole weeks is what keeps false ships at about 3 %.
 */
export function decide(input: DecideInput): Decision {
  const settled = settle(input);
  const failed = input.health.filter(({ severity }) => severity === "fix-first");
  if (failed.length === 0) return settled;
  return { action: "fix-first", because: failed.map(({ code }) => ({ code })), ifTrusted: settled };
}

function settle(input: DecideInput): SettledDecision {
  const waiting = reasonsToWait(input);
  if (waiting.length > 0) return { action: "continue", because: waiting };
  const { arms, thresholds } = input;
  const control = arms[input.control] as DecidingArm;
  const scale = Math.max(Math.abs(control.posterior.mean), input.controlRevenue ?? 0);
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
  return { action: "continue", because: [{ code: "not-yet-certain", probabilityBest, expectedLoss }] };
}

function reasonsToWait({ arms, days, ended, thresholds }: DecideInput): DecisionReason[] {
  const reasons: DecisionReason[] = [];
  for (const { statistics } of arms) {
    const { key: variant, visitors, conversions, weight } = statistics;
    if (weight !== 0 && (visitors < thresholds.minimumVisitors || conversions < thresholds.minimumConversions)) {
      reasons.push({ code: "too-few-units", variant, visitors, conversions });
    }
  }
  if (days !== null && days < thresholds.minimumDays) {
    reasons.push({ code: "too-early", days, needed: thresholds.minimumDays });
  } else if (days !== null && !ended && days % 7 !== 0) {
    reasons.push({ code: "between-looks", days, nextLookInDays: 7 - (days % 7) });
  }
  return reasons;
}
