import { useCallback, useState } from "react";
import type { CreditDocument } from "./credit-document.ts";

/** Options of {@link useCredits}. */
export interface UseCreditsOptions {
  /** What the server gave with the page. */
  readonly initial: CreditDocument;
  /** Asks your own server again, whose answer is a credit document. */
  readonly load: () => Promise<CreditDocument>;
}

/** What {@link useCredits} gives. */
export interface UseCreditsResult {
  /** What was loaded last; until then what the page came with. */
  readonly credits: CreditDocument;
  /** Asks again, such as after work that was charged. Rejects where `load` does; what was shown stays. */
  readonly refresh: () => Promise<void>;
  /** While it asks again. */
  readonly refreshing: boolean;
}

/**
 * A balance that can be asked for again. Needs no provider.
 *
 * @example
 * const initial = creditDocument({ balance: { available: "1250" } });
 * const load = () => fetch("/credits").then((answer) => answer.json());
 *
 * function Balance() {
 *   const { credits, refresh } = useCredits({ initial, load });
 *   return <CreditBalance credits={credits}><button onClick={refresh}>Ask again</button></CreditBalance>;
 * }
 */
export function useCredits({ initial, load }: UseCreditsOptions): UseCreditsResult {
  const [loaded, setLoaded] = useState<{ readonly credits: CreditDocument; readonly since: CreditDocument } | null>(
    null,
  );
  const [refreshing, setRefreshing] = useState(false);
  const refresh = useCallback(async () => {
    setRefreshing(true);
    try {
      setLoaded({ credits: await load(), since: initial });
    } finally {
      setRefreshing(false);
    }
  }, [load, initial]);
  return { credits: loaded?.since === initial ? loaded.credits : initial, refresh, refreshing };
}
