/**
 * Something that cannot be had. Thrown inside this room and caught by its entries, which print both sentences and exit
 * with 1: whoever typed `npm start` gets a sentence, never a stack.
 */
export class CannotHave extends Error {
  /**
   * @param {{ readonly zh: string, readonly en: string }} sentence What is missing and what to do about it.
   * @param {string} [detail] What the failing tool said; its end is shown above the sentence.
   */
  constructor(sentence, detail = "") {
    super(sentence.en);
    this.name = "CannotHave";
    this.sentence = sentence;
    this.detail = detail;
  }
}

/**
 * Runs an entry and sets the exit code: its answer, or 1 after printing what cannot be had.
 *
 * @param {() => Promise<number>} entry Answers the exit code.
 * @returns {Promise<void>}
 */
export const runEntry = async (entry) => {
  try {
    process.exitCode = await entry();
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof CannotHave)) {
      console.error(error);
      return;
    }
    const detail = error.detail.trim().split("\n").slice(-15).join("\n");
    if (detail !== "") console.error(`\n${detail}`);
    console.error(`\n${error.sentence.zh}\n${error.sentence.en}`);
  }
};
