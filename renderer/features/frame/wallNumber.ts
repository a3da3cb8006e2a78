/** `wall-2` → `2`; any other name stays as it is. */
export const wallNumberOf = (wallName: string): string => /^wall-(\d+)$/.exec(wallName)?.[1] ?? wallName;
