import { boolean, index, pgSchema, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

/** Tables of people, who belong to no tenant by themselves. Only the role that looks up who is asking reaches them. */
export const people = pgSchema("people");

const moment = () => timestamp({ withTimezone: true, mode: "date" });
const times = () => ({ createdAt: moment().notNull().defaultNow(), updatedAt: moment().notNull().defaultNow() });

/** Everybody who can sign in. */
export const users = people.table(
  "users",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    emailVerified: boolean().notNull().default(false),
    image: text(),
    ...times(),
  },
  (table) => [uniqueIndex("users_email").on(table.email)],
);

/** Who is signed in where. A token is worth nothing without the signature in the cookie. */
export const sessions = people.table(
  "sessions",
  {
    id: text().primaryKey(),
    token: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: moment().notNull(),
    ipAddress: text(),
    userAgent: text(),
    ...times(),
  },
  (table) => [uniqueIndex("sessions_token").on(table.token), index("sessions_by_user").on(table.userId)],
);

/** Ways in which people sign in: a password, hashed, or an identity at a provider, whose tokens are not kept. */
export const loginAccounts = people.table(
  "login_accounts",
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: moment(),
    refreshTokenExpiresAt: moment(),
    scope: text(),
    password: text(),
    ...times(),
  },
  (table) => [
    uniqueIndex("login_accounts_of_provider").on(table.providerId, table.accountId),
    index("login_accounts_by_user").on(table.userId),
  ],
);

/** Sign-ins at a provider that are under way. */
export const verifications = people.table(
  "verifications",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: moment().notNull(),
    ...times(),
  },
  (table) => [index("verifications_by_identifier").on(table.identifier)],
);

/** Links by which somebody becomes the first owner, or brings a tenant of their own; each works once. */
export const signUpLinks = people.table("sign_up_links", {
  /** SHA-256 of the link's token, in hexadecimal. */
  hash: text().primaryKey(),
  purpose: text({ enum: ["first-owner", "tenant"] }).notNull(),
  expiresAt: moment().notNull(),
  usedAt: moment(),
});
