/** Why a line is for people to look at. */
export type ReviewReason =
  /** A part of a period, after a change of plan. */
  | "proration"
  /** Money that the invoice takes off by a line of its own. */
  | "credit"
  /** A charge that names no price. */
  | "no-price";

/** A line of a payment that is no sale of a price. */
export interface ReviewedLine {
  /** The provider's id. */
  readonly line: string;
  readonly reason: ReviewReason;
  /** In the provider's smallest units; below 0 for what is given back. */
  readonly amount: number;
}

const NAMES: Readonly<Record<ReviewReason, string>> = {
  proration: "prorations",
  credit: "credits",
  "no-price": "charges without a price",
};

/** For people: which lines of a payment were not counted, or null where all were. */
export function describeReview(lines: readonly ReviewedLine[], hasSales: boolean): string | null {
  if (lines.length === 0) return null;
  const kinds = (Object.keys(NAMES) as ReviewReason[]).flatMap((reason) => {
    const count = lines.filter((line) => line.reason === reason).length;
    return count === 0 ? [] : [`${count} lines are ${NAMES[reason]}`];
  });
  const where = hasSales ? ", beside sales on one invoice" : "";
  return `to review: ${kinds.join(", ")} and were not counted${where}`;
}
