/** An object that throws, by name, where infra/ uses something that is not known on one machine. */
export function known<T extends object>(what: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (key in target) return Reflect.get(target, key, receiver);
      throw new Error(`infra/local does not know ${what}.${String(key)}: teach it, or keep it out of infra/`);
    },
  });
}

/** Permissions, roles and the like: they have no meaning on one machine. */
export const ignored: unknown = new Proxy(class {}, {
  get: () => ignored,
  construct: () => ({}),
  apply: () => ignored,
});

/** Throws where `args` have an option that is not known on one machine. */
export function only(what: string, args: object, options: readonly string[]): void {
  const unknown = Object.keys(args).filter((it) => !options.includes(it));
  if (unknown.length > 0) throw new Error(`infra/local does not know ${unknown.join(", ")} of ${what}`);
}

/** Throws what AWS would refuse, or do otherwise than one would think. */
export function refuse(what: string, fault: string | null): void {
  if (fault) throw new Error(`${what} ${fault}`);
}
