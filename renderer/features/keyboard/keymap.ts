import { commandNames, commands, type CommandName } from "./commands";

/** What a person chose instead of the built-in keys, command by command. */
export type ChosenKeys = Readonly<Partial<Record<CommandName, string>>>;

/** The keystrokes of every command. No keystroke has two. */
export type Keymap = Readonly<Record<CommandName, readonly string[]>>;

/**
 * The built-in keys with what was chosen laid over them. A chosen keystroke is taken from whatever had it; of two equal
 * choices (a file edited by hand) the first command in the list keeps it.
 */
export const keymapOf = (chosen: ChosenKeys): Keymap => {
  const owner = new Map<string, CommandName>();
  for (const name of commandNames) {
    const keystroke = chosen[name];
    if (keystroke !== undefined && !owner.has(keystroke)) owner.set(keystroke, name);
  }
  const keysOf = (name: CommandName): readonly string[] => {
    const keystroke = chosen[name];
    if (keystroke !== undefined) return owner.get(keystroke) === name ? [keystroke] : [];
    return commands[name].keys.filter((key) => !owner.has(key));
  };
  return Object.fromEntries(commandNames.map((name) => [name, keysOf(name)])) as unknown as Keymap;
};

export const commandOf = (keymap: Keymap, keystroke: string): CommandName | null =>
  commandNames.find((name) => keymap[name].includes(keystroke)) ?? null;

/** Digits call cameras, and the system keeps these: they cannot be chosen. */
const reserved = /^(?:\d|Tab|Shift\+Tab|Alt\+F4|Ctrl\+[CVXA])$/;

export const canBeChosen = (keystroke: string): boolean => !reserved.test(keystroke);
