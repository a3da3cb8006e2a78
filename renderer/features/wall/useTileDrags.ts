import { useMemo, useRef, type DragEvent } from "react";
import type { WallLayout } from "../../../app/domain/layout";
import { useAppDispatch } from "../../store";
import { carriedCameras, carriesCamera, carryCamera, positionOf } from "./dragging";
import { cameraDropped, camerasDropped } from "./wallSlice";

interface TileDrags {
  onDragStart(event: DragEvent): void;
  onDragOver(event: DragEvent): void;
  onDragLeave(event: DragEvent): void;
  onDrop(event: DragEvent): void;
}

/** Marks one tile as the one under the drag; written straight to the element: a drag over 64 tiles renders nothing. */
const createMark = () => {
  let marked: HTMLElement | null = null;
  return (target: EventTarget | null, word: "taken" | "refused" | null): void => {
    const tile = target instanceof Element ? target.closest<HTMLElement>("[data-position]") : null;
    if (marked !== tile || word === null) delete marked?.dataset["drop"];
    marked = word === null ? null : tile;
    if (marked !== null && word !== null && marked.dataset["drop"] !== word) marked.dataset["drop"] = word;
  };
};

/** Drags from the tree and between tiles: one camera changes places, many fill from the tile on. */
export const useTileDrags = (layout: WallLayout): TileDrags => {
  const dispatch = useAppDispatch();
  const mark = useRef<ReturnType<typeof createMark> | null>(null);
  return useMemo(() => {
    mark.current ??= createMark();
    const show = mark.current;
    return {
      onDragStart: (event) => {
        const position = positionOf(event.target);
        const tile = position === null ? null : (layout.tiles[position] ?? null);
        if (tile === null || tile.locked) event.preventDefault();
        else carryCamera(event.dataTransfer, tile.cameraId);
      },
      onDragOver: (event) => {
        const position = positionOf(event.target);
        if (!carriesCamera(event.dataTransfer) || position === null) return;
        // A locked tile takes the drop too, to say why it does not take the camera.
        event.preventDefault();
        event.dataTransfer.dropEffect = "move";
        show(event.target, layout.tiles[position]?.locked === true ? "refused" : "taken");
      },
      onDragLeave: (event) => {
        if (positionOf(event.relatedTarget) === null) show(null, null);
      },
      onDrop: (event) => {
        show(null, null);
        const position = positionOf(event.target);
        const cameraIds = carriedCameras(event.dataTransfer);
        const [first] = cameraIds;
        if (position === null || first === undefined) return;
        event.preventDefault();
        if (cameraIds.length === 1) dispatch(cameraDropped({ position, cameraId: first }));
        else dispatch(camerasDropped({ position, cameraIds }));
      },
    };
  }, [dispatch, layout]);
};
