import { definePricing } from "@pricewright/core/catalog";
import { sql } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { FIRST_VERSION } from "../credits/read-accounts.ts";
import type { Database, Queries, Scope } from "../database/database.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { lockScope } from "../database/lock-scope.ts";
import { imports } from "../database/schema/index.ts";
import { loadPricing } from "../experiments/pricing-cache.ts";
import { RequestProblem } from "../problems/problem.ts";
import { checkCredits } from "./check-credits.ts";
import { MOVE_FORMAT, MOVE_VERSION } from "./move-format.ts";
import { MOVING_PARTS, type MovingPart } from "./moving-part.ts";

/** What to take in. */
export interface ImportInput {
  readonly scope: Scope;
  /** Who does it. */
  readonly actor: string;
  /** What `exportLines` wrote, line by line. */
  readonly lines: AsyncIterable<string>;
  readonly now: Date;
}

/** How much was taken in. */
export interface ImportResult {
  readonly rows: number;
  /** How many rows of each part. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Rows that are stored by one statement. */
const BATCH = 500;

/**
 * Takes in what another server exported, all of it or nothing. Whose it is is for the importer to say and not for the file;
 * prices and experiments that core would refuse are refused.
 *
 * @throws RequestProblem `not-empty`, or `import-refused` that names the line.
 */
export function importLines(database: Database, { scope, actor, lines, now }: ImportInput): Promise<ImportResult> {
  return database.inOneTransaction(scope, async (queries) => {
    await lockScope(queries, scope);
    await refuseUnlessEmpty(queries, scope);
    const { exportedAt, ...result } = await takeIn(queries, scope, lines);
    await checkPricing(queries);
    await checkCredits(queries, scope);
    await renewVersions(queries, scope);
    await queries.insert(imports).values({ ...scope, importedAt: now.toISOString(), exportedAt, rows: result.rows });
    const entry = { actor, action: "environment.import", target: `environment/${scope.environment}` };
    await writeAudit(queries, scope, { ...entry, detail: { ...result } }, now);
    return result;
  });
}

/** What another program wrote into the file must not stop every price from being shown. */
async function checkPricing(queries: Queries): Promise<void> {
  try {
    const { catalogs } = await loadPricing(queries);
    for (const { document } of catalogs) definePricing(document);
  } catch (cause) {
    if (isUnavailable(cause)) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RequestProblem("import-refused", `The file's prices and experiments cannot be used: ${why}`);
  }
}

/** Where the environment was emptied, some process may remember accounts of the same ids. */
async function renewVersions(queries: Queries, { tenantId, environment }: Scope): Promise<void> {
  await queries.execute(sql`update accounts set version = ${FIRST_VERSION}
    where tenant_id = ${tenantId} and environment = ${environment}`);
}

async function refuseUnlessEmpty(queries: Queries, scope: Scope): Promise<void> {
  for (const part of MOVING_PARTS)
    if (!(await part.isEmpty(queries, scope)))
      throw new RequestProblem(
        "not-empty",
        `The ${scope.environment} environment has ${part.name.replaceAll("_", " ")} already. Import into an empty one.`,
      );
}

async function takeIn(
  queries: Queries,
  scope: Scope,
  lines: AsyncIterable<string>,
): Promise<ImportResult & { readonly exportedAt: string }> {
  const parts: Record<string, number> = {};
  let number = 0;
  let rows = 0;
  let exportedAt = "";
  let ended: number | null = null;
  const waiting: { part: MovingPart | null; texts: string[] } = { part: null, texts: [] };
  const flush = async () => {
    const { part, texts } = waiting;
    if (!part) return;
    Object.assign(waiting, { part: null, texts: [] });
    const first = number - texts.length;
    await part.take(queries, scope, texts).catch((cause: unknown) => {
      throw refused(`lines ${first} to ${number}`, `a row of ${part.name} cannot be stored`, cause);
    });
    parts[part.name] = (parts[part.name] ?? 0) + texts.length;
  };
  for await (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    if (ended !== null) throw refused(`line ${number}`, "something comes after the end");
    if (number === 1) {
      exportedAt = readHead(line, scope);
      continue;
    }
    const end = readEnd(line);
    if (end !== null) {
      await flush();
      ended = end;
      continue;
    }
    const { part, text } = readRow(line, number);
    if (waiting.part !== part || waiting.texts.length >= BATCH) await flush();
    waiting.part = part;
    waiting.texts.push(text);
    rows++;
  }
  if (ended !== rows)
    throw refused(
      `line ${number}`,
      ended === null ? "the file ends too early" : `it should have ${ended} rows and has ${rows}`,
    );
  return { rows, parts, exportedAt };
}

/** A row's line has this form, and the row is passed on as text: parsing would round its numbers. */
const ROW = /^\{"part":"([a-z_]+)","row":(\{.*\})\}$/s;

function readRow(line: string, number: number): { readonly part: MovingPart; readonly text: string } {
  const [, name, text = ""] = ROW.exec(line) ?? [];
  const part = MOVING_PARTS.find((candidate) => candidate.name === name);
  if (!part || !isJson(text)) throw refused(`line ${number}`, "it is not a row that an export writes");
  return { part, text };
}

function readEnd(line: string): number | null {
  const value = parse(line);
  return value?.end === true && typeof value.rows === "number" ? value.rows : null;
}

/** When the file was written; refuses what is none, or another's. */
function readHead(line: string, { environment }: Scope): string {
  const head = parse(line);
  if (head?.format !== MOVE_FORMAT) throw refused("line 1", "it is not the file of an export");
  if (head.version !== MOVE_VERSION)
    throw refused("line 1", `it has version ${head.version}, and this server reads version ${MOVE_VERSION}`);
  if (head.environment !== environment)
    throw refused("line 1", `it is of the ${head.environment} environment, and this one is ${environment}`);
  const at = new Date(String(head.exportedAt));
  if (Number.isNaN(at.getTime())) throw refused("line 1", "it does not say when it was written");
  return at.toISOString();
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

function isJson(text: string): boolean {
  return parse(text) !== null;
}

function refused(where: string, why: string, cause?: unknown): RequestProblem {
  if (cause !== undefined && !isOfRow(cause)) throw cause;
  return new RequestProblem("import-refused", `The file cannot be imported: ${where}: ${why}.`);
}

/** Classes 22 and 23 of PostgreSQL's codes: data that a column or a key cannot hold. */
function isOfRow(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (/^2[23][0-9A-Z]{3}$/.test((cause as { code?: string }).code ?? "")) return true;
  return false;
}
