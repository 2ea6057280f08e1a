export type Sessions = {
  /**
   * The token of this hash remembers that a session was signed out, by its `sessionMark`; where it remembers many already, that all
   * are over that began until `now`. No effect where there is no such token.
   */
  end(sha256: string, mark: string, now: number): Promise<void>;
  /** All sessions of the token are over that began until `now`, in whatever browser. No effect where there is no such token. */
  endAll(sha256: string, now: number): Promise<void>;
};

/** `expiresAt` in seconds since the Unix epoch. */
export type SignInLink = { tokenHash: string; expiresAt: number };

export type SignInLinks = {
  put(codeHash: string, link: SignInLink): Promise<void>;
  /** Taken away and answered in one step, so once; null when it is not there, and from `expiresAt` on. */
  take(codeHash: string, nowSeconds: number): Promise<SignInLink | null>;
};
