import type { Assignment } from "./assignment.ts";
import type { Experiment, Variant } from "./experiment.ts";

/** The payloads of an experiment's variants, as a union; undefined for a variant without one. */
export type PayloadOf<E extends Experiment> = PayloadOfVariant<E["variants"][number]>;

type PayloadOfVariant<V extends Variant> = V extends { readonly payload: infer Payload } ? Payload : undefined;

/**
 * What the assigned variant stands for, as the experiment's literal says it.
 *
 * @example
 * const variants = [
 *   { key: "week", payload: { trialDays: 7 } },
 *   { key: "month", payload: { trialDays: 30 } },
 * ] as const;
 * const trial = { key: "trial", status: "running", control: "week", variants } as const;
 * payloadOf(trial, assign(trial, { id: "v_123" })).trialDays;
 */
export function payloadOf<const E extends Experiment>(experiment: E, { variant }: Assignment): PayloadOf<E> {
  return experiment.variants.find(({ key }) => key === variant)?.payload as PayloadOf<E>;
}
