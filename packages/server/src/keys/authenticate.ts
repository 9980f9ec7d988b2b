import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { isAtLeast, type Role } from "../people/roles.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { FIRST_TENANT } from "../tenants/first-tenant.ts";
import { createCallerFinder } from "./find-caller.ts";
import { findMember } from "./find-member.ts";
import { KEY_SCOPES, type KeyScope, type Principal } from "./principal.ts";

const LOCAL_DASHBOARD = "local-dashboard";

/** Who may call a route. */
interface Allowed {
  /** Secret keys with this scope; `"any"` for whatever they may do. */
  readonly secret?: KeyScope | "any";
  readonly publishable?: boolean;
  /** Account tokens. */
  readonly account?: boolean;
  /** People with this role or a higher one; `true` for viewers where it reads, and admins where it changes something. */
  readonly session?: Role | true;
}

/** Makes middleware that lets only the given callers through. */
export type Authenticate = (allowed: Allowed) => MiddlewareHandler<ServerEnvironment>;

/** Finds out who is asking, and counts the request against their limit. */
export function createAuthenticator(services: Services): Authenticate {
  const findCaller = createCallerFinder(services);
  return (allowed) =>
    createMiddleware<ServerEnvironment>(async (context, next) => {
      const text = bearer(context);
      const principal =
        text === null
          ? ((await findMember(context, services)) ?? localSession(context, services))
          : ((await findCaller(text)) ?? unknownKey());
      refuseUnlessAllowed(principal, allowed);
      refuseLocalChange(principal, context);
      refuseLowerRole(principal, allowed, context);
      refuseOtherOrigin(principal, context);
      context.set("principal", principal);
      await services.limits.consume(principal);
      await next();
    });
}

function bearer(context: Context<ServerEnvironment>): string | null {
  const header = context.req.header("authorization");
  if (header === undefined) return context.get("keyFromBody") ?? null;
  return /^Bearer (\S+)$/i.exec(header)?.[1] ?? unknownKey();
}

function localSession(context: Context<ServerEnvironment>, services: Services): Principal {
  if (services.localDashboard && isOwnPage(context))
    return {
      kind: "session",
      scope: FIRST_TENANT,
      id: LOCAL_DASHBOARD,
      keyId: LOCAL_DASHBOARD,
      scopes: KEY_SCOPES,
      origins: [],
      role: "viewer",
    };
  throw new RequestProblem(
    "unauthenticated",
    "No key was sent, and nobody is signed in. Send a key as `Authorization: Bearer pw_sk_...`.",
    {
      headers: { "www-authenticate": "Bearer" },
    },
  );
}

function unknownKey(): never {
  throw new RequestProblem(
    "unauthenticated",
    "The key is not known here: it is mistyped, revoked, expired, or of another server.",
    { headers: { "www-authenticate": "Bearer" } },
  );
}

function refuseUnlessAllowed(principal: Principal, allowed: Allowed): void {
  if (!allowed[principal.kind])
    throw new RequestProblem("forbidden", `${KINDS[principal.kind]} may not do this. Use ${describe(allowed)}.`);
  if (
    principal.kind === "secret" &&
    allowed.secret &&
    allowed.secret !== "any" &&
    !principal.scopes.includes(allowed.secret)
  )
    throw new RequestProblem(
      "missing-scope",
      `This key may not do this: it lacks the scope "${allowed.secret}" (it has ${principal.scopes.join(", ") || "none"}).`,
    );
}

/** Whoever sits at this machine may look without a key; a program that runs on it must not change a price so. */
function refuseLocalChange({ id }: Principal, context: Context): void {
  if (id === LOCAL_DASHBOARD && context.req.method !== "GET")
    throw new RequestProblem("forbidden", "Without a key this machine's dashboard only reads. Send a secret key.");
}

function refuseLowerRole({ kind, role = "viewer" }: Principal, { session }: Allowed, context: Context): void {
  if (kind !== "session" || session === undefined) return;
  const needed = session === true ? (["GET", "HEAD"].includes(context.req.method) ? "viewer" : "admin") : session;
  if (!isAtLeast(role, needed))
    throw new RequestProblem("missing-role", `This needs the role "${needed}", and yours is "${role}". Ask an owner.`);
}

/** A publishable key that names its sites works in browsers on those only. */
function refuseOtherOrigin({ kind, origins }: Principal, context: Context): void {
  const origin = context.req.header("origin");
  if (kind === "publishable" && origins.length > 0 && origin !== undefined && !origins.includes(origin))
    throw new RequestProblem(
      "wrong-origin",
      `This publishable key is not for pages of ${origin}. Add the site to the key.`,
    );
}

/**
 * Whether the request comes from a page of this server, opened on this machine. The host is checked because another
 * site's name may be made to resolve to this machine.
 */
function isOwnPage(context: Context): boolean {
  const { hostname } = new URL(context.req.url);
  const site = context.req.header("sec-fetch-site");
  return (
    ["localhost", "127.0.0.1", "[::1]"].includes(hostname) &&
    (site === undefined || site === "same-origin" || site === "none")
  );
}

const KINDS: Readonly<Record<Principal["kind"], string>> = {
  secret: "A secret key",
  publishable: "A publishable key",
  account: "An account token",
  session: "A person",
};

function describe({ secret, publishable, account, session }: Allowed): string {
  return [
    secret ? "a secret key" : "",
    publishable ? "a publishable key" : "",
    account ? "an account token" : "",
    session ? "the dashboard" : "",
  ]
    .filter(Boolean)
    .join(" or ");
}
