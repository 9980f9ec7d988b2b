import { PricewrightError, type Problem } from "@pricewright/core";
import type { ProblemDocument } from "@pricewright/core/api";
import type { HTTPError } from "ky";

/** An answer of the server that was not a success, or no answer at all. */
export class PricewrightRequestError extends PricewrightError {
  override readonly name = "PricewrightRequestError";
  /** HTTP status, or null when the server could not be reached. */
  readonly status: number | null;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Names the request in the server's log. */
  readonly requestId: string | null;

  constructor(
    code: string,
    message: string,
    details: {
      status: number | null;
      retryable: boolean;
      requestId?: string;
      problems?: readonly Problem[];
      cause: unknown;
    },
  ) {
    super(code, message, { problems: details.problems ?? [], cause: details.cause });
    this.status = details.status;
    this.retryable = details.retryable;
    this.requestId = details.requestId ?? null;
  }
}

const RETRYABLE = new Set([408, 425, 429, 500, 502, 503, 504]);

/** The one place where HTTP becomes an error again. */
export function toPricewrightError(error: unknown): PricewrightRequestError {
  if (error instanceof PricewrightRequestError) return error;
  if (isHttpError(error)) {
    const { status } = error.response;
    const retryable = RETRYABLE.has(status);
    if (!isProblemDocument(error.data)) {
      return new PricewrightRequestError("unexpected-answer", `The server answered ${status} without saying why.`, {
        status,
        retryable,
        cause: error,
      });
    }
    const { code, detail, requestId, problems } = error.data;
    return new PricewrightRequestError(code, detail, {
      status,
      retryable,
      requestId,
      problems: problems.map(({ field, code, message }) => ({
        path: field === "" ? [] : field.split("."),
        code,
        message,
      })),
      cause: error,
    });
  }
  const reason =
    (error as Error | undefined)?.name === "TimeoutError" ? "did not answer in time" : "could not be reached";
  return new PricewrightRequestError(
    "unreachable",
    `The Pricewright server ${reason}. Check baseUrl and whether it runs.`,
    {
      status: null,
      retryable: true,
      cause: error,
    },
  );
}

/** By its name: importing the class would load ky before anything is asked. */
function isHttpError(error: unknown): error is HTTPError {
  return error instanceof Error && error.name === "HTTPError" && "response" in error;
}

function isProblemDocument(data: unknown): data is ProblemDocument {
  return typeof data === "object" && data !== null && "code" in data && "detail" in data && "problems" in data;
}
