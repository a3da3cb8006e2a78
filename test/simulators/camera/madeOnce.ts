/** Makes the value of a key at most once, shared by all who ask meanwhile; a failure is forgotten and tried again. */
export const makeOnce = <Value>(): ((key: string, make: () => Promise<Value>) => Promise<Value>) => {
  const values = new Map<string, Promise<Value>>();
  return (key, make) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const made = make();
    values.set(key, made);
    made.catch(() => values.delete(key));
    return made;
  };
};
