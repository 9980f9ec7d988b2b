/** How to reach NATS, as its client wants it. */
export interface NatsAddress {
  readonly servers: string[];
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
  readonly tls?: Record<string, never>;
}

/** Reads one or several addresses, such as `nats://name:password@a:4222,nats://b:4222`; a name alone is a token. */
export function readNatsAddress(text: string): NatsAddress {
  const urls = text.split(",").map((part) => new URL(part.trim()));
  const { username = "", password = "" } = urls.find(({ username }) => username !== "") ?? {};
  const [name, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
  return {
    servers: urls.map(({ host }) => host),
    ...(name === "" ? {} : secret === "" ? { token: name } : { user: name, pass: secret }),
    ...(urls.some(({ protocol }) => protocol === "tls:") ? { tls: {} } : {}),
  };
}
