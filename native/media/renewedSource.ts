import type { MediaSource } from "../../app/contract/media";

/** Whether one connection serves both: what differs besides is no matter of the connection. */
export const sameConnection = (one: MediaSource, other: MediaSource): boolean =>
  one.url === other.url &&
  one.transport === other.transport &&
  one.certificateSha256 === other.certificateSha256 &&
  one.credential?.userName === other.credential?.userName &&
  one.credential?.password === other.credential?.password;

/** What the station now says of a source, with what only its session knows. */
export const renewedSource = (known: MediaSource, opened: MediaSource, isWatched: boolean): MediaSource => ({
  ...opened,
  // Of windows that differ the stricter wins, as long as there is one.
  playsH265: opened.playsH265 && (!isWatched || known.playsH265),
  certificateSha256: opened.certificateSha256 ?? known.certificateSha256,
});
