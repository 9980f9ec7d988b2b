import { and, eq, gt, isNull } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { signUpLinks } from "../database/schema/index.ts";
import { hashOneTimeToken, newOneTimeToken } from "../secrets/one-time-token.ts";

/** What a link is for: the server's first owner, or a tenant of one's own. */
export type SignUpPurpose = "first-owner" | "tenant";

const HELD_DAYS = 7;
const DAY = 86_400_000;

/** Makes a link's token, which works once and for 7 days. */
export async function newSignUpLink(database: Database, purpose: SignUpPurpose, now: Date): Promise<string> {
  const { token, hash } = newOneTimeToken();
  const expiresAt = new Date(now.getTime() + HELD_DAYS * DAY);
  await database.amongPeople((queries) => queries.insert(signUpLinks).values({ hash, purpose, expiresAt }));
  return token;
}

/** Uses a token up, in the transaction that this runs in; false where it is not known, expired, or used. */
export function takeSignUpLink(database: Database, purpose: SignUpPurpose, token: string, now: Date): Promise<boolean> {
  return database.amongPeople(async (queries) => {
    const taken = await queries
      .update(signUpLinks)
      .set({ usedAt: now })
      .where(
        and(
          eq(signUpLinks.hash, hashOneTimeToken(token)),
          eq(signUpLinks.purpose, purpose),
          isNull(signUpLinks.usedAt),
          gt(signUpLinks.expiresAt, now),
        ),
      )
      .returning({ hash: signUpLinks.hash });
    return taken.length > 0;
  });
}
