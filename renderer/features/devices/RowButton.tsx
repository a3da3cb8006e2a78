import type { ComponentProps } from "react";

/** A button in a row. antd's own is too dear where each turn of the wheel draws a screenful of rows. */
export const RowButton = ({ className = "", ...rest }: ComponentProps<"button">) => (
  <button type="button" className={`row-button ${className}`} {...rest} />
);
