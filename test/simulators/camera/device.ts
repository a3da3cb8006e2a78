import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { openAccount } from "./account";
import { makeCertificate, type Certificate } from "./certificate";
import { openChannel, type Channel } from "./channel";
import type { Quality } from "./clipRecipe";
import type { DeviceFaults, DeviceOptions, RunningDevice } from "./deviceTypes";
import { noFaults } from "./faultState";
import { makers } from "./makers";
import { redirectedDevicePath, scopesOf, servicePaths, type OnvifFacts, type ProfileFacts } from "./onvifFacts";
import { openOnvifServer } from "./onvifServer";
import { openRecordings } from "./recordings";
import { openRtspServer } from "./rtspServer";

const realm = "Simulated camera";
const location = "山东省淄博市高青县";
const qualities: readonly Quality[] = ["main", "sub"];

const hexOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A UUID (RFC 9562 version 8) out of a text. */
const uuidOf = (text: string): string => {
  const hex = hexOf(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

interface Output {
  readonly channel: Channel;
  readonly quality: Quality;
  /** `/main`, or `/ch1/main` of a recorder. */
  readonly path: string;
  readonly sourceToken: string;
  readonly token: string;
  readonly name: string;
}

const outputsOf = (channels: readonly Channel[], options: DeviceOptions): readonly Output[] =>
  channels.flatMap((channel, index) =>
    qualities.map((quality, place) => {
      const number = String(index * qualities.length + place + 1).padStart(3, "0");
      const word = options.isRecorder ? `ch${index + 1}_${quality}` : quality;
      return {
        channel,
        quality,
        path: options.isRecorder ? `/ch${index + 1}/${quality}` : `/${quality}`,
        sourceToken: `VideoSource_${index + 1}`,
        token: makers[options.maker].numberedProfiles ? number : `Profile_${word}`,
        name: options.isRecorder ? `${channel.name} ${quality}` : quality,
      };
    }),
  );

const urlsOf = (
  channel: Channel,
  outputs: readonly Output[],
  urlOf: (path: string) => string,
): Readonly<Record<Quality, string>> => {
  const of = (quality: Quality): string =>
    urlOf(outputs.find((output) => output.channel === channel && output.quality === quality)?.path ?? "");
  return { main: of("main"), sub: of("sub") };
};

/** Starts one device, a camera or a recorder: its ONVIF server and its RTSP server. */
export const startDevice = async (options: DeviceOptions): Promise<RunningDevice> => {
  const { name, address, clips, audio, maker, transports } = options;
  const oddities = makers[maker];
  const faults = noFaults(options.clockOffsetMs);
  const account = openAccount(options.userName, options.password);
  const channels = options.channels.map((channel) => openChannel({ ...channel, audio, clips }));
  const outputs = outputsOf(channels, options);
  const nowUtcMs = (): number => Date.now() + faults.clockOffsetMs;

  const recordings = openRecordings(
    outputs
      .filter(({ quality }) => quality === "main")
      .map(({ channel, token }) => ({ name: channel.name, profileToken: token })),
    nowUtcMs,
  );

  const rtsp = openRtspServer({
    address,
    authentication: options.rtspAuthentication,
    digestQop: options.rtspDigestQop,
    account,
    realm,
    sessionTimeoutSeconds: options.sessionTimeoutSeconds,
    transports,
    startWith: options.startWith,
    sessionLimit: options.sessionLimit,
    faults,
    streamAt: async (path) => {
      const output = outputs.find((known) => known.path === path);
      return output === undefined ? null : output.channel.presentation(output.quality);
    },
  });
  const onvif = openOnvifServer({
    address,
    account,
    realm,
    algorithms: options.httpDigest,
    usernameTokenOnly: oddities.usernameTokenOnly,
    refuseRepeatedNonces: options.refuseRepeatedNonces,
    nowUtcMs,
    faults,
    facts: (secure) => factsOf(secure),
    snapshot: async (path) => {
      const output = outputs.find((known) => path === `/snapshot${known.path}`);
      return output === undefined ? null : clips.snapshot(output.channel.recipe(output.quality));
    },
  });

  const closeAll = async (): Promise<void> => {
    await Promise.all([rtsp.close(), onvif.close()]);
  };
  let certificate: Certificate | null = options.secure ? makeCertificate(address, name) : null;
  const ports = { rtsp: options.rtspPort, http: options.httpPort, rtsps: 0, https: 0 };
  const listen = async (): Promise<void> => {
    try {
      ports.rtsp = await rtsp.listen(ports.rtsp);
      ports.http = await onvif.listen(ports.http);
      if (certificate === null) return;
      ports.rtsps = await rtsp.listenSecure(ports.rtsps, certificate);
      ports.https = await onvif.listenSecure(ports.https, certificate);
    } catch (error) {
      await closeAll();
      throw error;
    }
  };
  await listen();

  const url = (scheme: keyof typeof ports, path: string): string => `${scheme}://${address}:${ports[scheme]}${path}`;
  const identity = `${options.number} ${name} ${ports.http}`;
  const serialNumber = `${options.isRecorder ? "NVR" : "SIM"}${String(options.number).padStart(6, "0")}`;

  const told = (real: string): string => {
    if (oddities.toldHost === null) return real;
    const { protocol, pathname } = new URL(real);
    return `${protocol}//${oddities.toldHost}${pathname}`;
  };
  const factsOf = (secure: boolean): OnvifFacts => {
    const http = (path: string): string => told(url(secure ? "https" : "http", path));
    return {
      name,
      location,
      manufacturer: maker === "plain" ? "Simulated" : `Simulated ${maker}`,
      model: options.isRecorder ? "SIM-NVR" : "SIM-1080",
      firmwareVersion: "1.0.0",
      serialNumber,
      hardwareId: "SIM",
      // Locally administered: belongs to no maker.
      macAddress: ["02", ...(hexOf(identity).slice(0, 10).match(/../g) ?? [])].join(":"),
      address,
      hostname: `sim-${options.number}`,
      services: {
        device: http(oddities.redirecting ? redirectedDevicePath : servicePaths.device),
        media: http(servicePaths.media),
        media2: http(servicePaths.media2),
        recording: http(servicePaths.recording),
        search: http(servicePaths.search),
      },
      profiles: outputs.map(({ channel, path, ...output }): ProfileFacts => ({
        ...output,
        recipe: channel.recipe(output.quality),
        streamUrl: told(url("rtsp", path)),
        secureStreamUrl: certificate === null ? null : told(url("rtsps", path)),
        snapshotUrl: http(`/snapshot${path}`),
      })),
      recordings: options.tellsRecordings ? recordings.facts() : null,
      audio,
      transports,
      oddities,
      synchronize: (token) => {
        const output = outputs.find((known) => known.token === token);
        output?.channel.synchronize(output.quality);
      },
      nowUtcMs,
    };
  };

  let on = true;
  let powerCycle: AbortController | null = null;
  const switchOff = async (): Promise<void> => {
    powerCycle?.abort();
    on = false;
    await closeAll();
  };
  const switchOn = async (): Promise<void> => {
    powerCycle?.abort();
    if (on) return;
    on = true;
    await listen();
  };
  const deviceFaults: DeviceFaults = {
    switchOff,
    switchOn,
    reboot: async ({ downMs }) => {
      const off = switchOff();
      const cycle = new AbortController();
      powerCycle = cycle;
      await off;
      // Whoever switches it off or on meanwhile has the last word.
      const waited = await wait(downMs, true, { signal: cycle.signal }).catch(() => false);
      if (waited) await switchOn();
    },
    dropConnections: () => {
      rtsp.dropConnections();
      onvif.dropConnections();
    },
    stall: (stalled) => {
      faults.stalled = stalled;
    },
    halfOpen: (halfOpen) => {
      faults.halfOpen = halfOpen;
    },
    refuseSessions: (refused) => {
      faults.refusing = refused;
    },
    freezePicture: async (frozen) => {
      await Promise.all(channels.map((channel) => channel.freeze(frozen)));
    },
    garbage: (garbage) => {
      faults.garbage = garbage;
    },
    refuseTcp: (refused) => {
      faults.tcpRefused = refused;
    },
    packetLoss: (share) => {
      faults.lossShare = share;
    },
    setPassword: account.setPassword,
    lockOut: account.lockOut,
    slowAnswers: (byMs) => {
      faults.slowMs = byMs;
    },
    cutAnswers: (cut) => {
      faults.cut = cut;
    },
    setClockOffset: (offsetMs) => {
      faults.clockOffsetMs = offsetMs;
    },
    jumpTimestamps: (byMs) => {
      for (const channel of channels) channel.jumpTimestamps(byMs);
    },
    changeFormat: async (format, { quality = "sub", mode = "inBand" } = {}) => {
      const changed = outputs.filter((output) => output.quality === quality);
      await Promise.all(changed.map((output) => output.channel.changeFormat(quality, format)));
      if (mode === "closing") for (const { path } of changed) rtsp.dropSessions(path);
    },
    stopRecording: recordings.stop,
    failStorage: recordings.failStorage,
    recordingService: (state) => {
      faults.recordingService = state;
    },
    renewCertificate: () => {
      if (certificate === null) return;
      certificate = makeCertificate(address, name);
      rtsp.renewCertificate(certificate);
      onvif.renewCertificate(certificate);
    },
    answer: onvif.answer,
  };

  const endpoint = `urn:uuid:${uuidOf(identity)}`;
  const devicePath = servicePaths.device;
  return {
    announcement: () =>
      on ? { endpoint, serviceUrl: told(url("http", devicePath)), scopes: scopesOf(factsOf(false)) } : null,
    endpoint,
    serialNumber,
    serviceUrl: url("http", devicePath),
    httpPort: ports.http,
    rtspPort: ports.rtsp,
    channels: channels.map((channel) => ({
      cameraNumber: channel.cameraNumber,
      name: channel.name,
      loopMs: channel.recipe("main").loopMs,
      rtspUrl: urlsOf(channel, outputs, (path) => url("rtsp", path)),
      secureRtspUrl: certificate === null ? null : urlsOf(channel, outputs, (path) => url("rtsps", path)),
    })),
    secure:
      certificate === null
        ? null
        : {
            serviceUrl: url("https", devicePath),
            httpsPort: ports.https,
            rtspsPort: ports.rtsps,
            fingerprint256: () => certificate?.fingerprint256 ?? "",
          },
    faults: deviceFaults,
    rtspLoad: () => ({ connections: rtsp.connectionCount, playing: rtsp.playingCount }),
    refusedTries: () => account.refusedTries,
  };
};
