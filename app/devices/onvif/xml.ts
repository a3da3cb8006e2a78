import { XMLParser } from "fast-xml-parser";
import { refusal, success, type Result } from "../../domain/result";
import { readXmlText } from "./xmlText";

/** One element, its names resolved to namespaces. Values are strings, always: token "001" stays "001". */
export interface XmlElement {
  /** Namespace URI; empty when there is none. */
  readonly namespace: string;
  /** Local name, without prefix. */
  readonly name: string;
  /** Those without a prefix: ONVIF's own. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own text, its ends trimmed. */
  readonly text: string;
}

/** Deepest nesting of a document; ONVIF's deepest answers have about fifteen levels. */
const maxDepth = 48;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: "#cdata",
  maxNestedTags: maxDepth,
});

/** Reads a document. Failures: `forbiddenMarkup`, `answerTooLarge`, `malformedAnswer`, `part` beginning with `xml`. */
export const parseXml = (bytes: Uint8Array, charset?: string): Result<XmlElement> => {
  const text = readXmlText(bytes, charset);
  if (!text.ok) return text;
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- without its validator the parser takes unclosed elements
    const nodes = (parser.parse(text.value, true) as ParsedNode[]).filter((node) => nameOf(node) !== "#text");
    const [root] = nodes;
    if (root === undefined || nodes.length > 1) return refusal("malformedAnswer", "not one XML element", "xml");
    return success(toElement(root, noScope));
  } catch (error) {
    // The parser's messages quote the document: only their kind goes further.
    if (error instanceof Error && error.message.includes("nested tags")) {
      return refusal("answerTooLarge", `nested deeper than ${maxDepth} elements`, "xml.depth");
    }
    if (error instanceof UnknownEntity) return refusal("forbiddenMarkup", "an undeclared entity", "xml.entity");
    return refusal("malformedAnswer", "XML that cannot be read", "xml");
  }
};

/** Every child of that name, in order. */
export const childrenOf = (element: XmlElement, namespace: string, name: string): XmlElement[] =>
  element.children.filter((child) => child.namespace === namespace && child.name === name);

/** The first element at the end of a path of names, all in one namespace. */
export const elementAt = (element: XmlElement, namespace: string, ...path: string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>(
    (at, name) => at?.children.find((child) => child.namespace === namespace && child.name === name),
    element,
  );

/** Text at the end of a path of names in one namespace; empty when it is not there. */
export const textAt = (element: XmlElement, namespace: string, ...path: string[]): string =>
  elementAt(element, namespace, ...path)?.text ?? "";

/** As the parser gives it: one property named after the tag with its content, and `:@` with the attributes. */
type ParsedNode = Readonly<Record<string, unknown>>;

const attributesKey = ":@";

const nameOf = (node: ParsedNode): string => Object.keys(node).find((key) => key !== attributesKey) ?? "";

const contentOf = (node: ParsedNode): readonly ParsedNode[] => {
  const content = node[nameOf(node)];
  return Array.isArray(content) ? (content as ParsedNode[]) : [];
};

/** Prefixes in force: those an element declares, then those around it. Never copied: a document could make that dear. */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly outer: Scope | null;
}

const noScope: Scope = { declared: new Map(), outer: null };

const namespaceOf = (prefix: string, scope: Scope): string => {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const uri = at.declared.get(prefix);
    if (uri !== undefined) return uri;
  }
  return "";
};

const toElement = (node: ParsedNode, outer: Scope): XmlElement => {
  const declared = new Map<string, string>();
  const attributes = new Map<string, string>();
  for (const [key, raw] of Object.entries((node[attributesKey] ?? {}) as Readonly<Record<string, string>>)) {
    const [prefix, local] = splitName(key);
    if (key === "xmlns") declared.set("", decode(raw));
    else if (prefix === "xmlns") declared.set(local, decode(raw));
    else if (prefix === "") attributes.set(key, decode(raw));
  }
  const scope = declared.size === 0 ? outer : { declared, outer };
  const [prefix, name] = splitName(nameOf(node));
  const children: XmlElement[] = [];
  let text = "";
  for (const part of contentOf(node)) {
    const partName = nameOf(part);
    if (partName === "#text") text += decode(String(part["#text"]));
    else if (partName === "#cdata")
      text += contentOf(part)
        .map((section) => String(section["#text"]))
        .join("");
    else children.push(toElement(part, scope));
  }
  return { namespace: namespaceOf(prefix, scope), name, attributes, children, text: text.trim() };
};

const splitName = (qualified: string): [prefix: string, name: string] => {
  const colon = qualified.indexOf(":");
  return colon < 0 ? ["", qualified] : [qualified.slice(0, colon), qualified.slice(colon + 1)];
};

class UnknownEntity extends Error {}

const predefined: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Character references and the five entities XML itself defines; any other would have to be declared. */
const decode = (text: string): string =>
  text.replace(/&([^;&]{0,12});?/g, (_, reference: string) => {
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(reference);
    if (code !== null) {
      const point = code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16);
      if (point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) return String.fromCodePoint(point);
    }
    const known = Object.hasOwn(predefined, reference) ? predefined[reference] : undefined;
    if (known === undefined) throw new UnknownEntity();
    return known;
  });
