/** Locks the account for `forMs` after so many wrong tries in a row, over HTTP and RTSP together. */
export interface LockOutRule {
  readonly afterTries: number;
  readonly forMs: number;
  /** Of the refusals while locked; 403 unless told. */
  readonly status?: 401 | 403;
}

/** The one user of a device, shared by all its servers. */
export interface Account {
  readonly userName: string;
  /** Null: everything is open. */
  readonly password: string | null;
  setPassword(password: string | null): void;
  /** Null: never locked, and unlocked if it was. */
  lockOut(rule: LockOutRule | null): void;
  /** The refusal that is due while locked; a right password does not help. */
  lock(): { readonly status: 401 | 403; readonly message: string } | null;
  note(verdict: "accepted" | "refused"): void;
  /** Wrong tries of all time: what a client must keep small. */
  readonly refusedTries: number;
}

export const openAccount = (userName: string, firstPassword: string | null): Account => {
  let password = firstPassword;
  let rule: LockOutRule | null = null;
  let triesInRow = 0;
  let refusedTries = 0;
  let lockedUntilMs = Number.NEGATIVE_INFINITY;
  return {
    userName,
    get password() {
      return password;
    },
    setPassword: (next) => {
      password = next;
    },
    lockOut: (next) => {
      rule = next;
      triesInRow = 0;
      lockedUntilMs = Number.NEGATIVE_INFINITY;
    },
    lock: () => {
      const leftMs = lockedUntilMs - performance.now();
      if (leftMs <= 0) return null;
      const message = `The account is locked. Try again in ${Math.ceil(leftMs / 1000)} seconds.`;
      return { status: rule?.status ?? 403, message };
    },
    note: (verdict) => {
      if (verdict === "accepted") triesInRow = 0;
      if (verdict === "accepted") return;
      refusedTries += 1;
      triesInRow += 1;
      if (rule === null || triesInRow < rule.afterTries) return;
      lockedUntilMs = performance.now() + rule.forMs;
      triesInRow = 0;
    },
    get refusedTries() {
      return refusedTries;
    },
  };
};
