import { EXAMPLES } from "./http-api-examples.mjs";

/** Levels of fields that a table shows; what lies deeper is in `/openapi.json`. */
const DEEPEST = 3;

const CALLERS = {
  secretKey: "secret key",
  publishableKey: "publishable key",
  accountToken: "account token",
};

/** The reference of the HTTP API, from an OpenAPI document. */
export function httpApiPage(document) {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({ method: method.toUpperCase(), path, ...route })),
  );
  const toSection = sections();
  const tags = [...new Set(routes.map(({ tags: [tag] }) => tag))];
  return `${[
    "# HTTP API",
    "<!-- Made from /openapi.json of the server by `pnpm docs:api`. Change the schemas and routes, not this page. -->",
    "A running server describes itself too: `/openapi.json`, and as a page at `/docs`. What holds for every route is on\n[its own page](http-conventions.md), and so is [every error](errors.md).",
    table(
      ["route", "who", "what"],
      routes.map((route) => [`[\`${name(route)}\`](#${anchor(name(route))})`, who(route), route.summary]),
    ),
    ...tags.flatMap((tag) => [`## ${tag}`, ...routes.filter(({ tags: [own] }) => own === tag).flatMap(toSection)]),
  ].join("\n\n")}\n`;
}

/** Writes one route after another; fields that a route before has already are not repeated. */
function sections() {
  const written = new Map();
  const fields = (schema, where) => {
    const text = fieldTable(schema);
    const before = written.get(text);
    if (before !== undefined) return ` as of [\`${before}\`](#${anchor(before)}).`;
    written.set(text, where);
    return `:\n\n${text}`;
  };
  return (route) => section(route, (schema) => fields(schema, name(route)));
}

function section(route, fields) {
  const body = route.requestBody?.content?.["application/json"]?.schema;
  const parameters = route.parameters ?? [];
  return [
    `### \`${name(route)}\``,
    [sentence(route.summary), route.description].filter(Boolean).join(" "),
    `Who: ${who(route)}.`,
    parameters.length > 0 &&
      table(
        ["parameter", "where", "type", "meaning"],
        parameters.map((parameter) => [
          `\`${parameter.name}\`${parameter.required ? "" : " (optional)"}`,
          parameter.in,
          typeOf(parameter.schema),
          parameter.description ?? "",
        ]),
      ),
    body && `Body${fields(body)}`,
    ...Object.entries(route.responses)
      .filter(([status]) => status !== "4XX")
      .map(([status, answer]) => {
        const schema = answer.content?.["application/json"]?.schema;
        const shape = schema && rowsOf(schema, "", 1).length > 0 ? fields(schema) : ".";
        return `Answer ${status}: ${answer.description}${shape}`;
      }),
    `Problems: ${problemsOf(route)
      .map((code) => `\`${code}\``)
      .join(", ")}.`,
    example(route),
  ].filter(Boolean);
}

/** Problems that follow from what the route takes. Codes of its own are in its description and on the page of errors. */
function problemsOf({ requestBody, parameters = [], path, method, security, tags }) {
  const header = (named) => parameters.some((parameter) => parameter.name === named);
  return [
    ...(requestBody || parameters.some((parameter) => parameter.in === "query") ? ["invalid-request"] : []),
    ...(requestBody ? ["malformed-json", "body-too-large"] : []),
    "unauthenticated",
    "forbidden",
    ...(security.some(({ secretKey }) => secretKey?.length > 0) ? ["missing-scope"] : []),
    ...(security.some(({ publishableKey }) => publishableKey) ? ["wrong-origin", "unknown-visitor"] : []),
    ...(path.includes("{") ? ["not-found"] : []),
    ...(header("if-match") ? ["if-match-required", "changed-meanwhile", "wrong-status"] : []),
    ...(method !== "GET" && tags[0] === "Credits" ? ["insufficient-credits", "id-reused", "too-busy"] : []),
    ...(method !== "GET" && tags[0] !== "Evaluate" && tags[0] !== "Credits"
      ? ["idempotency-key-reused", "request-in-progress"]
      : []),
    "rate-limited",
    "unavailable",
  ];
}

function example(route) {
  const given = EXAMPLES[name(route)];
  if (!given) return "";
  const body = given.body === undefined ? "" : `\n\n${JSON.stringify(given.body, null, 2)}`;
  const headers = Object.entries(given.headers ?? {}).map(([header, value]) => `\n${header}: ${value}`);
  const key = given.key ?? "pw_sk_test_...";
  const request = `${route.method} ${given.path ?? route.path}\nAuthorization: Bearer ${key}${headers.join("")}${body}`;
  return `\`\`\`http\n${request}\n\`\`\``;
}

