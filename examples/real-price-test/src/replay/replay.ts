import type { PricingEvent } from "@pricewright/core/api";
import type { PricingClient } from "@pricewright/node";
import { catalog, EXPERIMENT, LIVE_EXPERIMENT, priceId, priceTest } from "../price-test.ts";

/** How far the replay has come. */
export interface Progress {
  readonly sent: number;
  readonly total: number;
  /** Seconds since the first event was sent. */
  readonly seconds: number;
}

const CHUNK = 4000;

/** Publishes the prices and creates the two experiments: the published test, which has ended, and a live one. */
export async function prepare(client: PricingClient): Promise<void> {
  await client.publishCatalog(catalog);
  const control = priceTest.arms[0]?.key ?? "";
  await client.createExperiment({
    key: EXPERIMENT,
    name: priceTest.name,
    // A test that took place elsewhere: ids lead to the arms that its visitors were in.
    salt: EXPERIMENT,
    control,
    variants: priceTest.arms.map(({ key, plannedWeight, price }) => ({
      key,
      weight: plannedWeight,
      prices: [priceId(price)],
    })),
    startedAt: `${priceTest.firstDay}T00:00:00Z`,
    endedAt: new Date(Date.parse(`${priceTest.lastDay}T00:00:00Z`) + 86_400_000).toISOString(),
  });
  await client.createExperiment({
    key: LIVE_EXPERIMENT,
    name: "The same two prices, live on the demo's pricing page",
    control,
    variants: priceTest.arms.map(({ key, price }) => ({ key, prices: [priceId(price)] })),
  });
}

/** Sends the events through the API, a few batches at a time. */
export async function replay(
  client: PricingClient,
  events: readonly PricingEvent[],
  onProgress: (progress: Progress) => void,
): Promise<Progress> {
  const started = performance.now();
  const progressAt = (sent: number): Progress => ({
    sent,
    total: events.length,
    seconds: (performance.now() - started) / 1000,
  });
  for (let from = 0; from < events.length; from += CHUNK) {
    for (const event of events.slice(from, from + CHUNK)) client.track(event);
    await client.flush();
    onProgress(progressAt(Math.min(events.length, from + CHUNK)));
  }
  return progressAt(events.length);
}
