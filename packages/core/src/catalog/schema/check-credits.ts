import type { ReportIssue } from "./check-context.ts";
import { type LooseRecord, records, text } from "./loose.ts";

/** That a credit is worth something where there are credits, and that the time zone exists. */
export function checkCredits({ creditValue, timeZone, plans, packs }: LooseRecord, report: ReportIssue): void {
  const needed = records(packs).length > 0 || records(plans).some(({ credits }) => credits !== undefined);
  if (creditValue === undefined && needed)
    report(["creditValue"], "no-credit-value", 'say what one credit is worth, such as creditValue: "0.01"');
  const value = text(creditValue);
  if (value !== undefined && !(/^\d{1,15}(\.\d{1,6}0*)?$/.test(value) && /[1-9]/.test(value)))
    report(
      ["creditValue"],
      "invalid-credit-value",
      `"${value}" is not what a credit can be worth; use a decimal string above 0 with at most 6 decimals`,
    );
  const zone = text(timeZone);
  if (zone !== undefined && !isTimeZone(zone))
    report(["timeZone"], "unknown-time-zone", `"${zone}" is no time zone; use an IANA name, such as "Europe/Berlin"`);
  records(plans).forEach(({ credits }, index) => {
    checkRollover(credits, ["plans", index, "credits"], report);
  });
}

function checkRollover(credits: unknown, path: readonly (string | number)[], report: ReportIssue): void {
  const [{ rollover, per } = {}] = records([credits]);
  const [{ min, max } = {}] = records([rollover]);
  const [least, most] = [text(min), text(max)];
  if (rollover !== undefined && per === "once")
    report([...path, "rollover"], "rollover-without-period", "credits that come once have no period to roll over from");
  if (least !== undefined && most !== undefined && Number(least) > Number(most))
    report([...path, "rollover", "min"], "invalid-rollover", `min ${least} is above max ${most}`);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
