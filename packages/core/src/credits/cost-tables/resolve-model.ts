import { PricewrightError } from "../../errors/pricewright-error.ts";
import { parseDecimal, type Ratio } from "../../money/ratio.ts";
import { parsePico } from "../../money/scaled-decimal.ts";
import { checkEffective } from "./check-effective.ts";
import { type CompiledRates, compileRates } from "./compile-rates.ts";
import type { CostTable, CostTableReference, ModelCost } from "./cost-table.ts";

/** A model's costs, read once and ready for any number of charges. */
export interface ResolvedModel {
  readonly costTable: CostTableReference;
  readonly currency: string;
  readonly entry: ModelCost;
  /** The name or pattern of the entry that the given name met. */
  readonly matched: string;
  readonly rates: CompiledRates;
  /** The lowest threshold first. */
  readonly longContext: readonly { readonly above: number; readonly rates: CompiledRates }[];
  /** Share of the rates that tokens of a batch cost; null where the table lists none, and they cost the full rates. */
  readonly batchMultiplier: Ratio | null;
  /** Pico-units for one piece of each extra. */
  readonly extras: ReadonlyMap<string, bigint>;
}

/** Which model is looked for. */
export interface ModelName {
  readonly provider: string;
  readonly model: string;
}

/**
 * Looks up a model, by its name or an alias, else by the longest pattern that fits, and reads its rates once.
 *
 * @param at A time that the table must hold for. Resolve again when time goes past `effectiveTo`.
 * @throws PricewrightError `unknown-model`: what has no price is never free. `cost-table-not-effective`.
 */
export function resolveModel(table: CostTable, { provider, model }: ModelName, at: string | Date): ResolvedModel {
  checkEffective(table, at);
  const found = findModelEntry(table, { provider, model });
  if (found) return { ...compiledOf(table, found.entry), matched: found.matched };
  throw new PricewrightError(
    "unknown-model",
    `Cost table "${table.id}" ${table.version} has no model "${provider}/${model}"; add an entry, or an alias to one.`,
  );
}

/** The entry that a name meets, if any: by its name or an alias, else by the longest pattern that fits. */
export function findModelEntry(table: CostTable, { provider, model }: ModelName): EntryName | undefined {
  const { exact, patterns } = indexOf(table);
  return (
    exact.get(`${provider}/${model}`) ??
    patterns.find(({ matched, entry }) => entry.provider === provider && model.startsWith(matched.slice(0, -1)))
  );
}

/** One name of a model, or a pattern. */
export interface EntryName {
  readonly matched: string;
  readonly entry: ModelCost;
}

interface TableIndex {
  readonly exact: ReadonlyMap<string, EntryName>;
  /** The longest first. */
  readonly patterns: readonly EntryName[];
}

// Tables are frozen, so what is read from one stays true for as long as it exists.
const indexes = new WeakMap<CostTable, TableIndex>();
const compiled = new WeakMap<ModelCost, Omit<ResolvedModel, "matched">>();

function indexOf(table: CostTable): TableIndex {
  const known = indexes.get(table);
  if (known) return known;
  const names = table.models.flatMap((entry) =>
    [entry.model, ...(entry.aliases ?? [])].map((matched): EntryName => ({ matched, entry })),
  );
  const isPattern = ({ matched }: EntryName) => matched.endsWith("*");
  const exact = names.filter((name) => !isPattern(name));
  const index: TableIndex = {
    exact: new Map(exact.map((name) => [`${name.entry.provider}/${name.matched}`, name])),
    patterns: names.filter(isPattern).sort((a, b) => b.matched.length - a.matched.length),
  };
  if (Object.isFrozen(table)) indexes.set(table, index);
  return index;
}

function compiledOf({ id, version, hash, currency }: CostTable, entry: ModelCost): Omit<ResolvedModel, "matched"> {
  const known = compiled.get(entry);
  if (known?.costTable.hash === hash) return known;
  const model = {
    costTable: { id, version, hash },
    currency,
    entry,
    rates: compileRates(entry.rates),
    longContext: (entry.longContext ?? []).map(({ above, rates }) => ({ above, rates: compileRates(rates) })),
    batchMultiplier: entry.batchMultiplier === undefined ? null : parseDecimal(entry.batchMultiplier),
    extras: new Map(Object.entries(entry.extras ?? {}).map(([extra, cost]) => [extra, parsePico(cost)])),
  };
  if (Object.isFrozen(entry)) compiled.set(entry, model);
  return model;
}
