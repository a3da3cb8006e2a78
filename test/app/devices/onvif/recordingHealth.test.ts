import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../../app/base/clock";
import { openOnvifClient, type OnvifClientOptions } from "../../../../app/devices/onvif/client";
import { onvifLimits } from "../../../../app/devices/onvif/limits";
import { fixture } from "./fixture";
import {
  answeringWith,
  startTestDevice,
  type ReceivedRequest,
  type TestAnswer,
  type TestBehaviour,
} from "./testDevice";

const soap = (namespace: string, body: string): TestAnswer => ({
  body:
    `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body xmlns:r="${namespace}"` +
    ` xmlns:tt="http://www.onvif.org/ver10/schema">${body}</s:Body></s:Envelope>`,
});
const recordingService = "http://www.onvif.org/ver10/recording/wsdl";
const searchService = "http://www.onvif.org/ver10/search/wsdl";

const jobState = (state: string, error = ""): TestAnswer =>
  soap(
    recordingService,
    "<r:GetRecordingJobStateResponse><r:State><tt:RecordingToken>R</tt:RecordingToken>" +
      `<tt:State>${state}</tt:State><tt:Sources><tt:Tracks><tt:Track><tt:Error>${error}</tt:Error></tt:Track>` +
      "</tt:Tracks></tt:Sources></r:State></r:GetRecordingJobStateResponse>",
  );

const information = (status: string): TestAnswer =>
  soap(
    searchService,
    "<r:GetRecordingInformationResponse><r:RecordingInformation><tt:Source><tt:Name>Gate</tt:Name></tt:Source>" +
      "<tt:EarliestRecording>2026-11-01T00:00:00Z</tt:EarliestRecording>" +
      "<tt:LatestRecording>2026-11-02T00:00:00Z</tt:LatestRecording>" +
      `<tt:RecordingStatus>${status}</tt:RecordingStatus></r:RecordingInformation></r:GetRecordingInformationResponse>`,
  );

const recorderAnswers = {
  GetServices: "recorder-with-recording-and-search.xml",
  GetRecordingJobs: "recording-jobs.xml",
  GetRecordingSummary: "recording-summary-without-zone.xml",
};

/** A recorder whose jobs answer so, one after the other; null: with a fault, like everything it does not know. */
const openRecorder = async (
  jobs: readonly (TestAnswer | null)[],
  answers: Record<string, string> = recorderAnswers,
  besides: (request: ReceivedRequest) => ReturnType<TestBehaviour> | null = () => null,
  options: Partial<OnvifClientOptions> = {},
) => {
  const left = [...jobs];
  const device = await startTestDevice((request) => {
    const state = request.operation === "GetRecordingJobState" ? left.shift() : null;
    return state ?? besides(request) ?? answeringWith(answers)(request);
  });
  const client = openOnvifClient({ serviceUrl: device.url.href, credential: null, clock: systemClock, ...options });
  onTestFinished(() => client.close());
  return { device, client };
};

const states = (...names: readonly (string | null)[]) => names.map((name) => (name === null ? null : jobState(name)));

