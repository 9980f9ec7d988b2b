import type { GrantRequest, HoldRequest } from "../../api/credits.ts";
import { parseCredits } from "../../money/scaled-decimal.ts";
import type { GrantInput } from "../grants/grant.ts";
import type { Overdraft } from "../ledger/command.ts";

/** A grant as core takes it. */
export function toGrant({
  amount,
  kind = "paid",
  rollover,
  ...grant
}: GrantRequest & { readonly id: string }): GrantInput {
  return {
    ...grant,
    amount: parseCredits(amount),
    kind,
    ...(rollover && {
      rollover: {
        ends: rollover.ends,
        maximum: parseCredits(rollover.maximum),
        minimum: parseCredits(rollover.minimum ?? "0"),
      },
    }),
  };
}

/** How far an account may go below nothing. */
export function toOverdraft(overdraft: HoldRequest["overdraft"]): Overdraft {
  return overdraft ? { type: "allow", limit: parseCredits(overdraft.limit) } : { type: "deny" };
}
