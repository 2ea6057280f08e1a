/** So many of them, each as likely as the other; the same for the same seed. */
export function sampleOf<T>(all: readonly T[], count: number, seed: number): T[] {
  const left = [...all];
  const sample: T[] = [];
  // Numerical Recipes, 7.1: quick and dirty, and good enough to choose with.
  let state = seed >>> 0;
  while (sample.length < count && left.length > 0) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    sample.push(...left.splice(Math.floor((state / 2 ** 32) * left.length), 1));
  }
  return sample;
}
