/** Whether proofs are run whole (`npm run test:proofs`) or at the size that finds a regression (`npm test`). */
const WHOLE = process.env.LOCKSTEP_PROOFS === "1";

/** How much of something a test does. A file that asks runs in both. */
export const sized = (usual: number, whole: number): number => (WHOLE ? whole : usual);
