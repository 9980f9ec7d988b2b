/** Rows as a file of comma-separated values, with every value in quotes that needs them. */
export function toCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => row.map(quote).join(",")).join("\r\n");
}

/** A spreadsheet takes what begins so for a formula; a quote mark before it keeps it a text. Numbers stay as they are. */
function quote(value: string): string {
  const safe = /^[=+@\t\r-]/.test(value) && !Number.isFinite(Number(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
