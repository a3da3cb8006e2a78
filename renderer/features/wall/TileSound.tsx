import { MutedOutlined, SoundFilled, SoundOutlined } from "@ant-design/icons";
import { Button, Slider } from "antd";
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
  type SyntheticEvent,
} from "react";
import { useTranslation } from "react-i18next";
import { sharedTicker } from "../../player/ticker";
import type { TileStage } from "../../player/tileStage";
import { useSound } from "../../player/sound/useSound";
import { useCommand, useKeymap } from "../keyboard/CommandKeys";
import { keystrokeLabel } from "../keyboard/keystroke";
import { soundWords } from "./soundWords";
import "./tileSound.css";

interface TileSoundProps {
  readonly cameraId: string;
  readonly stage: RefObject<TileStage | null>;
}

/** Of the volume, for one notch of the wheel. */
const wheelStep = 0.05;

/** What the running picture tells of the sound beside it; undefined as long as it does not. */
const useAudioEncoding = (stage: RefObject<TileStage | null>): string | null | undefined => {
  const [encoding, setEncoding] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const look = (): void => {
      const facts = stage.current?.shown?.facts;
      // A picture that was lost for a moment has no other sound than before.
      if (facts !== undefined && facts !== null) setEncoding(facts.audioEncoding);
    };
    look();
    return sharedTicker.subscribe(look);
  }, [stage]);
  return encoding;
};

/** The wall does not hear it: two clicks are no double-click, a pulled slider is no drag. */
const keepFromWall = (event: SyntheticEvent): void => {
  event.stopPropagation();
};
const keepFromDragging = (event: SyntheticEvent): void => {
  event.preventDefault();
  event.stopPropagation();
};
/** Nor are the keys that press a button or move a slider the tile's. */
const keepKeys = (event: KeyboardEvent): void => {
  if (/^(?:Enter| |Arrow\w+|Home|End|Page\w+)$/.test(event.key)) event.stopPropagation();
};

/** The wheel over the controls is theirs: the tile's own would zoom the picture. */
const useWheel = (box: RefObject<HTMLElement | null>, shown: boolean, turn: (notches: number) => void): void => {
  const onWheel = useEffectEvent((event: WheelEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    turn(-Math.sign(event.deltaY));
  });
  useEffect(() => {
    const element = box.current;
    if (!shown || element === null) return;
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      element.removeEventListener("wheel", onWheel);
    };
  }, [box, shown]);
};

/** Sound of the chosen tile: off until asked for, and for this one tile of the window only. */
export const TileSound = ({ cameraId, stage }: TileSoundProps) => {
  const { t } = useTranslation();
  const audioEncoding = useAudioEncoding(stage);
  const { state, volume, toggle, setVolume } = useSound(cameraId);
  const words = soundWords(t, state, audioEncoding);
  const offered = typeof audioEncoding === "string" || state !== null;
  const on = state !== null && state.kind !== "unavailable";
  const shown = offered || words !== null;
  const box = useRef<HTMLDivElement>(null);
  const [key] = useKeymap().sound;
  const press = useCallback(() => {
    toggle();
    return true;
  }, [toggle]);
  useCommand("sound", offered ? press : null);
  useWheel(box, shown, (notches) => {
    if (on) setVolume(volume + notches * wheelStep);
  });

  if (!shown) return null;
  const name = t(on ? "sound.turnOff" : "sound.turnOn");
  const hint = key === undefined ? name : t("sound.withKey", { name, key: keystrokeLabel(key) });
  return (
    <div
      ref={box}
      className="tile-sound"
      data-sound={state?.kind ?? "off"}
      draggable
      onDragStart={keepFromDragging}
      onPointerDown={keepFromWall}
      onDoubleClick={keepFromWall}
      onKeyDown={keepKeys}
    >
      {offered && (
        <Button
          type="text"
          size="small"
          icon={on ? state.kind === "sounding" ? <SoundFilled /> : <SoundOutlined /> : <MutedOutlined />}
          aria-label={name}
          aria-keyshortcuts={key}
          title={hint}
          onClick={toggle}
        />
      )}
      {words !== null && (
        <span role="status" title={words.advice ?? undefined}>
          {words.what}
        </span>
      )}
      {on && (
        <Slider
          className="tile-volume"
          ariaLabelForHandle={t("sound.volume")}
          min={0}
          max={100}
          step={5}
          value={Math.round(volume * 100)}
          tooltip={{ open: false }}
          onChange={(percent) => {
            setVolume(percent / 100);
          }}
        />
      )}
    </div>
  );
};
