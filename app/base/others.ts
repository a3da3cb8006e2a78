/** Lets whatever else waits in this process have its turn. */
export const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
