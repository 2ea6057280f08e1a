type Place = { projectId: number; groupId: number };

/** The two cached answers about who owns a group (behaviour §5.1): stale as soon as its owner changes. */
export const ownerCacheKeys = (groupId: number): [assigned: string, evaluated: string] => [
  `assignee_exists:1:${groupId}`,
  `owner_exists:1:${groupId}`,
];

/** Which answers about a project's groups hold: those given under this epoch. */
export const epochKey = (projectId: number): string => `pe:1:${projectId}`;

/** The groups of a project whose owners were looked for in the current minute. */
export const rateLimitKey = (projectId: number): string => `issue_owner_assignment_ratelimiter:${projectId}`;

/** The epoch beside both answers, so that one MGET has it all. */
export const readKeys = ({ projectId, groupId }: Place): string[] => [epochKey(projectId), ...ownerCacheKeys(groupId)];
