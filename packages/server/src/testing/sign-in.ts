import type { Role } from "../people/roles.ts";
import type { TestServer } from "./test-server.ts";

type Call = TestServer["call"];

/** Somebody in a browser, who carries cookies from answer to request. */
export interface Visitor {
  readonly call: (
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ) => ReturnType<Call>;
  /** Signs in with a password. */
  readonly signIn: (email: string) => ReturnType<Call>;
  /** What the browser keeps. */
  readonly cookies: () => string;
}

/** The password of everybody in tests. */
export const PASSWORD = "correct horse battery";

/** Opens a browser on a page of the server. */
export function openBrowser(server: Pick<TestServer, "call">, origin = "http://localhost"): Visitor {
  const kept = new Map<string, string>();
  const cookies = () => [...kept].map(([name, value]) => `${name}=${value}`).join("; ");
  const call: Visitor["call"] = async (method, path, { body, headers = {} } = {}) => {
    const answer = await server.call(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { origin, "sec-fetch-site": "same-origin", ...(kept.size > 0 ? { cookie: cookies() } : {}), ...headers },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie) || value === "") kept.delete(name);
      else kept.set(name, value);
    }
    return answer;
  };
  return {
    call,
    cookies,
    signIn: (email) => call("POST", "/auth/sign-in/email", { body: { email, password: PASSWORD } }),
  };
}

/** A tenant that signed up, and its owner's browser. */
export interface SignedUp {
  readonly owner: Visitor;
  readonly tenantId: string;
  readonly secretKey: string;
  readonly publishableKey: string;
}

let count = 0;

/** Signs a company up. */
export async function signUp(server: TestServer, name = "Company"): Promise<SignedUp> {
  const owner = openBrowser(server);
  const email = `owner-${++count}@company.example`;
  const { status, body } = await owner.call("POST", "/v1/tenants", {
    body: { name, owner: { name: "Owner", email, password: PASSWORD } },
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return { owner, tenantId: body.id, ...body.keys };
}

/** Invites somebody new, and answers with their browser once they have accepted. */
export async function joinAs(
  server: TestServer,
  { owner }: SignedUp,
  role: Role,
  email = `${role}-${++count}@company.example`,
): Promise<Visitor> {
  const invited = await owner.call("POST", "/v1/invitations", { body: { email, role } });
  const token = new URL(invited.body.link).searchParams.get("token");
  const visitor = openBrowser(server);
  const joined = await visitor.call("POST", "/v1/invitations/accept", {
    body: { token, name: role, password: PASSWORD },
  });
  if (joined.status !== 200) throw new Error(JSON.stringify([invited.body, joined.body]));
  return visitor;
}
