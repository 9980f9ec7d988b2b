import { readFileSync } from "node:fs";
import type { z } from "zod";

/** The text of a variable that holds it, or names the file that does. */
export function readText(value: string, context: z.RefinementCtx): string {
  if (value.startsWith("-----BEGIN ") || value.startsWith("ey")) return value;
  try {
    return readFileSync(value, "utf8").trim();
  } catch {
    context.addIssue({ code: "custom", message: "use the text itself, or the path of a file that can be read" });
    return "";
  }
}
