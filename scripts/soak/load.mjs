import { armOf, EXPERIMENT, PRICES } from "../chaos/price-test.mjs";

/** As many as a server remembers easily, so that what it remembers is full after the warm-up. */
const UNITS = 2000;
const ACCOUNTS = 20;

let counter = 0;

/**
 * Keeps a server as busy as a few callers do, with everything that it is for, on customers who come back.
 *
 * @returns {{ stop: () => Promise<void>, milliseconds: number[], failures: string[] }} How long each price took, since it
 * was last emptied, and what was not answered as it should be.
 */
export function startMixedLoad({ url, key, workers = 4 }) {
  const milliseconds = [];
  const failures = [];
  let stopped = false;
  const call = async (path, body, more = {}) => {
    const response = await fetch(url + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) failures.push(`${path} answered ${response.status}: ${text.slice(0, 200)}`);
    return text;
  };
  const journeys = [
    async (step) => {
      const started = performance.now();
      await call("/v1/evaluate", { unit: { kind: "account", id: `u_${step % UNITS}` } });
      milliseconds.push(performance.now() - started);
    },
    (step) => call("/v1/events", { events: [seen(`u_${step % UNITS}`), bought(`u_${step % UNITS}`)] }),
    async (step) => {
      const credits = `/v1/accounts/a_${step % ACCOUNTS}/credits`;
      await call(`${credits}/grants`, { amount: "10" }, { "idempotency-key": `grant-${step}` });
      await call(`${credits}/charges`, { amount: "10" }, { "idempotency-key": `charge-${step}` });
    },
    (step) => (step % 50 === 0 ? call(`/v1/experiments/${EXPERIMENT.key}/results`) : call("/v1/config")),
    async (step) => {
      if (step % 20 !== 0) return;
      const ending = new AbortController();
      const response = await fetch(`${url}/v1/config/stream`, {
        headers: { authorization: `Bearer ${key}` },
        signal: ending.signal,
      });
      await response.body.getReader().read();
      ending.abort();
    },
  ];
  const work = async () => {
    while (!stopped) {
      const step = counter++;
      for (const journey of journeys) await journey(step).catch((error) => failures.push(String(error)));
    }
  };
  const all = Promise.all(Array.from({ length: workers }, work));
  return {
    milliseconds,
    failures,
    stop: async () => {
      stopped = true;
      await all;
    },
  };
}

function base(id) {
  return { unit: { kind: "account", id }, occurredAt: new Date(Date.now() - 1000).toISOString() };
}

function seen(id) {
  const variant = armOf(id);
  return {
    type: "exposure",
    id: `e_${counter++}`,
    ...base(id),
    experiment: EXPERIMENT.key,
    variant,
    shown: [PRICES[variant]],
  };
}

function bought(id) {
  return { type: "conversion", id: `s_${counter++}`, ...base(id), ...PRICES[armOf(id)] };
}
