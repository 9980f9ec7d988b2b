import type {
  CatalogVersion,
  ConcludeRequest,
  CreateExperimentRequest,
  ExperimentResource,
  PublishCatalogRequest,
} from "@pricewright/core/api";
import type { Catalog } from "@pricewright/core/catalog";
import type { DeliveryCounts } from "../delivery/event-queue.ts";
import type { Pricing } from "../pricing/pricing.ts";
import type { NamedExperiment } from "../pricing/pricing-answer.ts";

/** A connection to a Pricewright server. */
export interface PricingClient<Sold extends Catalog = Catalog, Tested extends NamedExperiment = NamedExperiment>
  extends Pricing<Sold, Tested> {
  /**
   * Publishes a price list. Needs a key that may manage.
   *
   * @param options.replaces The version that it takes the place of: `changed-meanwhile` where somebody has published another
   * one since. By default the newest, whatever it is, as an app does that has its prices in its code.
   */
  readonly publishCatalog: (
    catalog: PublishCatalogRequest,
    options?: { readonly replaces?: number | undefined },
  ) => Promise<CatalogVersion>;
  /** Creates and starts an experiment. Needs a key that may manage. */
  readonly createExperiment: (experiment: CreateExperimentRequest) => Promise<ExperimentResource>;
  /**
   * Ends an experiment with a winner. Needs a key that may manage.
   *
   * @param experiment As you saw it: `changed-meanwhile` where somebody has changed it since.
   */
  readonly conclude: (
    experiment: Pick<ExperimentResource, "key" | "version">,
    conclusion: ConcludeRequest,
  ) => Promise<ExperimentResource>;
  /** Waits until prices and experiments were read once, or could not be. Optional: it makes the first answers fast. */
  readonly ready: () => Promise<void>;
  /** What became of events so far. */
  readonly delivery: () => DeliveryCounts;
}
