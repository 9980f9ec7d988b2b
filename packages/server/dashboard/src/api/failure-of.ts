import { z } from "zod";
import type { Failure } from "./call-api.ts";

/** The part of a problem document that people read. */
const problem = z.object({
  code: z.string().default(""),
  detail: z.string(),
  problems: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
  upgradeUrl: z.string().optional(),
});

/** Why a request failed, as the server says it in a problem document. */
export function failureOf(status: number, body: unknown): Failure {
  const told = problem.safeParse(body);
  if (!told.success) return { code: "", message: `The server answered ${status}.`, status, problems: [] };
  const { code, detail, problems, upgradeUrl } = told.data;
  return { code, message: detail, status, problems, upgradeUrl };
}
