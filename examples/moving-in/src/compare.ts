import { createAssigner } from "@pricewright/core";
import { audiences } from "@pricewright/core/audiences";
import { hashRules } from "@pricewright/core/migration";
import type { Attributes, System } from "./system.ts";

/** What a comparison found for one experiment. */
export interface Comparison {
  readonly experiment: string;
  /** How many visitors each arm has, under both systems. */
  readonly arms: ReadonlyMap<string, number>;
  /** Visitors whom the two systems give different arms. */
  readonly changed: readonly string[];
}

const COUNTRIES = ["DE", "FR", "JP", "US"];

/** A visitor by number; one in three has an id beyond ASCII. */
function visitor(index: number): { readonly id: string; readonly attributes: Attributes } {
  return {
    id: index % 3 === 2 ? `v_価格${index}` : `v_${index}`,
    attributes: { country: COUNTRIES[index % COUNTRIES.length] ?? "DE", age: 12 + (index % 60) },
  };
}

/** Assigns so many visitors by the system's own SDK and by Pricewright, and compares. */
export function compare({ imported, armOf }: System, visitors: number): Comparison[] {
  const assigner = createAssigner(imported.experiments, { hashRules, audiences: audiences() });
  return imported.experiments.map(({ key }) => {
    const arms = new Map<string, number>();
    const changed: string[] = [];
    for (let index = 0; index < visitors; index++) {
      const { id, attributes } = visitor(index);
      const theirs = armOf(key, id, attributes);
      const { reason, variant } = assigner.assign(key, { id, attributes: { ...attributes, id, userId: id } });
      const ours = reason === "assigned" || reason === "override" ? variant : null;
      if (theirs !== ours) changed.push(id);
      const arm = theirs ?? "takes no part";
      arms.set(arm, (arms.get(arm) ?? 0) + 1);
    }
    return { experiment: key, arms, changed };
  });
}
