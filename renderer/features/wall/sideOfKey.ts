import type { Side } from "../../../app/domain/gridEdit";

/** Which way an arrow key points; undefined for every other key. */
export const sideOfKey: Readonly<Record<string, Side | undefined>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
