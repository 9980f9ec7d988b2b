import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { Instant } from "../calendar/instant.ts";
import { applyHold } from "../holds/apply-hold.ts";
import { applyRelease } from "../holds/apply-release.ts";
import { applySettle } from "../holds/apply-settle.ts";
import type { Answer } from "./answer.ts";
import { applyCharge } from "./apply-charge.ts";
import { applyGrant } from "./apply-grant.ts";
import { applyRefund } from "./apply-refund.ts";
import type { Command } from "./command.ts";
import { beginTransaction, type Draft } from "./draft.ts";
import { endEarly } from "./end-early.ts";

/** Does one command, in its own transaction. It checks everything before it changes anything. */
export function applyToDraft(draft: Draft, command: Command, at: Instant): Answer {
  beginTransaction(draft, at);
  switch (command.type) {
    case "grant":
      return applyGrant(draft, command);
    case "hold":
      return applyHold(draft, command);
    case "settle":
      return applySettle(draft, command);
    case "release":
      return applyRelease(draft, command);
    case "charge":
      return applyCharge(draft, command);
    case "refund":
      return applyRefund(draft, command);
    case "void":
    case "expire":
      return endEarly(draft, command);
    default:
      throw new PricewrightError("invalid-command", `There is no command ${JSON.stringify(command satisfies never)}.`);
  }
}
