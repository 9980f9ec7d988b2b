/** What the log keeps of an error and its causes: no parameters of queries, which hold ids and attributes of units. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack: string;
}

/** Describes an error for the log. */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: "" };
  const causes = causesOf(error);
  const code = causes.map((cause) => (cause as { code?: unknown }).code).find((found) => typeof found === "string");
  return {
    type: error.name,
    message: causes.map(withoutParameters).join(": "),
    ...(typeof code === "string" ? { code } : {}),
    stack: causes.map((cause) => `${cause.name}: ${withoutParameters(cause)}${framesOf(cause)}`).join("\ncaused by "),
  };
}

function causesOf(error: Error): Error[] {
  const causes: Error[] = [];
  for (let cause: unknown = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause)
    causes.push(cause);
  return causes;
}

/** Drizzle's errors end with the parameters of the query; PostgreSQL repeats a value that it cannot read. */
function withoutParameters(error: Error): string {
  const message = error.message.split("\nparams:")[0] as string;
  const isUnreadable = /^22/.test(String((error as { code?: unknown }).code));
  return isUnreadable ? message.replace(/: ".*"/s, "") : message;
}

function framesOf({ stack = "", message }: Error): string {
  const end = stack.indexOf(message);
  return end < 0 ? "" : stack.slice(end + message.length);
}
