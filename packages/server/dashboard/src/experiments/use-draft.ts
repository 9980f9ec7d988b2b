import { catalogVersion, experimentResource, type PublishCatalogRequest } from "@pricewright/core/api";
import type { Command } from "../api/use-command.ts";
import { navigate } from "../navigation/use-route.ts";
import { useNotify } from "../notices/notices.tsx";
import { type TestablePrice, withTriedPrices } from "./plan-prices.ts";
import { toKey } from "./to-key.ts";

/** A price test as somebody describes it. */
export interface DraftInput {
  readonly name: string;
  readonly catalog: PublishCatalogRequest;
  /** What customers pay today; the control. */
  readonly today: TestablePrice;
  /** Amounts to try against it. */
  readonly amounts: readonly string[];
  /** The published version that the price list is of, or that it takes the place of; null for the first. */
  readonly version: number | null;
  /** Whether the price list is published as it is, also where it has all the prices. */
  readonly isNew: boolean;
  /** What decides, how long, segments, guardrails, and when it starts. */
  readonly options?: object | undefined;
}

/** Publishes the prices that the list lacks, makes the draft, and goes to its set-up. */
export function useDraft(command: Command): (input: DraftInput) => Promise<void> {
  const notify = useNotify();
  return async ({ name, catalog, today, amounts, version, isNew, options = {} }) => {
    const tried = withTriedPrices(catalog, today, amounts);
    if (isNew || tried.changed) {
      const published = await command.run({
        path: "/v1/catalog",
        method: "POST",
        ...(version === null ? {} : { ifMatch: `"v${version}"` }),
        body: tried.catalog,
        schema: catalogVersion,
      });
      if (published === null) return;
    }
    const variants = [{ id: today.id, amount: today.amount }, ...tried.prices].map(({ id, amount }) => ({
      key: `price-${amount}`,
      prices: [id],
    }));
    const body = {
      key: toKey(name),
      name,
      control: variants[0]?.key,
      variants,
      draft: true,
      ...options,
    };
    const made = await command.run({ path: "/v1/experiments", method: "POST", body, schema: experimentResource });
    if (made === null) return;
    notify({ text: `The draft “${made.name}” is made. Nobody sees it before you start it.` });
    navigate(`/experiments/${made.key}/set-up`);
  };
}
