import type { Catalog } from "@pricewright/core/catalog";
import type { CostTable } from "@pricewright/core/credits";
import type { UnitId } from "@pricewright/core/evaluation";
import type { LostEvents } from "../delivery/lost-events.ts";
import type { Provider } from "../providers/provider.ts";
import type { LocalExperiment } from "./local-experiment.ts";
import type { Store } from "./store/store.ts";

/** What `createLocal` works with. */
export interface LocalOptions<Sold extends Catalog = Catalog, Tested extends LocalExperiment = LocalExperiment> {
  /** What is sold, from `definePricing`. */
  readonly catalog: Sold;
  /**
   * The price tests. One that is taken out is archived, and keeps its results.
   *
   * @default the catalog's own
   */
  readonly experiments?: readonly WithOwnControl<Tested>[] | undefined;
  /** Where everything is kept: `memoryStore()`, a file, or PostgreSQL. */
  readonly store: Store;
  /**
   * At least 32 characters that nobody can guess, the same in every process. Of several the first signs, and quotes of the
   * others still hold, so that a key can be replaced.
   */
  readonly signingKey: string | readonly string[];
  /**
   * Test and live never meet: a quote of one is refused in the other.
   *
   * @default "test"
   */
  readonly environment?: "test" | "live" | undefined;
  /**
   * Names the seller in quotes.
   *
   * @default "local"
   */
  readonly tenant?: string | undefined;
  /**
   * Takes payments: `stripe()`, `lemonsqueezy()`, `sandbox()`.
   *
   * @default none, and `checkout` rejects
   */
  readonly provider?: Provider | undefined;
  /**
   * Prices that may not be sold any more, by id.
   *
   * @default none
   */
  readonly withdrawn?: Readonly<Record<string, LocalWithdrawal>> | undefined;
  /**
   * Your own people, whom every test leaves out: what they did before they were listed leaves the results too. A price
   * that they were shown stays theirs.
   *
   * @default nobody
   */
  readonly internal?: readonly UnitId[] | undefined;
  /**
   * The cost tables by which usage is priced.
   *
   * @default none
   */
  readonly costTables?: readonly CostTable[] | undefined;
  /**
   * The plan that an account has, where rules of markup ask for it.
   *
   * @default none
   */
  readonly planOf?: ((account: string) => Promise<string | null> | string | null) | undefined;
  /**
   * Milliseconds after which events are stored although a batch of 1,000 is not full.
   *
   * @default 1_000
   */
  readonly maximumWait?: number | undefined;
  /**
   * Most events kept while the store cannot be written to.
   *
   * @default 20_000
   */
  readonly queueCapacity?: number | undefined;
  /**
   * Called with events that will not be counted, and why.
   *
   * @default prints one warning
   */
  readonly onLost?: ((lost: LostEvents) => void) | undefined;
  /**
   * Whether waiting events are stored before SIGTERM ends the process.
   *
   * @default true
   */
  readonly flushOnTermination?: boolean | undefined;
  /**
   * Tells the time.
   *
   * @default the machine's clock
   */
  readonly clock?: (() => Date) | undefined;
}

/** An experiment whose control is the key of a variant. */
type WithOwnControl<Tested extends LocalExperiment> = Tested & {
  readonly control: NoInfer<Tested["variants"][number]["key"]>;
};

/** A price that may not be sold any more. */
export interface LocalWithdrawal {
  /** Whether quotes from before still hold. */
  readonly honour: "issued" | "none";
  /** ISO 8601. */
  readonly withdrawnAt: string;
}
