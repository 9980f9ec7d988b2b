import { type EvaluateResponse, evaluateRequest, evaluateResponse } from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, json, jsonText, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { answerEvaluation } from "./answer-evaluation.ts";

/** Which prices a unit sees. */
export function evaluateRoutes(services: Services, authenticate: Authenticate) {
  const evaluate = createRoute({
    method: "post",
    path: "/v1/evaluate",
    tags: ["Evaluate"],
    summary: "Which prices does this unit see?",
    description:
      "A publishable key evaluates visitors, whose ids the server mints; an account token its account; a secret key any " +
      "unit. What is shown is stored before it is answered, and signed into a quote.",
    security: [{ secretKey: ["evaluate"] }, { publishableKey: [] }, { accountToken: [] }],
    middleware: [authenticate({ secret: "evaluate", publishable: true, account: true })] as const,
    request: { body: json(evaluateRequest) },
    responses: {
      200: answer("The unit's variants, its pricing document and its quote", evaluateResponse),
      "4XX": problemAnswer,
    },
  });
  return createRoutes().openapi(evaluate, async (context) => {
    const caller = context.get("principal");
    const { text } = await answerEvaluation(services, caller, context.req.valid("json"), (name) =>
      context.req.header(name),
    );
    return jsonText<EvaluateResponse>(context, text);
  });
}
