import { fillMessage } from "../messages/fill-message.ts";
import { englishAccountMessages } from "./account-messages.ts";
import type { DatedDocumentOptions } from "./document-options.ts";
import { writeDate } from "./write-date.ts";

/** Usage as a page shows it: strings that are ready, so that server and browser show the same. */
export interface UsageDocument {
  /** What is counted, such as `"Seats"`. */
  readonly name: string;
  /** Such as `"3 of 5"`. */
  readonly text: string;
  /** Used share of the limit, from 0 to 1; null without a limit. */
  readonly share: number | null;
  /** `near` from 80 % of the limit, `reached` from all of it. */
  readonly level: "within" | "near" | "reached";
  /** When it counts anew; null where it does not. */
  readonly resets: string | null;
}

/** Options of {@link usageDocument}. */
export interface UsageDocumentOptions extends DatedDocumentOptions {
  /** What is counted, such as `"Seats"`. */
  readonly name: string;
  /** How much of it, in the limit's unit. */
  readonly used: number;
  /** Null for unlimited. */
  readonly limit: number | null;
  /**
   * ISO 8601.
   *
   * @default it does not count anew
   */
  readonly resetsAt?: string | undefined;
}

const NEAR = 0.8;

/**
 * Writes how much of a limit is used. Call it on the server.
 *
 * @example
 * const usage = usageDocument({ name: "Seats", used: 3, limit: 5 });
 * usage.text; // "3 of 5"
 */
export function usageDocument(options: UsageDocumentOptions): UsageDocument {
  const { name, used, limit, resetsAt, locale = "en-US", timeZone = "UTC" } = options;
  const texts = { ...englishAccountMessages, ...options.messages };
  const numbers = new Intl.NumberFormat(locale);
  const share = limit === null ? null : limit <= 0 ? 1 : Math.min(1, Math.max(0, used / limit));
  const message = limit === null ? texts.usedUnlimited : texts.used;
  return {
    name,
    text: fillMessage(message, { used: numbers.format(used), limit: numbers.format(limit ?? 0) }),
    share,
    level: share === null || share < NEAR ? "within" : share < 1 ? "near" : "reached",
    resets: resetsAt === undefined ? null : fillMessage(texts.resets, { date: writeDate(resetsAt, locale, timeZone) }),
  };
}
