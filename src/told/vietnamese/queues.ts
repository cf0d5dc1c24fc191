// Mistakes in config/queues.yaml and in who serves its queues, in Vietnamese.
import type { Tongue } from '../told.ts'

export const QUEUES_IN_VIETNAMESE: Tongue = {
  'Who gave up is called back within 1m to 30d.': 'Người đã bỏ cuộc được gọi lại trong 1m đến 30d.',
  'Nobody is called again within a minute, nor after a week.':
    'Không gọi lại lần nữa trong vòng một phút, cũng không sau một tuần.',
  'A promise to call back holds for a minute at least and a week at most.':
    'Lời hẹn gọi lại có hiệu lực ít nhất một phút và nhiều nhất một tuần.',
  'Nobody can be called back: config/outbound.yaml names no class for callbacks.':
    'Không gọi lại được ai: config/outbound.yaml chưa nêu lớp cho gọi lại (callbacks).',
  'Add callbacks: and the name of a class.': 'Hãy thêm callbacks: và tên một lớp.',
  'Nobody rests for longer than a day.': 'Không ai nghỉ quá một ngày.',
  'A point of priority is worth 1s to 1d of waiting.': 'Một điểm ưu tiên đáng 1s đến 1d chờ.',
  'A caller waits 1s to 1d for the agent who served him last.':
    'Khách chờ điện thoại viên phục vụ lần trước từ 1s đến 1d.',
  'Who gave up gets his place back for 1s to 1d.': 'Khách đã bỏ cuộc được giữ chỗ từ 1s đến 1d.',
  'Calls are counted over 1h to 1d.': 'Cuộc gọi được đếm trong 1h đến 1d.',
  'The queue "{0}" takes no more than {1}, and this step does not say where the others go: they join nevertheless.':
    'Hàng đợi "{0}" chỉ nhận {1} khách, mà bước này không nói khách dư đi đâu: họ vẫn được vào.',
  'Add full: and a section.': 'Hãy thêm full: và một phần.',
  'The queue "{0}" takes nobody while nobody serves it, and this step does not say where callers go then: they wait nevertheless.':
    'Hàng đợi "{0}" không nhận ai khi không có người phục vụ, mà bước này không nói khách đi đâu: họ vẫn chờ.',
  'Add empty: and a section.': 'Hãy thêm empty: và một phần.',
  'The first step comes at once.': 'Bước đầu tiên đến ngay lập tức.',
  'The step before comes at {0}.': 'Bước trước đến lúc {0}.',
  'Let the times rise.': 'Thời gian các bước phải tăng dần.',
  'This step opens nothing.': 'Bước này không mở thêm gì.',
  'Give it level: or skills:, or take it out.': 'Hãy thêm level: hoặc skills:, hoặc bỏ bước này.',
  'All levels are asked from the start.': 'Mọi bậc đều được mời ngay từ đầu.',
  'Give the queue a level: that it begins with.': 'Hãy cho hàng đợi một level: để bắt đầu.',
  'Level {0} is open already.': 'Bậc {0} đã mở rồi.',
  "A step can't take agents away again.": 'Một bước không thể bớt điện thoại viên đã mở.',
  'Write a higher one, or take it out.': 'Hãy viết bậc cao hơn, hoặc bỏ đi.',
  'No skill is needed any more since {0}.': 'Từ {0} không cần kỹ năng nào nữa.',
  'Take skills: out.': 'Hãy bỏ skills:.',
  'Level {0} of "{1}" is enough already.': 'Bậc {0} của “{1}” đã đủ rồi.',
  "Write a lower one, or take it out: a step can't take agents away again.":
    'Hãy viết bậc thấp hơn, hoặc bỏ đi: một bước không thể bớt điện thoại viên đã mở.',
  'There is no strategy "{0}".': 'Không có cách chia “{0}”.',
  'Nobody has the skill "{0}".': 'Không ai có kỹ năng “{0}”.',
  'Give it to somebody.': 'Hãy gán cho ai đó.',
  'Nobody serves the queue "{0}".': 'Không ai phục vụ hàng đợi “{0}”.',
  'Let somebody serve it.': 'Hãy cho ai đó phục vụ.',
  'If that was done on the page of people, all is well; else: {0}':
    'Nếu đã làm ở trang nhân sự thì không sao; nếu chưa: {0}',
  '{0} who serve "{1}" have a level above {2}, and are never asked.':
    '{0} người phục vụ “{1}” có bậc trên {2}, nên không bao giờ được mời.',
  'Open their level at the end of widen:, or take level: out.':
    'Hãy mở bậc của họ ở cuối widen:, hoặc bỏ level:.',
  'However long a caller waits, nobody who serves "{0}" has the skills that it asks for.':
    'Dù khách chờ bao lâu, không ai phục vụ “{0}” có đủ kỹ năng được yêu cầu.',
  'End widen: with skills: none.': 'Hãy kết thúc widen: bằng skills: none.',

  // Strategies of the owner's own
  'A strategy can\'t be called "{0}".': 'Cách chia không được mang tên “{0}”.',
  'More than {0} strategies are not read.': 'Không đọc quá {0} cách chia.',
  'Remove some.': 'Hãy bỏ bớt.',
  'There is a built-in strategy "{0}".': 'Đã có sẵn cách chia “{0}”.',
  'Give the file another name.': 'Hãy đặt tên khác cho tệp.',
  'This strategy calls itself "{0}".': 'Cách chia này tự gọi mình là “{0}”.',
  "Write name: '{0}', as the file is called.": "Hãy viết name: '{0}', đúng như tên tệp.",
  'A strategy is the default export of its file.': 'Cách chia phải là export default của tệp.',
  'Write one line that begins with: export default { name: …, measure(candidate) { … } }':
    'Hãy viết một dòng bắt đầu bằng: export default { name: …, measure(candidate) { … } }',
  'A strategy stands alone and answers at once: no import, no async.':
    'Cách chia đứng một mình và trả lời ngay: không import, không async.',
  'Only import type may stand there.': 'Chỉ được dùng import type.',
  'This is no TypeScript: {0}.': 'Đây không phải TypeScript: {0}.',
  'This strategy takes too long: a decision has 50 ms.': 'Cách chia này quá chậm: mỗi lần chọn có 50 ms.',
  'Look for a loop without an end.': 'Hãy tìm vòng lặp không có điểm dừng.',
  'This strategy throws: {0}.': 'Cách chia này báo lỗi: {0}.',
  'It has no clock, no chance, no files and no modules: only what it is given.':
    'Nó không có đồng hồ, số ngẫu nhiên, tệp hay mô-đun: chỉ có những gì được đưa vào.',
  'This strategy gives no number for some agents.':
    'Với một số điện thoại viên, cách chia này không cho ra số.',
  'Let measure(candidate) return a finite number for everybody; mind a division by 0.':
    'Hãy để measure(candidate) luôn trả về một số hữu hạn; coi chừng chia cho 0.',
  'This strategy does not always measure the same agent alike.':
    'Cách chia này không phải lúc nào cũng cho cùng một số với cùng một điện thoại viên.',
  'Let it keep nothing from one agent to the next.': 'Đừng để nó nhớ gì từ người này sang người khác.',
  'The default export has no measure(candidate).': 'export default thiếu measure(candidate).',
  'Write export default { name: …, measure(candidate) { … } }':
    'Hãy viết export default { name: …, measure(candidate) { … } }',
}
