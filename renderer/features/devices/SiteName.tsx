import { useTranslation } from "react-i18next";
import { useListSitesQuery } from "../../contractApi";

/** The site a device stands in, by its name. */
export const SiteName = ({ siteId }: { readonly siteId: string | null }) => {
  const { t } = useTranslation();
  const { name } = useListSitesQuery(
    {},
    { selectFromResult: ({ data }) => ({ name: data?.find(({ id }) => id === siteId)?.name }) },
  );
  return name === undefined ? t("sites.none") : <bdi>{name}</bdi>;
};
