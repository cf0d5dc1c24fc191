// Which passwords are too easy (ASVS 6.2): length counts, rules about characters do not.
import { type Sentence, told } from './told.ts'

const shortest = 10
// The favourites of every leaked list that are long enough, and what people here would try first.
const favourites = [
  'password',
  'qwerty',
  'matkhau',
  '123456',
  '111111',
  'abc123',
  'iloveyou',
  'tongdai',
  'admin',
]

/** @returns why it is refused, as a sentence; undefined: it may be used */
export function tooEasy(password: string, person: { id: string; name: string }): Sentence | undefined {
  const small = password.toLowerCase()
  if ([...password].length < shortest)
    return told`Take at least ${shortest} characters; a few words are best.`
  if (new Set(small).size < 5) return 'Take more different characters.'
  const about = [person.id, ...person.name.toLowerCase().split(/\s+/)].filter(word => word.length > 2)
  const rest = [...favourites, ...about].reduce((left, word) => left.replaceAll(word, ''), small)
  if (new Set(rest.replaceAll(/[0-9\W_]/g, '')).size < 3 && rest.length < shortest)
    return 'This one is guessed first: it is a common one, or made of your name.'
  return undefined
}
