import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exposure, preparePriceTest } from "./testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "./testing/test-server.ts";

/** How many requests to make up; more in CI. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 3000);
const SEED = Number(process.env.FUZZ_SEED ?? 20260310);
/** Milliseconds that any answer may take. */
const SLOWEST = 2000;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body: Schema | null;
  readonly query: readonly string[];
}

/** As much of JSON Schema as the description uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

let server: TestServer;
let tenant: TestTenant;
let operations: Operation[] = [];
const logged: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ log: pino({ level: "error" }, { write: (line) => logged.push(line) }) });
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
  await tenant.post("/v1/events", { events: [exposure("v_1")] });
  const { body: description } = await server.call("GET", "/openapi.json");
  operations = readOperations(description);
});
afterAll(() => server.drop());

// biome-ignore lint/suspicious/noExplicitAny: the description is read as it comes
function readOperations(description: any): Operation[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    // biome-ignore lint/suspicious/noExplicitAny: the description is read as it comes
    Object.entries(methods as Record<string, any>).map(([method, { requestBody, parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      body: requestBody?.content["application/json"]?.schema ?? null,
      query: parameters
        .filter((parameter: { in: string }) => parameter.in === "query")
        .map((parameter: { name: string }) => parameter.name),
    })),
  );
}

const NASTY = [
  "",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\uffff",
  "' or 1=1 --",
  "'; drop table units; --",
  "$1",
  "%s%n",
  "<script>alert(1)</script>",
  "__proto__",
  "constructor",
  "toString",
  "../../etc/passwd",
  "$".concat("{7*7}"),
  "{{7*7}}",
  "null",
  "NaN",
  "-0",
  "1e400",
  "9".repeat(400),
  "0.".padEnd(300, "1"),
  "2026-02-30T25:61:61Z",
  "9999-12-31T23:59:59.999Z",
  "0000-01-01T00:00:00Z",
  "x".repeat(5000),
  "\u202e\u0301",
  "USD",
  "XXX",
  "license-price",
  "license-39",
  "price-39",
  "39.00",
  "999999999999999999999999999999.99",
  "2026-03-02T12:00:00Z",
] as const;

const nastyText = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 40 }));
const nastyNumber = fc.constantFrom(
  0,
  -0,
  -1,
  1,
  0.1,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e21,
  1e308,
  5e-324,
  Number.MAX_SAFE_INTEGER,
);
const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  nastyNumber,
  fc.boolean(),
  fc.constant(null),
  fc.array(nastyText, { maxLength: 3 }),
  fc.dictionary(nastyText, nastyText, { maxKeys: 3 }),
  fc.constantFrom(20, 2000).map(nested),
);

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** A value of the schema's shape, with something wrong here and there. */
function shapedLike(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const honest = honestValue(schema, depth);
  return fc.oneof({ weight: 12, arbitrary: honest }, { weight: 1, arbitrary: nastyValue });
}

function honestValue(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices && depth < 6) return fc.oneof(...choices.map((choice) => shapedLike(choice, depth + 1)));
  const type = typeof schema.type === "string" ? schema.type : schema.type?.[0];
  if (type === "object" && depth < 6) return objectOf(schema, depth);
  if (type === "array" && depth < 6)
    return fc.array(
      schema.items && Object.keys(schema.items).length > 0 ? shapedLike(schema.items, depth + 1) : eventLike(depth),
      {
        maxLength: 4,
      },
    );
  if (type === "integer" || type === "number") return fc.oneof(fc.integer({ min: 0, max: 100 }), nastyNumber);
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  return type === "string" ? nastyText : nastyValue;
}

function objectOf({ properties = {}, additionalProperties, required = [] }: Schema, depth: number) {
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, shapedLike(schema, depth + 1)])),
    { requiredKeys: [...required] },
  );
  if (additionalProperties === undefined || additionalProperties === false) return known;
  const schema = additionalProperties === true ? {} : additionalProperties;
  const others = fc.dictionary(nastyText, shapedLike(schema, depth + 1), { maxKeys: 3 });
  return fc.tuple(known, others).map(([first, second]) => ({ ...second, ...first }));
}

/** Events are described apart from the batch that holds them. */
function eventLike(depth: number): fc.Arbitrary<unknown> {
  if (depth > 4) return nastyValue;
  const unit = fc.record({ kind: fc.constantFrom("visitor", "account"), id: nastyText });
  const money = fc.oneof(fc.constantFrom("39.00", "0", "59", "1e5", "-1", "9".repeat(25)), nastyText);
  const common = {
    id: fc.oneof(fc.uuid(), nastyText),
    unit,
    occurredAt: fc.oneof(fc.constant("2026-03-02T12:00:00Z"), nastyText),
  };
  const price = {
    price: fc.constantFrom("license-39", "license-59", "nope"),
    amount: money,
    currency: fc.constantFrom("USD", "JPY", "XXX"),
  };
  return fc.oneof(
    fc.record(
      {
        ...common,
        type: fc.constant("exposure"),
        experiment: fc.constant("license-price"),
        variant: fc.constantFrom("price-39", "price-59", "nope"),
        shown: fc.array(fc.record(price), { maxLength: 2 }),
        label: nastyText,
        attributes: fc.dictionary(nastyText, nastyValue, { maxKeys: 2 }),
      },
      { requiredKeys: ["id", "unit", "occurredAt", "type", "experiment", "variant", "shown"] },
    ),
    fc.record(
      { ...common, type: fc.constant("conversion"), ...price, revenue: money },
      { requiredKeys: ["id", "unit", "occurredAt", "type", "price", "amount", "currency"] },
    ),
    fc.record({
      ...common,
      type: fc.constant("refund"),
      conversion: nastyText,
      amount: money,
      currency: price.currency,
    }),
    fc.record({ ...common, type: fc.constant("cost"), cost: money, currency: price.currency }),
    fc.record({
      ...common,
      type: fc.constant("quoted-exposure"),
      quote: nastyText,
      shown: fc.array(fc.record(price), { maxLength: 2 }),
    }),
    nastyValue,
  );
}

