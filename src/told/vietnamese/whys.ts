// Why an agent was rung, or why nobody is, in Vietnamese. A test asks for every template of queues/why-words.ts.
import type { Tongue } from '../told.ts'

export const WHYS_IN_VIETNAMESE: Tongue = {
  '{0} and {1}': '{0} và {1}',
  '{0}, {1}': '{0}, {1}',
  '{0} ({1})': '{0} ({1})',
  '{0} and {1} more': '{0} và {1} người nữa',
  '{0}’s own number': 'Số riêng của {0}',

  // Where the caller stood
  'Number {0} in “{1}”, after waiting {2}.': 'Đứng thứ {0} trong “{1}”, đã chờ {2}.',
  'The search had been widened once by then.': 'Lúc đó phạm vi tìm người đã được nới rộng một lần.',
  'The search had been widened {0} times by then.': 'Lúc đó phạm vi tìm người đã được nới rộng {0} lần.',

  // Why he
  '{0} were rung together: whoever picks up first has the call.':
    'Máy của {0} cùng đổ chuông: ai nhấc trước thì nhận cuộc gọi.',
  '{0} was asked first, having served this caller last.':
    '{0} được gọi trước vì lần trước đã tiếp khách này.',
  'The strategy “{0}” had failed: the turns decided in its place.':
    'Chiến lược “{0}” bị lỗi: quyết định theo lượt thay cho nó.',
  '{0} was the only one who could be rung.': 'Chỉ gọi được mỗi {0}.',
  '{0} was next in turn; then {1}.': 'Đến lượt {0}; sau đó là {1}.',
  '{0} came first in the list; then {1}.': '{0} đứng đầu danh sách; sau đó là {1}.',
  '{0} was drawn by lot; also free: {1}.': '{0} được chọn ngẫu nhiên; cũng rảnh: {1}.',
  '{0} was next by “{1}”; then {2}.': '{0} đứng đầu theo cách “{1}”; sau đó là {2}.',
  '{0} had been idle longest, for {1}; then {2}.': '{0} rảnh lâu nhất, {1}; sau đó là {2}.',
  '{0} had had the fewest calls, {1}; then {2}.': '{0} nhận ít cuộc gọi nhất, {1}; sau đó là {2}.',
  '{0} had talked least, {1}; then {2}.': '{0} đã nói ít nhất, {1}; sau đó là {2}.',
  '{0} had had the least work, {1}; then {2}.': '{0} đã làm ít nhất, {1}; sau đó là {2}.',
  '{0} had the first rank, {1}; then {2}.': '{0} có thứ hạng đầu, {1}; sau đó là {2}.',
  '{0} was first by “{1}” with {2}; then {3}.': '{0} đứng đầu theo cách “{1}” với {2}; sau đó là {3}.',

  // Why nobody
  'Ringing now: {0}.': 'Đang đổ chuông: {0}.',
  'Nobody can be rung ({0}).': 'Không gọi được ai ({0}).',
  'Nobody is free: whoever could take this call has something to do.':
    'Không ai rảnh: những người nhận được cuộc này đều đang có việc.',
  'Nobody is there who could take this call.': 'Không có ai trực nhận được cuộc này.',
  'The queue has as many talks at once as it may have.':
    'Hàng đợi đang có đủ số cuộc nói chuyện cùng lúc được phép.',
  'The caller waits for the one who served him last.': 'Khách đang chờ người lần trước đã tiếp mình.',
  'The queue is full: so many wait that nobody else may join.':
    'Hàng đợi đã đầy: đang có quá nhiều khách chờ nên không nhận thêm.',
  'Nobody is there to serve this queue.': 'Không có ai trực hàng đợi này.',

  // Who was left out
  'On another call: {0}.': 'Đang nói chuyện: {0}.',
  'Being rung for another call: {0}.': 'Đang đổ chuông cho cuộc khác: {0}.',
  'In wrap-up: {0}.': 'Đang ghi chú sau gọi: {0}.',
  'No room beside what they do: {0}.': 'Không còn sức nhận thêm: {0}.',
  'Paused: {0}.': 'Tạm nghỉ: {0}.',
  'Phone not registered: {0}.': 'Máy chưa đăng ký: {0}.',
  'Logged out: {0}.': 'Đã đăng xuất: {0}.',
  'Without a skill that is needed: {0}.': 'Thiếu kỹ năng cần có: {0}.',
  'Of a level that is not asked yet: {0}.': 'Thuộc bậc chưa đến lượt: {0}.',
  'Free, but the queue has as many talks as it may: {0}.':
    'Đang rảnh, nhưng hàng đợi đã đủ số cuộc nói chuyện cho phép: {0}.',
  'Not before the one who served this caller last: {0}.':
    'Chỉ gọi sau người lần trước đã tiếp khách này: {0}.',
}
