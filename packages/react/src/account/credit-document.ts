import { fillMessage } from "../messages/fill-message.ts";
import { englishAccountMessages } from "./account-messages.ts";
import type { AccountDocumentOptions } from "./document-options.ts";
import { plural } from "./plural.ts";

/** A balance of credits as a page shows it: strings that are ready, so that server and browser show the same. */
export interface CreditDocument {
  /** Name of the balance. */
  readonly name: string;
  /** The number, such as `"1,250"`. */
  readonly amount: string;
  /** What is counted, such as `"credits"`. */
  readonly unit: string;
  /** What else there is to say: credits set aside, credits owed. */
  readonly notes: readonly string[];
  /** Said where the balance is low; null where it is not. */
  readonly low: string | null;
}

/** Options of {@link creditDocument}. */
export interface CreditDocumentOptions extends AccountDocumentOptions {
  /** Decimal strings of credits, as `GET /v1/accounts/{id}/credits` answers them. */
  readonly balance: {
    readonly available: string;
    readonly held?: string | undefined;
    readonly debt?: string | undefined;
  };
  /**
   * Credits below which the balance is called low.
   *
   * @default never
   */
  readonly lowBelow?: number | undefined;
}

/**
 * Writes a balance. Call it on the server, or wherever `useCredits` loads from.
 *
 * @example
 * const credits = creditDocument({ balance: { available: "1250" }, lowBelow: 100 });
 * credits.amount; // "1,250"
 */
export function creditDocument({
  balance,
  locale = "en-US",
  messages,
  lowBelow,
}: CreditDocumentOptions): CreditDocument {
  const texts = { ...englishAccountMessages, ...messages };
  const { available, held = "0", debt = "0" } = balance;
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const write = (amount: string) => numbers.format(amount as Intl.StringNumericLiteral);
  const note = (message: string, amount: string) =>
    /[1-9]/.test(amount) ? [fillMessage(message, { credits: write(amount) })] : [];
  return {
    name: texts.balance,
    amount: write(available),
    unit: plural(texts.credits, Number(available), locale),
    notes: [...note(texts.held, held), ...note(texts.debt, debt)],
    low: lowBelow !== undefined && Number(available) < lowBelow ? texts.low : null,
  };
}
