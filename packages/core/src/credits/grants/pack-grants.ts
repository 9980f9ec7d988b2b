import type { GrantInput } from "./grant.ts";

/** A pack of credits that was bought, and what came on top. */
export interface PackPurchase extends Omit<GrantInput, "kind" | "purchase"> {
  /** Id of the purchase, of which the grants get theirs. */
  readonly id: string;
  /** Micro-credits that were paid for. */
  readonly amount: bigint;
  /** Micro-credits on top. */
  readonly bonus: bigint;
  /** When the bonus expires, if not with what was paid for. */
  readonly bonusExpiresAt?: GrantInput["expiresAt"];
}

/** The two grants of a pack, linked by `purchase`: the paid one, and the bonus as a promotional one unless it is 0. */
export function packGrants(pack: PackPurchase): readonly GrantInput[] {
  const { bonus, bonusExpiresAt, ...shared } = pack;
  const paid: GrantInput = { ...shared, kind: "paid", purchase: pack.id };
  if (bonus === 0n) return [paid];
  const { costBasis: _, ...unpaid } = paid;
  const expiresAt = bonusExpiresAt ?? pack.expiresAt;
  return [
    paid,
    {
      ...unpaid,
      id: `${pack.id}/bonus`,
      amount: bonus,
      kind: "promotional",
      ...(expiresAt !== undefined && { expiresAt }),
    },
  ];
}
