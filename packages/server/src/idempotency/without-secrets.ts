/** What stands in a stored answer where the first one had a secret. */
const SECRET_SHOWN_ONCE = "secret-shown-once";

const SECRET_FIELDS = new Set(["secret", "secretKey", "token", "password", "link"]);
const SECRET_VALUE = /^(pw_(sk|at)_|whsec_|sk_|rk_)/;

/** The text of a JSON answer with every secret replaced by {@link SECRET_SHOWN_ONCE}; other text as it is. */
export function withoutSecrets(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    return JSON.stringify(value, (name, part: unknown) =>
      typeof part === "string" && (SECRET_FIELDS.has(name) || SECRET_VALUE.test(part)) ? SECRET_SHOWN_ONCE : part,
    );
  } catch {
    return body;
  }
}
