import type { ExperimentOptions, SegmentDeclaration } from "@pricewright/core/api";
import type { FormValues } from "../forms/form.tsx";

/** What somebody filled in besides the arms, or what is wrong with it, by the labels of the fields. */
export type ReadOptions =
  | { readonly ok: true; readonly options: ExperimentOptions & { readonly startAt?: string } }
  | { readonly ok: false; readonly problems: readonly { readonly field: string; readonly message: string }[] };

type Guardrails = NonNullable<ExperimentOptions["guardrails"]>;

const SEGMENTS = { most: 10, mostValues: 20 };

/** Reads the fields of `OptionFields`. Times are of the reader's zone. */
export function readOptions(values: FormValues, now: Date): ReadOptions {
  const { horizon = "", refund = "", startAt = "", segments = "", metric, coverage = "" } = values;
  const declared = segments.split("\n").flatMap((line) => (line.trim() === "" ? [] : [readSegment(line)]));
  const problems = [
    ...segmentProblems(declared),
    ...(refund !== "" && horizon === ""
      ? [{ field: "Days for money back", message: "say first for how many days outcomes count" }]
      : []),
    ...((values.outcome ?? "") !== "" && (values.outcomeRate ?? "") === ""
      ? [{ field: "Outcome that must not grow", message: "say by how many points of a hundred it may grow" }]
      : []),
    ...(startAt !== "" && new Date(startAt) <= now
      ? [{ field: "Starts by itself", message: "choose a time to come, or leave it empty and start the test by hand" }]
      : []),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    options: {
      ...(metric ? { metric: metric as NonNullable<ExperimentOptions["metric"]> } : {}),
      ...(coverage === "" ? {} : { coverage: Number(coverage) / 100 }),
      ...(horizon === "" ? {} : { horizonDays: Number(horizon) }),
      ...(refund === "" ? {} : { refundDays: Number(refund) }),
      ...(startAt === "" ? {} : { startAt: new Date(startAt).toISOString() }),
      segments: declared,
      guardrails: readGuardrails(values),
    },
  };
}

function readSegment(line: string): SegmentDeclaration {
  const [attribute = "", ...rest] = line.split(":");
  const values = rest
    .join(":")
    .split(",")
    .map((value) => value.trim());
  return { attribute: attribute.trim(), values: values.filter(Boolean) };
}

function segmentProblems(segments: readonly SegmentDeclaration[]) {
  const field = "Segments";
  const wrong = segments.find(({ attribute, values }) => !/^[\w.-]{1,128}$/.test(attribute) || values.length === 0);
  if (wrong)
    return [{ field, message: `write each on a line of its own, such as “country: DE, US”; see “${wrong.attribute}”` }];
  const wide = segments.find(({ values }) => values.length > SEGMENTS.mostValues);
  if (wide) return [{ field, message: `“${wide.attribute}” has more than ${SEGMENTS.mostValues} values` }];
  if (segments.length > SEGMENTS.most) return [{ field, message: `name at most ${SEGMENTS.most} attributes` }];
  if (new Set(segments.map(({ attribute }) => attribute)).size < segments.length)
    return [{ field, message: "name each attribute once" }];
  return [];
}

function readGuardrails({ refundRate = "", margin = "", outcome = "", outcomeRate = "", of }: FormValues): Guardrails {
  return [
    ...(refundRate === "" ? [] : [{ kind: "refund-rate" as const, tolerance: Number(refundRate) / 100 }]),
    ...(margin === "" ? [] : [{ kind: "margin" as const, tolerance: Number(margin) }]),
    ...(outcome === "" || outcomeRate === ""
      ? []
      : [
          {
            kind: "outcome" as const,
            outcome,
            of: of === "buyers" ? ("buyers" as const) : ("visitors" as const),
            tolerance: Number(outcomeRate) / 100,
          },
        ]),
  ];
}
