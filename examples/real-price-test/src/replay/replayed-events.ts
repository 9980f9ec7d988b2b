import { allocate, slotOf } from "@pricewright/core";
import type { PricingEvent } from "@pricewright/core/api";
import { EXPERIMENT, priceId, priceTest } from "../price-test.ts";
import { seededRandom, shuffle } from "./seeded-random.ts";

interface Visit {
  readonly arm: string;
  readonly priceShown: number;
  readonly buys: boolean;
}

const SEED = 39_59;
const HOUR = 3_600_000;

/**
 * The published test as events, in order of time: an exposure a visitor and a sale a buyer. The arm, the price
 * shown and the number of sales are the published ones; who came when is drawn from a seed, and ids are drawn until
 * the hash gives the arm that the visitor was in.
 */
export function replayedEvents(): PricingEvent[] {
  const random = seededRandom(SEED);
  const visits = shuffle(publishedVisits(), random);
  const drawId = createIdDraw(random);
  const start = Date.parse(`${priceTest.firstDay}T00:00:00Z`);
  const end = Date.parse(`${priceTest.lastDay}T00:00:00Z`) + 24 * HOUR;
  const events = visits.flatMap((visit, index) => {
    const seen = start + Math.floor(((end - start) * index) / visits.length);
    const bought = Math.min(end - 1, seen + Math.floor(random() * 48 * HOUR));
    return visitEvents(visit, { id: drawId(visit.arm), number: index + 1, seen, bought });
  });
  return events.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0));
}

function publishedVisits(): Visit[] {
  return priceTest.visitors.flatMap(({ arm, priceShown, visitors, conversions }) =>
    // What those who saw the other arm's price bought is not published.
    Array.from({ length: visitors }, (_, index): Visit => ({ arm, priceShown, buys: index < (conversions ?? 0) })),
  );
}

/** Draws ids until one's slot belongs to the arm that is asked for. */
function createIdDraw(random: () => number): (arm: string) => string {
  const allocation = allocate(
    priceTest.arms.map(({ plannedWeight }) => plannedWeight),
    1,
  );
  const letters = () =>
    Math.floor(random() * 36 ** 6)
      .toString(36)
      .padStart(6, "0");
  return (arm) => {
    for (;;) {
      const id = `v_${letters()}${letters()}`;
      const slot = slotOf(EXPERIMENT, id);
      const owner = allocation.find(({ from, to }) => slot >= from && slot < to);
      if (owner && priceTest.arms[owner.variant]?.key === arm) return id;
    }
  };
}

function visitEvents(
  { arm, priceShown, buys }: Visit,
  {
    id,
    number,
    seen,
    bought,
  }: { readonly id: string; readonly number: number; readonly seen: number; readonly bought: number },
): PricingEvent[] {
  const unit = { kind: "visitor", id } as const;
  const price = { price: priceId(priceShown), amount: priceShown.toFixed(2), currency: priceTest.currency };
  const exposure: PricingEvent = {
    type: "exposure",
    id: `exposure-${number}`,
    unit,
    occurredAt: new Date(seen).toISOString(),
    experiment: EXPERIMENT,
    variant: arm,
    shown: [price],
  };
  if (!buys) return [exposure];
  return [
    exposure,
    { type: "conversion", id: `sale-${number}`, unit, occurredAt: new Date(bought).toISOString(), ...price },
  ];
}
