// What a browser calls itself, as people would: "Chrome, Windows".

const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(coc_coc_browser|CocCoc)/i, 'Cốc Cốc'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** @returns what it says itself, cut short, when we don't know it; undefined when it says nothing */
export function deviceOf(userAgent: string): string | undefined {
  const named = (list: typeof BROWSERS) => list.find(([mark]) => mark.test(userAgent))?.[1]
  const words = [named(BROWSERS), named(SYSTEMS)].filter(word => word !== undefined)
  return words.length > 0 ? words.join(', ') : userAgent.slice(0, 40) || undefined
}
