import type { MediaSource } from "../../../app/contract/media";
import { failure, type Failure } from "../../../app/domain/failure";
import { spawnFfmpeg, type FfmpegProcess } from "../ffmpegProcess";
import type { RelayAdmission } from "../relay/relay";
import { parseRtspUrl } from "../relay/rtspUrl";
import type { Run, Runner } from "../run";
import { soundArguments } from "./soundArguments";
import { wholeSamples } from "./wholeSamples";

/** Who is told how it fares. Nothing is told after `failed` or after `stop`. */
export interface SoundRunListener {
  readonly certificateSeen: (sha256: string) => void;
  readonly loggingIn: () => void;
  readonly playing: () => void;
  /** Whole samples, as they come. */
  readonly samples: (samples: Uint8Array) => void;
  readonly failed: (what: Failure) => void;
}

/** Behind every picture that waits for a session of the device. */
const lastOfAll = Number.MAX_SAFE_INTEGER;

/**
 * One attempt at the sound of a source, through the same doors and relay as a picture: the camera is asked for its audio
 * alone. Where the device has no session free, it fails with `sessionLimit` at once instead of waiting.
 */
export const startSoundRun = (
  { source, insists }: { readonly source: MediaSource; readonly insists: boolean },
  runner: Pick<Runner, "ffmpegPath" | "relay" | "doors">,
  listener: SoundRunListener,
): Run => {
  let over = false;
  let admission: RelayAdmission | null = null;
  let ffmpeg: FfmpegProcess | null = null;
  let connected = false;

  const part = (): void => {
    over = true;
    admission?.end();
    ffmpeg?.kill();
    if (!connected) pass.leave();
  };
  const fail = (what: Failure): void => {
    if (over) return;
    if (what.kind === "credentialsRefused" || what.kind === "lockedOut") pass.loginRefused();
    if (what.kind === "sessionLimit" && connected) pass.turnedAway();
    part();
    listener.failed(what);
  };
  const unlessOver =
    <Values extends readonly unknown[]>(then: (...values: Values) => void) =>
    (...values: Values): void => {
      if (!over) then(...values);
    };

  const decode = (): void => {
    if (admission === null) return;
    const cut = wholeSamples();
    ffmpeg = spawnFfmpeg(runner.ffmpegPath, soundArguments(admission.url), {
      bytes: unlessOver((chunk: Buffer) => cut(chunk).forEach((piece) => listener.samples(piece))),
      failed: fail,
    });
  };

  const reach = (): void => {
    runner.relay.then(
      unlessOver((relay) => {
        const address = parseRtspUrl(source.url);
        if (!address.ok) {
          fail(address.error);
          return;
        }
        connected = true;
        const { credential, transport, certificateSha256 } = source;
        admission = relay.admitSound(
          { address: address.value, credential, transport, certificateSha256 },
          {
            reached: unlessOver((proceed) =>
              pass.knock(unlessOver(proceed), () =>
                fail(failure("credentialsRefused", "the device has refused this name and password before")),
              ),
            ),
            certificateSeen: unlessOver(listener.certificateSeen),
            loggingIn: unlessOver(listener.loggingIn),
            described: unlessOver(decode),
            playing: unlessOver(() => {
              pass.established();
              listener.playing();
            }),
            received: () => undefined,
            senderReport: () => undefined,
            failed: fail,
            closed: () => {
              connected = false;
              if (over) pass.leave();
            },
          },
        );
      }),
      () => fail(failure("internal", "the loopback relay cannot listen")),
    );
  };

  const login = source.credential === null ? "" : `${source.credential.userName}\0${source.credential.password}`;
  const pass = runner.doors.enter({
    deviceId: source.deviceId,
    arrival: lastOfAll,
    login,
    insists,
    // Later, so that `pass` is known.
    entered: () => queueMicrotask(unlessOver(reach)),
    full: (limit) =>
      queueMicrotask(
        unlessOver(() => fail(failure("sessionLimit", `the device takes ${limit} sessions, all for pictures`))),
      ),
  });

  return {
    stop: async () => {
      if (!over) part();
      await ffmpeg?.gone;
    },
  };
};
