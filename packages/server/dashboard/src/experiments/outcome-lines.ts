import type { ExperimentOptions } from "@pricewright/core/api";
import { toPoints } from "../numbers/to-points.ts";

type OutcomeGuardrail = Extract<NonNullable<ExperimentOptions["guardrails"]>[number], { readonly kind: "outcome" }>;

const LINE = /^\s*([\w.-]{1,128})\s*:\s*(\d+(?:[.,]\d+)?)\s*%?\s*(?:of\s+(visitors|buyers))?\s*$/;

/** Reads outcomes that must not grow, one a line: `churn: 1.5 of buyers`. Null where a line is none. */
export function readOutcomeLines(text: string): readonly OutcomeGuardrail[] | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const read = lines.map((line) => LINE.exec(line));
  if (read.some((match) => match === null)) return null;
  return read.map((match) => {
    const [, outcome = "", points = "", of] = match ?? [];
    const tolerance = Number(points.replace(",", ".")) / 100;
    return { kind: "outcome", outcome, of: of === "buyers" ? "buyers" : "visitors", tolerance };
  });
}

/** The text that is read so. */
export function outcomeText(guardrails: readonly OutcomeGuardrail[]): string {
  return guardrails
    .map(({ outcome, of, tolerance }) => `${outcome}: ${toPoints(tolerance)}${of === "buyers" ? " of buyers" : ""}`)
    .join("\n");
}
