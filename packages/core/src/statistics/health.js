import { sampleRatio } from "./sample-ratio.ts";
import { arrivals, integrityOf } from "./variant-statistics.ts";

/** p-value below which arrivals do not follow the plan. */
const SAMPLE_RATIO_LEVEL = 0.001;
/** Checks whether the data is fit to be read, worst first. */
export function checkHealth(variants) {
  const arrived = variants.map(arrivals);
  const ratio = sampleRatio(
    variants.map((variant, index) => ({ visitors: arrived[index], weight: variant.weight ?? 1 })),
  );
  const health = [];
  if (ratio && ratio.pValue < SAMPLE_RATIO_LEVEL) {
    const total = ratio.expected.reduce((sum, count) => sum + count, 0);
    health.push({
      code: "sample-ratio-mismatch",
      severity: "fix-first",
      pValue: ratio.pValue,
      planned: ratio.expected.map((count) => count / total),
      arrived: arrived.map((count) => count / total),
    });
  }
  const total = (field) => variants.reduce((sum, variant) => sum + integrityOf(variant)[field], 0);
  const units = arrived.reduce((sum, count) => sum + count, 0);
  health.push(
    ...shareCheck("price-mismatch", total("priceMismatches"), total("checked"), { warning: 0, fixFirst: 0.001 }),
    ...shareCheck("multiple-exposure", total("multipleExposure"), units, { warning: 0.01, fixFirst: 0.05 }),
    ...shareCheck("assignment-drift", total("slotDrift"), units, { warning: 0, fixFirst: 0.001 }),
  );
  variants.forEach((variant, index) => {
    const leaked = arrived[index];
    if (variant.weight === 0 && leaked > 0) {
      health.push({ code: "traffic-in-weightless-arm", severity: "warning", variant: variant.key, units: leaked });
    }
  });
  health.sort((a, b) => Number(b.severity === "fix-first") - Number(a.severity === "fix-first"));
  return { sampleRatio: ratio, health };
}
function shareCheck(code, units, of, limits) {
  if (units === 0 || units / of <= limits.warning) return [];
  return [{ code, severity: units / of >= limits.fixFirst ? "fix-first" : "warning", units, of }];
}
