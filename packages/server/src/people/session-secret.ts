import { randomBytes } from "node:crypto";
import type { Configuration } from "../configuration/configuration.ts";
import { readOrMakeSecret } from "../secrets/secret-file.ts";

/** What signs sessions: the configuration's, or one that is made once and kept in the data folder. */
export function sessionSecret({
  sessionSecret: configured,
  dataFolder,
}: Pick<Configuration, "sessionSecret" | "dataFolder">): string {
  if (configured !== null) return configured;
  const make = () => randomBytes(32).toString("base64url");
  return dataFolder === "memory" ? make() : readOrMakeSecret(dataFolder, "session.secret", make);
}
