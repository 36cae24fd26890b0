/** Nothing that is said alike has so many forms: more, and they are not alike. */
const most = 10_000;

/** Gives one copy of what many rows say alike, by what it says: a thousand rows read from JSON hold a thousand copies of the same word. */
export function alike<T>(saying: (said: T) => string): (said: T) => T {
  const kept = new Map<string, T>();
  return (said) => {
    const name = saying(said);
    const known = kept.get(name);
    if (known !== undefined) return known;
    if (kept.size >= most) kept.clear();
    kept.set(name, said);
    return said;
  };
}
