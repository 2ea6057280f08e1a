/**
 * What an organization's connection to a Jira Cloud is known by: the site's id, which stays when the site gets another name, and the
 * organization, because what it acts with is nobody else's. A tenant of Connect is known by its client key instead.
 */
export const externalIdOf = (organizationId: number, cloudId: string): string => `${organizationId}.${cloudId}`;

/** The id of the site (36 characters), of a connection that is known by it; null for a tenant of Connect. */
export const cloudIdOf = (externalId: string): string | null => /^\d+\.([0-9a-f-]{36})$/i.exec(externalId)?.[1] ?? null;
