import type { MeterCost, ModelCost, SnappedRate, TokenRates } from "./cost-table.ts";
import { isSnapped, snapDecimal } from "./snap-decimal.ts";

/** The entry with every amount in one spelling and at most 12 decimals; adds to `snapped` what that changed. */
export function normalizeModel(entry: ModelCost, snapped: SnappedRate[]): ModelCost {
  const name = `${entry.provider}/${entry.model}`;
  const all = <Rates extends object>(rates: Rates, place: string) => snapAll(rates, name, place, snapped);
  const { provider, model, aliases = [], rates, longContext = [], extras = {}, batchMultiplier } = entry;
  return {
    provider,
    model,
    ...(aliases.length > 0 && { aliases: [...aliases].sort() }),
    rates: all<TokenRates>(rates, "rates"),
    ...(longContext.length > 0 && {
      longContext: longContext.map(({ above, rates }) => ({ above, rates: all(rates, `longContext.${above}`) })),
    }),
    ...(Object.keys(extras).length > 0 && { extras: all(extras, "extras") }),
    ...(batchMultiplier !== undefined && all({ batchMultiplier }, "")),
  };
}

/** {@link normalizeModel} of a meter. */
export function normalizeMeter({ meter, unitCost, unit }: MeterCost, snapped: SnappedRate[]): MeterCost {
  return { meter, ...snapAll({ unitCost }, meter, "", snapped), ...(unit !== undefined && { unit }) };
}

function snapAll<Rates extends object>(rates: Rates, entry: string, place: string, snapped: SnappedRate[]): Rates {
  const given = Object.entries(rates as Record<string, string | undefined>);
  return Object.fromEntries(
    given.flatMap(([field, rate]) => {
      if (rate === undefined) return [];
      const used = snapDecimal(rate);
      if (isSnapped(rate)) snapped.push({ entry, rate: place ? `${place}.${field}` : field, given: rate, used });
      return [[field, used]];
    }),
  ) as Rates;
}
