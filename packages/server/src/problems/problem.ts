import type { FieldProblem } from "@pricewright/core/api";

/** A request that cannot be answered as asked. Thrown anywhere; becomes `application/problem+json` in one place. */
export class RequestProblem extends Error {
  override readonly name = "RequestProblem";
  readonly code: ProblemCode;
  readonly problems: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    extra: { problems?: readonly FieldProblem[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.code = code;
    this.problems = extra.problems ?? [];
    this.headers = extra.headers ?? {};
  }
}

/** Every code, its HTTP status and its title. */
export const PROBLEMS = {
  "invalid-request": { status: 400, title: "The request is not valid" },
  "malformed-json": { status: 400, title: "The body is not JSON" },
  unauthenticated: { status: 401, title: "No valid key" },
  forbidden: { status: 403, title: "Not allowed with this key" },
  "not-found": { status: 404, title: "Not found" },
  "method-not-allowed": { status: 405, title: "Method not allowed" },
  "already-exists": { status: 409, title: "It already exists" },
  "no-catalog": { status: 409, title: "No catalog is published" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "unsupported-content-type": { status: 415, title: "The content type is not supported" },
  "rate-limited": { status: 429, title: "Too many requests" },
  "internal-error": { status: 500, title: "Something went wrong here" },
  unavailable: { status: 503, title: "Temporarily unavailable" },
} as const satisfies Record<string, { status: number; title: string }>;

/** A stable, machine-readable reason for an error answer. */
export type ProblemCode = keyof typeof PROBLEMS;
