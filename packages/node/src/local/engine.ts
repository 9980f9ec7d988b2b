import type { CostTable } from "@pricewright/core/credits";
import type { RecordBook } from "@pricewright/core/recording";
import type { Provider } from "../providers/provider.ts";
import type { LocalSecrets } from "./local-secrets.ts";
import type { Store } from "./store/store.ts";

/** What every part of local mode works with. */
export interface Engine {
  readonly store: Store;
  readonly book: RecordBook;
  readonly secrets: LocalSecrets;
  readonly tenant: string;
  readonly environment: "test" | "live";
  readonly provider: Provider | null;
  readonly costTables: readonly CostTable[];
  /** The plan that an account has, for rules of markup; null where there is none. */
  readonly planOf: (account: string) => Promise<string | null> | string | null;
  readonly clock: () => Date;
}
