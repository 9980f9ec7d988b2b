const NAME = "pw_browser_visitor";
/** The longest that browsers keep a cookie: 400 days. */
const SECONDS = 34_560_000;

/** Id of this browser's visitor; null for a new one. A page without cookies has no visitors. */
export function readVisitor(): string | null {
  const value = new RegExp(`(?:^|; )${NAME}=([^;]+)`).exec(document.cookie)?.[1];
  return value === undefined ? null : decodeURIComponent(value);
}

/** Keeps the visitor's id for another 400 days; Safari keeps a cookie that a script set for 7. */
export function keepVisitor(id: string): void {
  write(encodeURIComponent(id), SECONDS);
}

/** Makes the browser a new visitor. */
export function forgetVisitor(): void {
  write("", 0);
}

function write(value: string, seconds: number): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that are in use.
  document.cookie = `${NAME}=${value}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`;
}
