// Mistakes as a table: what it is | in which file | what is done to the shipped text | what must be said.
// Done to it: `a => b` replaces, `+ text` appends, `= text` is the whole file; \n is a new line.

const TABLE = String.raw`
an unquoted key of a menu | ivr-flows/main.yaml | "1": sales => 1: sales | :17:13 error unquoted: .*"1"
a key that no phone has | ivr-flows/main.yaml | "1": sales => "12": sales | :17:13 error bad-key
a flow without start | ivr-flows/main.yaml | \nstart: => \nbegin: | error missing-start
an unknown section | ivr-flows/main.yaml | go: menu => go: men | :11:9 error unknown-section: .*"menu"\?
unknown hours | ivr-flows/main.yaml | hours: always => hours: alway | :8:12 error unknown-hours: .*"always"\?
a missing prompt | ivr-flows/main.yaml | menu: main-menu => menu: main-menus | :14:11 error missing-prompt: .*language vi
two verbs in a step | ivr-flows/main.yaml | - go: menu => - go: menu\n    say: welcome | :12:5 error several-verbs
a setting that the verb does not have | ivr-flows/main.yaml | timeout: 5s => timout: 5s | :15:5 error unknown-key: .*"timeout"\?
a step that is a word | ivr-flows/main.yaml | - go: menu => - menu | :11:5 error wrong-type
an unreachable section | ivr-flows/main.yaml | + \nlost:\n  - hangup\n | error unreachable-section: .*"lost"
an unreachable step | ivr-flows/main.yaml | - go: menu => - go: menu\n  - say: goodbye | :12:5 error unreachable-step
a circle in which nothing is said | ivr-flows/main.yaml | = flow: main\ntitle: x\nstart: [{ go: a }]\na: [{ go: start }]\n | error loop-without-waiting: .*start → a → start
a menu without an end | ivr-flows/main.yaml | no-input: support => no-input: start | error loop-without-end
a prompt said in a circle | ivr-flows/main.yaml | - hangup\n\nbye => - go: after-hours\n\nbye | error loop-without-end: .*after-hours → after-hours
an empty section | ivr-flows/main.yaml | + \nlost: []\n | error empty-section
a section with a wrong name | ivr-flows/main.yaml | + \nLost Sheep:\n  - hangup\n | error bad-key
tests that are no list | ivr-flows/main.yaml | + \ntests: yes\n | error wrong-type: "tests" must be a list of tests
a name that is not the file's | ivr-flows/main.yaml | flow: main => flow: other | :3:7 error wrong-name
a flow that is a list | ivr-flows/main.yaml | = - say: welcome\n | error wrong-type
an empty flow | ivr-flows/main.yaml | = | error wrong-type
a duplicate key | config/server.yaml | + \ncountry: VN\n | error duplicate-key: "country"
an unknown time zone | config/server.yaml | Asia/Ho_Chi_Minh => Asia/Hanoi | :3:11 error wrong-value: .*Asia/Hanoi
an offset for a time zone | config/server.yaml | Asia/Ho_Chi_Minh => "+07:00" | error wrong-value
no time zone | config/server.yaml | timezone: Asia => # timezone: Asia | error missing-key: "timezone"
a port that is none | config/server.yaml | port: 8443 => port: 84430 | error wrong-value: .*65535
a code of two meanings | config/server.yaml | pause: "*47" => pause: "*46" | error wrong-value: \*46 means something else
a code without a star | config/server.yaml | ready: "*48" => ready: "48" | error wrong-value: .*star
a language that nobody can speak | config/server.yaml | language: vi => language: fr | error unknown-language
an unknown flow | config/hotlines.yaml | flow: main => flow: mian | :6:9 error unknown-flow: .*"main"\?
a misspelt thing to say, among others | ivr-flows/main.yaml | - say: welcome => - say: [welcome, { money: 5, curency: VND }] | :10:32 error unknown-key: .*"currency"\?
something to say that is nothing | ivr-flows/main.yaml | - say: welcome => - say: [welcome, { txt: hello }] | :10:20 error wrong-type: .*the key of a prompt
an unquoted number | config/hotlines.yaml | "02871099999" => 02871099999 | :4:11 error unquoted: .*"02871099999"
a number that two hotlines have | config/hotlines.yaml | 02871098888 => +84 28 7109 9999 | error number-twice
a number that is none | config/hotlines.yaml | 02871098888 => 12 | error no-phone-number
an emergency phone that nobody has | config/hotlines.yaml | phone: ann => phone: nobody | warning unknown-phone
hours of a hotline that nobody wrote | config/hotlines.yaml | flow: main => flow: main\n  hours: ofice | :7:10 error unknown-hours: .*"office"\?
a flow that asks for hours its hotline does not name | ivr-flows/main.yaml | hours: always => hours: hotline | error missing-hours: .*"main" names none
no hotline at all | config/hotlines.yaml | = []\n | warning no-hotline
a queue twice | config/queues.yaml | + \n- name: sales\n | error twice: The name "sales"
a place that is kept for ever | config/queues.yaml | retry: 5s => resume: 9d | error wrong-value: .*1s to 1d
a caller who is called back in a year | config/queues.yaml | retry: 5s => follow-up: { within: 365d } | :8:24 error wrong-value: Who gave up is called back within 1m to 30d
a follow-up that is a word | config/queues.yaml | retry: 5s => follow-up: soon | :8:14 error wrong-type: .*within: 4h
a strategy that we don't have | config/queues.yaml | round-robin => round-robbin | :5:13 error unknown-strategy: .*"round-robin"\?
a widening whose times fall | config/queues.yaml | retry: 5s => level: 1\n  widen: [{ after: 30s, level: 2 }, { after: 20s, level: 3 }] | :9:46 error wrong-widening: The step before comes at 30s
a widening that begins at once | config/queues.yaml | retry: 5s => level: 1\n  widen: [{ after: 0s, level: 2 }] | :9:20 error wrong-widening: The first step comes at once
a widening that takes a level back | config/queues.yaml | retry: 5s => level: 3\n  widen: [{ after: 30s, level: 2 }] | :9:32 error wrong-widening: Level 3 is open already
a widening to the level that is open | config/queues.yaml | retry: 5s => level: 2\n  widen: [{ after: 30s, level: 2 }] | :9:32 error wrong-widening: Level 2 is open already
a widening of levels that are all open | config/queues.yaml | retry: 5s => widen: [{ after: 30s, level: 2 }] | :8:32 error wrong-widening: .*from the start
a widening that opens nothing | config/queues.yaml | retry: 5s => widen: [{ after: 30s }] | :8:11 error wrong-widening: This step opens nothing
a widening that asks for more again | config/queues.yaml | retry: 5s => widen: [{ after: 30s, skills: { english: 1 } }, { after: 60s, skills: { english: 2 } }] | error wrong-widening: Level 1 of "english" is enough already
a widening after nothing is needed | config/queues.yaml | retry: 5s => widen: [{ after: 30s, skills: none }, { after: 60s, skills: { english: 0 } }] | error wrong-widening: No skill is needed any more since 30s
a widening without its time | config/queues.yaml | retry: 5s => widen: [{ level: 2 }] | :8:11 error missing-key: "after"
a skill that nobody has | config/queues.yaml | retry: 5s => skills: [english:2] | :8:12 warning unknown-skill: Nobody has the skill "english"
a skill with a level that there is not | config/queues.yaml | retry: 5s => skills: [english:11] | :8:12 error wrong-type: .*english:3
a list of skills that is one | config/queues.yaml | retry: 5s => skills: english | :8:11 error wrong-type: .*a list of skills
a queue that nobody serves | config/queues.yaml | name: support => name: help | warning nobody-serves: Nobody serves the queue "help"
no such absence | config/queues.yaml | retry: 5s => empty: { when: [asleep] } | :8:19 error wrong-value: .*offline, unreachable
no way to miss a call | config/queues.yaml | retry: 5s => after-miss: { asleep: 5s } | :8:17 error unknown-key: .*"asleep"
a pause after no miss at all | config/queues.yaml | retry: 5s => pause-after: { no-answer: 0 } | :8:29 error wrong-value: .*1 to 100
ageing that stands still | config/queues.yaml | retry: 5s => ageing: 0s | :8:11 error wrong-value: .*1s to 1d of waiting
a queue without weight | config/queues.yaml | retry: 5s => weight: 0 | :8:11 error wrong-value: .*1 to 100
a queue too heavy | config/queues.yaml | retry: 5s => weight: 101 | :8:11 error wrong-value: .*1 to 100
a queue where nobody may wait | config/queues.yaml | retry: 5s => max-waiting: 0 | :8:16 error wrong-value: .*1 to 10000
a queue where nobody may talk | config/queues.yaml | retry: 5s => max-talking: 0 | :8:16 error wrong-value: .*1 to 10000
calls counted over a week | config/queues.yaml | retry: 5s => count-over: 7d | :8:15 error wrong-value: Calls are counted over 1h to 1d
a whisper that nobody wrote | config/queues.yaml | retry: 5s => whisper: from-sails | :8:12 error missing-prompt: .*"from-sails"
a level beyond all | config/team.yaml | queues: [support] => queues: [{ queue: support, level: 100 }] | :8:77 error wrong-value: .*1 to 99
an agent's queue that there is not | config/team.yaml | queues: [support] => queues: [{ queue: suport }] | error unknown-queue: .*"support"\?
a rank beyond all | config/team.yaml | queues: [support] => queues: [{ queue: support, rank: 10000 }] | error wrong-value: .*0 to 9999
an agent without weight | config/team.yaml | id: binh, => id: binh, weight: 0, | error wrong-value: .*1 to 100
an agent who rests for days | config/team.yaml | id: binh, => id: binh, wrap-up: 2d, | error wrong-value: Nobody rests for longer than a day
a flow that wants a skill nobody has | ivr-flows/main.yaml | - queue: sales => - queue: sales\n    skills: [{ any: [english:2, french] }] | warning unknown-skill: Nobody has the skill "french"
a flow that wants a skill at no level | ivr-flows/main.yaml | - queue: sales => - queue: sales\n    skills: [english:0] | error wrong-type: .*english:3
a trunk from everywhere | config/trunks.yaml | = - name: t\n  match: [0.0.0.0/0]\n | error open-to-everybody
a trunk by host name | config/trunks.yaml | = - name: t\n  match: [sip.example.com]\n | error wrong-value
a trunk with neither addresses nor a registration | config/trunks.yaml | = - name: t\n | :1:3 error missing-key: "match"
a registration by host without addresses | config/trunks.yaml | = - name: t\n  register: { server: sip.example.com, user: "84287109999", secret: itsp }\n | error missing-key: .*"match" must say
a registration without its user | config/trunks.yaml | = - name: t\n  register: { server: 203.0.113.7, secret: itsp }\n | :2:13 error missing-key: "user"
a registration whose user YAML read as a number | config/trunks.yaml | = - name: t\n  register: { server: 203.0.113.7, user: 084287109999, secret: itsp }\n | :2:42 error unquoted: .*"084287109999"
a registration that lasts a second | config/trunks.yaml | = - name: t\n  register: { server: 203.0.113.7, user: "84287109999", secret: itsp, expires: 1s }\n | error wrong-value: A registration lasts for 1m to 24h
a password in the file | config/trunks.yaml | = - name: t\n  register: { server: 203.0.113.7, user: "84287109999", secret: itsp, password: geheim }\n | error unknown-key: .*"password"
a user name that would begin a comment | config/trunks.yaml | = - name: t\n  register: { server: 203.0.113.7, user: "a;b", secret: itsp }\n | error wrong-value
keys by a way that there is not | config/trunks.yaml | = - name: t\n  match: [192.0.2.1]\n  dtmf: rfc2833\n | :3:9 error wrong-value: .*rfc4733, inband, info, auto
two trunks with one address | config/trunks.yaml | = - name: t\n  match: [192.0.2.1]\n- name: u\n  match: [192.0.2.1]\n | :3:3 warning address-twice
a number with a plus that YAML read as a number | config/hotlines.yaml | "02871099999" => +842871099999 | :4:11 error unquoted: .*"\+842871099999"
a trunk for an unknown hotline | config/trunks.yaml | = - name: t\n  match: [192.0.2.1]\n  hotlines: [mian]\n | :3:14 error unknown-hotline
a day that does not exist | config/hours.yaml | "2026-09-01": Quốc khánh => "2026-02-30": Quốc | error wrong-value: There is no day 2026-02-30
a day that no year has | config/hours.yaml | "04-30" => "04-31" | :\d+:5 error wrong-value: There is no day 04-31
a day that no moon has | config/hours.yaml | "lunar 03-10": Giỗ => "lunar 03-31": Giỗ | error wrong-value: There is no day lunar 03-31
a holiday that is no day | config/hours.yaml | "lunar 03-10": Giỗ => "moon 03-10": Giỗ | error bad-key: .*"moon 03-10"
a span without its end | config/hours.yaml | from: "08:00", to: "17:30" => from: "08:00" | :13:9 error missing-key: "to" is missing
times that are none | config/hours.yaml | from: "08:00", to: "17:30" => times: "8-17" | error wrong-value: .*"08:00-12:00, 13:30-17:30"
a span on no day | config/hours.yaml | days: mon-fri, from => from | :13:9 error missing-key: "days"
months and a season at once | config/hours.yaml | days: mon-fri, => months: jun, season: "06-01..06-30", | error wrong-value: Only one
an exception for a word | config/hours.yaml | holidays: vietnam  => exceptions: { monday: closed } # | error bad-key: .*"monday"
an exception that says nothing | config/hours.yaml | holidays: vietnam  => exceptions: { "2026-08-22": open } # | error wrong-type
hours of a name that flows use otherwise | config/hours.yaml | office: => hotline: | :10:3 error reserved-name
unknown holidays | config/hours.yaml | holidays: vietnam => holidays: vietnm | error unknown-holidays
a time of day that does not exist | config/hours.yaml | 17:30 => 25:00 | error wrong-value
recording of an unknown queue | config/recording.yaml | sales: on => sale: on | error unknown-queue
an announcement that nobody can say | config/recording.yaml | default: on => default: on\nannounce: call-recordet | error missing-prompt
an announcement of an unknown queue | config/recording.yaml | default: on => default: on\nannounce: { sale: call-recorded } | error unknown-queue
an agent twice | config/team.yaml | id: binh => id: ann | error twice: The id "ann"
an agent whose id is a number | config/team.yaml | id: binh => id: 101 | :5:11 error unquoted
an agent whose id is a number in quotes | config/team.yaml | id: binh => id: "101" | :5:11 error wrong-value
a phone with keys by a way that there is not | config/team.yaml | id: binh, => id: binh, dtmf: tones, | :5:23 error wrong-value: .*rfc4733, inband, info, auto
a caller with keys by a way that there is not | config/team.yaml | id: demo => id: demo\n    dtmf: beep | error wrong-value: .*rfc4733
a caller with an agent's phone | config/team.yaml | id: demo => id: ann | error twice: The phone
a sentence that is a number | sounds/vi/prompts.yaml | closed: => closed: 5 # | error unquoted
a voice that nobody has | config/voices.yaml | = vi:\n  tts: google\n | :2:8 error wrong-type: .*built-in
a language that is none, for a voice | config/voices.yaml | = english: { tts: built-in }\n | :1:1 error bad-key: .*two letters
a language without its voice | config/voices.yaml | = vi: {}\n | :1:5 error missing-key: "tts"
a voice twice | config/voices.yaml | = vi: { tts: built-in }\nvi: { tts: built-in }\n | :2:1 error duplicate-key: "vi"
voices as a list | config/voices.yaml | = - vi\n | :1:1 error wrong-type
a voice that is a program without its path | config/voices.yaml | = vi: { tts: { command: [speak] } }\n | :1:23 error wrong-value: "speak"
a voice that is no program at all | config/voices.yaml | = vi: { tts: { command: [] } }\n | :1:23 error wrong-value: "command"
a voice that is two at once | config/voices.yaml | = vi:\n  tts: { command: [/opt/x], url: "http://127.0.0.1:1/" }\n | :2:8 error wrong-type
a speed at which nobody can listen | config/voices.yaml | = vi:\n  tts: { espeak: vi, speed: 5 }\n | :2:29 error wrong-value: "speed" .*80 to 450
a misspelt setting of a voice | config/voices.yaml | = vi:\n  tts: { espeak: vi, sped: 100 }\n | :2:22 error unknown-key: .*"speed"\?
a password in the file of voices | config/voices.yaml | = vi:\n  tts: { url: "http://127.0.0.1:1/", token: geheim }\n | :2:38 error unknown-key: .*"token"
a voice at no address | config/voices.yaml | = en: { tts: { url: "ftp://x" } }\n | :1:19 error wrong-value: "url"
a voice at half an address | config/voices.yaml | = en: { tts: { url: "http://[" } }\n | :1:19 error wrong-value: "http://\["
a voice that is not told the text | config/voices.yaml | = \nen: { tts: { url: "http://127.0.0.1:1/", body: { say: hello } } }\n | :2:48 error wrong-value: Nothing in it says the text
a voice that nobody would wait for | config/voices.yaml | = en:\n  tts:\n    url: http://127.0.0.1:1/\n    timeout: 5m\n | :4:14 error wrong-value: .*100ms and 1m
a time without its unit, for a voice | config/voices.yaml | = en: { tts: { url: "http://127.0.0.1:1/", timeout: 5 } }\n | :1:51 error unquoted
dialling over a trunk that nobody wrote | config/outbound.yaml | = trunks:\n  itsp: { server: 192.0.2.1 }\n | :2:3 error unknown-trunk
a trunk to dial that stands nowhere | config/outbound.yaml | = routes:\n  - name: a\n    numbers: { kinds: [mobile, emergency] }\n    trunks: [itsp]\n | :4:14 error unknown-trunk
a kind of number that there is not | config/outbound.yaml | = routes:\n  - name: a\n    numbers: { kinds: [cheap] }\n    trunks: []\n | :3:24 error wrong-value: .*mobile, fixed
numbers abroad without a country | config/outbound.yaml | = routes:\n  - name: a\n    numbers: { kinds: [international] }\n    trunks: [itsp]\n | error missing-countries
a beginning of numbers as people dial it | config/outbound.yaml | = routes:\n  - name: a\n    numbers: { prefixes: ["028"] }\n    trunks: [itsp]\n | :3:27 error wrong-value: .*"028".*\+8428
a beginning of numbers that YAML read as a number | config/outbound.yaml | = routes:\n  - name: a\n    numbers: { prefixes: [1900] }\n    trunks: [itsp]\n | :3:27 error unquoted
a route twice | config/outbound.yaml | = routes:\n  - { name: a, numbers: { kinds: [mobile] }, trunks: [x] }\n  - { name: a, numbers: { kinds: [mobile] }, trunks: [x] }\n | error twice: The name "a"
no way to 113 | config/outbound.yaml | = routes:\n  - { name: a, numbers: { kinds: [mobile] }, trunks: [x] }\n | warning no-emergency-route
a flow that calls a number without a class | ivr-flows/main.yaml | = flow: main\ntitle: x\nstart:\n  - transfer: { number: "028 3822 5678" }\n    no-answer: bye\nbye: [hangup]\n | :4:25 error number-unreachable: .*No route
flows of an unknown class | config/outbound.yaml | = flows: boss\n | :1:8 error unknown-class
callbacks of an unknown class | config/outbound.yaml | = callbacks: boss\n | :1:12 error unknown-class
a song that nobody recorded | config/queues.yaml | music: default => music: [our-song] | error missing-prompt: .*our-song
a callback twice in a minute | config/queues.yaml | + \n- { name: q, callback: { retry: 10s } }\n | error wrong-value: Nobody is called again within a minute
a callback promised for a month | config/queues.yaml | + \n- { name: q, callback: { expires: 30d } }\n | error wrong-value: .*a week at most
callbacks in hours that there are not | config/queues.yaml | + \n- { name: q, callback: { hours: nights } }\n | error unknown-hours
a callback where nobody may be called | ivr-flows/main.yaml | - hangup\n\nbye => - callback: sales\n  - hangup\n\nbye | warning no-callbacks
a class of unknown routes | config/outbound.yaml | = classes:\n  office: { routes: [nowhere] }\n | :2:22 error unknown-route
a phone of an unknown class | config/outbound.yaml | = phones: { ann: boss }\n | :1:16 error unknown-class
a phone that nobody has may dial | config/outbound.yaml | = classes: { boss: { routes: [] } }\nphones: { nobody: boss }\n | :2:11 warning unknown-phone
dialling in unknown hours | config/outbound.yaml | = classes: { boss: { routes: [], limits: { hours: ofice } } }\n | error unknown-hours: .*"office"\?
a caller id that is no hotline | config/outbound.yaml | = caller-id: { usual: mian }\n | :1:21 error unknown-hotline: .*"main"\?
a limit that is less than nothing | config/outbound.yaml | = classes: { boss: { routes: [], limits: { per-hour: -1 } } }\n | error wrong-value: .*a whole number
a misspelt limit | config/outbound.yaml | = classes: { boss: { routes: [], limits: { per-day: 1 } } }\n | error unknown-key
ringing outside for an hour | config/outbound.yaml | = routes:\n  - { name: a, numbers: { kinds: [mobile] }, trunks: [x], ring: 1h }\n | error wrong-value: Outside, it rings
a trunk that may be silent for an hour | config/outbound.yaml | = routes:\n  - { name: a, numbers: { kinds: [mobile] }, trunks: [x], silent: 1h }\n | error wrong-value: .*silence
a file with a wrong name | config/queue.yaml | = [] | error unknown-file: .*config/queues\.yaml
a file with the other ending | ivr-flows/late.yml | = flow: late\n | error unknown-file: .*\.yaml
an anchor in itself | config/queues.yaml | = a: &a [*a]\n | error unknown-anchor
a control character | config/server.yaml | language: vi => language: "v\u0007i" | error bad-character
a program in a tag | config/server.yaml | = timezone: !!js/function "x"\n | error yaml
an open bracket | ivr-flows/main.yaml | "#": bye } => "#": bye | error yaml
two documents | config/recording.yaml | = keep: 1d\n---\nkeep: 2d\n | error yaml
a prototype | config/queues.yaml | = - name: a\n  __proto__: { x: 1 }\n | error unknown-key: .*__proto__
`

export type Mistake = { what: string; path: string; change(text: string): string; expected: RegExp }

export const mistakes: readonly Mistake[] = TABLE.trim()
  .split('\n')
  .map(line => {
    const [what = '', path = '', done = '', expected = ''] = line.split(' | ')
    return { what, path, change: changeOf(done), expected: new RegExp(expected) }
  })

function changeOf(done: string): (text: string) => string {
  const plain = done.replaceAll('\\n', '\n').replaceAll('\\u0007', '\u0007')
  if (plain.startsWith('=')) return () => plain.slice(2)
  if (plain.startsWith('+')) return text => text + plain.slice(2)
  const [from = '', to = ''] = plain.split(' => ')
  return text => {
    if (!text.includes(from)) throw new Error(`the shipped file has no ${from}`)
    return text.replace(from, () => to)
  }
}
