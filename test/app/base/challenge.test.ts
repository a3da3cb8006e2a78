import fc from "fast-check";
import { expect, it } from "vitest";
import { parseChallenges } from "../../../app/base/challenge";

it("reads any challenges it wrote, and any header at all", () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const challenge = fc.record({
    scheme: word,
    parameters: fc.uniqueArray(fc.tuple(word, fc.string()), { minLength: 1, selector: ([name]) => name }),
  });
  fc.assert(
    fc.property(fc.array(challenge, { maxLength: 4 }), (challenges) => {
      const written = challenges.map(
        ({ scheme, parameters }) =>
          `${scheme} ${parameters.map(([name, value]) => `${name}="${value.replace(/["\\]/g, "\\$&")}"`).join(", ")}`,
      );
      const expected = challenges.map(({ scheme, parameters }) => ({ scheme, parameters: new Map(parameters) }));
      expect(parseChallenges([written.join(", ")])).toEqual(expected);
      expect(parseChallenges(written)).toEqual(expected);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (header) => {
      expect(parseChallenges([header]).length).toBeLessThanOrEqual(16);
    }),
  );
});
