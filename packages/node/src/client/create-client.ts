import { randomUUID } from "node:crypto";
import type { Unit } from "@pricewright/core";
import type {
  CatalogVersion,
  ConversionEvent,
  CostEvent,
  CreateExperimentRequest,
  EvaluateResponse,
  ExperimentResource,
  ExposureEvent,
  OutcomeEvent,
  PublishCatalogRequest,
  QuotedExposureEvent,
  RefundEvent,
  ResultsResponse,
  TrackResponse,
} from "@pricewright/core/api";
import type { PricingDocument } from "@pricewright/core/catalog";
import ky, { type KyInstance, type Options } from "ky";
import { toPricewrightError } from "../errors/to-pricewright-error.ts";
import { createEventQueue, type LostEvents } from "../events/event-queue.ts";

/** How {@link createClient} reaches a server. */
export interface ClientOptions {
  /** A secret key, `pw_sk_...`. Keep it on your server. */
  readonly apiKey: string;
  /**
   * Address of the server.
   *
   * @default "http://127.0.0.1:3001"
   */
  readonly baseUrl?: string;
  /**
   * Milliseconds to wait for an answer.
   *
   * @default 10_000
   */
  readonly timeout?: number;
  /**
   * Milliseconds after which events are sent although a batch of 1,000 is not full.
   *
   * @default 1_000
   */
  readonly maximumWait?: number;
  /**
   * Most events kept while the server cannot be reached.
   *
   * @default 20_000
   */
  readonly queueCapacity?: number;
  /**
   * Called with events that will not be counted, and why.
   *
   * @default prints one warning
   */
  readonly onLost?: (lost: LostEvents) => void;
  /**
   * Stands in for the global `fetch`.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch;
}

/** What {@link PricingClient.evaluate} can be asked. */
export interface EvaluateOptions {
  /** Keys of the experiments; all by default. */
  readonly experiments?: readonly string[];
  /** BCP 47 tag for the texts of the pricing document. @default "en-US" */
  readonly locale?: string;
  /** ISO 4217 code. @default the catalog's currency */
  readonly currency?: string;
}

/** An event to report; its id and time are filled in where they are left out. */
export type EventInput =
  | Fill<ExposureEvent>
  | Fill<QuotedExposureEvent>
  | Fill<ConversionEvent>
  | Fill<RefundEvent>
  | Fill<CostEvent>
  | Fill<OutcomeEvent>;

type Fill<Event extends { id: string; occurredAt: string }> = Omit<Event, "id" | "occurredAt"> &
  Partial<Pick<Event, "id" | "occurredAt">>;

/** A connection to a Pricewright server. */
export interface PricingClient {
  /** Which variants and prices a unit sees. */
  readonly evaluate: (unit: Unit, options?: EvaluateOptions) => Promise<EvaluateResponse>;
  /** What a page may show a unit; give it to `PricingProvider`. */
  readonly pricingDocument: (unit: Unit, options?: EvaluateOptions) => Promise<PricingDocument>;
  /** Reports an event, in the background. Returns its id; sending it again under that id counts once. */
  readonly track: (event: EventInput) => string;
  /** Waits until every event was taken in. */
  readonly flush: () => Promise<void>;
  /** What an experiment says. */
  readonly results: (experiment: string) => Promise<ResultsResponse>;
  /** Publishes a price list. */
  readonly publishCatalog: (catalog: PublishCatalogRequest) => Promise<CatalogVersion>;
  /** Creates and starts an experiment. */
  readonly createExperiment: (experiment: CreateExperimentRequest) => Promise<ExperimentResource>;
  /** Delivers the events that wait, and stops. */
  readonly close: () => Promise<void>;
}

/**
 * Connects to a Pricewright server, managed or self-hosted. Every method that asks the server rejects with a
 * `PricewrightRequestError` whose `code` is the server's and whose `retryable` says whether to try again.
 *
 * @example
 * const pricing = createClient({ apiKey: "pw_sk_test_...", baseUrl: "http://127.0.0.1:3001" });
 * const { assignments } = await pricing.evaluate({ id: "v_123" });
 */
export function createClient(options: ClientOptions): PricingClient {
  const http = ky.create({
    baseUrl: options.baseUrl ?? "http://127.0.0.1:3001",
    timeout: options.timeout ?? 10_000,
    headers: { authorization: `Bearer ${options.apiKey}` },
    ...(options.fetch ? { fetch: options.fetch as NonNullable<Options["fetch"]> } : {}),
  });
  const queue = createEventQueue({
    // Event ids make a repetition harmless, so this POST may be tried again.
    send: (events) =>
      ask<TrackResponse>(http, "v1/events", {
        method: "post",
        json: { events },
        retry: { limit: 3, methods: ["post"] },
      }),
    capacity: options.queueCapacity ?? 20_000,
    maximumWait: options.maximumWait ?? 1_000,
    onLost: options.onLost ?? warnOnce(),
  });
  const evaluate = (unit: Unit, { experiments, locale, currency }: EvaluateOptions = {}) =>
    ask<EvaluateResponse>(http, "v1/evaluate", {
      method: "post",
      json: { unit: { kind: unit.kind ?? "visitor", id: unit.id }, experiments, locale, currency },
      retry: { limit: 2, methods: ["post"] },
    });
  return {
    evaluate,
    pricingDocument: async (unit, evaluateOptions) => (await evaluate(unit, evaluateOptions)).pricing,
    track: (event) => {
      const complete = {
        ...event,
        id: event.id ?? randomUUID(),
        occurredAt: event.occurredAt ?? new Date().toISOString(),
      };
      queue.add(complete);
      return complete.id;
    },
    flush: queue.flush,
    results: (experiment) => ask(http, `v1/experiments/${encodeURIComponent(experiment)}/results`, {}),
    publishCatalog: (catalog) => ask(http, "v1/catalog", { method: "post", json: catalog }),
    createExperiment: (experiment) => ask(http, "v1/experiments", { method: "post", json: experiment }),
    close: queue.close,
  };
}

async function ask<Answer>(http: KyInstance, path: string, options: Options): Promise<Answer> {
  try {
    return await http(path, options).json<Answer>();
  } catch (error) {
    throw toPricewrightError(error);
  }
}

function warnOnce(): (lost: LostEvents) => void {
  let warned = false;
  return (lost) => {
    if (warned) return;
    warned = true;
    console.warn(`Pricewright: ${describeLoss(lost)}. Give createClient an onLost function to handle this.`);
  };
}

function describeLoss(lost: LostEvents): string {
  switch (lost.reason) {
    case "queue-full":
      return "the queue is full, so events are dropped until the server answers";
    case "refused":
      return `the server refused ${lost.count} events: ${lost.error.message}`;
    case "rejected":
      return `the server rejected ${lost.results.length} events, the first because ${lost.results[0]?.problems[0]?.message}`;
  }
}
