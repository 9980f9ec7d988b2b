import type { ProviderName } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { type Database, rows, type Scope } from "../database/database.ts";

/** Requests to each provider with a tenant's own keys. */
type CallsByProvider = Readonly<Record<ProviderName, number>>;

/** Counts requests to providers that are made with tenants' own keys, apart from what the quota counts. */
export interface ProviderCalls {
  /** Notes one; it is stored within a second. */
  readonly count: (scope: Scope, provider: ProviderName) => void;
  /** How many there were this calendar month (UTC). */
  readonly read: (scope: Scope) => Promise<CallsByProvider>;
  /** Stores what was noted, and stops. */
  readonly close: () => Promise<void>;
}

/** Milliseconds between two looks at what is to be stored. */
const STORED_EVERY = 1000;

interface Noted {
  readonly scope: Scope;
  readonly provider: ProviderName;
  readonly month: string;
  calls: number;
}

/**
 * Makes the meter. A request to a provider may be part of a transaction that takes as long as the provider does, so its
 * count is stored by itself, and tenants' requests do not wait for each other at the counter. What a process had noted is
 * lost with it when it is killed.
 */
export function createProviderCalls(database: Database, clock: () => Date): ProviderCalls {
  let noted = new Map<string, Noted>();
  const note = ({ scope, provider, month, calls }: Noted) => {
    const key = JSON.stringify([scope.tenantId, scope.environment, provider, month]);
    const known = noted.get(key);
    if (known) known.calls += calls;
    else noted.set(key, { scope, provider, month, calls });
  };
  const monthNow = () => clock().toISOString().slice(0, 7);
  const store = async (): Promise<void> => {
    const all = [...noted.values()];
    noted = new Map();
    for (const one of all) await add(database, one).catch(() => note(one));
  };
  // Not begun by any request, so that it is no part of its transaction.
  const timer = setInterval(() => void store(), STORED_EVERY);
  timer.unref();
  return {
    count: (scope, provider) => note({ scope, provider, month: monthNow(), calls: 1 }),
    read: async (scope) => {
      await store();
      const { tenantId, environment } = scope;
      const found = await database.inScope(scope, (queries) =>
        rows<{ provider: ProviderName; calls: number }>(
          queries,
          sql`select provider, calls::float8 as calls from provider_calls
            where tenant_id = ${tenantId} and environment = ${environment} and month = ${monthNow()}`,
        ),
      );
      const none = { stripe: 0, lemonsqueezy: 0, paid: 0 };
      return { ...none, ...Object.fromEntries(found.map(({ provider, calls }) => [provider, calls])) };
    },
    close: async () => {
      clearInterval(timer);
      await store();
    },
  };
}

async function add(database: Database, { scope, provider, month, calls }: Noted): Promise<void> {
  await database.inScope(scope, (queries) =>
    queries.execute(sql`
      insert into provider_calls as counter (tenant_id, environment, month, provider, calls)
      values (${scope.tenantId}, ${scope.environment}, ${month}, ${provider}, ${calls})
      on conflict (tenant_id, environment, month, provider) do update set calls = counter.calls + excluded.calls`),
  );
}
