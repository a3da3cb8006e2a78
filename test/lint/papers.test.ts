import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const rooms = ["app", "main", "native", "renderer", "resources", "test"];

const papers = [
  "README.md",
  "CHANGELOG.md",
  ...rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md"))
      .map((path) => join(room, path)),
  ),
];

/** Relative targets of Markdown links and pictures: `[text](target#part)`. */
const linksOf = (paper: string): string[] =>
  [...readFileSync(paper, "utf8").matchAll(/\]\((?!\w+:)([^)#\s]+)[^)]*\)/g)].map(([, target = ""]) => target);

describe("the papers of the house", () => {
  it.each(papers)("%s leads to what is there", (paper) => {
    expect(linksOf(paper).filter((target) => !existsSync(join(dirname(paper), target)))).toEqual([]);
  });

  const services = readdirSync("app", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join("app", name));

  it.each([...rooms, ...services])("%s says what it is for, where to begin and what it must not", (room) => {
    const text = readFileSync(join(room, "README.md"), "utf8");
    expect(text).toMatch(/^# \S+\n\n\S/);
    expect(text).toContain("**Must not**");
    expect(text.split("\n").length).toBeLessThan(25);
  });

  it("numbers its decisions without a gap and gives each a status", () => {
    const decisions = readdirSync("app/docs/decisions").sort();
    expect(decisions.map((name) => name.slice(0, 4))).toEqual(
      decisions.map((_, index) => String(index + 1).padStart(4, "0")),
    );
    for (const name of decisions) {
      const text = readFileSync(join("app/docs/decisions", name), "utf8");
      expect(text, name).toMatch(/^\*\*Status\*\*: (?:accepted|replaced by \d{4})$/m);
    }
  });
});
