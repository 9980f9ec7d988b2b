import type { z } from "zod";
import { PricewrightError, type Problem } from "../errors/pricewright-error.ts";

/**
 * Reads another system's configuration, given as JSON text or as what was parsed from it.
 *
 * @param name What it is, for the message.
 * @throws PricewrightError `invalid-import` with every problem and its path.
 */
export function readConfiguration<Configuration>(
  schema: z.ZodType<Configuration>,
  input: unknown,
  name: string,
): Configuration {
  const parsed = schema.safeParse(typeof input === "string" ? parseJson(input, name) : input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, code, message }) => ({
    path: path as (string | number)[],
    code,
    message,
  }));
  return refuse(name, problems);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(name, [{ path: [], code: "invalid-json", message: (error as Error).message }]);
  }
}

function refuse(name: string, problems: readonly Problem[]): never {
  const list = problems.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message));
  throw new PricewrightError("invalid-import", `The ${name} cannot be read: ${list.join("; ")}.`, { problems });
}
