import { Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../../app/contract/site";
import { towns } from "./townNames";

interface SiteSelectProps {
  readonly sites: readonly Site[];
  readonly id?: string;
  /** Null: in no site. */
  readonly value?: string | null;
  readonly onChange?: (siteId: string | null) => void;
  readonly "aria-label"?: string;
}

const noSite = "";

/** A choice among the sites, by town; or none. For a form's field. */
export const SiteSelect = ({ sites, value = null, onChange, ...rest }: SiteSelectProps) => {
  const { t, i18n } = useTranslation();
  const options = useMemo(
    () => [
      { value: noSite, label: t("sites.none") },
      ...towns.flatMap((town) => {
        const inTown = sites.filter((site) => site.town === town.id);
        const label = i18n.language === "en" ? town.en : town.zh;
        if (inTown.length === 0) return [];
        return [{ label, title: label, options: inTown.map(({ id, name }) => ({ value: id, label: name })) }];
      }),
    ],
    [sites, t, i18n.language],
  );
  return (
    <Select<string>
      {...rest}
      showSearch={{ optionFilterProp: "label" }}
      value={value ?? noSite}
      options={options}
      onChange={(siteId) => {
        onChange?.(siteId === noSite ? null : siteId);
      }}
    />
  );
};
