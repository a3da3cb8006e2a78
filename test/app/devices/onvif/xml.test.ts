import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeXml } from "../../../../app/devices/onvif/soap";
import { childrenOf, parseXml, textAt } from "../../../../app/devices/onvif/xml";
import { fixture } from "./fixture";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean, mark = ""): Uint8Array => {
  const bytes = Buffer.from(mark + text, "utf16le");
  return littleEndian ? bytes : bytes.swap16();
};
const read = (text: string) => parseXml(utf8(text));

describe("XML of a device", () => {
  it("keeps every value as the text it is", () => {
    const root = read(`<r><t a="007">001</t><t> 1e3 </t><t>true</t><t/></r>`);
    expect(root.ok && childrenOf(root.value, "", "t").map(({ text }) => text)).toEqual(["001", "1e3", "true", ""]);
    expect(root.ok && childrenOf(root.value, "", "t")[0]?.attributes.get("a")).toBe("007");
  });

  it("knows elements by namespace, whatever their prefix", () => {
    const root = read(
      `<p:r xmlns:p="urn:a"><q:v xmlns:q="urn:a">own</q:v><v xmlns="urn:b">other</v><p:v xmlns:p="urn:b"/></p:r>`,
    );
    expect(root.ok && [textAt(root.value, "urn:a", "v"), textAt(root.value, "urn:b", "v")]).toEqual(["own", "other"]);
  });

  it("lets no attribute of somebody else's stand for one of ours", () => {
    const root = read(`<r xmlns:x="urn:x" token="1" x:token="2"/>`);
    expect(root.ok && [...root.value.attributes]).toEqual([["token", "1"]]);
  });

  it("reads thirty thousand prefixes declared around ten thousand elements", () => {
    const prefixes = Array.from({ length: 30_000 }, (_, index) => `xmlns:p${index}="urn:${index}"`).join(" ");
    const root = read(`<r ${prefixes}>${`<p7:a xmlns="urn:b"/>`.repeat(10_000)}</r>`);
    expect(root.ok && childrenOf(root.value, "urn:7", "a")).toHaveLength(10_000);
  });

  it("reads character references and CDATA", () => {
    const root = read(`<r a="&quot;&#x41;">&lt;&#20540;&amp;amp;<![CDATA[&amp;<x>]]></r>`);
    expect(root).toMatchObject({ ok: true, value: { text: "<值&amp;&amp;<x>" } });
    expect(root.ok && root.value.attributes.get("a")).toBe('"A');
  });

  it("gives back any text that was escaped", () => {
    const control = fc.constantFrom("\r", "\n", "\t", "&", "<", ">", '"', "'", " ", "]]>");
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: control })), (text) => {
        const root = read(`<r a="${escapeXml(text)}">x${escapeXml(text)}x</r>`);
        // eslint-disable-next-line no-control-regex -- what XML cannot carry
        const carried = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "\ufffd");
        expect(root.ok && root.value.text).toBe(`x${carried}x`);
        expect(root.ok && root.value.attributes.get("a")).toBe(carried);
      }),
    );
  });

  it.each(["doctype.xml", "entity-bomb.xml"])("refuses %s before parsing, in every encoding", (name) => {
    const text = fixture(name).toString("utf8");
    const disguises = [
      utf8(text),
      utf8(`\ufeff${text}`),
      utf16(text, true),
      utf16(text, false),
      utf16(text, true, "\ufeff"),
      utf16(text, false, "\ufeff"),
      utf8(text.replace("DOCTYPE", "doctype")),
    ];
    for (const bytes of disguises) {
      expect(parseXml(bytes)).toMatchObject({ ok: false, error: { kind: "forbiddenMarkup", part: "xml.doctype" } });
    }
  });

  it("refuses a lone entity declaration and an entity nobody declared", () => {
    expect(read(`<!ENTITY a "b"><r/>`)).toMatchObject({ error: { kind: "forbiddenMarkup", part: "xml.entity" } });
    expect(read(`<r>&nbsp;</r>`)).toMatchObject({ error: { kind: "forbiddenMarkup", part: "xml.entity" } });
  });

  it("reads the encodings devices of this country use, and refuses those that could hide something", () => {
    const gbk = Buffer.concat([
      utf8(`<?xml version="1.0" encoding="GB2312"?><r>`),
      Buffer.from([0xd6, 0xb5]),
      utf8("</r>"),
    ]);
    expect(parseXml(gbk)).toMatchObject({ ok: true, value: { text: "值" } });
    expect(parseXml(utf16("<r>值</r>", true, "\ufeff"))).toMatchObject({ ok: true, value: { text: "值" } });
    for (const bytes of [
      utf8(`<?xml version="1.0" encoding="UTF-7"?><r/>`),
      Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]),
    ]) {
      expect(parseXml(bytes)).toMatchObject({ error: { kind: "malformedAnswer", part: "xml.encoding" } });
    }
    expect(parseXml(Buffer.from([0x3c, 0x72, 0x3e, 0xff, 0x3c]))).toMatchObject({ error: { part: "xml.encoding" } });
  });

  it("bounds depth and number of elements", () => {
    expect(read("<a>".repeat(5000) + "</a>".repeat(5000))).toMatchObject({
      error: { kind: "answerTooLarge", part: "xml.depth" },
    });
    expect(read(`<r>${"<a/>".repeat(120_000)}</r>`)).toMatchObject({
      error: { kind: "answerTooLarge", part: "xml.elements" },
    });
  });

  it.each([
    "",
    "nonsense",
    "<a>",
    "<a></b>",
    "<a/><b/>",
    "<a x='1' x='2'/>",
    "<a b/>",
    "<a>&",
    "<__proto__/>",
    "<a><constructor/></a>",
  ])("refuses %j without a word of it in the failure", (text) => {
    const root = read(text);
    expect(root).toMatchObject({ ok: false, error: { kind: "malformedAnswer" } });
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it("never throws", () => {
    const piece = fc.constantFrom(
      "<a>",
      "</a>",
      "<b x='1'>",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "&lt;",
      "&#0;",
      "&",
      "<?p?>",
      "x",
      ":",
      "<:a>",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(read(pieces.join(""))).toHaveProperty("ok");
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(parseXml(bytes)).toHaveProperty("ok");
      }),
    );
  });
});
