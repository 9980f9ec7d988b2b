import type { EvaluateRequest, PricingEvent } from "@pricewright/core/api";
import { CONFIG_SCHEMA_VERSION, type ConfigResponse } from "@pricewright/core/api";
import { definePricing } from "@pricewright/core/catalog";
import { answerEvaluation, createPriceBook, evaluateUnit, settleEvaluation } from "@pricewright/core/evaluation";

/** A server that is made of core's rules alone, as far as a client's delivery and local evaluation need one. */
export interface FakeServer {
  readonly fetch: typeof globalThis.fetch;
  /** Ids of events that were taken in, in order. */
  readonly events: string[];
  /** Paths that were asked, in order. */
  readonly asked: string[];
}

const catalog = definePricing({
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39.00", interval: "month" },
        { id: "pro-59", amount: "59.00", interval: "month", listed: false },
      ],
    },
  ],
});

/** Makes one with a price test that runs. */
export function createFakeServer(): FakeServer {
  const [events, asked]: [string[], string[]] = [[], []];
  const config = newConfig();
  const [tested] = config.experiments;
  const { definition, catalogVersion, startedAt, endedAt } = tested as (typeof config.experiments)[number];
  const { key, status, control, variants } = definition;
  const experiment = { key, status, control, variants, revision: 1, winner: null, catalogVersion, startedAt, endedAt };
  const book = createPriceBook({
    experiments: [{ definition, experiment: { ...experiment, settings: { memoryDays: 30, releaseAfterDays: 30 } } }],
    catalogs: [{ version: 1, document: catalog }],
    withdrawn: new Map(),
  });
  const bytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const secrets = {
    quoteKey: {
      id: "k",
      secret: bytes(config.keys.quote.secret),
      tenant: config.tenant,
      environment: config.environment,
    },
    frozen: bytes(config.keys.frozen),
    variants: bytes(config.keys.variants),
  };
  const evaluate = ({ unit = { kind: "visitor", id: "v_new" } }: EvaluateRequest) => {
    const at = new Date();
    const stored = { records: [], account: null, bought: false };
    const evaluation = evaluateUnit({ unit }, { book, stored, at });
    const settled = settleEvaluation(evaluation, evaluation.fresh);
    return answerEvaluation(settled, { book, unit, secrets, at, quoteId: "q_1" });
  };
  const answer = async (request: Request): Promise<unknown> => {
    switch (new URL(request.url).pathname) {
      case "/v1/config":
        return config;
      case "/v1/evaluate":
        return evaluate((await request.json()) as EvaluateRequest);
      case "/v1/events": {
        const { events: sent } = (await request.json()) as { events: PricingEvent[] };
        events.push(...sent.map(({ id }) => id));
        return { results: sent.map(({ id }) => ({ id, status: "accepted" })) };
      }
      default:
        return undefined;
    }
  };
  return {
    events,
    asked,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      asked.push(new URL(request.url).pathname);
      const body = await answer(request);
      return body === undefined ? new Response(null, { status: 404 }) : Response.json(body);
    },
  };
}

function newConfig(): ConfigResponse {
  const secret = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(33))));
  return {
    schemaVersion: CONFIG_SCHEMA_VERSION,
    version: "1",
    tenant: "acme",
    environment: "test",
    experiments: [
      {
        definition: {
          key: "pro-price",
          status: "running",
          control: "a",
          variants: [
            { key: "a", prices: ["pro-39"] },
            { key: "b", prices: ["pro-59"] },
          ],
        },
        catalogVersion: 1,
        startedAt: "2026-01-01T00:00:00.000Z",
        endedAt: null,
        memoryDays: 30,
        releaseAfterDays: 30,
      },
    ],
    catalogs: [{ version: 1, catalog }],
    withdrawn: [],
    keys: { quote: { id: "k", secret: secret() }, frozen: secret(), variants: secret() },
  };
}
