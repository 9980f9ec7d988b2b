import { type SQL, sql } from "drizzle-orm";

/** What a column holds, as PostgreSQL names it. */
type ColumnType = "text" | "text[]" | "integer" | "bigint" | "numeric" | "boolean" | "date" | "timestamptz" | "jsonb";

/**
 * For a `from` clause: rows that come with the statement. Each column travels as one array, for names that are repeated
 * with every row cost more than what they name. A column that says the same in every row travels once, and of documents
 * each different one.
 *
 * @param name What the rows are called in the statement.
 * @param columns Their columns, each with its type. Texts of times and numbers are as PostgreSQL reads them.
 */
export function fromRows<Column extends string>(
  name: string,
  columns: Readonly<Record<Column, ColumnType>>,
  rows: readonly Readonly<Record<NoInfer<Column>, unknown>>[],
): SQL {
  const arrays: SQL[] = [];
  const arrayNames: SQL[] = [];
  const selected: SQL[] = [];
  for (const [column, type] of Object.entries(columns) as [Column, ColumnType][]) {
    const identifier = sql`${sql.identifier(column)}`;
    const add = (values: readonly (string | null)[], elements: string): SQL => {
      arrays.push(sql`${arrayLiteral(values)}::text::${sql.raw(elements)}[]`);
      arrayNames.push(identifier);
      return sql`given.${identifier}`;
    };
    const texts = textsOf(column, type, rows);
    if (texts.length === 1) {
      const value = sql`${texts[0]}::text::${sql.raw(type)}`;
      selected.push(
        sql`${READ_ANEW.has(type) && rows.length >= MANY ? sql`(select ${value})` : value} as ${identifier}`,
      );
    } else if (type === "jsonb") {
      const { distinct, places } = withoutRepetitions(texts);
      const index = add(places, "integer");
      selected.push(sql`${`[${distinct.join()}]`}::jsonb -> ${index} as ${identifier}`);
    } else if (type === "text[]") {
      selected.push(sql`${add(texts, "text")}::text[] as ${identifier}`);
    } else {
      selected.push(sql`${add(texts, type)} as ${identifier}`);
    }
  }
  const given =
    arrays.length === 0
      ? sql`generate_series(1, ${rows.length}::integer) as given`
      : sql`unnest(${sql.join(arrays, sql`, `)}) as given(${sql.join(arrayNames, sql`, `)})`;
  return sql`(select ${sql.join(selected, sql`, `)} from ${given}) as ${sql.identifier(name)}`;
}

/** What a column holds, row by row; once where that is the same in all. */
function textsOf<Column extends string>(
  column: Column,
  type: ColumnType,
  rows: readonly Readonly<Record<Column, unknown>>[],
): (string | null)[] {
  const toText = TO_TEXT[type] ?? String;
  const first = rows[0]?.[column] ?? null;
  const firstText = first === null ? null : toText(first);
  const isLikeFirst = (row: Readonly<Record<Column, unknown>>) => {
    const value = row[column];
    return value === first || (value !== null && toText(value) === firstText);
  };
  if (rows.every(isLikeFirst)) return [firstText];
  return rows.map((row) => (row[column] === null ? null : toText(row[column])));
}

/** Rows from which on it takes less time to read a value once than not to plan for that. */
const MANY = 50;

/** What PostgreSQL would read again for every row, were it not selected once. */
const READ_ANEW: ReadonlySet<ColumnType> = new Set(["timestamptz", "date", "text[]"]);

const TO_TEXT: Partial<Record<ColumnType, (value: unknown) => string>> = {
  jsonb: (value) => JSON.stringify(value),
  "text[]": (value) => arrayLiteral(value as readonly string[]),
};

function withoutRepetitions(texts: readonly (string | null)[]) {
  const indices = new Map<string, number>();
  const places = texts.map((text) => {
    if (text === null) return null;
    const known = indices.get(text);
    if (known !== undefined) return String(known);
    indices.set(text, indices.size);
    return String(indices.size - 1);
  });
  return { distinct: [...indices.keys()], places };
}

/** An array as PostgreSQL writes it. */
function arrayLiteral(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? "NULL" : quote(value))).join()}}`;
}

function quote(text: string): string {
  return PLAIN.test(text) ? text : `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

/** What means itself without quotes; `null` in letters does not. */
const PLAIN = /^(?!null$)[\w:.+-]+$/i;
