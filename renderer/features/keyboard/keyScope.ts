/** A radio or a check box is an input too, and nobody writes in it. */
const typed = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";
const overlays = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox], .ant-popover";
/** Move by their own keys, or have opened something that does. */
const movers =
  "[role=tree], [role=radiogroup], [role=tablist], [role=grid], [role=slider], table, [aria-expanded=true], " +
  ".ant-dropdown-open, .ant-popover-open";
const pressed = "button, a, [role=button]";

const functionKey = /^F\d+$/;
const held = /^(?:Ctrl|Alt)\+/;
const moving = /^(?:Shift\+)?(?:Arrow\w+|Enter|Space|Escape|Home|End|Page\w+|Delete|Backspace|[+\-=])$/;
const pressing = /^(?:Shift\+)?(?:Enter|Space)$/;

/** Whether the keyboard is on the desk itself: not in a field one writes, in a dialog or a menu. */
export const isDeskAt = (target: EventTarget | null): boolean =>
  !(target instanceof Element) || (target.closest(typed) === null && target.closest(overlays) === null);

/**
 * Whether a keystroke may be a command where the keyboard is now: off the desk nothing is taken away but function keys;
 * a widget keeps the keys it moves by, a button those that press it.
 */
export const isCommandAt = (target: EventTarget | null, keystroke: string): boolean => {
  if (functionKey.test(keystroke) || !(target instanceof Element)) return true;
  if (!isDeskAt(target)) return false;
  if (target.closest(movers) !== null) return held.test(keystroke) || !moving.test(keystroke);
  return target.closest(pressed) === null || !pressing.test(keystroke);
};
