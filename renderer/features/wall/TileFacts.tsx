import { Fragment, useEffect, useReducer, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { sharedTicker } from "../../player/ticker";
import type { TileStage } from "../../player/tileStage";
import { factRows, type FactRow } from "./factRows";
import "./tileFacts.css";

interface TileFactsProps {
  readonly number: number;
  readonly stage: RefObject<TileStage | null>;
}

const ticksPerLook = 2;

/** What is known of the stream of a tile, on demand. Looks for itself while it is shown; costs nothing when it is not. */
export const TileFacts = ({ number, stage }: TileFactsProps) => {
  const { t } = useTranslation();
  const [rows, look] = useReducer((): FactRow[] => {
    const shown = stage.current?.shown ?? null;
    return factRows(t, shown?.facts ?? null, shown?.frameAgeMs ?? null, Date.now());
  }, []);

  useEffect(() => {
    let ticks = 0;
    look();
    return sharedTicker.subscribe(() => {
      ticks += 1;
      if (ticks % ticksPerLook === 0) look();
    });
  }, []);

  return (
    <dl className="tile-facts" aria-label={t("facts.title")}>
      {rows.map(({ key, name, value, remarkable }) => (
        <Fragment key={key}>
          <dt>{name}</dt>
          <dd data-fact={key} data-remarkable={remarkable || undefined}>
            {value}
          </dd>
        </Fragment>
      ))}
      <dt>{t("facts.number")}</dt>
      <dd data-fact="number">{number}</dd>
    </dl>
  );
};
