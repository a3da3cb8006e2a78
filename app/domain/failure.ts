/**
 * Why something did not work, as a value. Every boundary (device, platform, file, page, user) turns what went wrong
 * into one of these kinds; the locale files hold, for each kind, a sentence that says what happened and what to do
 * next (`failure.<kind>`), in Chinese and English.
 */
export const failureKinds = [
  // What was given is not acceptable.
  "invalidInput", // the request or value does not have the shape asked for
  "invalidAddress", // not an IPv4/IPv6 address, host name or http(s)/rtsp URL
  "notFound", // no such record
  "alreadyExists", // the record is there already
  "codeTaken", // another record holds this GB/T 28181 code
  "numberTaken", // another camera is called by this number
  "forbidden", // the role does not hold this right, or the page is not ours
  // The device answered, or did not.
  "unreachable", // no route, refused connection, name not found
  "timedOut", // connected, but no whole answer in time
  "connectionLost", // the other side closed in the middle
  "credentialsRequired", // the device wants a name and a password, none is stored
  "credentialsRefused", // the device clearly refused name and password: do not try again
  "lockedOut", // the device has locked the account for a while: trying again prolongs it
  "clockSkew", // the device refuses the login because its clock differs too much from what it was told
  "certificateChanged", // another certificate than the one seen first: a person has to look
  "sessionLimit", // the device takes no further session
  "notOnvif", // answers, but not as an ONVIF device
  "noSecureStreams", // it offers no streams over TLS (RTSPS)
  "notRtsp", // answers, but does not speak RTSP
  "streamNotFound", // the device has no stream under this path (RTSP 404)
  "tlsFailed", // certificate or handshake
  "malformedAnswer", // an answer that cannot be read; `part` names where
  "forbiddenMarkup", // XML with DOCTYPE or entities: refused before parsing
  "answerTooLarge", // over the limit of size, depth or header count
  "unsupported", // the device or stream does something we do not play; `part` names it
  "deviceFault", // a SOAP fault or RTSP status of the device's own; `detail` cites it
  "noVideo", // the stream description holds no video
  "noAudio", // the stream description holds no audio
  "stalled", // the stream stopped sending
  "decoderFailed", // ffmpeg ended by itself
  // This machine.
  "databaseNewer", // written by a newer version of the program; left untouched
  "databaseCorrupt", // integrity check failed; set aside, nothing deleted
  "databaseKeyWrong", // the key does not open it
  "diskFull",
  "folderUnusable", // a folder cannot be made or written; `part` names it
  "processLost", // station or media ended; it is being restarted
  "internal", // a defect of ours; `detail` says where
] as const;

/** One of {@link failureKinds}. */
export type FailureKind = (typeof failureKinds)[number];

/** A failure as a value: never thrown across a room's boundary, never holding a secret. */
export interface Failure {
  readonly kind: FailureKind;
  /** Which part of the input or answer, as a path in the field's own words: `sdp.m=video`, `input.address`. */
  readonly part?: string | undefined;
  /** One technical sentence in English for the log and for support. Holds no password, token or URL with one. */
  readonly detail?: string | undefined;
}

/** Makes a {@link Failure}. */
export const failure = (kind: FailureKind, detail?: string, part?: string): Failure => ({
  kind,
  ...(part === undefined ? {} : { part }),
  ...(detail === undefined ? {} : { detail }),
});
