import type { TileStream } from "../../../renderer/player/tileStream";
import { connectingView, type TileView } from "../../../renderer/player/tileView";

/** A stream without a picture, which a test makes go as it wants. */
export interface FakeTileStream {
  readonly stream: TileStream;
  state: "open" | "stopped" | "removed";
  become(view: Partial<TileView>): void;
}

/** @param onView told whenever the test makes it another */
export const fakeTileStream = (onView: () => void): FakeTileStream => {
  let view = connectingView;
  const fake: FakeTileStream = {
    state: "open",
    become: (next) => {
      view = { ...connectingView, ...next };
      onView();
    },
    stream: {
      get view() {
        return view;
      },
      facts: null,
      frameAgeMs: null,
      stop: () => {
        fake.state = "stopped";
        view = { ...view, pictureAtUtcMs: 1_000 };
      },
      remove: () => {
        fake.state = "removed";
      },
    },
  };
  return fake;
};
