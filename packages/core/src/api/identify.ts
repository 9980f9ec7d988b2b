import { z } from "zod";
import { isUnitId } from "../assignment/unit.ts";
import { type FieldProblem, fieldProblem } from "./events.ts";
import { isoTime } from "./fields.ts";

/** `POST /v1/identify`: a visitor turned out to be an account, at sign-up, at login, by a link. */
export interface IdentifyRequest {
  /** Id of the visitor. */
  readonly visitor: string;
  /** Id of the account. */
  readonly account: string;
  /**
   * When it happened, ISO 8601. Of several accounts the visitor belongs to the earliest.
   *
   * @default now
   */
  readonly at?: string | undefined;
}

export interface IdentifyResponse {
  readonly visitor: string;
  /** The account that the visitor belongs to: another one than asked for, where that was earlier. */
  readonly account: string;
  /** What of the request should be otherwise, and was accepted. */
  readonly warnings: readonly FieldProblem[];
}

const id = z.string().refine(isUnitId, "use 1 to 512 bytes of UTF-8");

export const identifyRequest: z.ZodType<IdentifyRequest> = z.strictObject({
  visitor: id,
  account: id,
  at: isoTime.optional(),
});

export const identifyResponse: z.ZodType<IdentifyResponse> = z.object({
  visitor: z.string(),
  account: z.string(),
  warnings: z.array(fieldProblem),
});
