/** What of a key event makes a keystroke. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const modifiers = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph"]);
const named: Readonly<Record<string, string>> = { " ": "Space", Add: "+", Subtract: "-", Decimal: "." };

/**
 * `Ctrl+Shift+Z`, `M`, `PageUp`, `?`: modifiers first, letters large. Shift counts where it does not already make
 * another sign. Null while nothing but a modifier is down, and for a key that an input method takes.
 */
export const keystrokeOf = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null => {
  if (modifiers.has(key) || key === "Process" || key === "Dead" || key === "Unidentified") return null;
  const name = named[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  const isSign = key.length === 1 && !/[a-z]/i.test(key) && key !== " ";
  return [ctrlKey || metaKey ? "Ctrl" : "", altKey ? "Alt" : "", shiftKey && !isSign ? "Shift" : "", name]
    .filter((part) => part !== "")
    .join("+");
};

const shown: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  Delete: "Del",
};

/** As it is printed on the keys. */
export const keystrokeLabel = (keystroke: string): string =>
  // "Ctrl++" is Ctrl and the plus key.
  keystroke
    .split(/\+(?!$)/)
    .map((part) => shown[part] ?? part)
    .join(" + ");
