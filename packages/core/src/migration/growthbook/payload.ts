import { z } from "zod";
import type { BucketRange } from "./bucket-ranges.ts";
import type { Namespace } from "./filter.ts";

type Maybe<T> = T | null | undefined;

/** The fields that GrowthBook's experiment rules and its stand-alone experiments share. */
export interface GrowthBookExperiment {
  readonly key?: Maybe<string>;
  readonly variations?: Maybe<readonly unknown[]>;
  readonly weights?: Maybe<readonly number[]>;
  readonly coverage?: Maybe<number>;
  readonly hashAttribute?: Maybe<string>;
  readonly hashVersion?: Maybe<number>;
  readonly seed?: Maybe<string>;
  readonly ranges?: Maybe<readonly BucketRange[]>;
  readonly meta?: Maybe<readonly { readonly key?: Maybe<string>; readonly passthrough?: Maybe<boolean> }[]>;
  readonly namespace?: Maybe<Namespace>;
  readonly filters?: Maybe<
    readonly {
      readonly seed?: Maybe<string>;
      readonly attribute?: Maybe<string>;
      readonly hashVersion?: Maybe<number>;
      readonly ranges: readonly BucketRange[];
    }[]
  >;
  readonly condition?: Maybe<Readonly<Record<string, unknown>>>;
  readonly parentConditions?: Maybe<readonly unknown[]>;
  readonly active?: Maybe<boolean>;
  readonly status?: Maybe<string>;
  readonly force?: unknown;
  readonly contextualVariations?: Maybe<readonly unknown[]>;
}

/** A feature flag with its rules, in the order in which GrowthBook tries them. */
export interface GrowthBookFeature {
  readonly defaultValue?: unknown;
  readonly rules?: Maybe<readonly GrowthBookExperiment[]>;
}

/** Named lists of ids, or named conditions, that conditions refer to. */
export type SavedGroups = Readonly<Record<string, unknown>>;

/** What GrowthBook's API gives its SDKs, as far as experiments go. */
export interface GrowthBookPayload {
  readonly features?: Maybe<Readonly<Record<string, GrowthBookFeature>>>;
  readonly experiments?: Maybe<readonly (GrowthBookExperiment & { readonly key: string })[]>;
  readonly savedGroups?: Maybe<SavedGroups>;
}

/** Made when it is needed, so that who only hashes does not carry it. */
export function payloadSchema(): z.ZodType<GrowthBookPayload> {
  const range = z.tuple([z.number(), z.number()]);
  const filter = z.looseObject({
    seed: z.string().nullish(),
    attribute: z.string().nullish(),
    hashVersion: z.number().nullish(),
    ranges: z.array(range),
  });
  const fields = {
    variations: z.array(z.unknown()).nullish(),
    weights: z.array(z.number()).nullish(),
    coverage: z.number().nullish(),
    hashAttribute: z.string().nullish(),
    hashVersion: z.number().nullish(),
    seed: z.string().nullish(),
    ranges: z.array(range).nullish(),
    meta: z.array(z.looseObject({ key: z.string().nullish(), passthrough: z.boolean().nullish() })).nullish(),
    namespace: z.tuple([z.string(), z.number(), z.number()]).nullish(),
    filters: z.array(filter).nullish(),
    condition: z.record(z.string(), z.unknown()).nullish(),
    parentConditions: z.array(z.unknown()).nullish(),
    active: z.boolean().nullish(),
    status: z.string().nullish(),
    contextualVariations: z.array(z.unknown()).nullish(),
  };
  const rule = z.looseObject({ ...fields, key: z.string().nullish() });
  const feature = z.looseObject({ rules: z.array(rule).nullish() });
  const encrypted = z.null("it is encrypted; decrypt the payload first, as GrowthBook's SDK does").optional();
  return z.looseObject({
    features: z.record(z.string(), feature).nullish(),
    experiments: z.array(z.looseObject({ ...fields, key: z.string() })).nullish(),
    savedGroups: z.record(z.string(), z.unknown()).nullish(),
    encryptedFeatures: encrypted,
    encryptedExperiments: encrypted,
    encryptedSavedGroups: encrypted,
  });
}