describe("what a recorder tells of its recordings", () => {
  it.each([
    [["Active", "Active"], "recording", ["recording", "recording"]],
    [["Active", "Idle"], "partly", ["recording", "stopped"]],
    [["PartiallyActive", "Active"], "partly", ["partly", "recording"]],
    [["Idle", "Idle"], "stopped", ["stopped", "stopped"]],
    [["Active", "Error"], "failed", ["recording", "failed"]],
    [["Active", null], "recording", ["recording", "unknown"]],
    [[null, null], "unknown", ["unknown", "unknown"]],
  ])("sums jobs %j up as %s", async (jobs, state, channels) => {
    const { client } = await openRecorder(states(...jobs));
    expect(await client.recordingHealth()).toMatchObject({
      ok: true,
      value: { state, channels: channels.map((one) => ({ state: one })) },
    });
  });

  it("reads how far the storage reaches, with or without a time zone, and when it was told", async () => {
    const before = Date.now();
    const { client } = await openRecorder(states("Active", "Active"));
    const told = await client.recordingHealth();
    expect(told).toMatchObject({
      value: {
        recordings: 2,
        oldestAtUtcMs: Date.UTC(2026, 9, 25),
        newestAtUtcMs: Date.UTC(2026, 10, 24, 4, 0, 0, 250),
      },
    });
    if (told.ok) expect(told.value.toldAtUtcMs).toBeGreaterThanOrEqual(before);
  });

  it("reads what each job reports as its error, in the recorder's own words", async () => {
    const { client } = await openRecorder([jobState("Active"), jobState("Error", "HDD 1\n full")]);
    expect(await client.recordingHealth()).toMatchObject({
      value: { channels: [{ error: "" }, { error: "HDD 1 full" }] },
    });
  });

  it("reads each recording's own reach, its name, and its status where its job does not tell", async () => {
    const { client } = await openRecorder(states(null, "Idle"), recorderAnswers, ({ operation }) =>
      operation === "GetRecordingInformation" ? information("Recording") : null,
    );
    const reach = { name: "Gate", oldestAtUtcMs: Date.UTC(2026, 10, 1), newestAtUtcMs: Date.UTC(2026, 10, 2) };
    expect(await client.recordingHealth()).toMatchObject({
      value: {
        channels: [
          { state: "recording", ...reach },
          { state: "stopped", ...reach },
        ],
      },
    });
  });

  it("names each job by its token, an opaque string, on the host the recorder was reached by", async () => {
    const { client, device } = await openRecorder(states("Active", "Active"));
    await client.recordingHealth();
    const asked = device.requests.filter(({ operation }) => operation === "GetRecordingJobState");
    expect(asked.map(({ body }) => /<s:JobToken>(.*)<\/s:JobToken>/.exec(body)?.[1])).toEqual(["001", "a&amp;b"]);
    expect(asked.every(({ path }) => path === "/onvif/recording_service")).toBe(true);
  });

  it("calls a recording by its token that nobody named", async () => {
    const { client } = await openRecorder(states("Active", "Active"));
    expect(await client.recordingHealth()).toMatchObject({ value: { channels: [{ name: "R1" }, { name: "R2" }] } });
  });

  it("does not ask a recorder for every recording that says nothing of the first ones", async () => {
    const many = Array.from(
      { length: 40 },
      (_, index) => `<r:RecordingItem><tt:RecordingToken>T${String(index)}</tt:RecordingToken></r:RecordingItem>`,
    ).join("");
    const { client, device } = await openRecorder([], recorderAnswers, ({ operation }) =>
      operation === "GetRecordings"
        ? soap(recordingService, `<r:GetRecordingsResponse>${many}</r:GetRecordingsResponse>`)
        : null,
    );
    const told = await client.recordingHealth();
    expect(told.ok && told.value.channels).toHaveLength(42);
    expect(told).toMatchObject({ value: { channels: { 0: { state: "noJob" }, 40: { state: "unknown" } } } });
    expect(device.requests.filter(({ operation }) => operation === "GetRecordingInformation")).toHaveLength(2);
  });

  it("is told of the jobs also by a recorder that hangs over what is stored", async () => {
    const { client } = await openRecorder(
      states("Active", "Idle"),
      recorderAnswers,
      ({ path }) => (path.endsWith("search_service") ? () => undefined : null),
      { limits: { ...onvifLimits, answerMs: 200 } },
    );
    expect(await client.recordingHealth()).toMatchObject({ value: { state: "partly", recordings: null } });
  });

  it("is left open of the channels that a slow recorder was not asked for within a minute", async () => {
    let skippedMs = 0;
    const clock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + skippedMs };
    const { client, device } = await openRecorder(
      states("Active", "Active"),
      recorderAnswers,
      ({ operation }) => {
        if (operation === "GetRecordingJobs") skippedMs = 61_000;
        return null;
      },
      { clock },
    );
    expect(await client.recordingHealth()).toMatchObject({ value: { channels: [{ state: "unknown" }, {}] } });
    expect(device.requests.map(({ operation }) => operation)).not.toContain("GetRecordingJobState");
    expect(device.requests.map(({ operation }) => operation)).not.toContain("GetRecordingInformation");
  });

  it("is unsupported by a camera", async () => {
    const { client } = await openRecorder([], { GetServices: "no-media2.xml" });
    expect(await client.recordingHealth()).toMatchObject({ value: { state: "unsupported", channels: [] } });
  });

  it("is unsupported by a device older than GetServices without them among its capabilities", async () => {
    const older = await openRecorder([], { GetCapabilities: "capabilities-of-an-old-device.xml" });
    expect(await older.client.recordingHealth()).toMatchObject({ value: { state: "unsupported" } });
    const oldest = await openRecorder([], {});
    expect(await oldest.client.recordingHealth()).toMatchObject({ value: { state: "unsupported" } });
  });

  it("is left open where the recorder has a service for it and does not answer", async () => {
    const { client } = await openRecorder([], { GetServices: "recorder-with-recording-and-search.xml" });
    expect(await client.recordingHealth()).toMatchObject({
      ok: true,
      value: { state: "unknown", channels: [], recordings: null, oldestAtUtcMs: null, newestAtUtcMs: null },
    });
  });

  it("is left open where the service it names is a web page", async () => {
    const page: TestAnswer = { status: 404, body: "<html></html>" };
    const { client } = await openRecorder([], recorderAnswers, ({ path }) =>
      path.endsWith("recording_service") || path.endsWith("search_service") ? page : null,
    );
    expect(await client.recordingHealth()).toMatchObject({ ok: true, value: { state: "unknown" } });
  });

  it("fails when the recorder refuses the login", async () => {
    const device = await startTestDevice(() => ({ status: 400, body: fixture("fault-not-authorized.xml") }));
    const credential = { userName: "duty", password: "wrong" };
    const client = openOnvifClient({ serviceUrl: device.url.href, credential, clock: systemClock });
    onTestFinished(() => client.close());
    expect(await client.recordingHealth()).toMatchObject({ error: { kind: "credentialsRefused" } });
  });
});
