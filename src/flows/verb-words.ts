// What each verb and each of its settings means, in a sentence: what editors show beside it.
import type { VerbName } from './verbs/verbs.ts'

type Words = { readonly is: string; readonly settings: Readonly<Record<string, string>> }

const SECTION = 'A section of this flow.'
const WITH = 'Names with values: written here, or values such as input.account, secret.pin, call.number.'

const KEYING = {
  digits: 'How many digits.',
  length: 'The fewest and the most digits, such as { min: 6, max: 12 }.',
  end: 'The key after the last digit: "#" (default) or "*".',
  timeout: 'How long to wait for the first key, from the end of the prompt; default 5s.',
  between: 'How long to wait from key to key; default 3s.',
  tries: 'How often to ask; default 3.',
  failed: `${SECTION} After the last try; default: say goodbye and hang up.`,
}

const MESSAGE = {
  max: 'The longest message; default 2m.',
  silence: 'So much silence ends it; any key does too; default 5s.',
}

export const VERB_WORDS: Readonly<Record<VerbName, Words>> = {
  say: {
    is: 'Says something: prompts, texts, numbers, digits, money, dates, times; several in a row.',
    settings: {},
  },
  menu: {
    is: 'Asks for one key. A key may interrupt the prompt.',
    settings: {
      timeout: 'How long to wait for a key, from the end of the prompt; default 5s.',
      tries: 'How often to ask; default 3.',
      keys: 'Keys of a phone, in quotes, with a section each: { "1": sales, "#": start }.',
      'no-input': `${SECTION} After the last try without a key; default: say goodbye and hang up.`,
      invalid: `${SECTION} After the last try with a wrong key; default: say goodbye and hang up.`,
    },
  },
  collect: {
    is: 'Asks for a number and keeps it as input.<name>.',
    settings: {
      ...KEYING,
      prompt: 'What is said; default enter-digits.',
      pattern: 'The whole number must match it, such as "9704[0-9]+".',
      check: 'The rule of its check digit: luhn, mod97, mod11, vn-tax-code or cccd.',
      confirm: 'Reads it back and asks for 1 (right) or 2 (again); default false.',
    },
  },
  secret: {
    is: 'Asks for a PIN or the like, as secret.<name>. Its digits stand in no log, record or recording; only a lookup can use them.',
    settings: { ...KEYING, prompt: 'What is said; default enter-pin.' },
  },
  hours: {
    is: 'Goes on while these hours are open. "hotline" means the hours of the hotline that was dialled.',
    settings: {
      closed: `${SECTION} When they are closed.`,
      holiday: `${SECTION} On a holiday; default: as closed.`,
    },
  },
  notice: {
    is: 'Says something on some days only, such as a promotion, and goes on at once on all others.',
    settings: {
      from: 'A day "2026-02-10", or a moment "2026-02-10T08:00".',
      until: 'A day, which counts whole, or a moment, at which it is over.',
      weekdays: 'On these days only: [mon, fri]; default every day.',
    },
  },
  language: { is: 'Speaks this language from now on: two letters, such as vi or en.', settings: {} },
  set: { is: 'Keeps values as vars.<name>.', settings: {} },
  when: {
    is: 'A table of conditions: the first row that holds leads on.',
    settings: { else: `${SECTION} When no row holds; default: the next step.` },
  },
  split: { is: 'Leads so many percent of the callers to each section.', settings: {} },
  customer: {
    is: 'Looks the caller up among the customers: customer.name, customer.segment, customer.vip, customer.last-agent.',
    settings: {
      found: `${SECTION} When he is known; default: the next step.`,
      unknown: `${SECTION} When he is not, or in half a second nobody can say; default: the next step.`,
    },
  },
  lookup: {
    is: 'Asks another system (config/lookups.yaml); its answers are lookup.<name> from then on.',
    settings: {
      with: WITH,
      meanwhile: 'Said at once while it is asked; default: a request to wait once it lasts.',
      found: `${SECTION} When it was found; default: the next step.`,
      'not-found': `${SECTION} When there is nothing; default: the next step.`,
      failed: `${SECTION} When the system did not answer in time, or wrongly; default: the next step.`,
    },
  },
  queue: {
    is: 'Waits for an agent of this queue (config/queues.yaml).',
    settings: {
      priority: '0 to 10, higher is served first; default 0.',
      position: 'Where he joins the line, from 1; never before a higher priority. Default: at its end.',
      age: 'Counts as having waited this long already; default 0s.',
      skills:
        'What the agent must know: english, english:3 (level 3 or more), { any: […] }, { all: […] }, { not: … }.',
      keys: 'While he waits: keys with a section each. He keeps his place meanwhile.',
      after: 'When he has waited so long: times with a section each. He keeps his place meanwhile.',
      'max-wait': 'Then he gives up his place and goes to too-long; default: no end.',
      'too-long': `${SECTION} After max-wait.`,
      hours:
        'When it is served: outside of these hours, and at closing time, callers go to closed; default: always.',
      closed: `${SECTION} Outside of the hours; default: as too-long.`,
      full: `${SECTION} When the queue takes nobody more (max-waiting); default: as too-long, else he joins.`,
      empty: `${SECTION} When nobody is there to serve him (empty:); default: as too-long, else he waits.`,
    },
  },
  'queue-state': {
    is: 'Looks at a queue and goes on by what it sees: the first row that holds leads on.',
    settings: {
      when: 'Rows of waiting, longest-wait, free and here with what they must be, and go: with a section.',
      else: `${SECTION} When no row holds; default: the next step.`,
    },
  },
  voicemail: {
    is: 'The caller leaves a message in this box (config/boxes.yaml).',
    settings: {
      ...MESSAGE,
      greeting: 'What is said before; default leave-message.',
      review: 'Afterwards 1 keeps it, 2 plays it, 3 records again; default true.',
    },
  },
  record: {
    is: 'Records what the caller says, as input.<name>, for a send or a lookup.',
    settings: { ...MESSAGE, prompt: 'What is said before; default leave-message.' },
  },
  dial: {
    is: 'The caller keys in an extension, and that phone rings.',
    settings: {
      ...KEYING,
      ring: 'How long it rings; default 30s.',
      'no-answer': `${SECTION} When nobody answers.`,
    },
  },
  callback: {
    is: 'Instead of waiting, the caller is called back when it is his turn: his place in this queue is kept.',
    settings: {
      timeout: 'How long to wait for a key, from the end of the prompt; default 8s.',
      tries: 'How often to ask; default 3.',
      refused: `${SECTION} When there is no number that may be called; default: he goes on waiting, or the call ends.`,
    },
  },
  transfer: {
    is: 'Sends the caller for good: to { queue: name }, { agent: name } or { flow: name, section: name }.',
    settings: {
      ring: 'How long he waits for this agent; default 30s.',
      'no-answer': `${SECTION} When this agent does not answer.`,
    },
  },
  wait: { is: 'Waits for so long.', settings: {} },
  go: { is: 'Goes on in another section, or in another flow: { flow: name, section: name }.', settings: {} },
  call: { is: 'Goes through another section or flow, and comes back to the next step.', settings: {} },
  return: { is: 'Goes back to whoever called this section or flow.', settings: {} },
  send: {
    is: 'Sends something to another system or by mail (config/sends.yaml).',
    settings: { with: WITH },
  },
  note: { is: 'Attaches values to the record of the call.', settings: {} },
  hangup: { is: 'Hangs up: nothing, or normal, busy, congestion, no-such-number.', settings: {} },
}
