import { READER_LOCALE } from "../numbers/reader-locale.ts";

const DAY = 86_400_000;
const dayOfUtc = new Intl.DateTimeFormat(READER_LOCALE, { dateStyle: "medium", timeZone: "UTC" });
const timeOfDay = new Intl.DateTimeFormat(READER_LOCALE, { timeStyle: "medium", hourCycle: "h23" });
const moment = new Intl.DateTimeFormat(READER_LOCALE, { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(READER_LOCALE, { numeric: "auto" });

/** A day in universal time, such as `Mar 1, 2015`. */
export function formatDate(isoTime: string): string {
  return dayOfUtc.format(new Date(isoTime));
}

/** A time of the reader's clock, such as `14:03:05`. */
export function formatTime(time: Date): string {
  return timeOfDay.format(time);
}

/** Day and time in the reader's zone, such as `Mar 1, 2015, 2:03 PM`. */
export function formatMoment(isoTime: string): string {
  return moment.format(new Date(isoTime));
}

/** A period in words, such as `Mar 1, 2015 to May 31, 2015, 91 days`. */
export function formatPeriod(from: string, to: string): string {
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / DAY);
  return `${formatDate(from)} to ${formatDate(to)}, ${days} ${days === 1 ? "day" : "days"}`;
}

/** How long until or since then, in whole days, hours or minutes, such as `in 13 days`. */
export function formatDistance(isoTime: string, now: number = Date.now()): string {
  const milliseconds = Date.parse(isoTime) - now;
  const size = Math.abs(milliseconds);
  if (size >= DAY) return relative.format(Math.round(milliseconds / DAY), "day");
  if (size >= 3_600_000) return relative.format(Math.round(milliseconds / 3_600_000), "hour");
  return relative.format(Math.round(milliseconds / 60_000), "minute");
}
