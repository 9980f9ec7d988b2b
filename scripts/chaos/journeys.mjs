import { armOf, EXPERIMENT, PRICES } from "./price-test.mjs";

let counter = 0;

/** Reports exposures, sales, refunds and cost of new accounts, in any order, and again what had no answer. */
export async function sendEvents({ call, book, run, again = Math.random() < 0.5 }) {
  const known = again ? book.open.pop() : undefined;
  if (known) return send({ call, book, batch: known });
  const events = shuffle(
    Array.from({ length: 1 + Math.floor(Math.random() * 10) }, () => lifeOf(`${run}-${counter++}`)).flat(),
  );
  const middle = Math.floor(Math.random() * events.length);
  for (const part of [events.slice(0, middle), events.slice(middle)])
    if (part.length > 0) await send({ call, book, batch: { key: "secret", events: part } });
}

/** Everything that happens to one account. */
function lifeOf(id) {
  const unit = { kind: "account", id };
  const occurredAt = new Date(Date.now() - 60_000).toISOString();
  const variant = armOf(id);
  const price = PRICES[variant];
  const base = { unit, occurredAt };
  const dice = Math.random();
  const { amount, currency } = price;
  return [
    { type: "exposure", id: `exposure-${id}`, ...base, experiment: "price", variant, shown: [price] },
    ...(dice < 0.4 ? [{ type: "conversion", id: `sale-${id}`, ...base, ...price }] : []),
    ...(dice < 0.1
      ? [{ type: "refund", id: `refund-${id}`, ...base, conversion: `sale-${id}`, amount, currency }]
      : []),
    ...(dice > 0.1 && dice < 0.2
      ? [{ type: "refund", id: `part-${id}`, ...base, conversion: `sale-${id}`, amount: "7.01", currency }]
      : []),
    ...(dice < 0.3 ? [{ type: "cost", id: `cost-${id}`, ...base, cost: "0.000000012345", currency }] : []),
  ];
}

async function send({ call, book, batch }) {
  book.open.push(batch);
  const { status, body } = await call("/v1/events", { events: batch.events }, { key: batch.key });
  if (status !== 200) {
    book.faults.push(`/v1/events answered ${status}: ${body.detail}`);
    return;
  }
  book.open.splice(book.open.indexOf(batch), 1);
  for (const { id, status: outcome, problems, reason } of body.results) {
    if (outcome === "accepted" || outcome === "duplicate") book.events.add(id);
    else book.faults.push(`event ${id} was ${outcome}: ${JSON.stringify(problems ?? reason)}`);
  }
}

/** A server asks for one of a few accounts, again and again, and reports by its quote what was seen. */
export async function evaluateAccount({ call, book, run }) {
  const id = `seen-${run}-${Math.floor(Math.random() * 200)}`;
  const { variant, quote } = await evaluate({ call, book, body: { unit: { kind: "account", id } }, key: "secret" });
  if (quote !== null) await reportSeen({ call, book, quote, variant, key: "secret" });
}

/** A browser's new visitor sees a price and reports it. */
export async function visit({ call, book }) {
  return seeAsVisitor({ call, book });
}

/** A visitor sees a price, turns out to be an account, buys at that price, and perhaps gets money back. */
export async function goShopping({ call, book, run }) {
  const { unit, variant, quote } = await seeAsVisitor({ call, book });
  if (quote === null) return;
  const shared = Math.random() < 0.3;
  const account = shared ? `shared-${run}-${Math.floor(Math.random() * 5)}` : `account-${run}-${counter++}`;
  if (shared) book.shared.add(account);
  await call("/v1/identify", { visitor: unit.id, account });
  book.identified.set(unit.id, account);
  const verified = await call("/v1/quotes/verify", { quote, account, plan: "pro" });
  const price = PRICES[variant];
  const charged = verified.body.prices?.[0];
  if (charged?.price !== price.price || Number(charged.amount) !== Number(price.amount))
    book.faults.push(`a quote of ${variant} is charged as ${JSON.stringify(verified.body)}`);
  if (!shared) {
    const seen = await evaluate({
      call,
      book,
      body: { unit: { kind: "account", id: account } },
      key: "secret",
      keep: false,
    });
    if (seen.variant !== variant)
      book.faults.push(`visitor ${unit.id} saw ${variant} and as ${account} ${seen.variant}`);
  }
  const base = { unit: { kind: "account", id: account }, occurredAt: new Date().toISOString() };
  const id = counter++;
  const events = [
    { type: "conversion", id: `bought-${run}-${id}`, ...base, ...price },
    { type: "cost", id: `usage-${run}-${id}`, ...base, cost: "0.25", currency: "USD" },
    ...(Math.random() < 0.3
      ? [
          {
            type: "refund",
            id: `back-${run}-${id}`,
            ...base,
            conversion: `bought-${run}-${id}`,
            amount: "10.00",
            currency: "USD",
          },
        ]
      : []),
  ];
  await send({ call, book, batch: { key: "secret", events: shuffle(events) } });
}

