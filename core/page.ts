/** `cursor` is opaque to callers: what the previous page answered. */
export type Page = { limit: number; cursor?: string | undefined };

export type Paged<T> = { items: T[]; next: string | null };
