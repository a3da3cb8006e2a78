/** Full-width forms of ASCII, as Chinese input methods leave them. */
const widest = 0xff5e;
const wide = 0xff01;

/**
 * Text for comparison: any case, full or half width alike. Of the same length as `text`, so that what is found in the
 * one is marked in the other.
 */
export const foldText = (text: string): string => {
  const lower = text.toLowerCase();
  // A few letters (İ) grow when lowered; for those the case stays.
  const base = lower.length === text.length ? lower : text;
  let folded = "";
  let from = 0;
  for (let at = 0; at < base.length; at += 1) {
    const unit = base.charCodeAt(at);
    const narrow =
      unit >= wide && unit <= widest ? String.fromCharCode(unit - 0xfee0).toLowerCase() : unit === 0x3000 ? " " : null;
    if (narrow === null) continue;
    folded += base.slice(from, at) + narrow;
    from = at + 1;
  }
  return from === 0 ? base : folded + base.slice(from);
};
