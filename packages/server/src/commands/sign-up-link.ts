import { newSignUpLink, type SignUpPurpose } from "../people/sign-up-links.ts";
import { onDatabase, print } from "./on-database.ts";
import { UsageError } from "./usage-error.ts";

const PURPOSES: Readonly<Record<string, SignUpPurpose>> = { tenant: "tenant", "first-owner": "first-owner" };

/** `sign-up-link tenant` and `sign-up-link first-owner`: a link that works once and for 7 days. */
export async function signUpLink([purpose = "tenant", ...more]: readonly string[]): Promise<void> {
  const known = PURPOSES[purpose];
  if (!known || more.length > 0) throw new UsageError("Use: pricewright sign-up-link tenant|first-owner");
  await onDatabase("sign-up-link", async ({ database, configuration }) => {
    const token = await newSignUpLink(database, known, new Date());
    if (known === "tenant")
      return print(`${token}\nSend it as \`token\` with POST /v1/tenants; it works once within 7 days.`);
    const address = configuration.publicUrl ?? `http://${configuration.host}:${configuration.port}`;
    print(`${address}/sign-up?token=${token}`);
  });
}
