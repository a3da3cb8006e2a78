import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useAppSelector } from "../../store";
import { selectKeys } from "../settings/preferencesSlice";
import type { CommandName } from "./commands";
import { commandOf, keymapOf, type Keymap } from "./keymap";
import { isCommandAt } from "./keyScope";
import { keystrokeOf } from "./keystroke";

/** Answers false when there was nothing to do: the key is then left to the browser. */
export type CommandHandler = () => boolean | undefined;
/** Sees a keystroke before the commands do; true: it was taken. */
export type KeystrokeTaker = (keystroke: string) => boolean;

interface Registry {
  readonly keymap: Keymap;
  readonly handlers: Map<CommandName, CommandHandler>;
  readonly takers: Set<KeystrokeTaker>;
}

const RegistryContext = createContext<Registry | null>(null);

const useRegistry = (): Registry => {
  const registry = useContext(RegistryContext);
  if (registry === null) throw new Error("no CommandKeys above");
  return registry;
};

/** The one place that listens to keys for commands; parts of the desk say what each does by {@link useCommand}. */
export const CommandKeys = ({ children }: { readonly children: ReactNode }) => {
  const chosen = useAppSelector(selectKeys);
  const keymap = useMemo(() => keymapOf(chosen), [chosen]);
  const [parts] = useState(() => ({
    handlers: new Map<CommandName, CommandHandler>(),
    takers: new Set<KeystrokeTaker>(),
  }));
  const registry = useMemo<Registry>(() => ({ keymap, ...parts }), [keymap, parts]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const keystroke = keystrokeOf(event);
      if (keystroke === null || !isCommandAt(event.target, keystroke)) return;
      const command = commandOf(keymap, keystroke);
      const taken =
        [...registry.takers].some((take) => take(keystroke)) ||
        (command !== null && registry.handlers.has(command) && registry.handlers.get(command)?.() !== false);
      if (taken) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
    };
  }, [keymap, registry]);

  return <RegistryContext value={registry}>{children}</RegistryContext>;
};

/** Says what a command does as long as the component is there; null: nothing now. */
export const useCommand = (name: CommandName, handler: CommandHandler | null): void => {
  const { handlers } = useRegistry();
  useEffect(() => {
    if (handler === null) return;
    handlers.set(name, handler);
    return () => {
      if (handlers.get(name) === handler) handlers.delete(name);
    };
  }, [handlers, name, handler]);
};

export const useKeystrokes = (taker: KeystrokeTaker): void => {
  const { takers } = useRegistry();
  useEffect(() => {
    takers.add(taker);
    return () => {
      takers.delete(taker);
    };
  }, [takers, taker]);
};

/** The keys that are in force now. */
export const useKeymap = (): Keymap => useRegistry().keymap;
