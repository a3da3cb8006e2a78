import { afterEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../../app/base/clock";
import { mediaLimits } from "../../../../native/media/limits";
import { openRelay } from "../../../../native/media/relay/relay";
import { headerValue, methodOf, type RtspMessage } from "../../../../native/media/relay/rtspMessage";
import { contentBase, playsButSendsNothing } from "./fakeBehaviours";
import { startFakeCamera } from "./fakeCamera";
import { bench, cameraAt, closeAll, deaf, guarded, open, openClient, play } from "./relayBench";

afterEach(closeAll);

describe("between ffmpeg and a camera with digest", () => {
  test("the camera is asked by its own URLs, ffmpeg sees loopback ones, and neither sees the other", async () => {
    const { camera, admission, told } = await bench(guarded(() => "n1"));
    const client = openClient(admission.url);
    const answers = await play(client, admission.url);

    expect(answers.map(({ startLine }) => startLine)).toEqual(Array.from({ length: 4 }, () => "RTSP/1.0 200 OK"));
    expect(camera.requests.map(({ startLine }) => startLine)).toEqual([
      // Once without, then signed; from then on every request is signed at once.
      `OPTIONS ${camera.url} RTSP/1.0`,
      `OPTIONS ${camera.url} RTSP/1.0`,
      `DESCRIBE ${camera.url} RTSP/1.0`,
      `SETUP ${contentBase}trackID=0 RTSP/1.0`,
      `PLAY ${contentBase} RTSP/1.0`,
    ]);
    for (const answer of answers) {
      const text = JSON.stringify(answer.headers) + Buffer.from(answer.body).toString();
      expect(text).not.toContain("192.168.1.64");
    }
    // Where the stream goes on is for the time stamps to say.
    expect(headerValue(answers[3] as RtspMessage, "RTP-Info")).toBeUndefined();
    expect(camera.requests.map((request) => headerValue(request, "User-Agent"))).toEqual(
      camera.requests.map(() => "Zhishou"),
    );
    expect(told).toEqual(["loggingIn", "playing over tcp"]);
  });

  test("frames pass through as they are, both ways, and the end is said to the camera", async () => {
    const { camera, admission } = await bench(guarded(() => "n1"));
    const client = openClient(admission.url);
    await play(client, admission.url);
    const frames = Buffer.concat([Uint8Array.of(0x24, 0, 0, 3, 1, 2, 3), Uint8Array.of(0x24, 1, 0, 1, 9)]);
    camera.send(frames);
    await client.next(() => client.interleaved.length === frames.length);
    expect(client.interleaved).toEqual(frames);

    client.socket.destroy();
    const farewell = await camera.asked("TEARDOWN");
    expect(headerValue(farewell, "Session")).toBe("42");
  });

  test("a nonce that the camera renews in mid-stream is not taken for a refusal", async () => {
    let nonce = "n1";
    const { admission } = await bench(guarded(() => nonce));
    const client = openClient(admission.url);
    await play(client, admission.url);
    nonce = "n2";
    expect((await client.ask("GET_PARAMETER", `${admission.url}/`)).startLine).toBe("RTSP/1.0 200 OK");
  });
});

test("a Chinese user name reaches the camera in the octets of UTF-8", async () => {
  const { camera, admission, failed } = await bench(
    guarded(() => "n1"),
    {},
    { userName: "值守", password: "口令" },
  );
  void openClient(admission.url).ask("DESCRIBE", admission.url);
  await failed;
  // The fake camera hands out octets as characters.
  const octets = Buffer.from(headerValue(camera.requests[1] as RtspMessage, "Authorization") ?? "", "latin1");
  expect(octets.toString("utf8")).toContain('username="值守"');
});

test("a keep-alive that the camera leaves unanswered does not hold back the next one", async () => {
  const { camera, admission } = await bench((request, answer) => {
    if (methodOf(request) !== "GET_PARAMETER") playsButSendsNothing(request, answer);
  });
  const client = openClient(admission.url);
  await play(client, admission.url);
  void client.ask("GET_PARAMETER", `${admission.url}/`);
  await camera.asked("GET_PARAMETER");
  expect((await client.ask("OPTIONS", `${admission.url}/`)).startLine).toBe("RTSP/1.0 200 OK");
});

describe("a token", () => {
  const answerTo = async (url: string): Promise<string> => {
    const client = openClient(url);
    const answer = await client.ask("OPTIONS", url);
    return answer.startLine;
  };

  test("is good once", async () => {
    const { admission } = await bench(playsButSendsNothing);
    expect(await answerTo(admission.url)).toBe("RTSP/1.0 200 OK");
    expect(await answerTo(admission.url)).toBe("RTSP/1.0 404 Not Found");
  });

  test("cannot be guessed, and is good for nothing once it was taken back", async () => {
    const { admission, camera } = await bench(playsButSendsNothing);
    expect(await answerTo(admission.url.replace(/[0-9a-f]{32}$/, "0".repeat(32)))).toBe("RTSP/1.0 404 Not Found");
    admission.end();
    expect(await answerTo(admission.url)).toBe("RTSP/1.0 404 Not Found");
    expect(camera.requests.map(({ startLine }) => startLine)).not.toContainEqual(expect.stringMatching(/^SETUP/));
  });

  test("loses its worth with time", async () => {
    const camera = await startFakeCamera(playsButSendsNothing);
    let expire = (): void => undefined;
    const clock = {
      ...systemClock,
      after: (_: number, task: () => void) => {
        expire = task;
        return () => undefined;
      },
    };
    const relay = await openRelay(mediaLimits, clock);
    open.push(camera, relay);
    const address = { host: "127.0.0.1", port: camera.port, tls: false, uri: camera.url };
    const described = new Promise<string>((resolve) => {
      const { url } = relay.admit(cameraAt(address), { ...deaf, described: () => queueMicrotask(() => resolve(url)) });
    });
    const url = await described;
    expire();
    expect(await answerTo(url)).toBe("RTSP/1.0 404 Not Found");
  });
});
