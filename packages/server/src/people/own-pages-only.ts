import { createMiddleware } from "hono/factory";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { People } from "./people.ts";

const OF_BROWSERS = ["origin", "cookie", "sec-fetch-site"];

/** Refuses browsers on other sites' pages where somebody signs in, up or out: they would act for a visitor unasked. */
export function ownPagesOnly(people: Pick<People, "isOwnPage">) {
  return createMiddleware<ServerEnvironment>(async ({ req }, next) => {
    const { headers } = req.raw;
    const isFromBrowser = OF_BROWSERS.some((name) => headers.has(name));
    if (req.method === "POST" && isFromBrowser && !people.isOwnPage(headers))
      throw new RequestProblem("wrong-origin", "People sign in, up and out on pages of this server only.");
    await next();
  });
}
