import type { Store } from "../../store";
import { preferences, preferencesChanged, type Preferences } from "./preferencesSlice";

const storageKey = "zhishou.preferences";

const parsed = (text: string | null): Preferences | null => {
  try {
    const read = preferences.safeParse(JSON.parse(text ?? "null"));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
};

/**
 * Reads this workstation's preferences from `storage`, shows each change by `show`, remembers what is chosen, and takes
 * over what another window chooses. They lie with the page and not with the station: the page that asks for the
 * passphrase speaks the language too.
 */
export const keepPreferences = (
  store: Pick<Store, "getState" | "dispatch" | "subscribe">,
  storage: Pick<Storage, "getItem" | "setItem">,
  page: Pick<Window, "addEventListener">,
  show: (shown: Preferences) => void,
): void => {
  const remembered = parsed(storage.getItem(storageKey));
  if (remembered !== null) store.dispatch(preferencesChanged(remembered));
  let shown = store.getState().preferences;
  show(shown);
  store.subscribe(() => {
    const now = store.getState().preferences;
    if (now === shown) return;
    shown = now;
    show(now);
    try {
      storage.setItem(storageKey, JSON.stringify(now));
    } catch {
      // A profile that cannot be written keeps the choice until the window closes.
    }
  });
  page.addEventListener("storage", (event) => {
    const chosen = event.key === storageKey ? parsed(event.newValue) : null;
    if (chosen !== null) store.dispatch(preferencesChanged(chosen));
  });
};
