import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../../app/base/clock";
import { openOnvifClient } from "../../../../app/devices/onvif/client";
import { fixture } from "./fixture";
import { answeringWith, startTestDevice, type TestAnswer } from "./testDevice";

const jobState = (state: string): TestAnswer => ({
  body:
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>' +
    '<r:GetRecordingJobStateResponse xmlns:r="http://www.onvif.org/ver10/recording/wsdl"' +
    ' xmlns:tt="http://www.onvif.org/ver10/schema"><r:State><tt:RecordingToken>R</tt:RecordingToken>' +
    `<tt:State>${state}</tt:State></r:State></r:GetRecordingJobStateResponse></s:Body></s:Envelope>`,
});

const recorderAnswers = {
  GetServices: "recorder-with-recording-and-search.xml",
  GetRecordingJobs: "recording-jobs.xml",
  GetRecordingSummary: "recording-summary-without-zone.xml",
};

/** A recorder whose jobs are in these states; null: it refuses to tell. */
const openRecorder = async (states: readonly (string | null)[], answers: Record<string, string> = recorderAnswers) => {
  const left = [...states];
  const device = await startTestDevice((request) => {
    const state = request.operation === "GetRecordingJobState" ? left.shift() : null;
    return state === null || state === undefined ? answeringWith(answers)(request) : jobState(state);
  });
  const client = openOnvifClient({ serviceUrl: device.url.href, credential: null, clock: systemClock });
  onTestFinished(() => client.close());
  return { device, client };
};

describe("what a recorder tells of its recordings", () => {
  it.each([
    [["Active", "Active"], "recording", 2],
    [["Active", "Idle"], "partly", 1],
    [["PartiallyActive", "Active"], "partly", 2],
    [["Idle", "Idle"], "stopped", 0],
    [["Active", "Error"], "failed", 1],
    [[null, null], "unknown", 0],
  ])("sums jobs %j up as %s", async (states, state, runningJobs) => {
    const { client } = await openRecorder(states);
    expect(await client.recordingHealth()).toMatchObject({ ok: true, value: { state, jobs: 2, runningJobs } });
  });

  it("reads how far the storage reaches, with or without a time zone", async () => {
    const { client } = await openRecorder(["Active", "Active"]);
    expect(await client.recordingHealth()).toMatchObject({
      value: { oldestAtUtcMs: Date.UTC(2026, 9, 25), newestAtUtcMs: Date.UTC(2026, 10, 24, 4, 0, 0, 250) },
    });
  });

  it("names each job by its token, an opaque string, on the host the recorder was reached by", async () => {
    const { client, device } = await openRecorder(["Active", "Active"]);
    await client.recordingHealth();
    const asked = device.requests.filter(({ operation }) => operation === "GetRecordingJobState");
    expect(asked.map(({ body }) => /<s:JobToken>(.*)<\/s:JobToken>/.exec(body)?.[1])).toEqual(["001", "a&amp;b"]);
    expect(asked.every(({ path }) => path === "/onvif/recording_service")).toBe(true);
  });

  it("is nothing for a camera", async () => {
    const { client } = await openRecorder([], { GetServices: "no-media2.xml" });
    expect(await client.recordingHealth()).toEqual({ ok: true, value: null });
  });

  it("is nothing for a device older than GetServices", async () => {
    const { client } = await openRecorder([], {});
    expect(await client.recordingHealth()).toEqual({ ok: true, value: null });
  });

  it("leaves open what the recorder has a service for and does not answer", async () => {
    const { client } = await openRecorder([], { GetServices: "recorder-with-recording-and-search.xml" });
    expect(await client.recordingHealth()).toEqual({
      ok: true,
      value: { state: "unknown", jobs: 0, runningJobs: 0, oldestAtUtcMs: null, newestAtUtcMs: null },
    });
  });

  it("fails when the recorder refuses the login", async () => {
    const device = await startTestDevice(() => ({ status: 400, body: fixture("fault-not-authorized.xml") }));
    const credential = { userName: "duty", password: "wrong" };
    const client = openOnvifClient({ serviceUrl: device.url.href, credential, clock: systemClock });
    onTestFinished(() => client.close());
    expect(await client.recordingHealth()).toMatchObject({ error: { kind: "credentialsRefused" } });
  });
});
