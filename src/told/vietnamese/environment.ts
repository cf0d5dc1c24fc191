// What is wrong with variables of the environment, in Vietnamese.
import type { Tongue } from '../told.ts'

export const ENVIRONMENT_IN_VIETNAMESE: Tongue = {
  '{0} is not an address that starts with {1}.': '{0} không phải địa chỉ bắt đầu bằng {1}.',
  '{0} or {1}://': '{0} hoặc {1}://',
  'Write it like {0}, or unset it.': 'Hãy viết như {0}, hoặc bỏ biến này đi.',
  '{0} is not a port number.': '{0} không phải số cổng.',
  'Write a number from 1 to 65535, or unset it.': 'Hãy viết một số từ 1 đến 65535, hoặc bỏ biến này đi.',
  'LOG_LEVEL is no level that we know.': 'LOG_LEVEL không phải mức nhật ký nào có ở đây.',
  'Write one of {0}, or unset it.': 'Hãy viết một trong {0}, hoặc bỏ biến này đi.',
  'ASTERISK_URL is set, but DATABASE_URL or REDIS_URL is not.':
    'Đã đặt ASTERISK_URL nhưng chưa đặt DATABASE_URL hoặc REDIS_URL.',
  'With an Asterisk of your own, name your own PostgreSQL and Redis as well.':
    'Khi dùng Asterisk riêng, hãy chỉ ra cả PostgreSQL và Redis riêng.',
}
