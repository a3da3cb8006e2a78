import { z } from "zod";

// The page's policy forbids `eval`. zod tries it when a schema is made and would leave a violation in the console for
// every window; so this module is imported before any schema.
z.config({ jitless: true });
