import type { ReactNode } from "react";

interface FingerprintProps {
  readonly label: string;
  /** Hexadecimal without colons. */
  readonly sha256: string;
  readonly children?: ReactNode;
}

/** A certificate's SHA-256, in the pairs in which devices and browsers show it, to be compared by eye. */
export const Fingerprint = ({ label, sha256, children }: FingerprintProps) => (
  <div className="fingerprint">
    <span>{label}</span>
    <code>{sha256.toUpperCase().replace(/(..)(?=.)/g, "$1:")}</code>
    {children}
  </div>
);