const requestTo = (operation: Operation) => {
  const place = fc.oneof(
    { weight: 6, arbitrary: fc.constant("license-price") },
    { weight: 3, arbitrary: fc.constantFrom("visitor", "v_1", "1", "account") },
    { weight: 2, arbitrary: nastyText },
  );
  const text =
    operation.body === null
      ? fc.constant(null)
      : shapedLike(operation.body).map((value) => JSON.stringify(value) ?? "");
  return fc.record({
    operation: fc.constant(operation),
    places: fc.array(place, { minLength: 3, maxLength: 3 }),
    query: fc.dictionary(fc.oneof(fc.constantFrom("cursor", "format", ...operation.query), nastyText), nastyText, {
      maxKeys: 3,
    }),
    text,
    /** What happens to the bytes on the way. */
    spoil: fc.oneof(
      { weight: 12, arbitrary: fc.constant("no" as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("truncate" as const, "bytes" as const, "nul" as const, "empty" as const),
      },
    ),
    type: fc.oneof(
      { weight: 12, arbitrary: fc.constant("application/json") },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "text/plain",
          "application/xml",
          "",
          "application/json; charset=utf-16",
          "multipart/form-data; boundary=x",
        ),
      },
    ),
    headers: fc.record(
      {
        "if-match": fc.oneof(fc.constant('"v1"'), fc.stringMatching(/^[ -~]{0,20}$/)),
        "idempotency-key": fc.stringMatching(/^[ -~]{0,20}$/),
        origin: fc.constantFrom("https://evil.example", "null"),
        "x-country": fc.constantFrom("US", "\u00e9", "zz top"),
      },
      { requiredKeys: [] },
    ),
    key: fc.constantFrom("secret", "secret", "secret", "publishable", "none", "nonsense"),
  });
};

function bytesOf(text: string, spoil: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  if (spoil === "truncate") return bytes.slice(0, bytes.length >> 1);
  if (spoil === "empty") return new Uint8Array();
  if (spoil === "bytes" || spoil === "nul") {
    const spoiled = new Uint8Array(bytes);
    for (let index = 3; index < spoiled.length; index += 17) spoiled[index] = spoil === "nul" ? 0 : 0xff;
    return spoiled;
  }
  return bytes;
}

/** Traces of the inside that no answer may show. */
const INSIDE =
  /\bat .+\.(ts|js):\d+|node_modules|\b(select|insert into|update|delete from)\b .+\b(from|values|set|where)\b|PostgresError|DrizzleQueryError|Failed query/i;

describe("requests made up from the description", () => {
  it("never fail inside, never show the inside, and are answered in time", async () => {
    expect(operations.length).toBeGreaterThan(5);
    const found = new Map<string, string>();
    const statuses = new Map<number, number>();
    const one = async ({
      operation,
      places,
      query,
      text,
      spoil,
      type,
      headers,
      key,
    }: ReturnType<typeof requestTo> extends fc.Arbitrary<infer Value> ? Value : never) => {
      let index = 0;
      const safe = (value: string) => encodeURIComponent(value.toWellFormed());
      const path = operation.path.replace(/\{\w+\}/g, () => safe(places[index++] ?? ""));
      const search = Object.entries(query)
        .map(([name, value]) => `${safe(name)}=${safe(value)}`)
        .join("&");
      const keys: Record<string, string> = {
        secret: tenant.secretKey,
        publishable: tenant.publishableKey,
        nonsense: "pw_sk_test_x",
      };
      const started = performance.now();
      const response = await server.app.request(search ? `${path}?${search}` : path, {
        method: operation.method,
        headers: {
          ...headers,
          ...(keys[key] === undefined ? {} : { authorization: `Bearer ${keys[key]}` }),
          ...(operation.body !== null && type ? { "content-type": type } : {}),
        },
        ...(text === null || operation.method === "GET" ? {} : { body: bytesOf(text, spoil) }),
      });
      const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
      // A stream of changes goes on until somebody leaves.
      if (isStream) await response.body?.cancel();
      const answer = isStream ? "" : await response.text();
      const took = performance.now() - started;
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      const wrong =
        response.status >= 500
          ? `status ${response.status}`
          : INSIDE.test(answer)
            ? "shows the inside"
            : took > SLOWEST
              ? `took ${Math.round(took)} ms`
              : "";
      if (wrong)
        found.set(
          `${wrong} ${operation.method} ${operation.path}`,
          `${path}?${search} ${JSON.stringify(headers)} ${text?.slice(0, 600)} -> ${answer.slice(0, 300)} ${logged.at(-1)?.slice(0, 1500)}`,
        );
    };
    const requests = fc.constantFrom(...operations).chain((operation) => requestTo(operation));
    for (const request of fc.sample(requests, { numRuns: REQUESTS, seed: SEED })) await one(request);
    expect([...found]).toEqual([]);
    // Requests that are all refused at the door would try nothing.
    expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(REQUESTS / 50);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(REQUESTS / 50);
  }, 600_000);
});
