import { RequestProblem } from "./problem.ts";

/** The `ETag` of a version, which `If-Match` repeats. */
export function etagOf({ version }: { readonly version: number }): { readonly etag: string } {
  return { etag: `"v${version}"` };
}

/** What is about to be changed, and the version that the caller has read. */
export interface MatchedVersion {
  /** Such as `The experiment "pro-price"`. */
  readonly what: string;
  /** The version there is. */
  readonly version: number;
  /** The header. */
  readonly ifMatch: string | undefined;
}

/**
 * Refuses a change by somebody who has not read what they change.
 *
 * @throws RequestProblem `if-match-required`, `changed-meanwhile`.
 */
export function refuseUnlessMatching({ what, version, ifMatch }: MatchedVersion): void {
  const { etag } = etagOf({ version });
  if (ifMatch === undefined)
    throw new RequestProblem(
      "if-match-required",
      `Read it first and send its ETag as If-Match, so that nobody's change is lost. ${what} is at version ${version}: ${etag}.`,
    );
  if (ifMatch !== etag)
    throw new RequestProblem(
      "changed-meanwhile",
      `${what} is at version ${version}, and the request is for ${ifMatch}. Read it again and decide anew.`,
    );
}
