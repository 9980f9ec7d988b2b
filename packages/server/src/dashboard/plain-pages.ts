/** Pages of the dashboard whose address is their name alone, or begins with it. */
export const PLAIN_PAGES = [
  "accounts",
  "audit",
  "billing",
  "catalog",
  "events",
  "experiments",
  "export",
  "keys",
  "margin",
  "new-password",
  "providers",
  "start",
  "team",
  "units",
  "webhooks",
  "workspace",
] as const;
