/** What travels in a drag from the tree or from a tile: ids of cameras, one a line. Nothing else is accepted by a tile. */
const cameraType = "application/x-zhishou-camera";

export const carryCameras = (transfer: DataTransfer, cameraIds: readonly string[]): void => {
  transfer.setData(cameraType, cameraIds.join("\n"));
  transfer.effectAllowed = "move";
};

export const carryCamera = (transfer: DataTransfer, cameraId: string): void => {
  carryCameras(transfer, [cameraId]);
};

export const carriesCamera = (transfer: DataTransfer): boolean => transfer.types.includes(cameraType);

/** Empty when the drag carried none. */
export const carriedCameras = (transfer: DataTransfer): string[] =>
  transfer
    .getData(cameraType)
    .split("\n")
    .filter((id) => id !== "");

/** Position of the tile that an event happened in; null outside of all. */
export const positionOf = (target: EventTarget | null): number | null => {
  const tile = target instanceof Element ? target.closest<HTMLElement>("[data-position]") : null;
  return tile === null ? null : Number(tile.dataset["position"]);
};
