import { betterAuth } from "better-auth";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import type { Database } from "../database/database.ts";
import type { Mailer } from "../mail/mailer.ts";
import { acceptInvitation, invitationsFor } from "../members/invitations.ts";
import { peopleAdapter } from "./people-adapter.ts";
import { SHORTEST_PASSWORD } from "./shortest-password.ts";
import type { SingleSignOn } from "./single-sign-on.ts";

/** Under this name the configured provider of identities is known. */
const SINGLE_SIGN_ON = "sso";

const DAY = 24 * 60 * 60;

/** What {@link createAuth} works with. */
export interface CreateAuthOptions {
  readonly database: Database;
  /** Signs sessions, and nothing else. */
  readonly secret: string;
  /** Address of the server, such as `https://prices.example`. */
  readonly publicUrl: string;
  /** Pages of these origins may act for whoever is signed in. */
  readonly origins: readonly string[];
  readonly singleSignOn: SingleSignOn | null;
  readonly mailer: Mailer;
}

/** Sign-in of people: by password, and through a provider of identities. Nobody signs up by it who was not asked to. */
export function createAuth({ database, secret, publicUrl, origins, singleSignOn, mailer }: CreateAuthOptions) {
  return betterAuth({
    appName: "Pricewright",
    baseURL: publicUrl,
    basePath: "/auth",
    secret,
    database: peopleAdapter(database),
    trustedOrigins: [...origins],
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Attempts are counted where all other limits are.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) =>
        mailer.send({
          to: user.email,
          subject: "A new password for Pricewright",
          text: `Set it within an hour at ${publicUrl}/new-password?token=${token}`,
        }),
    },
    verification: { storeIdentifier: "hashed" },
    session: { expiresIn: 7 * DAY, updateAge: DAY, cookieCache: { enabled: false } },
    account: { accountLinking: { enabled: true, trustedProviders: [SINGLE_SIGN_ON] }, storeStateStrategy: "database" },
    advanced: {
      disableCSRFCheck: false,
      disableOriginCheck: false,
      cookiePrefix: "pricewright",
      useSecureCookies: publicUrl.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
      // The log and the list of sessions need no addresses.
      ipAddress: { disableIpTracking: true },
    },
    plugins: singleSignOn
      ? [
          genericOAuth({
            config: [
              {
                providerId: SINGLE_SIGN_ON,
                discoveryUrl: `${singleSignOn.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
                requireIdTokenVerification: true,
                clientId: singleSignOn.clientId,
                clientSecret: singleSignOn.clientSecret,
                scopes: ["openid", "email", "profile"],
                pkce: true,
              },
            ],
          }),
        ]
      : [],
    databaseHooks: {
      user: {
        create: {
          // Only single sign-on makes people this way: those who were invited, by an address that the provider vouches for.
          before: async (user) => user.emailVerified && (await invitationsFor(database, user.email)).length > 0,
          after: async (user) => {
            for (const invitation of await invitationsFor(database, user.email))
              await acceptInvitation(database, invitation, user.id, new Date());
          },
        },
      },
      account: {
        create: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
        update: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
      },
    },
  });
}

/** Tokens of the provider are good for nothing here, and are not kept. */
const NO_TOKENS = {
  accessToken: null,
  refreshToken: null,
  idToken: null,
  accessTokenExpiresAt: null,
  refreshTokenExpiresAt: null,
};

/** What {@link createAuth} makes. */
export type Auth = ReturnType<typeof createAuth>;
