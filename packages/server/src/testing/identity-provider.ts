import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Configuration, Provider } from "oidc-provider";
import type { SingleSignOn } from "../people/single-sign-on.ts";

/** A provider of identities that signs in whom it is told to. */
export interface IdentityProvider extends SingleSignOn {
  /** Follows an address of the provider as a browser does, signs the person in, and answers with the way back. */
  readonly signIn: (address: string, person: IdentityProviderPerson) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Somebody whom the provider knows. */
export interface IdentityProviderPerson {
  readonly id: string;
  readonly email: string;
  readonly verified?: boolean;
}

/** Starts a provider that speaks OpenID Connect, for one client that returns to the given address. */
export async function startIdentityProvider(returnTo: string): Promise<IdentityProvider> {
  const people = new Map<string, IdentityProviderPerson>();
  const http = createServer();
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ["pricewright", "a secret of the client's own"];
  const configuration: Configuration = {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [returnTo] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["cookies of the provider"] },
    features: { devInteractions: { enabled: true } },
    conformIdTokenClaims: false,
    findAccount: (_, id) => {
      const { email = "", verified = true } = people.get(id) ?? {};
      return { accountId: id, claims: () => ({ sub: id, email, email_verified: verified, name: `Person ${id}` }) };
    },
  };
  const provider = new Provider(issuer, configuration);
  http.on("request", provider.callback());
  return {
    issuer,
    clientId,
    clientSecret,
    signIn: async (address, person) => {
      people.set(person.id, person);
      return walk(address, person.id, returnTo);
    },
    close: async () => {
      http.closeAllConnections();
      http.close();
    },
  };
}

/** Follows redirects and sends the provider's forms, until it leads back. */
async function walk(address: string, login: string, returnTo: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next: { readonly url: string; readonly body?: URLSearchParams } = { url: address };
  for (let step = 0; step < 12; step++) {
    const response: Response = await fetch(next.url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(next.body ? { method: "POST", body: next.body } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location !== null) {
      const url = new URL(location, next.url).href;
      if (url.startsWith(returnTo)) return url;
      next = { url };
      continue;
    }
    const page = await response.text();
    const action = /<form[^>]+action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (!action || !prompt) throw new Error(`the provider answered ${response.status}: ${page.slice(0, 500)}`);
    const body = new URLSearchParams({ prompt, ...(prompt === "login" ? { login, password: "any" } : {}) });
    next = { url: new URL(action, next.url).href, body };
  }
  throw new Error("the provider leads around in circles");
}
