import { memo, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera, StreamQuality } from "../../../app/contract/device";
import type { FailureKind } from "../../../app/domain/failure";
import type { TileLook } from "../../../app/domain/layout";
import { LivenessBadge } from "../../components/LivenessBadge";
import type { LivenessKind } from "../../player/liveness";
import type { Rung } from "../../player/ladder";
import { connectingView, type TileView } from "../../player/tileView";
import { useAppDispatch } from "../../store";
import { TileClock } from "./TileClock";
import { TileHeld } from "./TileHeld";
import { TilePicture } from "./TilePicture";
import { useSnapshot } from "./tile/useSnapshot";
import { lendHands } from "./tile/tileHands";
import { TileTools } from "./tile/TileTools";
import { badgeWord, tileRemark, tileWords, type TileWords } from "./tileWords";
import { usePointed } from "./tile/usePointed";
import { useTileZoom } from "./tile/useTileZoom";
import { isZoomed } from "./tile/zoom";
import { ZoomMark } from "./tile/ZoomMark";
import { cameraLeft, livenessChanged } from "./wallSlice";

interface TileProps {
  readonly id: string;
  readonly position: number;
  /** Its place on the grid, as `grid-area`. */
  readonly area: string;
  readonly cameraId: string | null;
  /** How its camera is shown and held; null for an empty tile. */
  readonly look: TileLook | null;
  /** Null for an empty tile and for a camera that the records do not hold. */
  readonly camera: Camera | null;
  /** What it asks for by its size. */
  readonly wanted: StreamQuality;
  /** What the machine has left for it. */
  readonly rung: Rung;
  readonly chosen: boolean;
  /** What is known of its stream is wanted to be seen. */
  readonly factsShown: boolean;
  /** The one tile of the wall that the Tab key reaches. */
  readonly reachable: boolean;
}

/** What the tile was last told of its stream, and when. */
interface Seen {
  readonly cameraId: string;
  readonly view: TileView;
  readonly atUtcMs: number;
}

const emptyView: TileView = { ...connectingView, kind: "empty" };
const missingView: TileView = { ...connectingView, kind: "ended" };

/** One place of the wall. Mouse and drag are the wall's (Wall.tsx), keys tile/tileCommands.ts; this shows what stands here and how it goes. */
export const Tile = memo(
  ({ id, position, area, cameraId, look, camera, wanted, rung, chosen, factsShown, reachable }: TileProps) => {
    const { t } = useTranslation();
    const [seen, setSeen] = useState<Seen | null>(null);
    const { pointed, onPointerEnter, onPointerLeave } = usePointed();
    const [root, setRoot] = useState<HTMLDivElement | null>(null);
    const picture = useRef<HTMLDivElement>(null);

    const onView = useCallback(
      (view: TileView) => {
        if (cameraId !== null) setSeen({ cameraId, view, atUtcMs: Date.now() });
      },
      [cameraId],
    );

    const view =
      cameraId === null
        ? emptyView
        : camera === null
          ? missingView
          : seen?.cameraId === cameraId
            ? seen.view
            : connectingView;
    useLivenessReport(cameraId, view.kind, view.failure?.kind);
    const takeSnapshot = useSnapshot(camera, look, view, picture);
    const zooming = useTileZoom(root, camera?.id ?? null);
    const zoomed = isZoomed(zooming.zoom);

    useEffect(() => {
      if (camera === null) return;
      return lendHands(position, {
        takeSnapshot,
        zoomBy: zooming.zoomBy,
        panBy: zooming.panBy,
        resetZoom: zooming.reset,
        isZoomed: () => zoomed,
      });
    }, [position, camera, takeSnapshot, zooming, zoomed]);

    const remark = tileRemark(t, view, rung);
    const word = badgeWord(t, view);
    const name = camera?.name ?? (cameraId === null ? t("wall.tileEmpty") : t("wall.missing"));
    return (
      <div
        ref={setRoot}
        id={id}
        style={{ gridArea: area }}
        role="group"
        tabIndex={reachable ? 0 : -1}
        aria-label={t("wall.tile", { position: position + 1, camera: name })}
        className="tile"
        // A drag over a zoomed picture moves the picture.
        draggable={cameraId !== null && !zoomed && look?.locked !== true}
        data-position={position}
        data-camera-id={cameraId ?? undefined}
        data-liveness={view.kind}
        data-chosen={chosen || undefined}
        data-zoomed={zoomed || undefined}
        data-lacking={remark !== null || undefined}
        onPointerDown={zooming.onPointerDown}
        onPointerEnter={onPointerEnter}
        onPointerLeave={onPointerLeave}
      >
        {camera !== null && (
          <TilePicture
            key={camera.id}
            cameraId={camera.id}
            showing={rung === "full" ? wanted : rung}
            number={camera.number}
            factsShown={factsShown}
            chosen={chosen}
            zoom={zooming.zoom}
            look={look}
            root={picture}
            onView={onView}
          />
        )}
        {cameraId === null && (
          <div className="tile-invitation">
            <span className="tile-number">{position + 1}</span>
            <span>{chosen ? t("wall.chosenTile") : t("wall.emptyTile")}</span>
          </div>
        )}
        {cameraId !== null && camera === null && (
          <Words words={{ what: t("wall.missing"), next: null, advice: t("wall.missingHint"), pictureOf: null }} />
        )}
        {camera !== null && <Words words={tileWords(t, view, seen?.atUtcMs ?? 0)} />}
        {camera !== null && (
          <div className="tile-scrim" title={remark === null ? camera.name : `${camera.name}\n${remark}`}>
            <span className="tile-name">
              <span className="tile-camera-number">{camera.number}</span>
              <bdi>{camera.name}</bdi>
            </span>
            {remark !== null && <span className="tile-remark">{remark}</span>}
            {look !== null && <TileHeld look={look} />}
            {view.kind === "live" && <TileClock />}
            <LivenessBadge kind={view.kind} ageS={view.ageS} {...(word === undefined ? {} : { word })} />
          </div>
        )}
        {zoomed && <ZoomMark zoom={zooming.zoom} onReset={zooming.reset} />}
        {camera !== null && (pointed || chosen) && (
          <TileTools
            position={position}
            factsShown={factsShown}
            zoomed={zoomed}
            onSnapshot={() => {
              takeSnapshot("jpeg");
            }}
            onResetZoom={zooming.reset}
          />
        )}
      </div>
    );
  },
);
Tile.displayName = "Tile";

const Words = ({ words }: { readonly words: TileWords | null }) =>
  words === null ? null : (
    <div className="tile-words">
      <strong>{words.what}</strong>
      {words.next !== null && <span>{words.next}</span>}
      {words.advice !== null && <span className="tile-advice">{words.advice}</span>}
      {words.pictureOf !== null && <span className="tile-stamp">{words.pictureOf}</span>}
    </div>
  );

/** Tells the store what this camera's tile is, for the count in the top bar and the camera list. */
const useLivenessReport = (cameraId: string | null, kind: LivenessKind, cause: FailureKind | undefined): void => {
  const dispatch = useAppDispatch();
  useEffect(() => {
    if (cameraId !== null) dispatch(livenessChanged({ cameraId, kind, cause }));
  }, [dispatch, cameraId, kind, cause]);
  useEffect(() => {
    if (cameraId === null) return;
    return () => {
      dispatch(cameraLeft(cameraId));
    };
  }, [dispatch, cameraId]);
};
