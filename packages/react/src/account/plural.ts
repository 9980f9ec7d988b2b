import type { PluralMessage } from "./account-messages.ts";

/** The form of a message for a number. */
export function plural(message: PluralMessage, count: number, locale: string): string {
  return message[new Intl.PluralRules(locale).select(count)] ?? message.other;
}
