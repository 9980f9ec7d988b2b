import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkEntitlement } from "@pricewright/core/catalog";
import { SignJWT } from "jose";
import { afterAll, describe, expect, it } from "vitest";
import { newLicenseKeys } from "./license-keys.ts";
import { licenseStatus } from "./license-status.ts";
import { signLicense } from "./sign-license.ts";
import { verifyLicense } from "./verify-license.ts";

const folder = mkdtempSync(join(tmpdir(), "pricewright-licenses-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { privateKey, publicKey } = newLicenseKeys();
const issuedAt = new Date("2026-03-01T00:00:00Z");
const expiresAt = new Date("2027-03-01T00:00:00Z");
const plan = {
  id: "business",
  features: [
    "Answers within a working day",
    { id: "agents", name: "Agents", type: "limit" as const, limit: 100 },
    { id: "retention", name: "Retention", type: "limit" as const, limit: 30, unit: "days" },
  ],
  quotas: [{ meter: "uses", limit: "10000", per: "month" as const }],
};
const token = await signLicense({ customer: "Acme", plan, issuedAt, expiresAt }, privateKey);
const before = new Date("2027-02-28T23:59:59Z");
const after = new Date("2027-03-01T00:00:00Z");

describe("a licence", () => {
  it("says whom it is for, what is included, and until when", async () => {
    const { state, license } = await verifyLicense(token, publicKey, before);
    expect(state).toBe("valid");
    expect(license).toEqual({
      customer: "Acme",
      plan: "business",
      features: plan.features.slice(1),
      quotas: plan.quotas,
      issuedAt: issuedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    });
    expect(checkEntitlement(license as never, "agents", 100)).toMatchObject({ allowed: false, limit: 100 });
    expect(checkEntitlement(license as never, "retention", 29).allowed).toBe(true);
  });

  it("that has expired says so, and still what it was", async () => {
    expect(await verifyLicense(token, publicKey, after)).toMatchObject({
      state: "expired",
      license: { plan: "business" },
    });
    const { detail } = await licenseStatus({ token, publicKey }, after);
    expect(detail).toBe(
      'The licence of Acme for the plan "business" expired on 2027-03-01. Prices are shown and sold as before; renew it for updates and support.',
    );
  });

  it("is not genuine when it was altered, signed with another key, or in another way", async () => {
    const [head, body, signature] = token.split(".") as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, "base64url").toString());
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const forged = [
      `${head}.${encode({ ...claims, exp: 4_000_000_000 })}.${signature}`,
      `${encode({ alg: "none" })}.${body}.`,
      await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(publicKey)),
      await signLicense({ customer: "Acme", plan, issuedAt, expiresAt }, newLicenseKeys().privateKey),
      "no licence",
      "",
    ];
    for (const one of forged)
      expect(await verifyLicense(one, publicKey, before)).toEqual({ state: "not-genuine", license: null });
  });
});

describe("pricewright license", () => {
  const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
  const command = (parameters: readonly string[], variables: Record<string, string> = {}) => {
    const call = promisify(execFile)(process.execPath, ["--conditions=@pricewright/source", cli, ...parameters], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...variables },
    });
    return call.then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        text: error.stdout + error.stderr,
      }),
    );
  };
  const run = (...parameters: string[]) => command(["license", ...parameters]);
  const list = {
    currency: "USD",
    meters: [{ id: "uses", name: "Uses", unit: "use" }],
    plans: [
      {
        id: "team",
        name: "Team",
        features: [
          { id: "agents", name: "Agents", type: "limit", limit: 25 },
          { id: "own-stack", name: "A stack of your own", type: "boolean", included: true },
          { id: "seats", name: "Seats", type: "unlimited" },
          { id: "idle", name: "Hibernates after", type: "config", value: "5" },
        ],
        quotas: [{ meter: "uses", limit: "10000", per: "month" }],
        prices: [{ id: "team-year", amount: "25000", interval: "year" }],
      },
    ],
  };

  it("makes keys once, issues a licence for a plan of a price list, and verifies it", async () => {
    writeFileSync(join(folder, "list.json"), JSON.stringify(list));
    expect((await run("keys")).code).toBe(0);
    expect(statSync(join(folder, "license-private.pem")).mode & 0o077).toBe(0);
    const kept = readFileSync(join(folder, "license-private.pem"), "utf8");
    expect(await run("keys")).toMatchObject({ code: 2, text: expect.stringContaining("is there already") });
    expect(readFileSync(join(folder, "license-private.pem"), "utf8")).toBe(kept);
    const issued = await run(
      "issue",
      "--price-list",
      "list.json",
      "--plan",
      "team",
      "--customer",
      "Acme",
      "--expires",
      "2099-01-01",
    );
    expect(issued.code).toBe(0);
    writeFileSync(join(folder, "acme.jwt"), issued.text);
    expect(await run("verify", "acme.jwt")).toEqual({
      code: 0,
      text: 'The licence of Acme for the plan "team" holds until 2099-01-01.\n  agents: 25\n  own-stack: included\n  seats: unlimited\n  idle: 5\n  uses: 10000 a month\n',
    });
    expect(await run("verify", `${issued.text.trim()}x`)).toMatchObject({
      code: 1,
      text: expect.stringContaining("not signed"),
    });
    expect(
      await run("issue", "--price-list", "list.json", "--plan", "gold", "--customer", "A", "--expires", "2099-01-01"),
    ).toMatchObject({
      code: 1,
      text: expect.stringContaining('no plan "gold"; it has team'),
    });
  });

  it("is looked at by `doctor`, which warns of one that has expired and finds no fault in it", async () => {
    const expired = await signLicense({ customer: "Acme", plan, issuedAt, expiresAt: new Date() }, privateKey);
    const judged = await command(["doctor"], {
      LICENSE: expired,
      LICENSE_PUBLIC_KEY: publicKey,
      PRICEWRIGHT_DATA: "data",
    });
    expect(judged).toMatchObject({
      code: 0,
      text: expect.stringMatching(/warning +The licence of Acme .* expired on/),
    });
  });
});
