import type { Context } from "hono";
import type { Membership } from "../people/people.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { KEY_SCOPES, type Principal } from "./principal.ts";

/** Header by which somebody who belongs to several tenants says which one is meant. */
const TENANT_HEADER = "pricewright-tenant";
/** Header by which a person says which environment is meant: `test`, or `live`. */
const ENVIRONMENT_HEADER = "pricewright-environment";

/**
 * The person whose session a request carries, in the tenant and environment that its headers name; null where nobody is
 * signed in.
 *
 * @throws RequestProblem `no-membership`, `wrong-origin`, or `invalid-request` for another environment.
 */
export async function findMember(
  context: Context<ServerEnvironment>,
  { people }: Pick<Services, "people">,
): Promise<Principal | null> {
  const person = await people.signedIn(context.req.raw.headers);
  if (!person) return null;
  refuseForeignPage(context, people);
  const { tenantId, role } = chosen(await people.membershipsOf(person.id), context.req.header(TENANT_HEADER));
  const id = `person/${person.id}`;
  const scope = { tenantId, environment: environmentOf(context.req.header(ENVIRONMENT_HEADER)) };
  return { kind: "session", scope, id, keyId: id, scopes: KEY_SCOPES, origins: [], role, person };
}

function chosen(memberships: readonly Membership[], wanted: string | undefined): Membership {
  const found = wanted === undefined ? memberships[0] : memberships.find(({ tenantId }) => tenantId === wanted);
  if (found) return found;
  throw new RequestProblem(
    "no-membership",
    wanted === undefined
      ? "You belong to no tenant yet. Ask an owner for an invitation."
      : `You do not belong to the tenant "${wanted}".`,
  );
}

function environmentOf(named = "test"): "test" | "live" {
  if (named === "test" || named === "live") return named;
  throw new RequestProblem("invalid-request", `The header ${ENVIRONMENT_HEADER} is "test" or "live".`);
}

/** Browsers send the cookie whoever asks, so what changes something must come from a page of this server. */
function refuseForeignPage({ req }: Context<ServerEnvironment>, people: Pick<Services["people"], "isOwnPage">): void {
  if (!["GET", "HEAD"].includes(req.method) && !people.isOwnPage(req.raw.headers))
    throw new RequestProblem("wrong-origin", "Who is signed in may change something from pages of this server only.");
}
