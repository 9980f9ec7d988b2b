import { confidenceSequence } from "./anytime-valid/confidence-sequence.ts";
import { differenceInterval, NOT_POSITIVE, probabilityGreater, relativeLiftInterval } from "./compare-pair.ts";
import { REPORT_LEVEL } from "./interval.ts";
import type { ModelledArm } from "./model-arms.ts";
import { breakEven, moneySources } from "./money-sources.ts";
import type { ControlComparison } from "./report.ts";

/** Share of its mean at which a control is as good as 0. */
const NOTHING = 1e-12;

/** Everything a report says of an arm against the control. */
export function compareWithControl(
  arm: ModelledArm,
  control: ModelledArm,
  tuning: number | undefined,
): ControlComparison {
  const positive = control.posterior.cdf(Math.max(0, control.posterior.mean * NOTHING)) < NOT_POSITIVE;
  const sequence =
    arm.sums && control.sums
      ? confidenceSequence(control.sums, arm.sums, tuning === undefined ? {} : { tuning })
      : null;
  return {
    probabilityBeatsControl: probabilityGreater(arm.posterior, control.posterior),
    difference: arm.posterior.mean - control.posterior.mean,
    differenceInterval: differenceInterval(arm.posterior, control.posterior, REPORT_LEVEL),
    relativeLift: positive ? arm.posterior.mean / control.posterior.mean - 1 : null,
    relativeLiftInterval: positive ? relativeLiftInterval(arm.posterior, control.posterior, REPORT_LEVEL) : null,
    anytimeValid: sequence?.interval ?? null,
    sources: moneySources(arm.standardized, control.standardized),
    breakEven: breakEven(arm.standardized, control.standardized, arm.conversion.mean / control.conversion.mean),
  };
}
