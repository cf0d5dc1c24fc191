// The text of the systemd unit. Pure.

export type UnitPlan = {
  /** Folder of the checkout. */
  checkout: string
  /** The state folder. */
  home: string
  user: string
  group: string
  /** The program that runs the keeper. */
  node: string
  /** A file with the variables that the service shall see; missing: none. */
  variables?: string
  drainMs: number
  /** The ports below 1024 need a right of their own. */
  lowPorts: boolean
}

/** Postgres and Asterisk get their own time after the drain. */
const STOP_EXTRA_S = 60

export function systemdUnit(plan: UnitPlan): string {
  const { user, group, drainMs, lowPorts } = plan
  // To systemd a percent sign begins a name of its own.
  const escaped = (path: string) => path.replaceAll('%', '%%')
  const [checkout, home, node] = [escaped(plan.checkout), escaped(plan.home), escaped(plan.node)]
  const variables = plan.variables && escaped(plan.variables)
  const root = user === 'root'
  // As root the servers step down to another user, and their folders are given to him.
  const needed = [
    ...(lowPorts || root ? ['CAP_NET_BIND_SERVICE'] : []),
    ...(root ? ['CAP_SETUID', 'CAP_SETGID', 'CAP_CHOWN', 'CAP_DAC_OVERRIDE', 'CAP_FOWNER', 'CAP_KILL'] : []),
    ...(root ? ['CAP_SYS_ADMIN'] : []),
  ].join(' ')
  return `# Made by "npx tongdai install-service"; make it anew rather than change it here.
[Unit]
Description=Tongdai call center
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
User=${user}
Group=${group}
WorkingDirectory=${checkout}
${variables === undefined ? '' : `EnvironmentFile=-${variables}\n`}# Node keeps what it compiled: a process of ours then starts in half the time.
Environment="NODE_COMPILE_CACHE=${home}/cache/compiled"
# After an update the packages are brought up to date first.
ExecStartPre="${node}" "${checkout}/src/bootstrap.mjs" --help
ExecStart="${node}" "${checkout}/src/main.ts" keeper
# A new version takes over while calls go on: this one leaves them in Asterisk, and is started again.
ExecReload="${node}" "${checkout}/src/bootstrap.mjs" hand-over
Restart=always
RestartSec=2
TimeoutStartSec=15min
# No new calls, live ones may finish, then the servers close.
TimeoutStopSec=${Math.ceil(drainMs / 1000) + STOP_EXTRA_S}
# The keeper stops everything itself. When it dies, Asterisk must not: the next keeper finds it by its pid file.
KillMode=process
LimitNOFILE=65536

CapabilityBoundingSet=${needed}
${lowPorts && !root ? 'AmbientCapabilities=CAP_NET_BIND_SERVICE\n' : ''}NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=${[...new Set([checkout, home])].map(path => `"${path}"`).join(' ')}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native

[Install]
WantedBy=multi-user.target
`
}
