// The four functions of the metadata proposal that @peculiar/x509's container asks for; the package that
// usually brings them has two thousand lines.

const kept = new WeakMap<object, Map<unknown, unknown>>()

function own(key: unknown, target: object): unknown {
  return kept.get(target)?.get(key)
}

function inherited(key: unknown, target: object): unknown {
  for (let one: object | null = target; one !== null; one = Object.getPrototypeOf(one)) {
    if (kept.get(one)?.has(key)) return own(key, one)
  }
  return undefined
}

function define(key: unknown, value: unknown, target: object): void {
  const entries = kept.get(target) ?? new Map()
  kept.set(target, entries.set(key, value))
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, {
    getMetadata: inherited,
    getOwnMetadata: own,
    defineMetadata: define,
    metadata: (key: unknown, value: unknown) => (target: object) => define(key, value, target),
  })
}
