import { PricewrightError, type Problem } from "../../errors/pricewright-error.ts";
import { TOKEN_POOLS, type TokenUsage } from "./token-usage.ts";

// Without a prototype, so that no name but a pool's is found.
const PLACES: Readonly<Record<string, number>> = Object.assign(
  Object.create(null),
  Object.fromEntries(TOKEN_POOLS.map((pool, place) => [pool, place])),
);

/**
 * The counts of a usage in the order of `TOKEN_POOLS`, checked.
 *
 * @throws PricewrightError `invalid-usage` with every problem: a count that is not a whole number of 0 or more, or a
 * name that no pool has, which would otherwise be tokens that nobody pays for.
 */
export function countTokens(tokens: TokenUsage): number[] {
  const counts = [0, 0, 0, 0, 0, 0, 0, 0];
  let valid = tokens?.input !== undefined && tokens.output !== undefined;
  for (const name in tokens) {
    const count = tokens[name as "input"] as number | undefined;
    const place = PLACES[name];
    if (place === undefined || (count !== undefined && !isCount(count)))
      valid &&= name === "extras" && areCounts(tokens.extras);
    else counts[place] = count ?? 0;
  }
  if (!valid) throw invalidUsage(tokens);
  return counts;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function areCounts(extras: unknown): boolean {
  return (
    extras === undefined || (typeof extras === "object" && extras !== null && Object.values(extras).every(isCount))
  );
}

function invalidUsage(tokens: unknown): PricewrightError {
  const problems: Problem[] = [];
  const given = (typeof tokens === "object" ? (tokens ?? {}) : {}) as Readonly<Record<string, unknown>>;
  const check = (path: string[], value: unknown) => {
    if (!isCount(value))
      problems.push({
        path,
        code: "invalid-count",
        message: `${path.join(".")} must be a whole number of 0 or more, ${String(value)} given`,
      });
  };
  check(["input"], given.input);
  check(["output"], given.output);
  for (const [name, value] of Object.entries(given)) {
    if (name === "input" || name === "output" || value === undefined) continue;
    if (name === "extras" && typeof value === "object" && value !== null)
      for (const [extra, count] of Object.entries(value)) check(["extras", extra], count);
    else if (name === "extras") check(["extras"], value);
    else if (name in PLACES) check([name], value);
    else
      problems.push({
        path: [name],
        code: "unknown-pool",
        message: `there is no pool "${name}"; use ${TOKEN_POOLS.join(", ")} or extras`,
      });
  }
  const list = problems.map(({ message }) => message).join("; ");
  return new PricewrightError("invalid-usage", `The usage cannot be priced: ${list}.`, { problems });
}
