import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import { z } from "zod";
import { commandNames, type CommandName } from "../keyboard/commands";
import { languages } from "../../locales/words";
import { schemes, type Scheme } from "../../theme/tokens";

const commandName = z.enum(commandNames as [CommandName, ...CommandName[]]);
const schemeNames = Object.keys(schemes) as [Scheme, ...Scheme[]];

/** How this workstation likes its desk. What cannot be read falls back to the first choice, each by itself. */
export const preferences = z.object({
  language: z.enum(languages).catch("zh-CN"),
  scheme: z.enum(schemeNames).catch("dark"),
  /** Instead of the built-in keys; each one keystroke (keyboard/keystroke.ts). */
  keys: z.partialRecord(commandName, z.string().min(1).max(40)).catch({}),
});
export type Preferences = z.infer<typeof preferences>;

export const preferencesSlice = createSlice({
  name: "preferences",
  initialState: preferences.parse({}),
  reducers: {
    /** Chosen here, or read of what another window chose. */
    preferencesChanged: (state, { payload }: PayloadAction<Partial<Preferences>>) => ({ ...state, ...payload }),
    /** For this command from now on; whatever had it loses it. */
    keyChosen: (state, { payload }: PayloadAction<{ command: CommandName; keystroke: string }>) => ({
      ...state,
      keys: {
        ...Object.fromEntries(Object.entries(state.keys).filter(([, keystroke]) => keystroke !== payload.keystroke)),
        [payload.command]: payload.keystroke,
      },
    }),
    keysReset: (state) => ({ ...state, keys: {} }),
  },
  selectors: {
    selectLanguage: (state) => state.language,
    selectScheme: (state) => state.scheme,
    selectKeys: (state) => state.keys,
  },
});

export const { preferencesChanged, keyChosen, keysReset } = preferencesSlice.actions;
export const { selectLanguage, selectScheme, selectKeys } = preferencesSlice.selectors;
