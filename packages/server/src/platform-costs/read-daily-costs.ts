/** What one customer's part of the platform cost on one day. */
export interface DailyCost {
  /** Value of the label that says whose it is. */
  readonly owner: string;
  /** UTC, such as `2026-03-02`. */
  readonly day: string;
  /** In major units of the exporter's currency. */
  readonly amount: number;
}

/** Which costs to read. */
export interface DailyCostsOptions {
  /** Address of Prometheus, such as `http://prometheus:9090`. */
  readonly prometheus: string;
  /** Expression of hourly rates, such as `sum by (namespace) (node_namespace_total_cost)`. */
  readonly query: string;
  /** Label that says whose a series is. */
  readonly label: string;
  /** First and last day, UTC, such as `2026-03-02`; both are read. */
  readonly from: string;
  readonly to: string;
}

const DAY_SECONDS = 86_400;
/** Looks at the rate in an hour: what runs for less than five minutes may be missed. */
const LOOKS_AN_HOUR = 12;

/** Thrown when Prometheus does not answer as it should. */
export class PrometheusError extends Error {
  override readonly name = "PrometheusError";
}

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [seconds: number, value: string])[];
}

/**
 * Reads what each customer cost each day from an exporter of hourly rates. A rate that was not there for a part of the day
 * costs nothing for that part.
 *
 * @throws PrometheusError saying what Prometheus said.
 */
export async function readDailyCosts(options: DailyCostsOptions): Promise<DailyCost[]> {
  const { query, label, from, to } = options;
  // A second before midnight, so that the looks at a day are its own: midnight is the next day's.
  const endOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000 + DAY_SECONDS - 1;
  const series = await askRange(options, {
    query: `sum_over_time((${query})[${DAY_SECONDS}s:${3600 / LOOKS_AN_HOUR}s])`,
    start: String(endOf(from)),
    end: String(endOf(to)),
    step: String(DAY_SECONDS),
  });
  const totals = new Map<string, DailyCost>();
  for (const { metric, values } of series) {
    const owner = metric[label];
    if (owner === undefined || owner === "") continue;
    for (const [seconds, value] of values) {
      const day = new Date(seconds * 1000).toISOString().slice(0, 10);
      const amount = Number(value) / LOOKS_AN_HOUR;
      if (!Number.isFinite(amount) || amount < 0)
        throw new PrometheusError(`The cost of ${label}="${owner}" on ${day} is ${value}, which is no amount.`);
      const key = `${day} ${owner}`;
      totals.set(key, { owner, day, amount: (totals.get(key)?.amount ?? 0) + amount });
    }
  }
  return [...totals.values()].sort((a, b) => (`${a.day} ${a.owner}` < `${b.day} ${b.owner}` ? -1 : 1));
}

async function askRange({ prometheus }: DailyCostsOptions, parameters: Record<string, string>): Promise<Series[]> {
  const url = new URL("api/v1/query_range", prometheus.replace(/\/*$/, "/"));
  url.search = new URLSearchParams(parameters).toString();
  const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) })
    .then((response) => response.json() as Promise<{ status?: string; error?: string; data?: { result?: Series[] } }>)
    .catch((cause: unknown) => {
      throw new PrometheusError(`Prometheus at ${prometheus} does not answer.`, { cause });
    });
  if (answer.status !== "success" || !Array.isArray(answer.data?.result))
    throw new PrometheusError(`Prometheus refused the query: ${answer.error ?? "it gave no series"}`);
  return answer.data.result;
}
