import { useCallback, useEffect, useRef, useState } from "react";
import { failure } from "../../../app/domain/failure";
import { openDomChannel } from "../../domPort";
import { useStation } from "../../stationContext";
import { sharedTicker } from "../ticker";
import { openLoudspeaker, type Loudspeaker } from "./loudspeaker";
import { listenTo, type SoundState } from "./soundSession";

/** The sound of one camera, as a tile offers it: silent until somebody asks for it. */
export interface Sound {
  /** Null: not asked for. */
  readonly state: SoundState | null;
  /** 0 to 1; of this window, whichever tile is listened to. */
  readonly volume: number;
  toggle(): void;
  setVolume(volume: number): void;
}

const usualVolume = 0.7;
/** What was chosen last in this window. */
let chosenVolume = usualVolume;

const wants = (state: SoundState | null): boolean => state !== null && state.kind !== "unavailable";

/** Ends with the component: a tile that is cleared, or not the chosen one any more, falls silent. */
export const useSound = (cameraId: string): Sound => {
  const station = useStation();
  const [state, setState] = useState<SoundState | null>(null);
  const [volume, setVolume] = useState(chosenVolume);
  const running = useRef<{ readonly loudspeaker: Loudspeaker; readonly stop: () => void } | null>(null);

  const stop = useCallback((): void => {
    running.current?.stop();
    running.current?.loudspeaker.close();
    running.current = null;
  }, []);

  const start = useCallback((): void => {
    const end = (last: SoundState): void => {
      stop();
      setState(last);
    };
    const loudspeaker = openLoudspeaker(chosenVolume, (detail) => {
      end({ kind: "unavailable", failure: failure("internal", detail, "loudspeaker") });
    });
    setState({ kind: "connecting" });
    const stopListening = listenTo(cameraId, {
      station,
      ticker: sharedTicker,
      openChannel: openDomChannel,
      play: loudspeaker.play,
      onState: (next) => {
        if (next.kind === "unavailable") end(next);
        else setState(next);
      },
      monotonicMs: () => performance.now(),
    });
    running.current = { loudspeaker, stop: stopListening };
  }, [cameraId, station, stop]);

  useEffect(() => stop, [stop]);

  const wanted = wants(state);
  const toggle = useCallback((): void => {
    stop();
    if (wanted) setState(null);
    else start();
  }, [wanted, start, stop]);

  return {
    state,
    volume,
    toggle,
    setVolume: (next) => {
      chosenVolume = Math.min(1, Math.max(0, next));
      setVolume(chosenVolume);
      running.current?.loudspeaker.setVolume(chosenVolume);
    },
  };
};
