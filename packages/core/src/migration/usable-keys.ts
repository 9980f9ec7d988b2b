const LONGEST_KEY = 128;

/**
 * Turns another system's names into keys (`[A-Za-z0-9._-]{1,128}`), each given once. A name that is a key already
 * and still free stays as it is.
 */
export function usableKeys(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const base = name.replace(/[^\w.-]+/g, "-").slice(0, LONGEST_KEY) || "unnamed";
    let key = base;
    for (let number = 2; taken.has(key); number++) {
      const ending = `-${number}`;
      key = base.slice(0, LONGEST_KEY - ending.length) + ending;
    }
    taken.add(key);
    return key;
  };
}
