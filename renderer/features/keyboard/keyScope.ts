const typed = "input, textarea, select, [contenteditable=true]";
const overlays = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox], .ant-popover";
const widgets = "[role=tree], [role=radiogroup], [role=tablist], [role=grid], [role=slider], table, button, a";

const functionKey = /^F\d+$/;
const held = /^(?:Ctrl|Alt)\+/;
const moving = /^(?:Shift\+)?(?:Arrow\w+|Enter|Space|Escape|Home|End|Page\w+|Delete|Backspace|[+\-=])$/;

/**
 * Whether a keystroke may be a command where the keyboard is now: in a field one writes, in a dialog or a menu nothing
 * is taken away but function keys; a widget keeps the keys it moves by.
 */
export const isCommandAt = (target: EventTarget | null, keystroke: string): boolean => {
  if (functionKey.test(keystroke) || !(target instanceof Element)) return true;
  if (target.closest(typed) !== null || target.closest(overlays) !== null) return false;
  if (target.closest(widgets) !== null) return held.test(keystroke) || !moving.test(keystroke);
  return true;
};
