/** Someone who was a visitor turned out to be an account: at sign-up, at login, by a link. */
export interface IdentityLink {
  /** Id of the account. */
  readonly account: string;
  /** When it happened, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
}

/**
 * The one account a visitor belongs to: the earliest by time, then id, so that the order of arrival does not
 * matter. Null for a visitor that nobody has identified.
 */
export function accountOf(links: readonly IdentityLink[]): string | null {
  let first: IdentityLink | undefined;
  for (const link of links) {
    if (!first || link.at < first.at || (link.at === first.at && link.account < first.account)) first = link;
  }
  return first?.account ?? null;
}
