import type { GrantRequest, HoldRequest } from "@pricewright/core/api";
import type { GrantInput, Overdraft } from "@pricewright/core/credits";
import { parseCredits } from "@pricewright/core/money";

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
