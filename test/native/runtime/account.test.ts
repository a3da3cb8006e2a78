import { describe, expect, it } from "vitest";
import { asAccount, parsePasswdLine } from "../../../native/runtime/account.mjs";

const account = { name: "zhishou", uid: 999, gid: 995, home: "/home/zhishou" };

describe("the program's account", () => {
  it("is read from a passwd line", () => {
    expect(parsePasswdLine("zhishou:x:999:995::/home/zhishou:/usr/sbin/nologin\n")).toEqual(account);
  });

  it.each(["", "root:x:0:0:root:/root:/bin/bash", "broken:x:abc:1::/:/bin/sh"])("is never %j", (line) => {
    expect(parsePasswdLine(line)).toBeNull();
  });

  it("runs a command line in its own name, changing no argument", () => {
    const [command, ...args] = asAccount(account, ["/opt/electron", "--data-folder=/tmp/a b"]);
    expect(command).toBe("setpriv");
    expect(args).toEqual(expect.arrayContaining(["--reuid=999", "--regid=995", "--init-groups"]));
    expect(args.slice(args.indexOf("--"))).toEqual(["--", "/opt/electron", "--data-folder=/tmp/a b"]);
  });

  it("is not changed to when there is none", () => {
    expect(asAccount(null, ["/opt/electron", "x"])).toEqual(["/opt/electron", "x"]);
  });
});
