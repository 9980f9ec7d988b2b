import type { Experiment } from "./experiment.ts";
import type { Report } from "./report.ts";

/** Reports what two experiments may not have in common. */
export function checkPair(experiment: Experiment, other: Experiment, report: Report): void {
  const { key, layer, holdout } = experiment;
  if (key === other.key) report(["key"], "duplicate-experiment", `two experiments have the key "${key}". Rename one.`);
  else if (saltOf(experiment) === saltOf(other) && !(experiment.sharedSalt && other.sharedSalt)) {
    const remedy = "Give each its own, or set sharedSalt on both if their results may explain each other.";
    report(["salt"], "duplicate-salt", `"${saltOf(other)}" is the salt of "${other.key}" too. ${remedy}`);
  }
  if (layer && layer.key === other.layer?.key && areBothLive(experiment, other)) {
    const both = layer.ranges.find((a) => other.layer?.ranges.some((b) => a.from < b.to && b.from < a.to));
    if (both) {
      const slots = `slots ${both.from} to ${both.to} of layer "${layer.key}"`;
      report(
        ["layer"],
        "overlapping-layer",
        `"${key}" and "${other.key}" both own ${slots}. Give each slots of its own.`,
      );
    }
  }
  if (holdout && holdout.key === other.holdout?.key && holdout.share !== other.holdout.share) {
    const shares = `${holdout.share} here and ${other.holdout.share} in "${other.key}"`;
    report(
      ["holdout", "share"],
      "different-holdout",
      `"${holdout.key}" holds out ${shares}. Give both the same share.`,
    );
  }
}

function saltOf({ salt, key }: Experiment): string {
  return salt ?? key;
}

/** Drafts do not take slots of their layer from others yet, and completed experiments no longer do. */
function areBothLive(...experiments: readonly Experiment[]): boolean {
  return experiments.every(({ status }) => status === "running" || status === "paused");
}
