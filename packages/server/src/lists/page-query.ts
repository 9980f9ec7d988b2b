import { z } from "@hono/zod-openapi";

/** How a part of a list is asked for: where the part before ended, and at most so many. */
export const pageQuery = z.strictObject({
  cursor: z.string().min(1).max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Likewise, of a list that comes as a whole where nobody asks for a part. */
export const wholeOrPageQuery = pageQuery.extend({ limit: pageQuery.shape.limit.unwrap().optional() });
