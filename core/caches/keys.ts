/** The two cached answers about who owns a group (behaviour §5.1): stale as soon as its owner changes. */
export const ownerCacheKeys = (groupId: number): string[] => [`assignee_exists:1:${groupId}`, `owner_exists:1:${groupId}`];
