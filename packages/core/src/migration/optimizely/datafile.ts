import { z } from "zod";

type Maybe<T> = T | null | undefined;

/** Who gets what, by cumulative bucket: each entity goes on to its exclusive end. */
export type Traffic = readonly { readonly entityId: string; readonly endOfRange: number }[];

/** One of an experiment's variations. */
export interface OptimizelyVariation {
  readonly id: string;
  readonly key: string;
  readonly featureEnabled?: Maybe<boolean>;
  readonly variables?: Maybe<readonly { readonly id: string; readonly value: string }[]>;
}

/** An experiment as a datafile has it. */
export interface OptimizelyExperiment {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly variations: readonly OptimizelyVariation[];
  readonly trafficAllocation: Traffic;
  readonly audienceIds?: Maybe<readonly string[]>;
  readonly audienceConditions?: unknown;
  readonly forcedVariations?: Maybe<Readonly<Record<string, string>>>;
  readonly cmab?: unknown;
}

/** Experiments that exclude each other, where the policy is `random`. */
export interface OptimizelyGroup {
  readonly id: string;
  readonly policy: string;
  readonly trafficAllocation: Traffic;
  readonly experiments: readonly OptimizelyExperiment[];
}

/** A named condition; datafiles hold most of them as JSON text. */
export interface OptimizelyAudience {
  readonly id: string;
  readonly conditions?: unknown;
}

/** A flag, the experiments on it in the order in which they are tried, and the names of its variables. */
interface OptimizelyFlag {
  readonly key: string;
  readonly experimentIds?: Maybe<readonly string[]>;
  readonly variables?: Maybe<readonly { readonly id: string; readonly key: string }[]>;
}

/** Optimizely's datafile, version 4, as far as experiments go. */
export interface OptimizelyDatafile {
  readonly experiments: readonly OptimizelyExperiment[];
  readonly groups?: Maybe<readonly OptimizelyGroup[]>;
  readonly audiences?: Maybe<readonly OptimizelyAudience[]>;
  readonly typedAudiences?: Maybe<readonly OptimizelyAudience[]>;
  readonly featureFlags?: Maybe<readonly OptimizelyFlag[]>;
  readonly rollouts?: Maybe<readonly { readonly experiments?: Maybe<readonly unknown[]> }[]>;
  readonly holdouts?: Maybe<readonly { readonly status?: Maybe<string> }[]>;
  readonly events?: Maybe<readonly unknown[]>;
}

/** Made when it is needed, so that who only hashes does not carry it. */
export function datafileSchema(): z.ZodType<OptimizelyDatafile> {
  const traffic = z.array(z.looseObject({ entityId: z.string(), endOfRange: z.number() }));
  const variation = z.looseObject({
    id: z.string(),
    key: z.string(),
    featureEnabled: z.boolean().nullish(),
    variables: z.array(z.looseObject({ id: z.string(), value: z.string() })).nullish(),
  });
  const experiment = z.looseObject({
    id: z.string(),
    key: z.string(),
    status: z.string(),
    variations: z.array(variation),
    trafficAllocation: traffic,
    audienceIds: z.array(z.string()).nullish(),
    forcedVariations: z.record(z.string(), z.string()).nullish(),
  });
  const audience = z.looseObject({ id: z.string() });
  const named = z.looseObject({ id: z.string(), key: z.string() });
  const flag = z.looseObject({
    key: z.string(),
    experimentIds: z.array(z.string()).nullish(),
    variables: z.array(named).nullish(),
  });
  return z.looseObject({
    version: z.literal("4", 'give a datafile of version "4"'),
    experiments: z.array(experiment),
    groups: z
      .array(
        z.looseObject({
          id: z.string(),
          policy: z.string(),
          trafficAllocation: traffic,
          experiments: z.array(experiment),
        }),
      )
      .nullish(),
    audiences: z.array(audience).nullish(),
    typedAudiences: z.array(audience).nullish(),
    featureFlags: z.array(flag).nullish(),
    rollouts: z.array(z.looseObject({ experiments: z.array(z.unknown()).nullish() })).nullish(),
    holdouts: z.array(z.looseObject({ status: z.string().nullish() })).nullish(),
    events: z.array(z.unknown()).nullish(),
  });
}
