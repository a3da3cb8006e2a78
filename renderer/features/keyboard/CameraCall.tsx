import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../../app/contract/device";
import { useAppStore } from "../../store";
import { cameraDropped, cameraPicked, selectEnlarged, selectLayout, tileShrunk } from "../wall/wallSlice";
import { callStep, type CameraCall as Call } from "./cameraCall";
import { useKeystrokes } from "./CommandKeys";
import "./keyboard.css";

/** So long without a key a call goes away, ms. */
const forgetAfterMs = 4_000;

/** What the overlay says of a call: what was typed, and whom it means. */
interface Told {
  readonly camera: number;
  /** Null: the chosen one. */
  readonly tile: number | null;
  /** Why it was not put there, once Enter was pressed. */
  readonly problem: "camera" | "tile" | null;
}

const toldOf = ({ camera, tile }: Call): Told => ({
  camera: Number(camera),
  tile: tile === null || tile === "" ? null : Number(tile),
  problem: null,
});

/** Cameras called by number, digits and Enter: shows what was typed, and puts the camera on its tile. */
export const CameraCall = ({ cameras }: { readonly cameras: ReadonlyMap<string, Camera> }) => {
  const { t } = useTranslation();
  const store = useAppStore();
  // Beside what is shown of it: a keyboard types faster than the page renders.
  const call = useRef<Call | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const byNumber = useMemo(() => new Map([...cameras.values()].map((camera) => [camera.number, camera])), [cameras]);

  const take = useCallback(
    (keystroke: string): boolean => {
      const step = callStep(call.current, keystroke);
      if (step === null) {
        // What is told of a call that failed goes before anything else that Escape would end.
        if (keystroke !== "Escape" || told === null) return false;
        setTold(null);
        return true;
      }
      call.current = step.kind === "typing" ? step.call : null;
      if (step.kind !== "called") {
        setTold(step.kind === "typing" ? toldOf(step.call) : null);
        return true;
      }
      const camera = byNumber.get(step.camera);
      const position = step.tile === null ? null : step.tile - 1;
      const state = store.getState();
      if (camera === undefined) {
        setTold({ ...step, problem: "camera" });
      } else if (position !== null && selectLayout(state).tiles[position] === undefined) {
        setTold({ ...step, problem: "tile" });
      } else {
        setTold(null);
        if (position === null) store.dispatch(cameraPicked(camera.id));
        else {
          // Whoever names another tile than the one that fills the wall wants to see it there.
          if ((selectEnlarged(state) ?? position) !== position) store.dispatch(tileShrunk());
          store.dispatch(cameraDropped({ position, cameraId: camera.id }));
        }
      }
      return true;
    },
    [byNumber, store, told],
  );
  useKeystrokes(take);

  useEffect(() => {
    if (told === null) return undefined;
    const timer = setTimeout(() => {
      call.current = null;
      setTold(null);
    }, forgetAfterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [told]);

  if (told === null) return null;
  const { camera, tile, problem } = told;
  const name = byNumber.get(camera)?.name;
  const note =
    problem === "tile"
      ? t("keys.callNoTile", { tile })
      : name === undefined
        ? t("keys.callUnknown", { camera })
        : t("keys.callHint");
  return (
    <div role="status" className="camera-call" data-refused={problem !== null || undefined}>
      {tile === null ? t("keys.call", { camera }) : t("keys.callTo", { camera, tile })}
      {name !== undefined && <bdi>{name}</bdi>}
      <small>{note}</small>
    </div>
  );
};
