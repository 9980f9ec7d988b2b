import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { newLicenseKeys } from "../licenses/license-keys.ts";
import { licenseStatus } from "../licenses/license-status.ts";
import { signLicense } from "../licenses/sign-license.ts";
import { verifyLicense } from "../licenses/verify-license.ts";
import { loadPriceList, PriceListError } from "../pricing/load-price-list.ts";
import { print } from "./on-database.ts";
import { UsageError } from "./usage-error.ts";

const USAGE = `Use: pricewright license keys [--private license-private.pem] [--public license-public.pem]
     pricewright license issue --price-list <file> --plan <id> --customer <name> --expires <date> [--private <file>]
     pricewright license verify <file or token> [--public <file>]`;

type Values = Awaited<ReturnType<typeof readParameters>>["values"];

/** `license keys`, `license issue` and `license verify`. None of them asks a network or a database. */
export async function license(parameters: readonly string[]): Promise<void> {
  const { positionals, values } = readParameters(parameters);
  const [action, subject, ...more] = positionals;
  if (action === "keys" && subject === undefined) return makeKeys(values);
  if (action === "issue" && subject === undefined) return issue(values);
  if (action === "verify" && subject !== undefined && more.length === 0) return verify(subject, values);
  throw new UsageError(USAGE);
}

function makeKeys({ private: privatePath, public: publicPath }: Values): void {
  const { privateKey, publicKey } = newLicenseKeys();
  writeNew(privatePath, privateKey, 0o600);
  writeNew(publicPath, publicKey, 0o644);
  print(`${privatePath} signs licences: keep it to yourself, with a copy.`);
  print(`${publicPath} verifies them: it goes with what you sell, as LICENSE_PUBLIC_KEY.`);
}

async function issue({ "price-list": file, plan: id, customer, expires, private: path }: Values): Promise<void> {
  if (!file || !id || !customer || !expires) throw new UsageError(USAGE);
  const expiresAt = new Date(expires);
  const issuedAt = new Date();
  if (Number.isNaN(expiresAt.getTime()) || expiresAt <= issuedAt)
    throw new UsageError(`"${expires}" is not a date to come, such as 2027-12-31.`);
  const { plans } = await loadPriceList(file);
  const plan = plans.find((candidate) => candidate.id === id);
  if (!plan)
    throw new PriceListError(`${file} has no plan "${id}"; it has ${plans.map((known) => known.id).join(", ")}.`);
  print(await signLicense({ customer, plan, issuedAt, expiresAt }, read(path)));
}

async function verify(subject: string, { public: path }: Values): Promise<void> {
  const token = subject.startsWith("ey") ? subject : read(subject);
  const publicKey = read(path);
  const now = new Date();
  print((await licenseStatus({ token, publicKey }, now)).detail);
  const { state, license: found } = await verifyLicense(token, publicKey, now);
  for (const feature of found?.features ?? []) print(`  ${feature.id}: ${describe(feature)}`);
  for (const { meter, limit, per } of found?.quotas ?? []) print(`  ${meter}: ${limit} a ${per}`);
  if (state !== "valid") process.exitCode = 1;
}

function describe(
  feature: NonNullable<Awaited<ReturnType<typeof verifyLicense>>["license"]>["features"][number],
): string {
  if (feature.type === "limit") return `${feature.limit}${"unit" in feature && feature.unit ? ` ${feature.unit}` : ""}`;
  if (feature.type === "boolean") return feature.included ? "included" : "not included";
  return feature.type === "unlimited" ? "unlimited" : String(feature.value);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`There is no file ${path}. \`pricewright license keys\` makes a pair of keys.`);
  }
}

function writeNew(path: string, text: string, mode: number): void {
  try {
    writeFileSync(path, text, { flag: "wx", mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new UsageError(`${path} is there already, and licences may be signed with it. Choose another name.`);
  }
}

function readParameters(parameters: readonly string[]) {
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        private: { type: "string", default: "license-private.pem" },
        public: { type: "string", default: "license-public.pem" },
        "price-list": { type: "string" },
        plan: { type: "string" },
        customer: { type: "string" },
        expires: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
