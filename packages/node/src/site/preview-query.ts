import type { UnitFacts } from "../pricing/pricing-unit.ts";

/** What a page's address says should be looked at. Anybody can type it: it is passed on to be proved, and never trusted. */
export type PreviewQuery = Required<Pick<UnitFacts, "overrides" | "previewToken">>;

/** Name of the query's token. */
const TOKEN = "pw_preview";
const EXPERIMENT = /^pw_([\w.-]{1,128})$/;
const [LONGEST_VARIANT, LONGEST_TOKEN] = [128, 1024];

/**
 * Reads `?pw_<experiment>=<variant>&pw_preview=<token>` of an address, or of its query; null where nothing is to be looked
 * at. A token always goes along, empty where there is none, by which whoever evaluates knows that a visitor asks.
 */
export function readPreviewQuery(address: string | null | undefined): PreviewQuery | null {
  if (!address?.includes("pw_")) return null;
  const query = new URLSearchParams(address.slice(address.indexOf("?") + 1).split("#")[0]);
  const overrides = [...query].flatMap(([name, variant]) => {
    const experiment = name === TOKEN ? undefined : EXPERIMENT.exec(name)?.[1];
    return experiment === undefined || variant.length > LONGEST_VARIANT ? [] : [[experiment, variant] as const];
  });
  if (overrides.length === 0) return null;
  const token = query.get(TOKEN) ?? "";
  return { overrides: Object.fromEntries(overrides), previewToken: token.length > LONGEST_TOKEN ? "" : token };
}
