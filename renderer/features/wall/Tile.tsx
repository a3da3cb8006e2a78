import { memo, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera, StreamQuality } from "../../../app/contract/device";
import { LivenessBadge } from "../../components/LivenessBadge";
import type { LivenessKind } from "../../player/liveness";
import type { Rung } from "../../player/ladder";
import { connectingView, type TileView } from "../../player/tileView";
import { useAppDispatch } from "../../store";
import { TileClock } from "./TileClock";
import { TilePicture } from "./TilePicture";
import { badgeWord, tileRemark, tileWords, type TileWords } from "./tileWords";
import { cameraLeft, livenessChanged } from "./wallSlice";

interface TileProps {
  readonly position: number;
  readonly cameraId: string | null;
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

/** One place of the wall. Mouse, drag and keys are the wall's (Wall.tsx); this shows what stands here and how it goes. */
export const Tile = memo(({ position, cameraId, camera, wanted, rung, chosen, factsShown, reachable }: TileProps) => {
  const { t } = useTranslation();
  const [seen, setSeen] = useState<Seen | null>(null);

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
  useLivenessReport(cameraId, view.kind);

  const remark = tileRemark(t, view, rung);
  const word = badgeWord(t, view);
  const name = camera?.name ?? (cameraId === null ? t("wall.tileEmpty") : t("wall.missing"));
  return (
    <div
      role="group"
      tabIndex={reachable ? 0 : -1}
      aria-label={t("wall.tile", { position: position + 1, camera: name })}
      className="tile"
      draggable={cameraId !== null}
      data-position={position}
      data-camera-id={cameraId ?? undefined}
      data-liveness={view.kind}
      data-chosen={chosen || undefined}
    >
      {camera !== null && (
        <TilePicture
          key={camera.id}
          cameraId={camera.id}
          showing={rung === "full" ? wanted : rung}
          factsShown={factsShown}
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
        <div className="tile-scrim" title={remark ?? undefined}>
          <span className="tile-name">{camera.name}</span>
          {remark !== null && <span className="tile-remark">{remark}</span>}
          {view.kind === "live" && <TileClock />}
          <LivenessBadge kind={view.kind} ageS={view.ageS} {...(word === undefined ? {} : { word })} />
        </div>
      )}
    </div>
  );
});
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
const useLivenessReport = (cameraId: string | null, kind: LivenessKind): void => {
  const dispatch = useAppDispatch();
  useEffect(() => {
    if (cameraId !== null) dispatch(livenessChanged({ cameraId, kind }));
  }, [dispatch, cameraId, kind]);
  useEffect(() => {
    if (cameraId === null) return;
    return () => {
      dispatch(cameraLeft(cameraId));
    };
  }, [dispatch, cameraId]);
};
