import type { Scope } from "../database/database.ts";
import type { Services } from "../services.ts";

export async function sendDue(_services: Pick<Services, "database">, _scope: Scope): Promise<number> {
  return 0;
}
