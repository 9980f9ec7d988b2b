import { PricewrightError, type Problem } from "../../errors/pricewright-error.ts";
import { parseDecimal } from "../../money/ratio.ts";
import { type Instant, type InstantInput, toInstant } from "../calendar/instant.ts";
import type { Grant, GrantInput, Rollover, RolloverInput } from "./grant.ts";

/** Where nobody says otherwise, a grant burns after those with a smaller number and before those with a larger one. */
const DEFAULT_PRIORITY = 50;

/**
 * Checks a grant and fills in its defaults.
 *
 * @throws PricewrightError `invalid-grant` with everything that is wrong, `invalid-time` for what is no moment.
 */
export function createGrant(input: GrantInput, at: InstantInput): Grant {
  const now = toInstant(at);
  const { priority = DEFAULT_PRIORITY, effectiveAt = now, expiresAt, createdAt = now, rollover, ...rest } = input;
  const grant: Grant = {
    ...rest,
    priority,
    effectiveAt: toInstant(effectiveAt, "effectiveAt"),
    createdAt: toInstant(createdAt, "createdAt"),
    ...(expiresAt !== undefined && { expiresAt: toInstant(expiresAt, "expiresAt") }),
    ...(rollover !== undefined && { rollover: createRollover(rollover) }),
  };
  const problems = findProblems(grant);
  if (problems.length === 0) return grant;
  const list = problems.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
  throw new PricewrightError("invalid-grant", `Grant ${JSON.stringify(input.id)} cannot be given: ${list}.`, {
    problems,
  });
}

function createRollover({ minimum = 0n, maximum, ends }: RolloverInput): Rollover {
  return { minimum, maximum, ends: ends.map((end) => toInstant(end, "rollover.ends")) };
}

function findProblems(grant: Grant): Problem[] {
  const problems: Problem[] = [];
  const check = (holds: boolean, field: string, message: string) => {
    if (!holds) problems.push({ path: field.split("."), code: `invalid-${field.replaceAll(".", "-")}`, message });
  };
  const { id, amount, kind, priority, effectiveAt, expiresAt, meters, costBasis, rollover } = grant;
  // Grants that roll over get their number after this sign.
  check(typeof id === "string" && id !== "" && !id.includes("~"), "id", 'is empty or has "~" in it');
  check(typeof amount === "bigint" && amount > 0n, "amount", `is ${amount}; give micro-credits above 0 as a bigint`);
  check(kind === "paid" || kind === "promotional", "kind", `is ${JSON.stringify(kind)}; use "paid" or "promotional"`);
  check(Number.isSafeInteger(priority) && priority >= 0, "priority", `is ${priority}; give a whole number from 0`);
  check(expiresAt === undefined || expiresAt > effectiveAt, "expiresAt", "is not after effectiveAt");
  check(
    meters === undefined || meters.length > 0,
    "meters",
    "is empty; leave it out for a grant that every meter may use",
  );
  check(costBasis === undefined || isDecimal(costBasis), "costBasis", "is no decimal string");
  if (rollover) {
    const { minimum, maximum } = rollover;
    check(minimum >= 0n && maximum >= minimum, "rollover", `has a minimum of ${minimum} and a maximum of ${maximum}`);
    check(expiresAt !== undefined, "rollover", "needs expiresAt: what never expires does not roll over");
    check(rollover.ends.length > 0, "rollover.ends", "are empty; say when the new grant expires");
    check(ascends([expiresAt ?? "", ...rollover.ends]), "rollover.ends", "are not each later than the one before");
  }
  return problems;
}

function ascends(instants: readonly Instant[]): boolean {
  return instants.every((instant, index) => index === 0 || instant > (instants[index - 1] as Instant));
}

function isDecimal(text: string): boolean {
  try {
    return parseDecimal(text).numerator >= 0n;
  } catch {
    return false;
  }
}
