export { createAudit, type Audit, type AuditRow } from "./audit";
export { currentOperator } from "./operator";
