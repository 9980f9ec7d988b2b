/** Whether an id looks like an e-mail address or a payment card's number, which have no place here. */
export function looksPersonal(id: string): "email" | "card" | null {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(id)) return "email";
  const digits = id.replace(/[ -]/g, "");
  return /^\d{13,19}$/.test(digits) && passesLuhn(digits) ? "card" : null;
}

/** @see https://en.wikipedia.org/wiki/Luhn_algorithm */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let position = 0; position < digits.length; position++) {
    const digit = Number(digits[digits.length - 1 - position]);
    const doubled = position % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
