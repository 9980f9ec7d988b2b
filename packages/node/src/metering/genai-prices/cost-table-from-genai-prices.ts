import { PricewrightError } from "@pricewright/core";
import { type CostTable, defineCostTable, type ModelCost, overrideCostTable } from "@pricewright/core/credits";
import { type ConditionalPrice, findProvider, type ModelInfo, type ModelPrice } from "@pydantic/genai-prices";
import { readGenaiMatch } from "./read-match.ts";
import { readGenaiPrice } from "./read-price.ts";

/** What {@link costTableFromGenaiPrices} takes over. */
export interface GenaiPricesOptions {
  /**
   * @default "genai-prices"
   */
  readonly id?: string | undefined;
  /** Name of the pinned version, such as the date of the import. */
  readonly version: string;
  /** The prices taken are those of this instant. ISO 8601 with a zone, or a date. */
  readonly effectiveFrom: string;
  readonly effectiveTo?: string | undefined;
  /**
   * Ids of providers, as the list has them.
   *
   * @default ["anthropic", "google", "openai"]
   */
  readonly providers?: readonly string[] | undefined;
  /** What tokens of a batch cost at a provider, as a share of its prices, which the list does not say: `{ openai: "0.5" }`. */
  readonly batchMultipliers?: Readonly<Record<string, string>> | undefined;
  /** Own entries, which replace those of the same provider and model. */
  readonly overrides?: readonly ModelCost[] | undefined;
}

/** Something of the list that the cost table does not hold. */
export interface GenaiOmission {
  /** Such as `"openai/gpt-5"`. */
  readonly entry: string;
  /** What it is and why it is not there. */
  readonly reason: string;
}

/** A cost table and what a person should know before publishing it. */
export interface GenaiPricesResult {
  readonly costTable: CostTable;
  readonly omissions: readonly GenaiOmission[];
}

/**
 * Makes a pinned cost table, in US dollars, of the list prices in `@pydantic/genai-prices`: the data that is bundled
 * with the installed version. Nothing is downloaded, and nothing changes until the table is made again and published
 * as another version.
 *
 * @throws PricewrightError `unknown-provider` for a provider that is not in the list.
 */
export function costTableFromGenaiPrices(options: GenaiPricesOptions): GenaiPricesResult {
  const { id = "genai-prices", version, effectiveFrom, effectiveTo } = options;
  const { providers = ["anthropic", "google", "openai"], batchMultipliers = {}, overrides = [] } = options;
  const omissions: GenaiOmission[] = [];
  const models = providers.flatMap((provider) => {
    const listed = findProvider({ providerId: provider });
    if (!listed)
      throw new PricewrightError(
        "unknown-provider",
        `The list has no provider "${provider}"; use ids such as "openai".`,
      );
    const taken = new Set(listed.models.map((model) => model.id));
    return listed.models.flatMap((model): ModelCost[] => {
      const omit = (reason: string) => omissions.push({ entry: `${provider}/${model.id}`, reason });
      const price = priceAt(model, { effectiveFrom, effectiveTo }, omit);
      if (!price) return [];
      return readModel(model, price, { provider, batchMultiplier: batchMultipliers[provider], taken, omit });
    });
  });
  const imported = defineCostTable({ id, version, currency: "USD", effectiveFrom, effectiveTo, models });
  return { costTable: overrideCostTable(imported, { version, models: overrides }), omissions };
}

interface ReadModelOptions {
  readonly provider: string;
  readonly batchMultiplier: string | undefined;
  /** Names that a model has already; the first in the list keeps a name, as it does there. */
  readonly taken: Set<string>;
  readonly omit: (reason: string) => void;
}

function readModel(model: ModelInfo, price: ModelPrice, options: ReadModelOptions): ModelCost[] {
  const { provider, batchMultiplier, taken, omit } = options;
  const { rates, longContext, extras, leftOut } = readGenaiPrice(price);
  if (Object.keys(rates).length === 0) {
    omit(`no price of tokens (${leftOut.join(", ")})`);
    return [];
  }
  const match = readGenaiMatch(model.match);
  for (const name of leftOut) omit(`no pool stands for ${name}`);
  for (const condition of match.leftOut) omit(`no alias can say ${condition}; add names as an own entry`);
  const aliases = match.names.filter((name) => !taken.has(name));
  for (const name of aliases) taken.add(name);
  return [{ provider, model: model.id, aliases: [...new Set(aliases)], rates, longContext, extras, batchMultiplier }];
}

interface Period {
  readonly effectiveFrom: string;
  readonly effectiveTo: string | undefined;
}

/** The prices at the start of a period, if they are the same at any time of day. */
function priceAt({ prices }: ModelInfo, period: Period, omit: (reason: string) => void): ModelPrice | null {
  if (!Array.isArray(prices)) return prices;
  if (prices.some(({ constraint }) => constraint?.type === "time_of_date")) {
    omit("the price depends on the time of day");
    return null;
  }
  const from = Date.parse(period.effectiveFrom);
  const to = period.effectiveTo === undefined ? Number.POSITIVE_INFINITY : Date.parse(period.effectiveTo);
  for (const start of prices.map(startOf))
    if (start > from && start < to)
      omit(`the price changes on ${new Date(start).toISOString().slice(0, 10)}; publish another version for then`);
  return (prices.findLast((price) => startOf(price) <= from) ?? prices[0])?.prices ?? null;
}

function startOf({ constraint }: ConditionalPrice): number {
  return constraint?.type === "start_date" ? Date.parse(constraint.start_date) : Number.NEGATIVE_INFINITY;
}
