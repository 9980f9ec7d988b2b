import type { AccountMessages } from "./account-messages.ts";

/** How the texts of an account's documents are written. */
export interface AccountDocumentOptions {
  /**
   * BCP 47 language tag.
   *
   * @default "en-US"
   */
  readonly locale?: string | undefined;
  /**
   * Texts that replace the English ones.
   *
   * @default English
   */
  readonly messages?: Partial<AccountMessages> | undefined;
}

/** Options with a time zone, for documents with dates. */
export interface DatedDocumentOptions extends AccountDocumentOptions {
  /**
   * IANA name of the zone that dates are written in.
   *
   * @default "UTC"
   */
  readonly timeZone?: string | undefined;
}
