/** An attribute and some of its values, as somebody writes them on a line: `country: DE, US`. */
export interface AttributeLine {
  readonly attribute: string;
  readonly values: readonly string[];
}

/** Reads the lines of a text, empty ones aside; what is wrong with them `isAttributeLine` says. */
export function readAttributeLines(text: string): readonly AttributeLine[] {
  return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [readLine(line)]));
}

/** Whether a line names an attribute and at least one value. */
export function isAttributeLine({ attribute, values }: AttributeLine): boolean {
  return /^[\w.-]{1,128}$/.test(attribute) && values.length > 0;
}

/** The text that is read so. */
export function attributeText(lines: readonly AttributeLine[]): string {
  return lines.map(({ attribute, values }) => `${attribute}: ${values.join(", ")}`).join("\n");
}

function readLine(line: string): AttributeLine {
  const [attribute = "", ...rest] = line.split(":");
  const values = rest
    .join(":")
    .split(",")
    .map((value) => value.trim());
  return { attribute: attribute.trim(), values: values.filter(Boolean) };
}
