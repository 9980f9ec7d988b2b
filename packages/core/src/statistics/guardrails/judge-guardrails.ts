import { differenceCdf } from "../compare-pair.ts";
import { credibleInterval, type Interval, REPORT_LEVEL } from "../interval.ts";
import { betaPosterior } from "../posteriors/beta-posterior.ts";
import { LEAST_PRIOR } from "../posteriors/least-prior.ts";
import type { Posterior } from "../posteriors/posterior.ts";
import { sumPosterior } from "../posteriors/sum-posterior.ts";
import type { StratifiedArm } from "../strata/stratify.ts";
import type { VariantStatistics } from "../variant-statistics.ts";
import { type Guardrail, guardrailName } from "./guardrail.ts";

/** One guardrail in a report. */
export interface GuardrailReport {
  /** `refund-rate`, `margin`, or the outcome's name. */
  readonly name: string;
  readonly kind: Guardrail["kind"];
  readonly tolerance: number;
  /** Probability of harm at which an arm is to stop. */
  readonly limit: number;
  readonly variants: readonly GuardrailVariant[];
}

/** One arm under a guardrail. */
export interface GuardrailVariant {
  readonly key: string;
  /** In the guardrail's unit, with its 95 % interval; null where it is not known. */
  readonly mean: number | null;
  readonly interval: Interval | null;
  /** Probability that the arm is worse than the control by more than is tolerated; null for the control. */
  readonly probabilityOfHarm: number | null;
}

/** An arm that is to stop, and what for. */
export interface GuardrailHarm {
  readonly variant: string;
  readonly guardrail: string;
  readonly probability: number;
  readonly tolerance: number;
}

/** What {@link judgeGuardrails} looks at. */
export interface JudgeGuardrailsInput {
  readonly guardrails: readonly Guardrail[];
  readonly strata: readonly StratifiedArm[];
  /** Margin per visitor of each arm, in their order; null where cost is not known for all arms alike. */
  readonly margins: readonly (Posterior | null)[];
  /** Position of the control among the arms. */
  readonly control: number;
}

const LIMIT = 0.975;

/** Judges each guardrail by exact posteriors: rates are Beta with a flat prior, within periods of equal weights. */
export function judgeGuardrails({ guardrails, strata, margins, control }: JudgeGuardrailsInput): GuardrailReport[] {
  return guardrails.map((guardrail) => {
    const posteriors = guardrail.kind === "margin" ? margins : strata.map((arm) => ratePosterior(guardrail, arm));
    const base = posteriors[control] ?? null;
    return {
      name: guardrailName(guardrail),
      kind: guardrail.kind,
      tolerance: guardrail.tolerance,
      limit: guardrail.probability ?? LIMIT,
      variants: strata.map(({ total: { key } }, arm) => {
        const posterior = posteriors[arm] ?? null;
        return {
          key,
          mean: posterior?.mean ?? null,
          interval: posterior && credibleInterval(posterior, REPORT_LEVEL),
          probabilityOfHarm:
            posterior && base && arm !== control ? probabilityOfHarm(guardrail, posterior, base) : null,
        };
      }),
    };
  });
}

/** The arms that reports of guardrails want stopped, the most certain harm first. */
export function findHarm(reports: readonly GuardrailReport[]): GuardrailHarm[] {
  return reports
    .flatMap(({ name, tolerance, limit, variants }) =>
      variants.flatMap(({ key, probabilityOfHarm: probability }) =>
        probability !== null && probability >= limit ? [{ variant: key, guardrail: name, probability, tolerance }] : [],
      ),
    )
    .sort((a, b) => b.probability - a.probability);
}

/** More of a rate is worse, and less margin. */
function probabilityOfHarm({ kind, tolerance }: Guardrail, arm: Posterior, control: Posterior): number {
  const probability =
    kind === "margin" ? differenceCdf(arm, control, -tolerance) : differenceCdf(control, arm, -tolerance);
  return Math.min(1, Math.max(0, probability));
}

function ratePosterior(guardrail: Exclude<Guardrail, { kind: "margin" }>, { strata }: StratifiedArm): Posterior {
  return sumPosterior(
    strata.map(({ share, statistics }) => {
      const { events, of } = countsOf(guardrail, statistics);
      const prior = share === 1 ? 1 : Math.max(LEAST_PRIOR, share);
      return { posterior: betaPosterior(prior + events, prior + of - events), weight: share };
    }),
  );
}

function countsOf(
  guardrail: Exclude<Guardrail, { kind: "margin" }>,
  { visitors, conversions, harm }: VariantStatistics,
): { readonly events: number; readonly of: number } {
  if (guardrail.kind === "refund-rate") return { events: harm?.refunded ?? 0, of: conversions };
  const count = harm?.outcomes[guardrail.outcome] ?? { units: 0, buyers: 0 };
  return guardrail.of === "buyers" ? { events: count.buyers, of: conversions } : { events: count.units, of: visitors };
}
