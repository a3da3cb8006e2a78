/** Invented places of Gaoqing county: nothing here stands for a real installation. */
const places = [
  "田镇街道·东门路口",
  "田镇街道·芦湖路西口",
  "芦湖街道·湖滨广场",
  "青城镇·古城南门",
  "高城镇·集市北口",
  "黑里寨镇·卫生院前",
  "唐坊镇·粮站路口",
  "常家镇·黄河渡口",
  "花沟镇·中心小学外",
  "木李镇·水闸东岸",
  "田镇街道·客运站出口",
  "芦湖街道·文昌路南段",
] as const;

/** The name of a camera that was given none: a place, numbered from the second round on. */
export const placeName = (cameraNumber: number): string => {
  const place = places[(cameraNumber - 1) % places.length] ?? "";
  const round = Math.floor((cameraNumber - 1) / places.length) + 1;
  return round === 1 ? place : `${place} ${round}`;
};
