import type { Recovery } from "../app/contract/shell";
import { assertNever } from "../app/domain/result";
import { Frame } from "./features/frame/Frame";
import { selectStarted, selectStation } from "./features/frame/frameSlice";
import { StartingPage } from "./features/unlock/GatePage";
import { UnlockPage } from "./features/unlock/UnlockPage";
import { UnusablePage } from "./features/unlock/UnusablePage";
import { useAppSelector } from "./store";

interface DeskProps {
  readonly onUnlock: (passphrase: string) => void;
  readonly onRecover: (choice: Recovery) => void;
}

/** What the window shows, by where the station stands. */
export const Desk = ({ onUnlock, onRecover }: DeskProps) => {
  const station = useAppSelector(selectStation);
  const started = useAppSelector(selectStarted);
  switch (station.state) {
    case "locked":
      return <UnlockPage firstTime={station.firstTime} wrong={station.wrong} onUnlock={onUnlock} />;
    case "unusable":
      return (
        <UnusablePage
          kind={station.kind}
          detail={station.detail}
          recoverable={station.recoverable}
          onRecover={onRecover}
        />
      );
    case "ready":
    case "starting":
    case "lost":
      return started ? <Frame /> : <StartingPage />;
    default:
      return assertNever(station);
  }
};
