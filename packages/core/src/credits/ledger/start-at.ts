import { PricewrightError } from "../../errors/pricewright-error.ts";
import { type InstantInput, toInstant } from "../calendar/instant.ts";
import type { CreditState } from "./credit-state.ts";
import { type Draft, startDraft } from "./draft.ts";
import { passTime } from "./pass-time.ts";

/**
 * A draft of a state at a moment, with everything written down that time did until then.
 *
 * @throws PricewrightError `time-moved-back` before the account's last entry, `invalid-time`.
 */
export function startAt(state: CreditState, at: InstantInput): Draft {
  const now = toInstant(at);
  if (state.time !== null && now < state.time)
    throw new PricewrightError(
      "time-moved-back",
      `It is ${now} here, but the account's last entry is of ${state.time}. Read the clock under the account's lock.`,
    );
  const draft = startDraft(state, now);
  passTime(draft, now);
  return draft;
}
