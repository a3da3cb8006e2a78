/** Id of the element of the tile at this position. */
export const tileId = (position: number): string => `tile-${String(position)}`;

/** The keyboard goes to the tile at this position, and with it the choice (Wall.tsx). */
export const focusTile = (position: number): void => {
  document.getElementById(tileId(position))?.focus();
};
