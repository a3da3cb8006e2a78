/** Who may do what in a duty room (domain.md). Until accounts exist one seeded operator holds every role. */
export const roles = ["officer", "dispatcher", "administrator", "auditor"] as const;

export type Role = (typeof roles)[number];
