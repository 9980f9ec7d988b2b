import { fillMessage } from "../messages/fill-message.ts";
import { englishAccountMessages } from "./account-messages.ts";
import type { DatedDocumentOptions } from "./document-options.ts";
import { plural } from "./plural.ts";
import { writeDate } from "./write-date.ts";

/** A trial as a page shows it: strings that are ready, for today and every day until its end. */
export interface TrialDocument {
  /** Milliseconds from when the document was made to the trial's end. */
  readonly remaining: number;
  /** By days that are left, from 0. */
  readonly labels: readonly string[];
  /** Such as `"Your trial ends on April 1, 2026"`. */
  readonly ends: string;
}

/** Options of {@link trialDocument}. */
export interface TrialDocumentOptions extends DatedDocumentOptions {
  /** ISO 8601. */
  readonly endsAt: string;
  /** When the document is made, by the server's clock. */
  readonly now: Date;
}

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/**
 * Writes how long a trial goes on. Call it on the server.
 *
 * @example
 * const trial = trialDocument({ endsAt: "2026-04-01T00:00:00Z", now: new Date("2026-03-30T12:00:00Z") });
 * trial.labels; // ["Your trial has ended", "1 day left", "2 days left"]
 */
export function trialDocument(options: TrialDocumentOptions): TrialDocument {
  const { endsAt, now, locale = "en-US", timeZone = "UTC" } = options;
  const texts = { ...englishAccountMessages, ...options.messages };
  const remaining = Math.max(0, Date.parse(endsAt) - now.getTime());
  const numbers = new Intl.NumberFormat(locale);
  const days = Array.from({ length: Math.ceil(remaining / DAY) }, (_, index) => index + 1);
  const labels = days.map((left) => fillMessage(plural(texts.daysLeft, left, locale), { days: numbers.format(left) }));
  return {
    remaining,
    labels: [texts.trialEnded, ...labels],
    ends: fillMessage(texts.trialEnds, { date: writeDate(endsAt, locale, timeZone) }),
  };
}
