// The composition root: the only place that knows every room and every wing. One function a process; the parts
// of each are put together in house/.
export { runKeeper } from './house/keeper-process.ts'
export { runOffice } from './house/office-process.ts'
export { runSwitchboard } from './house/switchboard-process.ts'