async function seeAsVisitor({ call, book }) {
  const seen = await evaluate({ call, book, body: {}, key: "publishable" });
  if (seen.quote !== null) await reportSeen({ call, book, ...seen, key: "publishable" });
  return seen;
}

/** Asks for a unit's price. With the database away an unknown unit gets the control, and its quote names no arm. */
async function evaluate({ call, book, body, key, keep = true }) {
  const answer = await call("/v1/evaluate", body, { key });
  if (answer.status !== 200) {
    book.faults.push(`/v1/evaluate answered ${answer.status}: ${answer.body.detail}`);
    return { variant: "low", quote: null, unit: body.unit };
  }
  const { unit, assignments, quote, frozen } = answer.body;
  const { variant, reason, counted } = assignments.find(({ experiment }) => experiment === EXPERIMENT.key);
  const name = `${unit.kind} ${unit.id}`;
  const before = book.seen.get(name);
  if (before !== undefined && before !== variant) book.faults.push(`${name} saw ${before} and then ${variant}`);
  book.seen.set(name, variant);
  if (reason === "over-quota") {
    book.overQuota++;
    if (counted || variant !== EXPERIMENT.control) book.faults.push(`${name} was counted over quota`);
  }
  // From memory nothing new is kept, and who is not known gets the control.
  if (frozen.length === 0) {
    book.fromMemory++;
    if (variant !== EXPERIMENT.control) book.faults.push(`${name} saw ${variant}, which is not kept`);
    return { unit, variant, quote: null };
  }
  if (keep) book.shown.set(name, variant);
  return { unit, variant, quote };
}

function reportSeen({ call, book, quote, variant, key }) {
  const id = `seen-${counter++}-${Math.random().toString(36).slice(2)}`;
  const event = { type: "quoted-exposure", id, quote, occurredAt: new Date().toISOString(), shown: [PRICES[variant]] };
  return send({ call, book, batch: { key, events: [event] } });
}

/** Creates an experiment of a few, each asked for again and again under its own key. */
export async function createExperiment({ call, book, run }) {
  const key = `draft-${run}-${Math.floor(Math.random() * 4)}`;
  const { status, body } = await call(
    "/v1/experiments",
    { ...EXPERIMENT, key, salt: key, draft: true },
    { headers: { "idempotency-key": `key-${key}` } },
  );
  if (body.code === "quota_exceeded") return;
  if (status === 201) book.created.add(key);
  else if (body.code !== "request-in-progress") book.faults.push(`creating ${key} answered ${status}: ${body.detail}`);
}

/** Opens the checkout of a quote in the test environment, twice at once: one quote has one checkout. */
export async function openCheckout({ call, book, run, again = Math.random() < 0.3 }) {
  const known = again ? book.openCheckouts.pop() : undefined;
  const request = known ?? (await newCheckout({ call, run }));
  if (!request) return;
  book.openCheckouts.push(request);
  const answers = await Promise.all([1, 2].map(() => call("/v1/checkouts", request, { key: "test" })));
  book.openCheckouts.splice(book.openCheckouts.indexOf(request), 1);
  for (const { status, body } of answers) {
    if (status !== 200 && status !== 201) {
      book.faults.push(`/v1/checkouts answered ${status}: ${body.detail}`);
      continue;
    }
    const before = book.checkouts.get(request.quote);
    if (before !== undefined && before !== body.id) book.faults.push(`a quote has checkouts ${before} and ${body.id}`);
    book.checkouts.set(request.quote, body.id);
  }
}

async function newCheckout({ call, run }) {
  const account = `buyer-${run}-${counter++}`;
  const { body } = await call("/v1/evaluate", { unit: { kind: "account", id: account } }, { key: "test" });
  if (!body.quote) return undefined;
  const address = "https://shop.example/";
  return { quote: body.quote, plan: "pro", account, successUrl: address, cancelUrl: address };
}

function shuffle(list) {
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}
