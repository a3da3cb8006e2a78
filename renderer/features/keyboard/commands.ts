/** In the order of the sheet. */
export const commandGroups = ["tile", "wall", "window"] as const;
export type CommandGroup = (typeof commandGroups)[number];

interface Command {
  readonly group: CommandGroup;
  /** What is pressed for it until somebody chooses otherwise; the first is shown where there is room for one. */
  readonly keys: readonly string[];
}

/** Everything a key does. Its words are `keys.command.<name>` of the locale files. */
export const commands = {
  tileLeft: { group: "tile", keys: ["ArrowLeft"] },
  tileRight: { group: "tile", keys: ["ArrowRight"] },
  tileUp: { group: "tile", keys: ["ArrowUp"] },
  tileDown: { group: "tile", keys: ["ArrowDown"] },
  stretchLeft: { group: "tile", keys: ["Shift+ArrowLeft"] },
  stretchRight: { group: "tile", keys: ["Shift+ArrowRight"] },
  stretchUp: { group: "tile", keys: ["Shift+ArrowUp"] },
  stretchDown: { group: "tile", keys: ["Shift+ArrowDown"] },
  enlarge: { group: "tile", keys: ["Enter"] },
  shrink: { group: "tile", keys: ["Escape"] },
  clear: { group: "tile", keys: ["Delete", "Backspace"] },
  snapshot: { group: "tile", keys: ["S"] },
  snapshotPng: { group: "tile", keys: ["Shift+S"] },
  sound: { group: "tile", keys: ["M"] },
  facts: { group: "tile", keys: ["I"] },
  lock: { group: "tile", keys: ["L"] },
  zoomIn: { group: "tile", keys: ["+", "="] },
  zoomOut: { group: "tile", keys: ["-"] },
  zoomReset: { group: "tile", keys: ["0"] },
  undo: { group: "wall", keys: ["Ctrl+Z"] },
  redo: { group: "wall", keys: ["Ctrl+Shift+Z", "Ctrl+Y"] },
  nextView: { group: "wall", keys: ["PageDown"] },
  previousView: { group: "wall", keys: ["PageUp"] },
  search: { group: "wall", keys: ["/"] },
  toggleTree: { group: "wall", keys: ["T"] },
  showKeys: { group: "window", keys: ["?", "F1"] },
  fullScreen: { group: "window", keys: ["F11"] },
  anotherWall: { group: "window", keys: ["Ctrl+N"] },
  wallPage: { group: "window", keys: ["Alt+1"] },
  devicesPage: { group: "window", keys: ["Alt+2"] },
  settingsPage: { group: "window", keys: ["Alt+3"] },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;
export const commandNames = Object.keys(commands) as readonly CommandName[];
