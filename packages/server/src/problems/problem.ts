import type { FieldProblem, ProblemDocument } from "@pricewright/core/api";

/** A request that cannot be answered as asked. Thrown anywhere; becomes `application/problem+json` in one place. */
export class RequestProblem extends Error {
  override readonly name = "RequestProblem";
  readonly code: ProblemCode;
  readonly problems: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;
  /** Members of the answer that belong to its code. */
  readonly extensions: Pick<ProblemDocument, "resetsAt" | "upgradeUrl" | "shortfall" | "retryable">;

  constructor(
    code: ProblemCode,
    detail: string,
    extra: {
      problems?: readonly FieldProblem[];
      headers?: Record<string, string>;
      extensions?: RequestProblem["extensions"];
    } = {},
  ) {
    super(detail);
    this.code = code;
    this.problems = extra.problems ?? [];
    this.headers = extra.headers ?? {};
    this.extensions = extra.extensions ?? {};
  }
}

/** Every code, with its HTTP status, what happened, and what to do. */
export const PROBLEMS = {
  "invalid-request": {
    status: 400,
    title: "The request is not valid",
    help: "Fields are wrong; the answer names each.",
  },
  "malformed-json": { status: 400, title: "The body is not JSON", help: "Send one JSON value in UTF-8." },
  unauthenticated: {
    status: 401,
    title: "No valid key",
    help: "Send a key of this server as Authorization: Bearer pw_sk_...",
  },
  forbidden: { status: 403, title: "Not allowed with this key", help: "Use a key of the kind that the answer names." },
  "missing-scope": {
    status: 403,
    title: "The key lacks a scope",
    help: "Use a key with the scope that the answer names, or add it to this one.",
  },
  "missing-role": {
    status: 403,
    title: "Not allowed with this role",
    help: "Ask an owner of the tenant to do it, or for the role that the answer names.",
  },
  "no-membership": {
    status: 403,
    title: "Not a member of the tenant",
    help: "Ask an owner for an invitation, or name a tenant that you belong to.",
  },
  "not-signed-in": {
    status: 401,
    title: "Not signed in",
    help: "Address or password is wrong, or the session has ended. Sign in again.",
  },
  "sign-up-closed": {
    status: 403,
    title: "Sign-up is closed",
    help: "Ask an owner for an invitation.",
  },
  "link-not-valid": {
    status: 403,
    title: "The link does not work",
    help: "Each link works once and for 7 days. Ask for another one.",
  },
  "last-owner": {
    status: 409,
    title: "The only owner",
    help: "Make somebody else an owner first.",
  },
  "too-many-internal-units": {
    status: 409,
    title: "The list of internal units is full",
    help: "Take units off the list, or leave traffic out by its label.",
  },
  "not-empty": {
    status: 409,
    title: "The environment is not empty",
    help: "Import into an environment that has no catalog, experiment or event.",
  },
  "import-refused": {
    status: 400,
    title: "The file cannot be imported",
    help: "Send the whole of what an export wrote, unchanged; the answer names the line.",
  },
  "wrong-origin": {
    status: 403,
    title: "Not for this site",
    help: "Add the page's origin to the publishable key.",
  },
  "unknown-visitor": {
    status: 400,
    title: "The visitor is not known here",
    help: "Send no unit for a new visitor, and keep the id of the answer in a cookie.",
  },
  "personal-id": {
    status: 400,
    title: "The id looks personal",
    help: "Use an id that says nothing about a person.",
  },
  "not-found": { status: 404, title: "Not found", help: "Check the address and the key of the thing." },
  "already-exists": { status: 409, title: "It already exists", help: "Choose another key." },
  "no-catalog": {
    status: 409,
    title: "No catalog is published",
    help: "Publish a price list with POST /v1/catalog first.",
  },
  "wrong-status": {
    status: 409,
    title: "Not in this state",
    help: "The answer names the states in which it can be done.",
  },
  "request-in-progress": {
    status: 409,
    title: "The same request is still running",
    help: "Send it again with the same Idempotency-Key after Retry-After.",
  },
  "idempotency-key-reused": {
    status: 422,
    title: "The key was used for another request",
    help: "Give each request its own Idempotency-Key; a repetition must be the same byte for byte.",
  },
  "if-match-required": {
    status: 428,
    title: "The version is missing",
    help: "Read the thing first and send its ETag as If-Match.",
  },
  "changed-meanwhile": {
    status: 412,
    title: "Somebody changed it meanwhile",
    help: "Read it again, decide anew, and send the new ETag as If-Match.",
  },
  "body-too-large": {
    status: 413,
    title: "The body is too large",
    help: "Send smaller batches; a body may hold 1 MiB.",
  },
  "unsupported-content-type": {
    status: 415,
    title: "The content type is not supported",
    help: "Send JSON with the header Content-Type: application/json.",
  },
  "rate-limited": { status: 429, title: "Too many requests", help: "Wait for the seconds in Retry-After." },
  quota_exceeded: {
    status: 429,
    title: "This month's quota is used",
    help: "Prices are shown as before. New experiments wait for the time that the answer names, or for a larger plan.",
  },
  "insufficient-credits": {
    status: 402,
    title: "Not enough credits",
    help: "Give the account the credits that `shortfall` says, or allow an overdraft.",
  },
  "id-reused": {
    status: 422,
    title: "The id stands for something else",
    help: "Give each grant, hold, charge and refund its own id; a repetition must have the same values.",
  },
  "refund-too-large": {
    status: 409,
    title: "More than was charged",
    help: "Refund at most what is left of the charge.",
  },
  "no-credit-value": {
    status: 409,
    title: "The price list says nothing of credits",
    help: "Publish a price list with `creditValue`, and move the account to it.",
  },
  "too-busy": {
    status: 503,
    title: "Too many commands wait for this account",
    help: "Send it again after Retry-After, with the same id.",
  },
  "no-payment-provider": {
    status: 409,
    title: "Nobody takes payments here",
    help: "Set up a payment provider for the live environment; the sandbox is for the test environment only.",
  },
  "other-account": {
    status: 409,
    title: "A key of another account",
    help: "Send `replaceAccount: true` if the other account is meant; subscriptions of the old one lose their attribution.",
  },
  "byok-off": {
    status: 409,
    title: "Keys of your own are not used here",
    help: "On this server payments go through the platform.",
  },
  "billing-off": {
    status: 404,
    title: "Nothing is billed here",
    help: "This server bills nobody: no plan has to be bought.",
  },
  "invalid-signature": {
    status: 400,
    title: "The signature does not match",
    help: "Set the webhook secret that the provider shows, and send the body as it was signed, at once.",
  },
  "unsupported-api-version": {
    status: 400,
    title: "Another version of the provider's API",
    help: "Set the webhook endpoint at the provider to the version that the answer names.",
  },
  "provider-refused": {
    status: 409,
    title: "The payment provider makes no payment page of this",
    help: "The answer says why, in the provider's words; often the price's id at the provider is wrong or archived.",
  },
  "provider-unavailable": {
    status: 503,
    title: "The payment provider does not answer",
    help: "Try again after Retry-After; nothing was changed here.",
  },
  "quote-malformed": { status: 400, title: "Not a quote", help: "Pass on the token that evaluate gave, as it is." },
  "quote-unknown-key": {
    status: 403,
    title: "The quote's key is unknown or revoked",
    help: "Evaluate again for a new quote.",
  },
  "quote-forged": { status: 403, title: "The quote was changed", help: "Evaluate again for a new quote." },
  "wrong-tenant": {
    status: 403,
    title: "Another tenant's quote",
    help: "Use a key of the tenant that gave the quote.",
  },
  "wrong-environment": {
    status: 403,
    title: "A quote of the other environment",
    help: "Use a test key for test quotes and a live key for live ones.",
  },
  "quote-expired": { status: 409, title: "The quote has expired", help: "Evaluate again; the price stays." },
  "wrong-unit": {
    status: 403,
    title: "Another visitor's or account's quote",
    help: "Evaluate for the one who buys, and send that quote.",
  },
  "preview-quote": {
    status: 409,
    title: "The quote is for looking",
    help: "A price that was asked for by an override cannot be bought. Evaluate without it.",
  },
  "price-withdrawn": {
    status: 409,
    title: "The price was withdrawn",
    help: "Evaluate again, show the new price, and let the buyer decide.",
  },
  "internal-error": {
    status: 500,
    title: "Something went wrong here",
    help: "Not your fault; the log has it under the request id.",
  },
  "timed-out": {
    status: 503,
    title: "It took too long",
    help: "Try again after Retry-After, with the same Idempotency-Key for a write.",
  },
  unavailable: {
    status: 503,
    title: "Temporarily unavailable",
    help: "The database is away, or its disk is full; try again after Retry-After.",
  },
} as const satisfies Record<string, { status: number; title: string; help: string }>;

/** A stable, machine-readable reason for an error answer. */
export type ProblemCode = keyof typeof PROBLEMS;
