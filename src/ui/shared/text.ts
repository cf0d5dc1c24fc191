// Texts in the person's language: i18next behind one typed function.
import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { type TextKey, texts } from './texts/say.ts'

export type Language = 'vi' | 'en'
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

const stored = 'tongdai-language'

/** The language chosen here before; else the browser's, and Vietnamese for everybody else. */
export function startTexts(): void {
  const chosen = localStorage.getItem(stored)
  const lng = chosen === 'vi' || chosen === 'en' ? chosen : navigator.language.startsWith('en') ? 'en' : 'vi'
  const column = (at: 0 | 1) =>
    Object.fromEntries(Object.entries(texts).map(([key, pair]) => [key, pair[at]]))
  void i18next.use(initReactI18next).init({
    lng,
    resources: { vi: { translation: column(0) }, en: { translation: column(1) } },
    keySeparator: false,
    nsSeparator: false,
    // React escapes by itself.
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  tellPage(lng)
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(stored, language)
  void i18next.changeLanguage(language)
  tellPage(language)
}

/** Whether the person has chosen on this machine; else the account's language counts. */
export const hasChosenLanguage = () => localStorage.getItem(stored) !== null

function tellPage(language: string): void {
  document.documentElement.lang = language
}

export function useText(): Say {
  const { t } = useTranslation()
  return useCallback((key, values) => t(key, { ...values }), [t])
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'vi'
}

/** A word of the house (`agent.ready`, `phase.ivr`) as people say it; what no text knows is shown as it is. */
export function useWord(): (kind: string, word: string) => string {
  const { t } = useTranslation()
  return useCallback((kind, word) => t(`${kind}.${word}`, { defaultValue: word }), [t])
}