function fieldTable(schema) {
  return table(["field", "type", "meaning"], rowsOf(schema, "", 1));
}

function rowsOf(schema, prefix, depth) {
  const whole = merged(schema);
  return Object.entries(whole.properties).flatMap(([field, part]) => {
    const path = `${prefix}${field}`;
    const optional = whole.required.has(field) ? "" : kindsWith(field, whole.shapes);
    const inner = innerOf(part);
    const rows = depth < DEEPEST && inner ? rowsOf(inner.schema, `${path}${inner.list ? "[]" : ""}.`, depth + 1) : [];
    return [[`\`${path}\`${optional}`, typeOf(part), part.description ?? ""], ...rows];
  });
}

/** Fields of an object, or of all shapes that it may have. */
function merged(schema) {
  const shapes = (schema.anyOf ?? schema.oneOf ?? [schema]).filter((shape) => shape.type !== "null");
  const properties = {};
  for (const shape of shapes)
    for (const [field, part] of Object.entries(shape.properties ?? {}))
      properties[field] = properties[field] ? join(properties[field], part) : part;
  const always = (field) => shapes.every((shape) => shape.required?.includes(field));
  return { shapes, properties, required: new Set(Object.keys(properties).filter(always)) };
}

function join(known, part) {
  const values = ({ enum: several, const: one }) => several ?? (one === undefined ? [] : [one]);
  const all = [...new Set([...values(known), ...values(part)])];
  if (all.length === 0 || values(known).length === 0 || values(part).length === 0) return known;
  const { const: _, ...rest } = known;
  return { ...rest, enum: all };
}

/** Which kinds of a union have a field, where not all have it. */
function kindsWith(field, shapes) {
  const having = shapes.filter(({ properties }) => properties?.[field]);
  const kinds = having.map(({ properties }) => properties.type?.const).filter(Boolean);
  const optional = having.every(({ required }) => required?.includes(field)) ? "" : " (optional)";
  if (shapes.length === 1 || kinds.length < having.length) return " (optional)";
  return `, of ${kinds.map((kind) => `\`${kind}\``).join(", ")}${optional}`;
}

function innerOf(schema) {
  const list = schema.items !== undefined && typeof schema.items === "object";
  const inner = list ? schema.items : schema;
  return Object.keys(merged(inner).properties).length > 0 ? { schema: inner, list } : null;
}

function typeOf(schema) {
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(", ");
  const shapes = schema.anyOf ?? schema.oneOf;
  if (shapes) return [...new Set(shapes.map(typeOf))].join(" or ");
  const types = [schema.type ?? "any"]
    .flat()
    .map((type) => (type === "array" ? `list of ${typeOf(schema.items ?? {})}` : type));
  const extra = [
    schema.format,
    schema.minimum !== undefined && Math.abs(schema.minimum) < 2 ** 53 - 1 && `at least ${schema.minimum}`,
    schema.maximum !== undefined && schema.maximum < 2 ** 53 - 1 && `at most ${schema.maximum}`,
    schema.minLength !== undefined && `at least ${schema.minLength} characters`,
    schema.maxLength !== undefined && `at most ${schema.maxLength} characters`,
    schema.minItems !== undefined && `at least ${schema.minItems}`,
    schema.maxItems !== undefined && `at most ${schema.maxItems}`,
    schema.default !== undefined && `default ${schema.default}`,
  ].filter(Boolean);
  return [types.join(" or "), ...extra].join(", ");
}

function who({ security }) {
  if (security.length === 0) return "signature of the payment provider";
  return security
    .map((entry) => {
      const [[kind, scopes]] = Object.entries(entry);
      return scopes.length > 0 ? `${CALLERS[kind]} with \`${scopes.join("`, `")}\`` : CALLERS[kind];
    })
    .join(", ");
}

const name = ({ method, path }) => `${method} ${path}`;
const sentence = (text) => (/[.?!]$/.test(text) ? text : `${text}.`);
const anchor = (text) =>
  text
    .toLowerCase()
    .replaceAll(" ", "-")
    .replace(/[^\w-]/g, "");

function table(head, rows) {
  const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const line = (cells) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
