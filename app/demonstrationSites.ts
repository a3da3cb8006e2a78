import type { SiteCategory } from "./contract/site";

/** Where a simulated camera stands: an invented site in a town of the county. */
export interface DemonstrationSite {
  readonly town: string;
  readonly name: string;
  readonly category: SiteCategory;
}

const site = (town: string, name: string, category: SiteCategory): DemonstrationSite => ({ town, name, category });

const eastGate = site("tianzhen", "东关社区", "oldResidential");
const lakeside = site("luhu", "湖滨花园", "closedResidential");

/** By what stands behind the dot in the names of the simulated cameras. */
const sites: Readonly<Record<string, DemonstrationSite>> = {
  东门路口: eastGate,
  芦湖路西口: eastGate,
  客运站出口: site("tianzhen", "客运站", "otherKeyPlace"),
  湖滨广场: lakeside,
  文昌路南段: lakeside,
  古城南门: site("qingcheng", "古城村", "village"),
  集市北口: site("gaocheng", "集市", "otherKeyPlace"),
  卫生院前: site("heilizhai", "镇卫生院", "enterprise"),
  粮站路口: site("tangfang", "粮站", "enterprise"),
  黄河渡口: site("changjia", "渡口村", "village"),
  中心小学外: site("huagou", "中心小学", "enterprise"),
  水闸东岸: site("muli", "水闸管理所", "enterprise"),
};

/** The site of a camera named 田镇街道·东门路口 or 田镇街道·东门路口 2; undefined for any other name. */
export const demonstrationSiteOf = (cameraName: string): DemonstrationSite | undefined => {
  const place = /·(.+?)(?: \d+)?$/.exec(cameraName)?.[1] ?? "";
  return Object.hasOwn(sites, place) ? sites[place] : undefined;
};

/** GB/T 28181 code of the county's network camera of this number: 1 to 999,999. */
export const demonstrationCode = (number: number): string => `37032200001320${String(number).padStart(6, "0")}`;
