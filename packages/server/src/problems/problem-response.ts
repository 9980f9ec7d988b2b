import type { Problem } from "@pricewright/core";
import { isPricewrightError } from "@pricewright/core";
import type { FieldProblem, ProblemDocument } from "@pricewright/core/api";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ZodError } from "zod";
import { isUnavailable } from "../database/is-unavailable.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import { issueMessage } from "./issue-message.ts";
import { PROBLEMS, RequestProblem } from "./problem.ts";

/** The server's own page about errors. */
const DOCUMENTATION = "/docs/errors";

/** The one place where an error becomes an HTTP answer. */
export function problemResponse(error: unknown, context: Context<ServerEnvironment>): Response {
  const problem = toRequestProblem(error);
  if (problem.code === "internal-error")
    context.get("log").error({ error, requestId: context.get("requestId") }, "request failed");
  const { status, title } = PROBLEMS[problem.code];
  const document: ProblemDocument = {
    type: `${DOCUMENTATION}#${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.message,
    problems: problem.problems,
    requestId: context.get("requestId"),
    ...problem.extensions,
  };
  return context.body(JSON.stringify(document), status, {
    ...problem.headers,
    "content-type": "application/problem+json",
  });
}

function toRequestProblem(error: unknown): RequestProblem {
  if (error instanceof RequestProblem) return error;
  if (isPricewrightError(error)) {
    return new RequestProblem("invalid-request", error.message, { problems: error.problems.map(toFieldProblem) });
  }
  if (error instanceof HTTPException && error.status === 400) {
    return new RequestProblem("malformed-json", "The body could not be read as JSON. Send one JSON value in UTF-8.");
  }
  if (error instanceof HTTPException && error.status === 415) {
    return new RequestProblem(
      "unsupported-content-type",
      "Send the body as JSON with the header `Content-Type: application/json`.",
    );
  }
  if (isDataError(error)) {
    return new RequestProblem("invalid-request", "A value of the request is too large, or cannot be stored.");
  }
  if (isUnavailable(error)) {
    return new RequestProblem(
      "unavailable",
      "The database cannot be reached, or cannot store more. Try again in a moment.",
      {
        headers: { "retry-after": "1" },
      },
    );
  }
  return new RequestProblem(
    "internal-error",
    "The server could not answer this request. The log has the details under the request id.",
  );
}

/** A problem of core's as answers name it. */
export function toFieldProblem({ path, code, message }: Problem): FieldProblem {
  return { field: path.join("."), code, message };
}

/** What a schema found wrong, field by field. */
export function fieldProblems(error: ZodError): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    const field = issue.path.join(".");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        field: field ? `${field}.${key}` : key,
        code: "unknown-field",
        message: `"${key}" is not a field of this request; remove it`,
      }));
    }
    const own = issue.code === "custom" && typeof issue.params?.code === "string" ? issue.params.code : "invalid";
    return [
      { field, code: issue.code === "custom" ? own : issue.code.replaceAll("_", "-"), message: issueMessage(issue) },
    ];
  });
}

/** Class 22 of PostgreSQL's codes: data that a column cannot hold. Checks before it say more; this is the last. */
function isDataError(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (/^(22[0-9A-Z]{3}|54001)$/.test((cause as { code?: string }).code ?? "")) return true;
  return false;
}
