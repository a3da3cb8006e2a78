import { withoutUserInformation } from "../../base/log";
import { password, streamAddress, userName } from "../../contract/device";
import { failure, type Failure } from "../../domain/failure";
import { maxNameLength } from "../cameraNames";
import { parseDeviceAddress } from "../onvif/address";
import { printable } from "../onvif/scopes";
import { findTown } from "../../sites";
import { parseStreamAddress } from "../streamAddress";
import { rowsOf, type Row } from "./table";

/** One device to add, or why its line cannot be used. */
export interface ImportLine {
  readonly line: number;
  /** Fit to be shown: without user information. */
  readonly address: string;
  readonly name: string;
  /** Null: the line holds no login. */
  readonly login: { readonly userName: string; readonly password: string } | null;
  /** Where it stands; null: the line does not tell. */
  readonly place: { readonly town: string; readonly site: string } | null;
  readonly failure: Failure | null;
}

/** In this order where there is no header. */
const columns = ["address", "name", "userName", "password"] as const;
/** Only by a header. */
const headedColumns = [...columns, "site", "town"] as const;
type Column = (typeof headedColumns)[number];

/** What a header calls each column, in lower case. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  address: ["address", "ip", "ip address", "host", "url", "地址", "ip地址", "ip 地址", "设备地址", "网址"],
  name: ["name", "device name", "名称", "设备名称", "点位名称"],
  userName: ["user", "username", "user name", "login", "用户", "用户名", "账号"],
  password: ["password", "pass", "口令", "密码"],
  site: ["site", "场所", "站点", "小区", "单位"],
  town: ["town", "镇街", "乡镇", "镇街道", "街道"],
};

/**
 * The lines of a table: columns address, name, user, password in this order, or in that of a header in its first row,
 * which may name a site and its town besides.
 */
export const importLinesOf = function* (text: string): Generator<ImportLine> {
  let order: readonly (Column | null)[] | null = null;
  for (const row of rowsOf(text)) {
    if (order === null) {
      const header = headerOf(row);
      order = header ?? columns;
      if (header !== null) continue;
    }
    yield readLine(row, order);
  }
};

const headerOf = ({ cells }: Row): (Column | null)[] | null => {
  const named = cells.map((cell) => {
    const heading = cell.toLowerCase();
    return headedColumns.find((column) => headings[column].includes(heading)) ?? null;
  });
  return named.includes("address") ? named : null;
};

const readLine = (row: Row, order: readonly (Column | null)[]): ImportLine => {
  const { line, cells, broken } = row;
  const cell = (column: Column): string => cells[order.indexOf(column)] ?? "";
  const bare = { line, address: "", name: printable(cell("name"), maxNameLength), login: null, place: null };
  const refuse = (kind: Failure["kind"], detail: string, part: string): ImportLine => ({
    ...bare,
    // What is no address may be anything, also a password in the wrong column.
    failure: failure(kind, detail, part),
  });
  if (broken) return refuse("invalidInput", "a quote is not closed, or the line is too long", "line");
  const login = { userName: cell("userName"), password: cell("password") };
  if (!userName.safeParse(login.userName).success) return refuse("invalidInput", "too long", "line.user");
  if (!password.safeParse(login.password).success) return refuse("invalidInput", "too long", "line.password");
  const site = printable(cell("site"), maxNameLength);
  const town = findTown(cell("town"));
  // A town alone says nothing of where the device stands.
  if (site !== "" && town === undefined) return refuse("invalidInput", "a site needs its town", "line.town");
  const place = site === "" || town === undefined ? null : { town: town.id, site };
  return addressed({ ...bare, place }, cell("address"), login.userName === "" ? null : login, refuse);
};

const addressed = (
  bare: Omit<ImportLine, "failure">,
  typed: string,
  login: ImportLine["login"],
  refuse: (kind: Failure["kind"], detail: string, part: string) => ImportLine,
): ImportLine => {
  if (!/^rtsps?:/i.test(typed)) {
    const parsed = parseDeviceAddress(typed);
    if (!parsed.ok) return refuse("invalidAddress", parsed.error.detail ?? "", "line.address");
    return { ...bare, address: withoutUserInformation(typed), login, failure: null };
  }
  const parsed = streamAddress.safeParse(typed).success ? parseStreamAddress(typed, "line.address") : null;
  if (parsed === null) return refuse("invalidAddress", "not a stream's URL", "line.address");
  if (!parsed.ok) return refuse(parsed.error.kind, parsed.error.detail ?? "", "line.address");
  const { url, credential } = parsed.value;
  return { ...bare, address: url, login: login ?? credential, failure: null };
};
