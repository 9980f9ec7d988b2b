import { assign } from "@pricewright/core";

/** The test of prices that everything is about; its salt is fixed, so that arms can be computed here. */
export const EXPERIMENT = {
  key: "price",
  salt: "chaos",
  control: "low",
  variants: [
    { key: "low", prices: ["pro-39"] },
    { key: "high", prices: ["pro-59"] },
  ],
};
export const CATALOG = {
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39", interval: "month" },
        { id: "pro-59", amount: "59", interval: "month", listed: false },
      ],
    },
  ],
};

/** What a server was asked, and what it promised. */
export function newBook() {
  return {
    /** Batches that no answer came to; they are sent again. */
    open: [],
    /** Ids of events that were acknowledged, by visitor. */
    events: new Map(),
    sales: new Set(),
    exposed: new Set(),
    /** The variant that a unit was shown. */
    shown: new Map(),
    /** Idempotency keys whose experiment was promised. */
    created: new Set(),
    faults: [],
    refused: 0,
    unavailable: 0,
    retryAfter: 0,
    requests: 0,
  };
}

let counter = 0;

/**
 * Keeps a server busy until it is gone or told to stop.
 *
 * @param {{ url: string, key: string, book: ReturnType<typeof newBook>, run: string, writes?: boolean }} input
 * @returns {{ stop: () => Promise<void> }}
 */
export function startLoad({ url, key, book, run, workers = 6 }) {
  let stopped = false;
  const post = async (path, body, headers = {}) => {
    book.requests++;
    const response = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const answer = { status: response.status, body: await response.json() };
    if (answer.status === 503) {
      book.unavailable++;
      if (response.headers.get("retry-after") !== null) book.retryAfter++;
    } else if (answer.status >= 500) {
      book.faults.push(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer;
  };
  const steps = [
    () => sendEvents(post, book, run),
    () => sendEvents(post, book, run),
    () => evaluate(post, book, run),
    () => evaluate(post, book, run),
    () => create(post, book, run),
  ];
  const work = async (worker) => {
    for (let step = worker; !stopped; step++) {
      try {
        await steps[step % steps.length]();
      } catch (error) {
        // The connection ended: nothing was promised.
        if (!(error instanceof TypeError) && !/json/i.test(String(error))) book.faults.push(String(error));
        book.refused++;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  const all = Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return {
    stop: async () => {
      stopped = true;
      await all;
    },
  };
}

async function sendEvents(post, book, run) {
  const again = Math.random() < 0.5 ? book.open.pop() : undefined;
  const batch = again ?? newBatch(run);
  book.open.push(batch);
  const { status, body } = await post("/v1/events", { events: batch });
  if (status !== 200) return;
  book.open.splice(book.open.indexOf(batch), 1);
  for (const [index, { id, status: outcome, problems }] of body.results.entries()) {
    const event = batch[index];
    if (outcome !== "accepted" && outcome !== "duplicate") {
      book.faults.push(`event ${id} was ${outcome}: ${JSON.stringify(problems)}`);
      continue;
    }
    book.events.set(id, event.unit.id);
    if (event.type === "conversion") book.sales.add(event.unit.id);
    else book.exposed.add(event.unit.id);
  }
}

function newBatch(run) {
  return Array.from({ length: 1 + Math.floor(Math.random() * 10) }, () => {
    const id = `${run}-${counter++}`;
    const unit = { kind: "account", id };
    const variant = armOf(id);
    const price = variant === "low" ? "39.00" : "59.00";
    const occurredAt = new Date(Date.now() - 60_000).toISOString();
    const shown = [{ price: variant === "low" ? "pro-39" : "pro-59", amount: price, currency: "USD" }];
    const exposure = { type: "exposure", id: `e-${id}`, unit, occurredAt, experiment: "price", variant, shown };
    const sale = { type: "conversion", id: `s-${id}`, unit, occurredAt, ...shown[0] };
    return Math.random() < 0.3 ? [exposure, sale] : [exposure];
  }).flat();
}

/** The variant that a unit is given, computed without the server. */
export function armOf(id) {
  return assign({ ...EXPERIMENT, status: "running" }, { id }).variant;
}

async function evaluate(post, book, run) {
  const id = `seen-${run}-${Math.floor(Math.random() * 200)}`;
  const { status, body } = await post("/v1/evaluate", { unit: { kind: "account", id } });
  if (status !== 200) return;
  const { variant } = body.assignments.find(({ experiment }) => experiment === "price");
  const before = book.shown.get(id);
  if (before !== undefined && before !== variant) book.faults.push(`${id} saw ${before} and then ${variant}`);
  book.shown.set(id, variant);
}

async function create(post, book, run) {
  // Few, and each asked for again and again.
  const key = `draft-${run}-${Math.floor(Math.random() * 4)}`;
  const { status, body } = await post(
    "/v1/experiments",
    { ...EXPERIMENT, key, salt: key, draft: true },
    { "idempotency-key": `key-${key}` },
  );
  if (status === 201) book.created.add(key);
  else if (status < 500 && body.code !== "request-in-progress")
    book.faults.push(`creating ${key} answered ${status}: ${body.detail}`);
}

/** Sends again what no answer came to, until all of it is acknowledged. */
export async function settle({ url, key, book }) {
  for (const batch of book.open.splice(0)) {
    const response = await fetch(`${url}/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ events: batch }),
    });
    if (response.status !== 200) {
      book.faults.push(`after the restart events were answered ${response.status}`);
      continue;
    }
    for (const event of batch) {
      book.events.set(event.id, event.unit.id);
      (event.type === "conversion" ? book.sales : book.exposed).add(event.unit.id);
    }
  }
}
