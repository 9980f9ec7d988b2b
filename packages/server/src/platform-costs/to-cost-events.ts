import type { CostEvent } from "@pricewright/core/api";
import type { DailyCost } from "./read-daily-costs.ts";

/** Whose costs are reported, and in which currency. */
export interface CostEventsOptions {
  /** What owners that are customers begin with; the rest of the name is the account's id. */
  readonly prefix: string;
  readonly currency: string;
}

/** Decimals that an amount is reported with. */
const DECIMALS = 12;

/** Costs as events of accounts, one a day, under an id that is the same whenever the day is imported again. */
export function toCostEvents(costs: readonly DailyCost[], { prefix, currency }: CostEventsOptions): CostEvent[] {
  return costs.flatMap(({ owner, day, amount }) => {
    const account = owner.slice(prefix.length);
    const cost = amount.toFixed(DECIMALS).replace(/\.?0+$/, "");
    if (!owner.startsWith(prefix) || account === "" || cost === "0") return [];
    return {
      type: "cost",
      id: `platform-cost:${day}:${account}`,
      unit: { kind: "account", id: account },
      occurredAt: `${day}T23:59:59Z`,
      cost,
      currency,
    };
  });
}
