import { type CatalogVersion, catalogVersion, publishCatalogRequest } from "@pricewright/core/api";
import { publishCatalog } from "@pricewright/core/catalog";
import { catalogs } from "../database/schema/index.ts";
import type { CatalogRow } from "../experiments/pricing-cache.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";

/** Publishing and reading price lists. */
export function catalogRoutes({ database, pricing }: Services, authenticate: Authenticate) {
  const publish = createRoute({
    method: "post",
    path: "/v1/catalog",
    tags: ["Catalog"],
    summary: "Publish a price list",
    description:
      "Publishes a new version, unless it equals the newest one. Versions never change, and neither does what an id of a price stands for.",
    security: [{ secretKey: [] }],
    middleware: [authenticate({ secret: "manage" })] as const,
    request: { body: json(publishCatalogRequest) },
    responses: { 200: answer("The newest version", catalogVersion), "4XX": problemAnswer },
  });
  const read = createRoute({
    method: "get",
    path: "/v1/catalog",
    tags: ["Catalog"],
    summary: "Read the newest price list",
    security: [{ secretKey: [] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    responses: { 200: answer("The newest version", catalogVersion), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(publish, async (context) => {
      const { scope } = context.get("principal");
      const published = (await pricing.get(scope)).catalogs;
      const { version, hash, catalog } = publishCatalog(
        published.map(({ document, ...row }) => ({ ...row, catalog: document })),
        context.req.valid("json"),
      );
      const newest = published.at(-1);
      if (newest?.version === version) return context.json(toVersion(newest), 200);
      const row = await database.inScope(scope, async (queries) => {
        const [made] = await queries
          .insert(catalogs)
          .values({ ...scope, version, hash, document: catalog })
          .onConflictDoNothing()
          .returning();
        return made;
      });
      pricing.forget(scope);
      if (!row)
        throw new RequestProblem("already-exists", "Another version was published at the same moment. Publish again.");
      return context.json(toVersion(row), 200);
    })
    .openapi(read, async (context) => {
      const newest = (await pricing.get(context.get("principal").scope)).catalogs.at(-1);
      if (!newest)
        throw new RequestProblem("not-found", "No price list is published yet. Publish one with POST /v1/catalog.");
      return context.json(toVersion(newest), 200);
    });
}

function toVersion({ version, hash, document, publishedAt }: CatalogRow): CatalogVersion {
  return { version, hash, publishedAt: new Date(publishedAt).toISOString(), catalog: document };
}
