/** What a project says about owners (behaviour §5.8), its rules excepted. Times are milliseconds since the Unix epoch. */
export type OwnershipSettings = {
  fallthrough: boolean;
  autoAssignment: boolean;
  suspectCommitterAutoAssignment: boolean;
  codeownersAutoSync: boolean;
  /** An operator has switched the rules off: nobody owns by them, whatever they say. Left out otherwise. */
  stopped?: true;
};

/** A text with rules: `OWN_RULES`, or an imported CODEOWNERS file. `version` is that of the ownership when it was written. */
export type RuleFile = { id: number; version: number; pieces: number; createdAt: number; updatedAt: number };

/** `version` counts what was ever saved; 0 where nothing was. */
export type Ownership = OwnershipSettings & {
  version: number;
  files: RuleFile[];
  createdAt: number | null;
  updatedAt: number | null;
};

/** The id of the rules that people write for the project itself. */
export const OWN_RULES = 0;

/** Where nothing was saved (behaviour §5.7). */
export const NO_OWNERSHIP: Ownership = {
  fallthrough: true,
  autoAssignment: true,
  suspectCommitterAutoAssignment: false,
  codeownersAutoSync: true,
  version: 0,
  files: [],
  createdAt: null,
  updatedAt: null,
};

/** Names on the wire (behaviour §5.8). */
export const AUTO_ASSIGNMENTS = ["Auto Assign to Issue Owner", "Auto Assign to Suspect Commits", "Turn off Auto-Assignment"] as const;
export type AutoAssignment = (typeof AUTO_ASSIGNMENTS)[number];

export function autoAssignmentName({ autoAssignment, suspectCommitterAutoAssignment }: OwnershipSettings): AutoAssignment {
  if (!autoAssignment) return "Turn off Auto-Assignment";
  return suspectCommitterAutoAssignment ? "Auto Assign to Suspect Commits" : "Auto Assign to Issue Owner";
}

export const autoAssignmentFlags = (name: AutoAssignment) => ({
  autoAssignment: name !== "Turn off Auto-Assignment",
  suspectCommitterAutoAssignment: name === "Auto Assign to Suspect Commits",
});
