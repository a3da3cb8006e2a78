/** What travels in a drag from the list or from a tile: the camera's id. Nothing else is accepted by a tile. */
const cameraType = "application/x-zhishou-camera";

export const carryCamera = (transfer: DataTransfer, cameraId: string): void => {
  transfer.setData(cameraType, cameraId);
  transfer.effectAllowed = "move";
};

export const carriesCamera = (transfer: DataTransfer): boolean => transfer.types.includes(cameraType);

/** Empty when the drag carried none. */
export const carriedCamera = (transfer: DataTransfer): string => transfer.getData(cameraType);

/** Position of the tile that an event happened in; null outside of all. */
export const positionOf = (target: EventTarget | null): number | null => {
  const tile = target instanceof Element ? target.closest<HTMLElement>("[data-position]") : null;
  return tile === null ? null : Number(tile.dataset["position"]);
};
