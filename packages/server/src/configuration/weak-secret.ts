/** Words of secrets that come with examples, or that people type. */
const WORDS = /secret|password|change|default|example|pricewright|qwerty|123456|abcdef/i;

/** Fewest different characters of a random text of 32 and more. */
const FEWEST_CHARACTERS = 12;

/** Whether a secret can be guessed: few different characters, or a word that everybody thinks of. */
export function isWeakSecret(secret: string): boolean {
  return new Set(secret).size < FEWEST_CHARACTERS || WORDS.test(secret);
}
