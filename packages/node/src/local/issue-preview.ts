import { PricewrightError } from "@pricewright/core";
import type { PreviewToken } from "@pricewright/core/api";
import { PREVIEW_TOKEN_SECONDS, signPreviewToken } from "@pricewright/core/evaluation";
import type { Engine } from "./engine.ts";

/**
 * Makes a token with which anybody may look at each variant of an experiment.
 *
 * @throws PricewrightError `not-found`.
 */
export function issuePreview({ book, secrets, clock }: Engine, experiment: string): PreviewToken {
  if (!book.experiments.has(experiment))
    throw new PricewrightError("not-found", `There is no experiment "${experiment}".`);
  const expiresAt = new Date(clock().getTime() + PREVIEW_TOKEN_SECONDS * 1000);
  return { token: signPreviewToken(experiment, expiresAt, secrets.previews), expiresAt: expiresAt.toISOString() };
}
