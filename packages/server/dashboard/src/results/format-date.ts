const date = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });
const time = new Intl.DateTimeFormat("en-US", { timeStyle: "medium", hour12: false });
const DAY = 86_400_000;

/** A day in universal time, such as `Mar 1, 2015`. */
export function formatDate(isoTime: string): string {
  return date.format(new Date(isoTime));
}

/** A time of the reader's clock, such as `14:03:05`. */
export function formatTime(moment: Date): string {
  return time.format(moment);
}

/** A period in words, such as `Mar 1, 2015 to May 31, 2015, 91 days`. */
export function formatPeriod(from: string, to: string): string {
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / DAY);
  return `${formatDate(from)} to ${formatDate(to)}, ${days} ${days === 1 ? "day" : "days"}`;
}
