import { integrityOf } from "./variant-statistics.ts";
/** Everything wrong with the input of an analysis, at once. Empty when it can be analysed. */
export function findStatisticsProblems({ variants, control, prior, currency }) {
  const problems = [];
  const add = (path, code, message) => problems.push({ path, code, message });
  if (variants.length < 2)
    add(["variants"], "too-few-variants", `an experiment compares at least 2 variants, ${variants.length} given`);
  if (!/^[A-Z]{3}$/.test(currency))
    add(["currency"], "invalid-currency", `"${currency}" is not an ISO 4217 code such as "USD"`);
  const keys = variants.map(({ key }) => key);
  if (!keys.includes(control))
    add(["control"], "unknown-control", `the control "${control}" is not one of the variants (${keys.join(", ")})`);
  for (const [name, value] of Object.entries(prior ?? {})) {
    if (!(value > 0 && value < Infinity))
      add(["prior", name], "invalid-prior", `${name} of the prior must be a number above 0, ${value} given`);
  }
  variants.forEach((variant, index) => {
    if (keys.indexOf(variant.key) !== index)
      add(["variants", index, "key"], "duplicate-key", `two variants have the key "${variant.key}"`);
    for (const { path, value } of counts(variant)) {
      if (!Number.isSafeInteger(value) || value < 0) {
        add(
          ["variants", index, ...path],
          "invalid-count",
          `${path.join(".")} of "${variant.key}" must be a whole number of 0 or more, ${value} given`,
        );
      }
    }
    if (variant.conversions > variant.visitors) {
      add(
        ["variants", index, "conversions"],
        "conversions-above-visitors",
        `"${variant.key}" has ${variant.conversions} conversions of ${variant.visitors} visitors`,
      );
    }
    variant.plans?.forEach(({ amount }, plan) => {
      if (!Number.isFinite(amount))
        add(
          ["variants", index, "plans", plan, "amount"],
          "invalid-amount",
          `an amount of "${variant.key}" is ${amount}; give a number`,
        );
    });
    const sold = variant.plans?.reduce((sum, { count }) => sum + count, 0);
    if (sold !== undefined && sold !== variant.conversions) {
      add(
        ["variants", index, "plans"],
        "plans-do-not-sum",
        `the plans of "${variant.key}" count ${sold} sales and its conversions ${variant.conversions}`,
      );
    }
  });
  return problems;
}
function counts(variant) {
  return [
    { path: ["visitors"], value: variant.visitors },
    { path: ["conversions"], value: variant.conversions },
    ...(variant.plans ?? []).map(({ count }, plan) => ({ path: ["plans", plan, "count"], value: count })),
    ...Object.entries(integrityOf(variant)).map(([name, value]) => ({ path: ["integrity", name], value })),
  ];
}
