import type { ExperimentOptions, SegmentDeclaration } from "@pricewright/core/api";
import type { FormValues } from "../forms/form.tsx";
import { isAttributeLine, readAttributeLines } from "./attribute-lines.ts";
import { readAudience } from "./audience-text.ts";
import { readOutcomeLines } from "./outcome-lines.ts";

/** What somebody filled in besides the arms, or what is wrong with it, by the labels of the fields. */
export type ReadOptions =
  | { readonly ok: true; readonly options: ExperimentOptions & { readonly startAt?: string } }
  | { readonly ok: false; readonly problems: readonly { readonly field: string; readonly message: string }[] };

type Guardrails = NonNullable<ExperimentOptions["guardrails"]>;

const SEGMENTS = { most: 10, mostValues: 20 };

/** Reads the fields of `OptionFields`. Times are of the reader's zone. */
export function readOptions(values: FormValues, now: Date): ReadOptions {
  const {
    horizon = "",
    refund = "",
    startAt = "",
    segments = "",
    metric,
    coverage = "",
    eligibility,
    revenue,
  } = values;
  const declared = readAttributeLines(segments);
  const audience = readAudience(values.audience ?? "");
  const outcomes = readOutcomeLines(values.outcomes ?? "");
  const problems = [
    ...(audience === null
      ? [{ field: "Who takes part", message: "write each attribute on a line of its own, such as “country: DE, US”" }]
      : []),
    ...segmentProblems(declared),
    ...(refund !== "" && horizon === ""
      ? [{ field: "Days for money back", message: "say first for how many days outcomes count" }]
      : []),
    ...(outcomes === null
      ? [
          {
            field: "Outcomes that must not grow",
            message: "write each on a line of its own, with the points of % that it may grow by, such as “churn: 1.5”",
          },
        ]
      : []),
    ...(startAt !== "" && new Date(startAt) <= now
      ? [{ field: "Starts by itself", message: "choose a time to come, or leave it empty and start the test by hand" }]
      : []),
  ];
  if (problems.length > 0 || audience === null || outcomes === null) return { ok: false, problems };
  return {
    ok: true,
    options: {
      ...(metric ? { metric: metric as NonNullable<ExperimentOptions["metric"]> } : {}),
      ...(coverage === "" ? {} : { coverage: Number(coverage) / 100 }),
      ...(horizon === "" ? {} : { horizonDays: Number(horizon) }),
      ...(refund === "" ? {} : { refundDays: Number(refund) }),
      ...(startAt === "" ? {} : { startAt: new Date(startAt).toISOString() }),
      ...(revenue === "cash" || revenue === "monthly-equivalent" ? { revenue } : {}),
      ...(eligibility === "new-customers" || eligibility === "everyone" ? { eligibility } : {}),
      ...(Object.keys(audience).length > 0 ? { audience } : {}),
      segments: declared,
      guardrails: [...readGuardrails(values), ...outcomes],
    },
  };
}

function segmentProblems(segments: readonly SegmentDeclaration[]) {
  const field = "Segments";
  const wrong = segments.find((line) => !isAttributeLine(line));
  if (wrong)
    return [{ field, message: `write each on a line of its own, such as “country: DE, US”; see “${wrong.attribute}”` }];
  const wide = segments.find(({ values }) => values.length > SEGMENTS.mostValues);
  if (wide) return [{ field, message: `“${wide.attribute}” has more than ${SEGMENTS.mostValues} values` }];
  if (segments.length > SEGMENTS.most) return [{ field, message: `name at most ${SEGMENTS.most} attributes` }];
  if (new Set(segments.map(({ attribute }) => attribute)).size < segments.length)
    return [{ field, message: "name each attribute once" }];
  return [];
}

function readGuardrails({ refundRate = "", margin = "" }: FormValues): Guardrails {
  return [
    ...(refundRate === "" ? [] : [{ kind: "refund-rate" as const, tolerance: Number(refundRate) / 100 }]),
    ...(margin === "" ? [] : [{ kind: "margin" as const, tolerance: Number(margin) }]),
  ];
}
