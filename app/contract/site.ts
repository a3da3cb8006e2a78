import { z } from "zod";
import { readDeviceCode } from "../domain/deviceCode";

/** Categories of the policy's section 2: what a site must be equipped with depends on it. */
export const siteCategory = z.enum([
  "newResidential", // 2.1.1
  "closedResidential", // 2.1.2
  "oldResidential", // 2.1.3
  "village", // 2.1.4
  "enterprise", // 2.2
  "building", // 2.3
  "otherKeyPlace", // 2.4
]);
export type SiteCategory = z.infer<typeof siteCategory>;

/** 20 digits by GB/T 28181 annex E; blanks between them are dropped. */
export const deviceCode = z
  .string()
  .max(64)
  .transform((text) => text.replace(/\s/g, ""))
  .refine((code) => readDeviceCode(code).ok, "20 digits by GB/T 28181 annex E");

export const siteName = z.string().trim().min(1).max(100);
/** Id of a town of `resources/county/towns.json`. */
export const townId = z.string().min(1).max(32);

/** What a person says of a site. */
export const siteFields = z.object({
  name: siteName,
  town: townId,
  category: siteCategory,
  code: deviceCode.nullable(),
});
export type SiteFields = z.infer<typeof siteFields>;

/** A place with devices: a residential community, a village, a school. Its name is its own within its town. */
export const site = siteFields.extend({ id: z.string(), addedAtUtcMs: z.number().int() });
export type Site = z.infer<typeof site>;

/** Most devices put into a site by one request. */
export const maxDevicesPlaced = 20_000;
