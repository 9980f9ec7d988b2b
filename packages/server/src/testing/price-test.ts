import { assign } from "@pricewright/core";
import type {
  ConversionEvent,
  CreateExperimentRequest,
  ExposureEvent,
  PublishCatalogRequest,
} from "@pricewright/core/api";
import type { TestServer, TestTenant } from "./test-server.ts";

/** A licence at 39 dollars, with 59 to be tried. */
export const catalog: PublishCatalogRequest = {
  currency: "USD",
  plans: [
    {
      id: "license",
      name: "Licence",
      prices: [
        { id: "license-39", amount: "39.00", interval: "once" },
        { id: "license-59", amount: "59.00", interval: "once", listed: false },
      ],
    },
  ],
};

/** A test of both prices that runs since March 2026. */
export const experiment: CreateExperimentRequest = {
  key: "license-price",
  salt: "license-price",
  control: "price-39",
  variants: [
    { key: "price-39", prices: ["license-39"] },
    { key: "price-59", prices: ["license-59"] },
  ],
  startedAt: "2026-03-01T00:00:00Z",
};

/** An id that leads to the variant. */
export function idOf(variant: string, prefix = "visitor"): string {
  const variants = [{ key: "price-39" }, { key: "price-59" }];
  const running = { key: "license-price", status: "running", control: "price-39", variants } as const;
  for (let index = 0; ; index++)
    if (assign(running, { id: `${prefix}_${index}` }).variant === variant) return `${prefix}_${index}`;
}

/** Publishes another price list than the one there is, as somebody who has read that. */
export async function republish(
  server: Pick<TestServer, "call">,
  { secretKey: key }: Pick<TestTenant, "secretKey">,
  body: unknown,
): ReturnType<TestServer["call"]> {
  const etag = (await server.call("GET", "/v1/catalog", { key })).headers.get("etag");
  return server.call("POST", "/v1/catalog", { key, body, headers: etag === null ? {} : { "if-match": etag } });
}

/** Publishes the catalog and creates the experiment. */
export async function preparePriceTest(
  tenant: TestTenant,
  changed: Partial<CreateExperimentRequest> = {},
): Promise<void> {
  const published = await tenant.post("/v1/catalog", catalog);
  const created = await tenant.post("/v1/experiments", { ...experiment, ...changed });
  if (published.status !== 200 || created.status !== 201)
    throw new Error(JSON.stringify([published.body, created.body]));
}

/** A visitor saw a variant at its own price. */
export function exposure(visitor: string, changed: Partial<ExposureEvent> = {}): ExposureEvent {
  const variant = changed.variant ?? "price-39";
  const amount = variant === "price-39" ? "39" : "59";
  return {
    type: "exposure",
    id: `exposure-${visitor}`,
    unit: { kind: "visitor", id: visitor },
    occurredAt: "2026-03-02T12:00:00Z",
    experiment: "license-price",
    variant,
    shown: [{ price: `license-${amount}`, amount: `${amount}.00`, currency: "USD" }],
    ...changed,
  };
}

/** A visitor bought the licence. */
export function sale(visitor: string, changed: Partial<ConversionEvent> = {}): ConversionEvent {
  return {
    type: "conversion",
    id: `sale-${visitor}`,
    unit: { kind: "visitor", id: visitor },
    occurredAt: "2026-03-03T12:00:00Z",
    price: "license-39",
    amount: "39.00",
    currency: "USD",
    ...changed,
  };
}

/** What the report says of each variant: `[arrivals, visitors, conversions]`. */
export async function countsOf(
  tenant: TestTenant,
  key = "license-price",
): Promise<Record<string, [number, number, number]>> {
  const { body } = await tenant.get(`/v1/experiments/${key}/results`);
  return Object.fromEntries(
    body.report.variants.map((variant: { key: string; arrivals: number; visitors: number; conversions: number }) => [
      variant.key,
      [variant.arrivals, variant.visitors, variant.conversions],
    ]),
  );
}
