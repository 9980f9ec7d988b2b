/** When something can be bought: `[from, until)`. Who has bought it keeps it. */
export interface Availability {
  /** ISO 8601 with a zone. Left out: since ever. */
  readonly from?: string | undefined;
  /** ISO 8601 with a zone. Left out: for ever. */
  readonly until?: string | undefined;
}

/** Whether something can be bought at a time. */
export function isAvailable({ from, until }: Availability, at: Date): boolean {
  const time = at.getTime();
  return (from === undefined || Date.parse(from) <= time) && (until === undefined || time < Date.parse(until));
}
