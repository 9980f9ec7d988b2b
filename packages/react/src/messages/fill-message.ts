/** Puts values into the named places of a message: `fillMessage("Choose {plan}", { plan: "Pro" })`. */
export function fillMessage(message: string, values: Readonly<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
