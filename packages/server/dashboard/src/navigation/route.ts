/** What an address of the dashboard shows. */
export type Route =
  | { readonly page: "experiments" }
  | { readonly page: "results"; readonly experiment: string }
  | { readonly page: "not-found" };

/** Reads the path of an address. */
export function parseRoute(path: string): Route {
  if (path === "/") return { page: "experiments" };
  const key = /^\/experiments\/([\w.-]{1,128})\/?$/.exec(path)?.[1];
  return key ? { page: "results", experiment: key } : { page: "not-found" };
}

/** The path of an experiment's results page. */
export function resultsPath(experimentKey: string): string {
  return `/experiments/${encodeURIComponent(experimentKey)}`;
}
