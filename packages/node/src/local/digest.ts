/** A name for a text that tells nothing of it: 24 characters of base64url. */
export async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes.slice(0, 18)))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
