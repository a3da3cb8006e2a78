import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importLinesOf } from "../../../../app/devices/imports/importLines";
import { decodeText } from "../../../../app/devices/imports/textFile";

const read = (text: string) =>
  [...importLinesOf(text)].map(({ line, address, name, login, failure }) => [
    line,
    address,
    name,
    login === null ? null : `${login.userName}:${login.password}`,
    failure === null ? null : `${failure.kind} ${failure.part ?? ""}`,
  ]);

describe("a table of devices", () => {
  it.each([
    ["comma", "10.0.0.1,大门,admin,p"],
    ["semicolon", "10.0.0.1;大门;admin;p"],
    ["tab", "10.0.0.1\t大门\tadmin\tp"],
    ["quotes", '"10.0.0.1", "大门" ,"admin","p"'],
  ])("is divided by %s", (_, text) => {
    expect(read(text)).toEqual([[1, "10.0.0.1", "大门", "admin:p", null]]);
  });

  it("may be a plain list, with blank lines and any line ending", () => {
    expect(read("10.0.0.1\r\n\r\n10.0.0.2\r10.0.0.3\n")).toEqual([
      [1, "10.0.0.1", "", null, null],
      [3, "10.0.0.2", "", null, null],
      [4, "10.0.0.3", "", null, null],
    ]);
  });

  it("follows its header, Chinese or English, and passes over columns it does not know", () => {
    expect(read('名称,编号,IP地址,密码,用户名\n大门,7,10.0.0.1,"a,""b",admin')).toEqual([
      [2, "10.0.0.1", "大门", 'admin:a,"b', null],
    ]);
    expect(read("User;Address\nadmin;10.0.0.1")).toEqual([[2, "10.0.0.1", "", "admin:", null]]);
  });

  it("names each broken line and goes on", () => {
    const text = [
      "10.0.0.1",
      '10.0.0.2,"open',
      "10.0.0.256",
      `10.0.0.4,x,${"u".repeat(129)},p`,
      `10.0.0.5,x,u,${"p".repeat(257)}`,
      `10.0.0.6,${"x".repeat(9_000)}`,
      "rtsp://10.0.0.999/a",
      ",name",
      "10.0.0.9",
    ].join("\n");
    expect(read(text).map(([line, , , , why]) => [line, why])).toEqual([
      [1, null],
      [2, "invalidInput line"],
      [3, "invalidAddress line.address"],
      [4, "invalidInput line.user"],
      [5, "invalidInput line.password"],
      [6, "invalidInput line"],
      [7, "invalidAddress line.address"],
      [8, "invalidAddress line.address"],
      [9, null],
    ]);
  });

  it("takes streams too, their logins out of the URL", () => {
    expect(read("rtsp://admin:p%2C@10.0.0.1/a")).toEqual([[1, "rtsp://10.0.0.1/a", "", "admin:p,", null]]);
  });

  it("shows nothing of an address that is none: it may be a password", () => {
    expect(read("admin:secret@10.0.0.1,x")).toEqual([[1, "", "x", null, "invalidAddress line.address"]]);
  });

  it("reads any text to its end, line numbers rising", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", ";", "\t", "1", ".") }), (text) => {
        const numbers = read(text).map(([line]) => Number(line));
        expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
      }),
    );
  });
});

describe("the bytes of a table", () => {
  const gateInGb18030 = new Uint8Array([0xb4, 0xf3, 0xc3, 0xc5]);

  it.each([
    ["UTF-8", new TextEncoder().encode("大门")],
    ["UTF-8 with a mark", new TextEncoder().encode("\ufeff大门")],
    ["GB 18030", gateInGb18030],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x27, 0x59, 0xe8, 0x95])],
  ])("may be %s", (_, bytes) => {
    expect(decodeText(bytes, "p")).toEqual({ ok: true, value: "大门" });
  });

  it("are refused when they are no text", () => {
    for (const bytes of [new Uint8Array([0x89, 0x50, 0, 0x1a]), new Uint8Array([0xff, 0xff, 0xff])])
      expect(decodeText(bytes, "p")).toMatchObject({ ok: false, error: { kind: "invalidInput", part: "p" } });
  });
});
