import { z } from "@hono/zod-openapi";

/** A unit as paths name it. */
export const unitParams = z.object({ kind: z.enum(["visitor", "account"]), id: z.string().min(1).max(512) });
