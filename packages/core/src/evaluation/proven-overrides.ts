import type { EvaluateRequest, FieldProblem } from "../api/index.ts";
import { readPreviewToken } from "./preview-token.ts";

/** What {@link provenOverrides} goes by. */
export interface ProvenOverridesOptions {
  readonly environment: "test" | "live";
  /** Whether the caller may look at anything: a server's own overrides need no token. */
  readonly isTrusted: boolean;
  /** Signs preview tokens. */
  readonly secret: Uint8Array;
  readonly at: Date;
}

/** Overrides that hold, and those that do not. */
export interface ProvenOverrides {
  readonly overrides: Readonly<Record<string, string>>;
  /** One `preview-token-required` for each that was not proved. */
  readonly ignored: readonly FieldProblem[];
}

/**
 * Which overrides hold. In the test environment all do. In live a trusted caller's own do, and of others those whose token
 * is genuine, in time and of the same experiment. Whoever passes a token on speaks for a visitor, and is not trusted more
 * than that visitor: an address that anybody can type shows nobody another price.
 */
export function provenOverrides(
  { overrides = {}, previewToken }: Pick<EvaluateRequest, "overrides" | "previewToken">,
  { environment, isTrusted, secret, at }: ProvenOverridesOptions,
): ProvenOverrides {
  if (environment === "test" || (isTrusted && previewToken === undefined)) return { overrides, ignored: [] };
  const allowed = previewToken === undefined ? null : readPreviewToken(previewToken, secret, at);
  const [proven, refused] = [true, false].map((wanted) =>
    Object.entries(overrides).filter(([experiment]) => (experiment === allowed) === wanted),
  ) as [[string, string][], [string, string][]];
  return {
    overrides: Object.fromEntries(proven),
    ignored: refused.map(([experiment]) => ({
      field: `overrides.${experiment}`,
      code: "preview-token-required",
      message: "in the live environment a visitor needs a preview token for this experiment",
    })),
  };
}
