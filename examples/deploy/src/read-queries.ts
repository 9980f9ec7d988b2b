import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { folder } from "./folder.ts";

/** One expression for Prometheus, and where it stands. */
export interface Query {
  readonly name: string;
  readonly expression: string;
}

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

interface Alerts {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

/** Every query of the dashboard, with a minute for what Grafana fills in, and of the alerts. */
export function readQueries(): Query[] {
  const dashboard: Dashboard = JSON.parse(readFileSync(join(folder, "chart/files/dashboard.json"), "utf8"));
  const alerts: Alerts = parse(readFileSync(join(folder, "chart/files/alerts.yaml"), "utf8"));
  return [
    ...dashboard.panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({ name: title, expression: expr.replaceAll("$__rate_interval", "1m") })),
    ),
    ...alerts.groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => ({ name: alert, expression: expr }))),
  ];
}

/** One metric that a query asks for, with the labels that it names. */
export interface Selector {
  readonly metric: string;
  readonly labels: string;
}

/** The metrics of a query, such as `up{job="pricewright"}`. */
export function selectorsOf(expression: string): Selector[] {
  const names = /\b((?:up|pricewright_\w+|nodejs_\w+|process_\w+))(?:\{([^}]*)\})?/g;
  return [...expression.matchAll(names)].map(([, metric = "", labels = ""]) => ({ metric, labels }));
}
