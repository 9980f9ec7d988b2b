import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { problemDocument } from "@pricewright/core/api";
import type { Context, TypedResponse } from "hono";
import type { ZodType } from "zod";
import type { ServerEnvironment } from "../server-environment.ts";
import { RequestProblem } from "./problem.ts";
import { fieldProblems } from "./problem-response.ts";

/** A set of routes whose requests are checked before they are handled, all problems at once. */
export function createRoutes(): OpenAPIHono<ServerEnvironment> {
  return new OpenAPIHono<ServerEnvironment>({
    defaultHook: (result) => {
      if (!result.success) {
        const problems = fieldProblems(result.error as never);
        const list = problems.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join("; ");
        throw new RequestProblem("invalid-request", `The request is not valid: ${list}.`, { problems });
      }
    },
  });
}

/** A JSON body of the given shape. */
export function json<Schema extends ZodType>(schema: Schema) {
  return { content: { "application/json": { schema } }, required: true as const };
}

/** A JSON answer of the given shape. */
export function answer<Schema extends ZodType>(description: string, schema: Schema) {
  return { description, content: { "application/json": { schema } } };
}

/** A JSON answer whose text is there already; that it has the route's shape is for the caller to see to. */
export function jsonText<Answer>(context: Context<ServerEnvironment>, text: string) {
  return context.body(text, 200, { "content-type": "application/json" }) as unknown as TypedResponse<
    Answer,
    200,
    "json"
  >;
}

/** The answer to everything that goes wrong. */
export const problemAnswer = {
  description: "What was wrong, field by field",
  content: { "application/problem+json": { schema: problemDocument } },
} as const;

export { createRoute };
