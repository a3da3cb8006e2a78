/** What a device says of itself in its scopes. Empty where it says nothing. */
export interface Scopes {
  readonly name: string;
  readonly hardware: string;
  readonly location: string;
}

/** Reads `onvif://www.onvif.org/<category>/<value>` (ONVIF Core §7.3.2.2), values percent-decoded; the first of each counts. */
export const readScopes = (scopes: readonly string[]): Scopes => {
  const valueOf = (category: string): string => {
    const prefix = `onvif://www.onvif.org/${category}/`;
    const scope = scopes.find((text) => text.toLowerCase().startsWith(prefix));
    return scope === undefined ? "" : decode(scope.slice(prefix.length));
  };
  return { name: valueOf("name"), hardware: valueOf("hardware"), location: valueOf("location") };
};

const decode = (text: string): string => {
  let decoded = text;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    // Not encoded, with a `%` of its own: shown as it is.
  }
  return printable(decoded, 100);
};

/** A device's own words, fit to be shown and stored: no control characters, at most `maxLength` characters. */
export const printable = (text: string, maxLength: number): string =>
  Array.from(text.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, " ").trim())
    .slice(0, maxLength)
    .join("")
    .trim();
