import type { ChargeModel } from "../../credits/charging/charge-model.ts";
import type { CalendarSpan, IncludedCredits } from "../credit-terms.ts";
import type { Pack } from "../pack.ts";
import type { Interval, Price } from "../price.ts";

const INTERVALS: Readonly<Record<Interval, string>> = { once: "once", month: "per month", year: "per year" };

/** A price as a person would say it: `"39.00 USD per month, listed"`. */
export function priceInWords(price: Price): string {
  return `${whatIsPaidInWords(price)}, ${price.listed ? "listed" : "not listed"}`;
}

/** The part of a price that never changes. */
export function whatIsPaidInWords({ amount, currency, interval, metered = [], fees = [] }: Price): string {
  return [
    `${amount} ${currency} ${INTERVALS[interval]}`,
    ...metered.map(({ meter, model }) => `${meter} ${modelInWords(model)}`),
    ...fees.map((fee) => `${fee.name} ${fee.amount} ${INTERVALS[fee.interval]}`),
  ].join(", ");
}

/** Included credits as a person would say them. */
export function creditsInWords({ amount, per, rollover, expiresAfter }: IncludedCredits): string {
  return [
    `${amount} ${INTERVALS[per]}`,
    ...(rollover ? [`rolling over ${rollover.min ?? "0"} to ${rollover.max}`] : []),
    ...(expiresAfter ? [spanInWords(expiresAfter)] : []),
  ].join(", ");
}

/** A pack as a person would say it. */
export function packInWords({ credits, bonus = "0", meters, expiresAfter, prices }: Pack): string {
  return [
    `${credits} credits + ${bonus}`,
    ...prices.map(priceInWords),
    ...(meters ? [`for ${meters.join(" and ")}`] : []),
    ...(expiresAfter ? [spanInWords(expiresAfter)] : []),
  ].join(", ");
}

function spanInWords({ count, unit }: CalendarSpan): string {
  return `for ${count} ${unit}${count === 1 ? "" : "s"}`;
}

function modelInWords(model: ChargeModel): string {
  const { type, ...numbers } = model;
  const tiers =
    "tiers" in numbers
      ? numbers.tiers.map(({ upTo = "more", perUnit, flat }) => `to ${upTo} at ${perUnit}${flat ? ` + ${flat}` : ""}`)
      : [];
  const rest = Object.entries(numbers).flatMap(([name, value]) =>
    typeof value === "string" ? `${name} ${value}` : [],
  );
  return `${type} (${[...tiers, ...rest].join(", ")})`;
}
