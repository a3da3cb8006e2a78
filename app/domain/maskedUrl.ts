/**
 * Passwords that some makers put behind the host of a stream's URL: `?user=admin&password=…`, `/user=admin&password=…`
 * and `/user=admin_password=…_channel=1`. Windows and logs get them masked; what is not certain is masked too.
 */

/** Stands for a password. */
const mask = "***";

/** Up to the next parameter. A backslash alone ends a URL inside JSON. */
const divided = /([?&;/](?:password|passwd|pass|pwd|psw)=)((?:[^&#\s"\\]|\\\\)*)/gi;
const joinedByUnderscores = /(_(?:password|passwd|pass|pwd|psw)=)((?:(?!_[a-z]+=)(?:[^&#\s"\\]|\\\\))*)/gi;

const replaceSecrets = (text: string, replacement: (secret: string) => string): string =>
  [divided, joinedByUnderscores].reduce(
    (replaced, shape) =>
      replaced.replace(shape, (_whole, name: string, secret: string) => `${name}${replacement(secret)}`),
    text,
  );

/** A text without the passwords behind the hosts of its URLs. */
export const withMaskedPasswords = (text: string): string =>
  replaceSecrets(text, (secret) => (secret === "" ? "" : mask));

/**
 * A URL that was shown masked and comes back, with the passwords of `stored` in their places again; null when it holds
 * more masks than `stored` holds passwords.
 */
export const withStoredPasswords = (masked: string, stored: string): string | null => {
  const secrets: string[] = [];
  replaceSecrets(stored, (secret) => {
    if (secret !== "") secrets.push(secret);
    return secret;
  });
  const masks: string[] = [];
  const whole = replaceSecrets(masked, (given) => {
    if (given !== mask) return given;
    masks.push(given);
    return secrets[masks.length - 1] ?? given;
  });
  return masks.length > secrets.length ? null : whole;
};
