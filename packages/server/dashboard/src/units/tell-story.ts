import type { UnitReport } from "@pricewright/core/api";
import { formatMoney } from "../numbers/format-numbers.ts";

/** One thing that happened to a unit. */
export interface StoryLine {
  readonly key: string;
  /** ISO 8601 time. */
  readonly at: string;
  readonly text: string;
}

/** Everything that happened to a unit as sentences, oldest first. */
export function tellStory({ events, outcomes, checkouts, links, experiments }: UnitReport): readonly StoryLine[] {
  const standings = Object.assign({}, ...experiments.map((each) => each.outcomes)) as Readonly<Record<string, string>>;
  const lines = [
    ...links.map(({ visitor, account, at }) => ({
      key: `link ${visitor} ${account}`,
      at,
      text: `The visitor ${visitor} turned out to be the account ${account}.`,
    })),
    ...events
      .filter(({ type }) => type.includes("exposure"))
      .map(({ source, id, occurredAt, unverified }) => ({
        key: `event ${source} ${id}`,
        at: occurredAt,
        text: `Saw prices, says the ${source}.${unverified === "" ? "" : ` It counts nowhere: ${words(unverified)}.`}`,
      })),
    ...checkouts.map(({ id, plan, amount, currency, status, createdAt }) => ({
      key: `checkout ${id}`,
      at: createdAt,
      text: `Went to the checkout of ${plan} at ${formatMoney(amount, currency)}: ${status}.`,
    })),
    ...outcomes.map(({ source, id, type, occurredAt, amount, revenue, cost, currency, price, name }) => {
      const money = revenue ?? amount ?? cost;
      const what = { sale: "Bought", refund: "Got back", cost: "Cost", outcome: "Did" }[type];
      const standing = standings[id];
      return {
        key: `outcome ${source} ${type} ${id}`,
        at: occurredAt,
        text:
          `${what} ${[name ?? price, money === null ? null : formatMoney(money, currency)].filter(Boolean).join(", ")}.` +
          (standing === undefined || standing === "counted" ? "" : ` It does not count: ${words(standing)}.`),
      };
    }),
  ];
  return lines.sort((a, b) => a.at.localeCompare(b.at) || a.key.localeCompare(b.key));
}

function words(code: string): string {
  return code.replaceAll("-", " ");
}
