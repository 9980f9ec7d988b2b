/** A time as an input of the type `datetime-local` holds it, in the reader's zone. */
export function toLocalInput(isoTime: string): string {
  const time = new Date(isoTime);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
