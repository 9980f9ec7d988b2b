import type { PublishCatalogRequest } from "@pricewright/core/api";
import { publishCatalog } from "@pricewright/core/catalog";
import { asc } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { lockScope } from "../database/lock-scope.ts";
import { catalogs } from "../database/schema/index.ts";
import type { CatalogRow } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import { refuseUnlessMatching } from "../problems/refuse-unless-matching.ts";
import type { Services } from "../services.ts";

/** A price list to publish. */
export interface PublishVersionInput {
  readonly caller: Principal;
  readonly catalog: PublishCatalogRequest;
  /** ETag of the version that it takes the place of; needed where there is one that differs. */
  readonly ifMatch: string | undefined;
}

/**
 * Publishes a price list as a new version; the newest one where it says the same.
 *
 * @throws RequestProblem `if-match-required`, `changed-meanwhile`. PricewrightError for a list that is not valid.
 */
export async function publishVersion(
  { database, pricing, clock }: Pick<Services, "database" | "pricing" | "clock">,
  { caller: { scope, id: actor }, catalog: wanted, ifMatch }: PublishVersionInput,
): Promise<CatalogRow> {
  const now = clock();
  const row = await database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const published = await queries.select().from(catalogs).orderBy(asc(catalogs.version));
    const { version, hash, catalog } = publishCatalog(
      published.map(({ document, ...rest }) => ({ ...rest, catalog: document })),
      wanted,
    );
    const newest = published.at(-1);
    if (newest?.version === version) return newest;
    if (newest) refuseUnlessMatching({ what: "The price list", version: newest.version, ifMatch });
    const [made] = await queries
      .insert(catalogs)
      .values({ ...scope, version, hash, document: catalog })
      .returning();
    const entry = { actor, action: "catalog.publish", target: `catalog/${version}`, detail: { hash } };
    await writeAudit(queries, scope, entry, now);
    return made as CatalogRow;
  });
  pricing.forget(scope);
  return row;
}
