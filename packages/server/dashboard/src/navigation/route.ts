import { PLAIN_PAGES } from "../../../src/dashboard/plain-pages.ts";

/** What an address of the dashboard shows. */
export type Route =
  | { readonly page: "overview" | "new-experiment" | "not-found" | (typeof PLAIN_PAGES)[number] }
  | { readonly page: "experiment" | "set-up"; readonly experiment: string }
  | { readonly page: "account"; readonly account: string }
  | { readonly page: "webhook"; readonly endpoint: string }
  | { readonly page: "unit"; readonly kind: "visitor" | "account"; readonly id: string };

/** Reads the path of an address. */
export function parseRoute(path: string): Route {
  const parts = decode(path.replace(/^\/|\/$/g, ""));
  const [first = "", second, third] = parts;
  const plain = PLAIN_PAGES.find((name) => name === first);
  if (first === "") return { page: "overview" };
  if (plain === undefined || parts.length > 3) return { page: "not-found" };
  if (second === undefined) return { page: plain };
  if (third === undefined) {
    if (first === "accounts") return { page: "account", account: second };
    if (first === "webhooks") return { page: "webhook", endpoint: second };
    if (first === "experiments" && second === "new") return { page: "new-experiment" };
    if (first === "experiments" && isKey(second)) return { page: "experiment", experiment: second };
  }
  if (first === "experiments" && isKey(second) && third === "set-up") return { page: "set-up", experiment: second };
  if (first === "units" && (second === "visitor" || second === "account") && third !== undefined)
    return { page: "unit", kind: second, id: third };
  return { page: "not-found" };
}

/** The path of an experiment's results page. */
export function resultsPath(experimentKey: string): string {
  return `/experiments/${encodeURIComponent(experimentKey)}`;
}

/** The path of a unit's story. */
export function unitPath({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `/units/${kind}/${encodeURIComponent(id)}`;
}

function isKey(text: string): boolean {
  return /^[\w.-]{1,128}$/.test(text);
}

function decode(path: string): string[] {
  try {
    return path.split("/").map(decodeURIComponent);
  } catch {
    return ["?"];
  }
}
