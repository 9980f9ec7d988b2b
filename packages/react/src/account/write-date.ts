/** A day as people of a locale write it, such as `"April 1, 2026"`. */
export function writeDate(time: string, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(new Date(time));
}
