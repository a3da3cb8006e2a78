import { useCallback, useEffect, useMemo, useState, type PointerEvent } from "react";
import { pictureIn, sizeOf } from "./shownPicture";
import {
  boxOfContained,
  clamped,
  isZoomed,
  panned,
  whole,
  wholeTile,
  zoomedAt,
  type PictureBox,
  type Zoom,
} from "./zoom";

/** The digital zoom of one tile: of this camera only, and not saved. */
export interface TileZoom {
  readonly zoom: Zoom;
  /** In the middle of the tile. */
  zoomBy(times: number): void;
  /** By shares of the tile. */
  panBy(x: number, y: number): void;
  reset(): void;
  onPointerDown(event: PointerEvent): void;
}

/** One notch of a mouse wheel is 100 px: six notches double the size. */
const timesPerWheelPx = 2 ** (1 / 600);
const pxPerLine = 100 / 3;

/** Where the picture lies in the tile; the whole tile where it is not simply contained (filled, stretched, turned). */
const pictureBox = (tile: HTMLElement): PictureBox => {
  const picture = pictureIn(tile);
  if (picture === null) return wholeTile;
  const { objectFit, transform } = getComputedStyle(picture);
  if (objectFit !== "contain" || transform !== "none") return wholeTile;
  return boxOfContained(sizeOf(picture), { width: tile.clientWidth, height: tile.clientHeight });
};

/** Follows wheel and drag over `tile`. `cameraId` is null for a tile without a camera: nothing to zoom. */
export const useTileZoom = (tile: HTMLElement | null, cameraId: string | null): TileZoom => {
  const [held, setHeld] = useState<{ readonly cameraId: string | null; readonly zoom: Zoom }>({
    cameraId,
    zoom: whole,
  });
  const zoom = held.cameraId === cameraId ? held.zoom : whole;
  const zoomed = isZoomed(zoom);

  const change = useCallback(
    (next: (zoom: Zoom, box: PictureBox) => Zoom) => {
      if (tile === null || cameraId === null) return;
      const box = pictureBox(tile);
      setHeld((before) => ({ cameraId, zoom: next(before.cameraId === cameraId ? before.zoom : whole, box) }));
    },
    [tile, cameraId],
  );

  useEffect(() => {
    if (tile === null || cameraId === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const px = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * pxPerLine;
      const { left, top, width, height } = tile.getBoundingClientRect();
      const at = { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
      change((before, box) => zoomedAt(before, timesPerWheelPx ** -px, at, box));
    };
    // React's own listener is passive: the page would scroll or zoom too.
    tile.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      tile.removeEventListener("wheel", onWheel);
    };
  }, [tile, cameraId, change]);

  // A tile of another shape has other edges.
  useEffect(() => {
    if (tile === null || !zoomed) return;
    const observer = new ResizeObserver(() => {
      change(clamped);
    });
    observer.observe(tile);
    return () => {
      observer.disconnect();
    };
  }, [tile, zoomed, change]);

  const onPointerDown = useCallback(
    (event: PointerEvent) => {
      if (tile === null || !zoomed || event.button !== 0) return;
      // A pointer that is captured presses no button.
      if (event.target instanceof Element && event.target.closest("button, [role=toolbar]") !== null) return;
      tile.setPointerCapture(event.pointerId);
      const onMove = ({ movementX, movementY }: globalThis.PointerEvent): void => {
        const by = { x: movementX / tile.clientWidth, y: movementY / tile.clientHeight };
        change((before, box) => panned(before, by, box));
      };
      tile.addEventListener("pointermove", onMove);
      const onEnd = (): void => {
        tile.removeEventListener("pointermove", onMove);
      };
      tile.addEventListener("lostpointercapture", onEnd, { once: true });
    },
    [tile, zoomed, change],
  );

  return useMemo(
    () => ({
      zoom,
      zoomBy: (times) => {
        change((before, box) => zoomedAt(before, times, { x: 0.5, y: 0.5 }, box));
      },
      panBy: (x, y) => {
        change((before, box) => panned(before, { x, y }, box));
      },
      reset: () => {
        change(() => whole);
      },
      onPointerDown,
    }),
    [zoom, change, onPointerDown],
  );
};
