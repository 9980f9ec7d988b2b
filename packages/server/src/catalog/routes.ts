import { z } from "@hono/zod-openapi";
import {
  type CatalogVersion,
  catalogDiffResponse,
  catalogVersion,
  catalogVersionList,
  publishCatalogRequest,
  withdrawalList,
  withdrawalResource,
  withdrawPriceRequest,
} from "@pricewright/core/api";
import { diffCatalogs } from "@pricewright/core/catalog";
import type { Scope } from "../database/database.ts";
import type { CatalogRow } from "../experiments/pricing-cache.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { readCursor, toCursor } from "../lists/cursor.ts";
import { pageQuery, wholeOrPageQuery } from "../lists/page-query.ts";
import { partOf } from "../lists/part-of.ts";
import { RequestProblem } from "../problems/problem.ts";
import { etagOf } from "../problems/refuse-unless-matching.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { publishVersion } from "./publish-version.ts";
import { toWithdrawal, withdrawPrice } from "./withdraw-price.ts";

const version = z.coerce.number().int().min(1).max(999_999_999);

/** Publishing and reading price lists. */
export function catalogRoutes(services: Services, authenticate: Authenticate) {
  const { pricing } = services;
  const publish = createRoute({
    method: "post",
    path: "/v1/catalog",
    tags: ["Catalog"],
    summary: "Publish a price list",
    description:
      "Publishes a new version, unless it equals the newest one. Where there is another one, send its ETag as `If-Match`, so " +
      "that nobody's version is passed over. Versions never change, and neither does what an id of a price stands for.",
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    request: { headers: z.object({ "if-match": z.string().optional() }), body: json(publishCatalogRequest) },
    responses: { 200: answer("The newest version", catalogVersion), "4XX": problemAnswer },
  });
  const read = createRoute({
    method: "get",
    path: "/v1/catalog",
    tags: ["Catalog"],
    summary: "Read the newest price list",
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    responses: { 200: answer("The newest version", catalogVersion), "4XX": problemAnswer },
  });
  const base = { tags: ["Catalog"], security: [{ secretKey: ["manage"] }] };
  const look: [ReturnType<Authenticate>] = [authenticate({ secret: "manage", session: true })];
  const versions = createRoute({
    ...base,
    method: "get",
    path: "/v1/catalog/versions",
    summary: "List the published versions, newest first",
    middleware: look,
    request: { query: pageQuery },
    responses: { 200: answer("A part of the versions", catalogVersionList), "4XX": problemAnswer },
  });
  const readVersion = createRoute({
    ...base,
    method: "get",
    path: "/v1/catalog/versions/{version}",
    summary: "Read one version",
    middleware: look,
    request: { params: z.object({ version }) },
    responses: { 200: answer("The version", catalogVersion), "4XX": problemAnswer },
  });
  const diff = createRoute({
    ...base,
    method: "get",
    path: "/v1/catalog/diff",
    summary: "What changes from one version to another, and for whom",
    middleware: look,
    request: { query: z.strictObject({ from: version, to: version }) },
    responses: { 200: answer("The changes", catalogDiffResponse), "4XX": problemAnswer },
  });
  const withdraw = createRoute({
    ...base,
    method: "post",
    path: "/v1/catalog/withdrawals",
    summary: "Withdraw a price: nobody is offered it any more",
    middleware: look,
    request: { body: json(withdrawPriceRequest) },
    responses: { 200: answer("The withdrawn price", withdrawalResource), "4XX": problemAnswer },
  });
  const withdrawals = createRoute({
    ...base,
    method: "get",
    path: "/v1/catalog/withdrawals",
    summary: "List withdrawn prices, first withdrawn first",
    description: "Every one of them, or a part where a limit is given.",
    middleware: look,
    request: { query: wholeOrPageQuery },
    responses: { 200: answer("A part of the withdrawn prices", withdrawalList), "4XX": problemAnswer },
  });
  const find = async (scope: Scope, wanted: number) => {
    const row = (await pricing.get(scope)).catalogs.find((candidate) => candidate.version === wanted);
    if (!row) throw new RequestProblem("not-found", `There is no version ${wanted} of the catalog.`);
    return row;
  };
  return createRoutes()
    .openapi(versions, async (context) => {
      const { cursor, limit } = context.req.valid("query");
      const before = Number(readCursor(cursor, /^[1-9]\d{0,8}$/) ?? Number.POSITIVE_INFINITY);
      const older = (await pricing.get(context.get("principal").scope)).catalogs.filter((row) => row.version < before);
      const part = older.slice(-limit).reverse();
      const last = part.at(-1);
      return context.json(
        {
          versions: part.map((row) => {
            const { catalog: _, ...summary } = toVersion(row);
            return summary;
          }),
          nextCursor: older.length > limit && last ? toCursor(String(last.version)) : null,
        },
        200,
      );
    })
    .openapi(readVersion, async (context) => {
      const row = await find(context.get("principal").scope, context.req.valid("param").version);
      return context.json(toVersion(row), 200);
    })
    .openapi(diff, async (context) => {
      const { scope } = context.get("principal");
      const { from, to } = context.req.valid("query");
      const [before, after] = [await find(scope, from), await find(scope, to)];
      return context.json({ from, to, ...diffCatalogs(before.document, after.document) }, 200);
    })
    .openapi(withdraw, async (context) =>
      context.json(await withdrawPrice(services, context.get("principal"), context.req.valid("json")), 200),
    )
    .openapi(withdrawals, async (context) => {
      const known = await pricing.get(context.get("principal").scope);
      const { part, nextCursor } = partOf(
        [...known.withdrawn.values()],
        context.req.valid("query"),
        ({ price }) => price,
      );
      return context.json({ withdrawals: part.map((row) => toWithdrawal(row, known)), nextCursor }, 200);
    })
    .openapi(publish, async (context) => {
      const ifMatch = context.req.valid("header")["if-match"];
      const input = { caller: context.get("principal"), catalog: context.req.valid("json"), ifMatch };
      const row = await publishVersion(services, input);
      return context.json(toVersion(row), 200, etagOf(row));
    })
    .openapi(read, async (context) => {
      const newest = (await pricing.get(context.get("principal").scope)).catalogs.at(-1);
      if (!newest)
        throw new RequestProblem("not-found", "No price list is published yet. Publish one with POST /v1/catalog.");
      return context.json(toVersion(newest), 200, etagOf(newest));
    });
}

function toVersion({ version, hash, document, publishedAt }: CatalogRow): CatalogVersion {
  return { version, hash, publishedAt: new Date(publishedAt).toISOString(), catalog: document };
}
