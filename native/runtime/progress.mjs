/**
 * Progress at a terminal or in a log: one line per step with what came of it and the seconds it took, and one line
 * before work that takes long.
 *
 * @typedef {object} Progress
 * @property {<T>(title: string, work: (step: Step) => Promise<T>) => Promise<T>} step Runs one step.
 *
 * @typedef {object} Step
 * @property {(what: string) => void} doing Says at once that something slow begins.
 * @property {(outcome: string) => void} done What the step's line will say.
 */

/**
 * @param {(line: string) => void} print
 * @returns {Progress}
 */
export const createProgress = (print) => ({
  step: async (title, work) => {
    const startedAtMs = performance.now();
    const seconds = () => `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
    let outcome = "done";
    try {
      const value = await work({
        doing: (what) => {
          print(`· ${title}: ${what} …`);
        },
        done: (text) => {
          outcome = text;
        },
      });
      print(`✓ ${title}: ${outcome} (${seconds()})`);
      return value;
    } catch (error) {
      print(`✗ ${title} (${seconds()})`);
      throw error;
    }
  },
});
