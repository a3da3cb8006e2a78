import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useAppSelector } from "../../store";
import { selectKeys } from "../settings/preferencesSlice";
import type { CommandName } from "./commands";
import { commandOf, keymapOf, type Keymap } from "./keymap";
import { isCommandAt, isDeskAt } from "./keyScope";
import { keystrokeOf } from "./keystroke";

/** `repeat`: the key is held down and repeats itself. False when there was nothing to do: the key is left to the browser. */
export type CommandHandler = (press: { readonly repeat: boolean }) => boolean | undefined;
export type CommandHandlers = Readonly<Partial<Record<CommandName, CommandHandler>>>;
/** Sees a keystroke before anything else on the desk does; true: it was taken. */
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
    // On the way down: the Enter that ends a call presses no button and picks nothing in the tree.
    const offerTakers = (event: KeyboardEvent): void => {
      const keystroke = event.isComposing ? null : keystrokeOf(event);
      if (keystroke === null || !isDeskAt(event.target)) return;
      if (![...parts.takers].some((take) => take(keystroke))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const keystroke = keystrokeOf(event);
      if (keystroke === null || !isCommandAt(event.target, keystroke)) return;
      const command = commandOf(keymap, keystroke);
      const handler = command === null ? undefined : parts.handlers.get(command);
      if (handler !== undefined && handler({ repeat: event.repeat }) !== false) event.preventDefault();
    };
    window.addEventListener("keydown", offerTakers, { capture: true });
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", offerTakers, { capture: true });
      window.removeEventListener("keydown", onKeyDown);
    };
  }, [keymap, parts]);

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

/** The same for several; `commands` is kept between renders by the caller. */
export const useCommands = (commands: CommandHandlers): void => {
  const { handlers } = useRegistry();
  useEffect(() => {
    const mine = Object.entries(commands) as [CommandName, CommandHandler][];
    for (const [name, handler] of mine) handlers.set(name, handler);
    return () => {
      for (const [name, handler] of mine) if (handlers.get(name) === handler) handlers.delete(name);
    };
  }, [handlers, commands]);
};

/** Offers every keystroke that is not written into a field or meant for a dialog, as long as the component is there. */
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
