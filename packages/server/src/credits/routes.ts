import { randomUUID } from "node:crypto";
import { z } from "@hono/zod-openapi";
import {
  accountId,
  type ChargeAnswer,
  chargeAnswer,
  chargeRequest,
  type GrantAnswer,
  type GrantEndAnswer,
  grantAnswer,
  grantEndAnswer,
  grantRequest,
  type HoldAnswer,
  type HoldEndAnswer,
  holdAnswer,
  holdEndAnswer,
  holdRequest,
  type RefundAnswer,
  refundAnswer,
  refundRequest,
  settleRequest,
} from "@pricewright/core/api";
import { type CreditCommand, creditsToJson, toGrant, toOverdraft } from "@pricewright/core/credits";
import { parseCredits } from "@pricewright/core/money";
import type { Context } from "hono";
import { findCostTable } from "../cost-tables/find-cost-table.ts";
import { REPLAYED } from "../idempotency/with-idempotency.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { creditProblem, refuseDenied } from "./credit-problem.ts";

const account = z.object({ id: accountId });
const ofHold = z.object({ id: accountId, hold: accountId });
const ofGrant = z.object({ id: accountId, grant: accountId });

/** Commands to an account's credits. Each is done once, however often it is sent. */
export function creditRoutes(services: Services, authenticate: Authenticate) {
  const base = {
    method: "post" as const,
    tags: ["Credits"],
    security: [{ secretKey: ["credits"] }],
    middleware: [authenticate({ secret: "credits" })] as [ReturnType<Authenticate>],
  };
  const path = <Rest extends string>(rest: Rest) => `/v1/accounts/{id}/credits/${rest}` as const;
  const give = createRoute({
    ...base,
    path: path("grants"),
    summary: "Give credits",
    request: { params: account, body: json(grantRequest) },
    responses: { 200: answer("The grant", grantAnswer), "4XX": problemAnswer },
  });
  const voidGrant = createRoute({
    ...base,
    path: path("grants/{grant}/void"),
    summary: "Take a grant back, as when its purchase was refunded",
    description: "What holds have of it stays theirs.",
    request: { params: ofGrant },
    responses: { 200: answer("What was lost", grantEndAnswer), "4XX": problemAnswer },
  });
  const expireGrant = createRoute({
    ...base,
    path: path("grants/{grant}/expire"),
    summary: "End a grant before its time",
    request: { params: ofGrant },
    responses: { 200: answer("What was lost", grantEndAnswer), "4XX": problemAnswer },
  });
  const hold = createRoute({
    ...base,
    path: path("holds"),
    summary: "Set credits aside for work whose price is not known yet: all, or none",
    request: { params: account, body: json(holdRequest) },
    responses: { 200: answer("What was set aside", holdAnswer), "4XX": problemAnswer },
  });
  const settle = createRoute({
    ...base,
    path: path("holds/{hold}/settle"),
    summary: "Charge what the work of a hold took, and give back the rest",
    description:
      "Never denied: what no grant covers is a debt. The first settle or release decides, and later ones are answered as it was.",
    request: { params: ofHold, body: json(settleRequest) },
    responses: { 200: answer("What the hold came to", holdEndAnswer), "4XX": problemAnswer },
  });
  const release = createRoute({
    ...base,
    path: path("holds/{hold}/release"),
    summary: "Give back all of a hold",
    request: { params: ofHold },
    responses: { 200: answer("What the hold came to", holdEndAnswer), "4XX": problemAnswer },
  });
  const charge = createRoute({
    ...base,
    path: path("charges"),
    summary: "Use credits at once: an amount, or usage that is priced here",
    request: { params: account, body: json(chargeRequest) },
    responses: { 200: answer("The charge", chargeAnswer), "4XX": problemAnswer },
  });
  const refund = createRoute({
    ...base,
    path: path("refunds"),
    summary: "Pay back a charge, or part of it",
    request: { params: account, body: json(refundRequest) },
    responses: { 200: answer("The refund", refundAnswer), "4XX": problemAnswer },
  });

  /** Does a command, and says in a header whether it was done before. */
  const run = async (context: Context<ServerEnvironment>, id: string, command: CreditCommand) => {
    const { scope, id: actor } = context.get("principal");
    try {
      const done = await services.credits.run(scope, id, { command, actor });
      refuseDenied(done);
      if (done.replayed) context.header(REPLAYED, "true");
      return done;
    } catch (error) {
      throw creditProblem(error);
    }
  };
  const only = async <Answer>(context: Context<ServerEnvironment>, id: string, command: CreditCommand) =>
    creditsToJson((await run(context, id, command)).result) as Answer;
  const withPrice = async <Answer>(context: Context<ServerEnvironment>, id: string, command: CreditCommand) => {
    const { result, priced } = await run(context, id, command);
    return { ...creditsToJson(result), priced } as Answer;
  };
  const termsOf = async <Terms extends { readonly costTable: { readonly id: string; readonly version: string } }>(
    context: Context<ServerEnvironment>,
    terms: Terms,
  ) => ({ ...terms, costTable: await findCostTable(services, context.get("principal").scope, terms.costTable) });

  return createRoutes()
    .openapi(give, async (context) => {
      const { id: account } = context.req.valid("param");
      const { id = idOf(context), ...grant } = context.req.valid("json");
      const command = { type: "grant", grant: toGrant({ ...grant, id }) } as const;
      return context.json(await only<GrantAnswer>(context, account, command), 200);
    })
    .openapi(voidGrant, async (context) => {
      const { id, grant } = context.req.valid("param");
      return context.json(await only<GrantEndAnswer>(context, id, { type: "void", grant }), 200);
    })
    .openapi(expireGrant, async (context) => {
      const { id, grant } = context.req.valid("param");
      return context.json(await only<GrantEndAnswer>(context, id, { type: "expire", grant }), 200);
    })
    .openapi(hold, async (context) => {
      const { id: account } = context.req.valid("param");
      const { id = idOf(context), amount, overdraft, ...terms } = context.req.valid("json");
      const command = {
        ...terms,
        type: "hold",
        id,
        amount: parseCredits(amount),
        overdraft: toOverdraft(overdraft),
      } as const;
      return context.json(await only<HoldAnswer>(context, account, command), 200);
    })
    .openapi(settle, async (context) => {
      const { id, hold } = context.req.valid("param");
      const terms = context.req.valid("json");
      const command: CreditCommand =
        "actual" in terms
          ? { type: "settle", hold, actual: parseCredits(terms.actual) }
          : { ...(await termsOf(context, terms)), type: "settle-usage", hold };
      return context.json(await withPrice<HoldEndAnswer>(context, id, command), 200);
    })
    .openapi(release, async (context) => {
      const { id, hold } = context.req.valid("param");
      return context.json(await withPrice<HoldEndAnswer>(context, id, { type: "release", hold }), 200);
    })
    .openapi(charge, async (context) => {
      const { id: account } = context.req.valid("param");
      const { id = idOf(context), overdraft: terms, ...what } = context.req.valid("json");
      const overdraft = toOverdraft(terms);
      const command: CreditCommand =
        "amount" in what
          ? { type: "charge", id, amount: parseCredits(what.amount), meter: what.meter, overdraft }
          : { ...(await termsOf(context, what)), type: "charge-usage", id, overdraft };
      return context.json(await withPrice<ChargeAnswer>(context, account, command), 200);
    })
    .openapi(refund, async (context) => {
      const { id: account } = context.req.valid("param");
      const { id = idOf(context), charge, amount } = context.req.valid("json");
      const command = {
        type: "refund",
        id,
        charge,
        ...(amount !== undefined && { amount: parseCredits(amount) }),
      } as const;
      return context.json(await only<RefundAnswer>(context, account, command), 200);
    });
}

/** The id of a command that names none. */
function idOf(context: Context<ServerEnvironment>): string {
  const key = context.req.header("idempotency-key");
  if (key === undefined) return randomUUID();
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new RequestProblem("invalid-request", "An Idempotency-Key has 1 to 255 visible ASCII characters.", {
    problems: [{ field: "Idempotency-Key", code: "invalid", message: "use 1 to 255 visible ASCII characters" }],
  });
}
