import { Hono } from "hono";
import { html } from "hono/html";
import { join } from "../members/join.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { makeFirstOwner } from "./first-owner.ts";
import { ownPagesOnly } from "./own-pages-only.ts";
import { SHORTEST_PASSWORD } from "./shortest-password.ts";
import { signInAnswer } from "./sign-in-answer.ts";

/** Nothing runs on these pages and nothing is loaded, so that a token in the address goes nowhere. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

type Fields = readonly ("name" | "email" | "password")[];

/** What a page is for. */
interface Page {
  readonly title: string;
  readonly button: string;
  readonly fields: Fields;
}

const PAGES = {
  "/sign-in": { title: "Sign in", button: "Sign in", fields: ["email", "password"] },
  "/sign-up": { title: "Become the first owner", button: "Make the account", fields: ["name", "email", "password"] },
  "/join": { title: "Accept the invitation", button: "Join", fields: ["name", "password"] },
} as const satisfies Record<string, Page>;

/** Pages on which people sign in, become the first owner, and accept an invitation. They work without scripts. */
export function personPages(services: Services) {
  const { database, people, clock, limits } = services;
  const routes = new Hono<ServerEnvironment>();
  const act = {
    "/sign-in": async ({ email }: Record<string, string>) =>
      void (await limits.consumeAttempt((email ?? "").toLowerCase())),
    "/sign-up": async ({ token = "", name = "", email = "", password = "" }: Record<string, string>) =>
      void (await makeFirstOwner(database, people, { token, name, email, password }, clock())),
    "/join": ({ token = "", name = "", password = "" }: Record<string, string>) =>
      join(services, { token, name, password }, null),
  };
  for (const path of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
    const page = PAGES[path];
    routes.get(path, (context) => context.html(render(page, context.req.query("token") ?? ""), 200, headers()));
    routes.post(path, ownPagesOnly(people), async (context) => {
      const sent = await context.req.parseBody();
      const values = Object.fromEntries(
        Object.entries(sent).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      );
      try {
        const done = await act[path](values);
        const { email = "", password = "" } = { ...values, ...(done?.signIn ?? {}) };
        await signInAnswer(people, context, { email, password });
        return context.redirect("/", 303);
      } catch (error) {
        const message = error instanceof RequestProblem ? error.message : refusalOf(error);
        return context.html(render(page, values.token ?? "", message), 400, headers());
      }
    });
  }
  return routes;
}

/** What better-auth says of a sign-in that it refuses; anything else goes on to the log. */
function refusalOf(error: unknown): string {
  if ((error as { name?: unknown }).name === "APIError") return "Address or password is wrong.";
  throw error;
}

function headers() {
  // Forms of pages that tell nobody where they come from have no origin, and would be taken for another site's.
  return { "content-security-policy": POLICY, "cache-control": "no-store", "referrer-policy": "same-origin" };
}

const INPUTS = {
  name: html`<label>Name <input name="name" autocomplete="name" required maxlength="200"></label>`,
  email: html`<label>Address <input name="email" type="email" autocomplete="username" required></label>`,
  password: html`<label>Password <input name="password" type="password" autocomplete="current-password" required
    minlength="${SHORTEST_PASSWORD}" maxlength="128"></label>`,
};

function render({ title, button, fields }: Page, token: string, problem = "") {
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>${title} - Pricewright</title>
    <style>:root{color-scheme:light dark;background:light-dark(#f6f7f8,#0e1012);color:light-dark(#16191d,#eceef0)}
    body{font:16px/1.5 ui-sans-serif,system-ui,sans-serif;max-width:26rem;margin:5rem auto;padding:0 1rem}
    label{font-weight:550}label,input,button{display:block;width:100%;box-sizing:border-box;margin:.75rem 0 0;font:inherit}
    input,button{min-height:2.5rem;padding:.375rem .625rem;border:1px solid #8b949e;border-radius:.5rem;margin:.25rem 0 0}
    input{background:light-dark(#fff,#17191c);color:inherit;font-weight:400}
    button{margin-top:1.25rem;border:0;background:light-dark(#16191d,#eceef0);color:light-dark(#fff,#16191d);font-weight:550}
    [role=alert]{padding:.75rem 1rem;border-radius:.5rem;background:light-dark(#fdf3e2,#33260f)}</style>
    <main><h1>${title}</h1>${problem === "" ? "" : html`<p role="alert">${problem}</p>`}
    <form method="post"><input type="hidden" name="token" value="${token}">
    ${fields.map((field) => INPUTS[field])}<button>${button}</button></form></main></html>`;
}
