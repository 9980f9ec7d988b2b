import type { CreditCommand } from "@pricewright/core/credits";

/** A command, and who gave it. */
export interface CreditRequest {
  readonly command: CreditCommand;
  /** Id of the key. */
  readonly actor: string;
}
