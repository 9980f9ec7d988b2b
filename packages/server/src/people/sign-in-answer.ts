import type { Context } from "hono";
import type { People } from "./people.ts";

/** Signs somebody in who was just made: the session's cookie goes with the answer. */
export async function signInAnswer(
  people: Pick<People, "auth">,
  context: Context,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  const { headers } = await (await people.auth()).api.signInEmail({ body: { email, password }, returnHeaders: true });
  for (const cookie of headers.getSetCookie()) context.header("set-cookie", cookie, { append: true });
}
