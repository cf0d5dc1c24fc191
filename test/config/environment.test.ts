// What the environment may say, and what is said when it makes no sense.
import t from 'tap'
import { environmentInWords, readEnvironment } from '../../src/config.ts'

t.test('without variables everything lies in the checkout', async t => {
  const { environment, problems } = readEnvironment({}, '/srv/house')
  t.same(problems, [])
  t.same(environment, {
    language: 'en',
    home: '/srv/house/.tongdai',
    runtimeHome: '/srv/house/.tongdai',
    configRoot: '/srv/house',
    logLevel: 'info',
    ports: {},
  })
})

t.test('every variable is taken', async t => {
  const { environment, problems } = readEnvironment(
    {
      DATABASE_URL: 'postgresql://tongdai:secret@db.example/tongdai',
      REDIS_URL: 'redis://:secret@127.0.0.1:6379/2',
      TONGDAI_HOME: '/var/lib/tongdai',
      TONGDAI_CONFIG: '/etc/tongdai',
      TONGDAI_ARCHIVE: 'http://deb.debian.org/debian',
      TONGDAI_HTTPS_PORT: '9443',
      TONGDAI_SIP_PORT: '5070',
      TONGDAI_RTP_FIRST: '20000',
      TONGDAI_RTP_LAST: ' 20999 ',
      LOG_LEVEL: 'WARN',
    },
    '/srv/house',
  )
  t.same(problems, [])
  t.match(environment, {
    databaseUrl: 'postgresql://tongdai:secret@db.example/tongdai',
    redisUrl: 'redis://:secret@127.0.0.1:6379/2',
    home: '/var/lib/tongdai',
    configRoot: '/etc/tongdai',
    archive: 'http://deb.debian.org/debian',
    logLevel: 'warn',
    ports: { https: 9443, sip: 5070, rtpFirst: 20_000, rtpLast: 20_999 },
  })
})

t.test('the terminal’s language is that of its locale', async t => {
  const of = (variables: Record<string, string>) => readEnvironment(variables, '/x').environment.language
  t.equal(of({ LANG: 'vi_VN.UTF-8' }), 'vi')
  t.equal(of({ LANG: 'vi' }), 'vi')
  t.equal(of({ LANG: 'vi_VN.UTF-8', LC_ALL: 'C.UTF-8' }), 'en')
  t.equal(of({ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'vi_VN' }), 'vi')
  t.equal(of({ LANG: 'vim' }), 'en')
})

t.test('empty variables count as absent', async t => {
  const { environment, problems } = readEnvironment({ DATABASE_URL: '', REDIS_URL: ' ', LOG_LEVEL: '' }, '/x')
  t.same(problems, [])
  t.equal(environment.databaseUrl, undefined)
})

t.test('each wrong variable is named in a sentence that never repeats a password', async t => {
  const { problems } = readEnvironment(
    {
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      REDIS_URL: 'hunter2',
      TONGDAI_ARCHIVE: 'ftp://example',
      TONGDAI_SIP_PORT: '99999',
      TONGDAI_ARI_PORT: '80a',
      LOG_LEVEL: 'loud',
    },
    '/x',
  )
  t.same(
    problems.map(problem => `${problem.variable} ${problem.code}`),
    [
      'DATABASE_URL bad-url',
      'REDIS_URL bad-url',
      'TONGDAI_ARCHIVE bad-url',
      'LOG_LEVEL bad-word',
      'TONGDAI_SIP_PORT bad-port',
      'TONGDAI_ARI_PORT bad-port',
    ],
  )
  for (const problem of problems) t.notMatch(environmentInWords(problem, 'en'), /hunter2/)
  t.match(environmentInWords(problems[0]!, 'en'), /DATABASE_URL .* postgres:\/\/ or postgresql:/)
  t.match(environmentInWords(problems[0]!, 'vi'), /DATABASE_URL .* postgres:\/\/ hoặc postgresql:/)
})
