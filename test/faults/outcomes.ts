import { figure, type Figure } from "../bench/figures";

/** What had to be true after faults (figures.md), and whether it was. */
export interface Outcomes {
  /** Notes one; one that does not hold is printed at once. */
  note(what: string, held: boolean): void;
  /** How many percent held; 100 are asked for. Nothing noted is nothing held. */
  figure(): Figure;
}

export const collectOutcomes = (print: (line: string) => void): Outcomes => {
  let held = 0;
  let noted = 0;
  return {
    note: (what, isHeld) => {
      noted += 1;
      if (isHeld) held += 1;
      else print(`not held: ${what}`);
    },
    figure: () => figure("outcomesHeld", noted === 0 ? 0 : (held / noted) * 100),
  };
};
