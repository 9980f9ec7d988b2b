import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Database, rows } from "../database/database.ts";
import { loginAccounts, users } from "../database/schema/index.ts";
import type { Mailer } from "../mail/mailer.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Auth } from "./auth.ts";
import type { Role } from "./roles.ts";
import { SHORTEST_PASSWORD } from "./shortest-password.ts";
import type { SingleSignOn } from "./single-sign-on.ts";

/** Somebody who can sign in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** A tenant that somebody belongs to. */
export interface Membership {
  readonly tenantId: string;
  readonly role: Role;
}

/** Who can sign in, and who is. */
export interface People {
  /** Address of the server, such as `https://prices.example`. */
  readonly publicUrl: () => string;
  readonly mailer: Mailer;
  readonly singleSignOn: SingleSignOn | null;
  /** Whether a request comes from a page of this server, by what browsers say of themselves and pages cannot change. */
  readonly isOwnPage: (headers: Headers) => boolean;
  readonly auth: () => Promise<Auth>;
  /** The person whose session a request carries, or null. */
  readonly signedIn: (headers: Headers) => Promise<Person | null>;
  /** The tenants that somebody belongs to, oldest membership first. */
  readonly membershipsOf: (personId: string) => Promise<Membership[]>;
  /** Whether any tenant has an owner. */
  readonly hasOwner: () => Promise<boolean>;
  /**
   * Makes a person with a password, in the transaction that this runs in.
   *
   * @throws RequestProblem `already-exists`, or `invalid-request` for a password that is too short or too long.
   */
  readonly create: (person: NewPerson) => Promise<Person>;
  /** Answers a request for `/auth`, such as a sign-in. */
  readonly handle: (request: Request) => Promise<Response>;
}

/** Who is to be made. */
interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** What {@link createPeople} works with. */
export interface CreatePeopleOptions {
  readonly database: Database;
  /** Signs sessions. */
  readonly secret: string;
  readonly publicUrl: () => string;
  readonly mailer: Mailer;
  readonly singleSignOn: SingleSignOn | null;
}

const LONGEST_PASSWORD = 128;

/** Makes what knows people. Nothing of the library for sign-in is loaded before somebody signs in. */
export function createPeople({ database, secret, publicUrl, mailer, singleSignOn }: CreatePeopleOptions): People {
  let made: Promise<Auth> | null = null;
  const auth = () => {
    made ??= import("./auth.ts").then(({ createAuth }) =>
      createAuth({
        database,
        secret,
        publicUrl: publicUrl(),
        origins: originsOf(publicUrl()),
        singleSignOn,
        mailer,
      }),
    );
    return made;
  };
  return {
    publicUrl,
    mailer,
    singleSignOn,
    isOwnPage: (headers) => {
      const origin = headers.get("origin");
      return origin === null
        ? headers.get("sec-fetch-site") === "same-origin"
        : originsOf(publicUrl()).includes(origin);
    },
    auth,
    signedIn: async (headers) => {
      if (!/(^|;\s*)(__Secure-)?pricewright\.session_token=/.test(headers.get("cookie") ?? "")) return null;
      const found = await (await auth()).api.getSession({
        headers: new Headers({ cookie: headers.get("cookie") ?? "" }),
      });
      return found ? { id: found.user.id, name: found.user.name, email: found.user.email } : null;
    },
    membershipsOf: (personId) =>
      database.amongPeople((queries) =>
        rows<Membership>(queries, sql`select tenant_id as "tenantId", role from memberships_of(${personId})`),
      ),
    hasOwner: () =>
      database.amongPeople(async (queries) => {
        const [row] = await rows<{ found: boolean }>(queries, sql`select has_owner() as found`);
        return row?.found === true;
      }),
    create: async ({ name, email, password }) => {
      refusePassword(password);
      const { password: passwords } = await (await auth()).$context;
      const hash = await passwords.hash(password);
      const person = { id: randomUUID(), name, email: email.toLowerCase() };
      await database.amongPeople(async (queries) => {
        const [row] = await queries.insert(users).values(person).onConflictDoNothing().returning({ id: users.id });
        if (!row)
          throw new RequestProblem("already-exists", "Somebody signs in with this address already. Sign in first.");
        await queries.insert(loginAccounts).values({
          id: randomUUID(),
          accountId: person.id,
          providerId: "credential",
          userId: person.id,
          password: hash,
        });
      });
      return person;
    },
    handle: async (request) => (await auth()).handler(request),
  };
}

function refusePassword(password: string): void {
  if (password.length >= SHORTEST_PASSWORD && password.length <= LONGEST_PASSWORD) return;
  const message = `use ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`;
  throw new RequestProblem("invalid-request", `The password is too short or too long: ${message}.`, {
    problems: [{ field: "password", code: "invalid", message }],
  });
}

/** This machine has three names; its pages may be opened by any of them. */
function originsOf(publicUrl: string): readonly string[] {
  const { hostname, origin, port, protocol } = new URL(publicUrl);
  if (!["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return [origin];
  return ["localhost", "127.0.0.1", "[::1]"].map((name) => `${protocol}//${name}${port === "" ? "" : `:${port}`}`);
}
