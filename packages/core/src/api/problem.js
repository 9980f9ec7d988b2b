import { z } from "zod";
import { fieldProblem } from "./events.ts";
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  problems: z.array(fieldProblem),
  requestId: z.string(),
});
