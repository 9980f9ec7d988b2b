import { z } from "zod";

type Maybe<T> = T | null | undefined;

/** A variant of a feature or of a strategy. */
export interface UnleashVariant {
  readonly name: string;
  readonly weight: number;
  readonly stickiness?: Maybe<string>;
  readonly payload?: unknown;
  readonly overrides?: Maybe<readonly { readonly contextName: string; readonly values: readonly string[] }[]>;
}

/** One question about the context. */
export interface UnleashConstraint {
  readonly contextName: string;
  readonly operator: string;
  readonly values?: Maybe<readonly string[]>;
  readonly value?: unknown;
  readonly inverted?: Maybe<boolean>;
  readonly caseInsensitive?: Maybe<boolean>;
}

/** A way to turn a feature on. */
export interface UnleashStrategy {
  readonly name: string;
  readonly parameters?: Maybe<Readonly<Record<string, unknown>>>;
  readonly constraints?: Maybe<readonly UnleashConstraint[]>;
  readonly segments?: Maybe<readonly number[]>;
  readonly variants?: Maybe<readonly UnleashVariant[]>;
}

/** A feature toggle. */
export interface UnleashFeature {
  readonly name: string;
  readonly enabled: boolean;
  readonly strategies?: Maybe<readonly UnleashStrategy[]>;
  readonly variants?: Maybe<readonly UnleashVariant[]>;
  readonly dependencies?: Maybe<readonly unknown[]>;
}

/** What Unleash's client API gives its SDKs, as far as experiments go. */
export interface UnleashFeatures {
  readonly features: readonly UnleashFeature[];
  readonly segments?: Maybe<
    readonly { readonly id: number; readonly constraints?: Maybe<readonly UnleashConstraint[]> }[]
  >;
}

/** Made when it is needed, so that who only hashes does not carry it. */
export function clientFeaturesSchema(): z.ZodType<UnleashFeatures> {
  const variant = z.looseObject({
    name: z.string(),
    weight: z.number().min(0),
    stickiness: z.string().nullish(),
    overrides: z.array(z.looseObject({ contextName: z.string(), values: z.array(z.string()) })).nullish(),
  });
  const constraint = z.looseObject({
    contextName: z.string(),
    operator: z.string(),
    values: z.array(z.string()).nullish(),
    inverted: z.boolean().nullish(),
    caseInsensitive: z.boolean().nullish(),
  });
  const strategy = z.looseObject({
    name: z.string(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
    constraints: z.array(constraint).nullish(),
    segments: z.array(z.number()).nullish(),
    variants: z.array(variant).nullish(),
  });
  const feature = z.looseObject({
    name: z.string(),
    enabled: z.boolean(),
    strategies: z.array(strategy).nullish(),
    variants: z.array(variant).nullish(),
    dependencies: z.array(z.unknown()).nullish(),
  });
  const segment = z.looseObject({ id: z.number(), constraints: z.array(constraint).nullish() });
  return z.looseObject({ features: z.array(feature), segments: z.array(segment).nullish() });
}
