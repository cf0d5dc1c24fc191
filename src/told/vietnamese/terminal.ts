// What the command line and its doctor say, in Vietnamese. A test asks for every template.
import type { Tongue } from '../told.ts'

export const TERMINAL_IN_VIETNAMESE: Tongue = {
  // The doctor
  'It has no mistakes.': 'Không có lỗi.',
  'The house has never been started in {0}.': 'Hệ thống chưa từng được khởi động trong {0}.',
  'Run "npm start".': 'Hãy chạy “npm start”.',
  'Port {0} answers.': 'Cổng {0} phản hồi.',
  'Nothing answers on port {0}.': 'Không có gì phản hồi ở cổng {0}.',
  'Start the house with "npm start".': 'Hãy khởi động hệ thống bằng “npm start”.',
  '{0} GB are free for the state folder.': 'Còn trống {0} GB cho thư mục dữ liệu.',
  'Make room: an hour of a recorded call takes 115 MB.': 'Hãy dọn chỗ: một giờ ghi âm cuộc gọi chiếm 115 MB.',
  'The HTTPS certificate is valid for {0} days.': 'Chứng chỉ HTTPS còn hiệu lực {0} ngày.',
  'Renew it and start the house again.': 'Hãy gia hạn rồi khởi động lại hệ thống.',
  'HTTPS cannot start without.': 'Thiếu nó thì HTTPS không chạy được.',
  'It answers in {0} ms.': 'Phản hồi trong {0} ms.',
  'That is slow: is the machine overloaded, or is it far away?':
    'Như vậy là chậm: máy có quá tải, hay ở xa không?',
  'Our clock and that of {0} are {1} s apart.': 'Đồng hồ ở đây và của {0} lệch nhau {1} giây.',
  'Let both machines take their time from NTP.': 'Hãy cho cả hai máy lấy giờ từ NTP.',
  'Redis may throw keys away ({0}).': 'Redis có thể tự xóa dữ liệu ({0}).',
  'Set maxmemory-policy noeviction: the journal must never be thrown away.':
    'Hãy đặt maxmemory-policy noeviction: nhật ký cuộc gọi không bao giờ được mất.',
  'Redis does not answer.': 'Redis không phản hồi.',
  'Calls cannot be served without it: look at its log.':
    'Thiếu nó thì không phục vụ được cuộc gọi: hãy xem nhật ký của nó.',
  'No switchboard runs.': 'Không có bộ chuyển mạch nào đang chạy.',
  'Look at its log; "npm start" starts it.': 'Hãy xem nhật ký của nó; “npm start” sẽ khởi động nó.',
  'The switchboard is active.': 'Bộ chuyển mạch đang hoạt động.',
  'The switchboard is {0}.': 'Bộ chuyển mạch đang ở trạng thái {0}.',
  'Look at its log if this lasts.': 'Nếu kéo dài, hãy xem nhật ký của nó.',
  '{0} journal records wait to be stored.': '{0} bản ghi nhật ký đang chờ lưu.',
  'The journal is stored {0} s late ({1} records wait).':
    'Nhật ký được lưu trễ {0} giây ({1} bản ghi đang chờ).',
  'Nothing is lost: they are stored when PostgreSQL answers again.':
    'Không mất gì: chúng sẽ được lưu khi PostgreSQL phản hồi trở lại.',
  '{0} journal records were set aside.': '{0} bản ghi nhật ký đã bị để riêng.',
  'See the table journal_rejects; report it with its lines.':
    'Hãy xem bảng journal_rejects và báo lỗi kèm các dòng trong đó.',
  'PostgreSQL does not answer.': 'PostgreSQL không phản hồi.',
  'Calls go on and are recorded later; look at its log.':
    'Cuộc gọi vẫn tiếp tục và sẽ được lưu sau; hãy xem nhật ký của nó.',
  'Calls go on from memory, and what happens goes to the disk; look at its log.':
    'Cuộc gọi vẫn tiếp tục từ bộ nhớ, diễn biến được ghi ra đĩa; hãy xem nhật ký của nó.',
  "Nothing is lost; look at the office's log why it is late.":
    'Không mất gì; hãy xem nhật ký của văn phòng để biết vì sao trễ.',
  'Redis does not take what happens; {0} kB wait on the disk.':
    'Redis không nhận diễn biến cuộc gọi; {0} kB đang chờ trên đĩa.',
  "Nothing is lost: look at Redis' log, its memory and its disk.":
    'Không mất gì: hãy xem nhật ký, bộ nhớ và đĩa của Redis.',
  'Only {0} MB are free for the state folder.': 'Chỉ còn trống {0} MB cho thư mục dữ liệu.',
  'Make room now: recordings end early and records wait, while calls go on. An hour of a recorded call takes 115 MB.':
    'Hãy dọn chỗ ngay: ghi âm bị ngắt sớm và bản ghi phải chờ, dù cuộc gọi vẫn tiếp tục. Một giờ ghi âm chiếm 115 MB.',
  "This machine's clock is set by NTP.": 'Đồng hồ máy này được NTP chỉnh.',
  "Nothing sets this machine's clock right.": 'Không có gì chỉnh đồng hồ của máy này.',
  "Install chrony, or switch systemd-timesyncd on: records carry this clock's time.":
    'Hãy cài chrony hoặc bật systemd-timesyncd: các bản ghi mang giờ của đồng hồ này.',
  'Callers refused just now: {0}. There are more calls than this machine or "max-calls" allows.':
    'Số cuộc gọi vừa bị từ chối: {0}. Có nhiều cuộc gọi hơn mức máy này hoặc “max-calls” cho phép.',
  "Calls that are there go on. The switchboard's log says which of the two; raise max-calls in config/server.yaml, or take a larger machine.":
    'Các cuộc đang diễn ra vẫn tiếp tục. Nhật ký của switchboard cho biết là giới hạn nào; hãy tăng max-calls trong config/server.yaml, hoặc dùng máy lớn hơn.',
  'Calls of the last {0} minutes whose recording ends early or is lost: {1}.':
    'Số cuộc gọi trong {0} phút qua có ghi âm bị ngắt sớm hoặc bị mất: {1}.',
  "The calls themselves went on; their pages say how much is missing. Look whether a disk is full, and at Asterisk's log.":
    'Cuộc gọi vẫn diễn ra bình thường; trang của từng cuộc cho biết thiếu bao nhiêu. Hãy xem đĩa có đầy không và xem nhật ký của Asterisk.',
  '{0} recordings wait to be archived.': '{0} bản ghi âm đang chờ lưu trữ.',
  "They stay in Asterisk meanwhile; look at the office's log and at the disk.":
    'Chúng tạm nằm trong Asterisk; hãy xem nhật ký của văn phòng và đĩa.',
  'Asterisk is still loading.': 'Asterisk còn đang khởi động.',
  'Asterisk does not answer.': 'Asterisk không phản hồi.',
  'It refuses our password: it runs with another configuration.':
    'Asterisk không nhận mật khẩu: nó đang chạy với cấu hình khác.',
  'No call can come in: look at its log.': 'Không cuộc gọi nào vào được: hãy xem nhật ký của nó.',
  'Asterisk {0} answers.': 'Asterisk {0} phản hồi.',
  'Asterisk {0} is too old or unknown.': 'Asterisk {0} quá cũ hoặc không rõ phiên bản.',
  'Tongdai needs 22.10.1 or newer.': 'Tongdai cần bản 22.10.1 trở lên.',
  'All {0} modules of Asterisk run.': 'Cả {0} mô-đun của Asterisk đều chạy.',
  'Not running in Asterisk: {0}.': 'Chưa chạy trong Asterisk: {0}.',
  'Look at Asterisk’s log; on an Asterisk of your own, load them.':
    'Hãy xem nhật ký của Asterisk; nếu là Asterisk riêng, hãy nạp chúng.',
  'Somebody listens for SIP on UDP port {0}.': 'Có chương trình đang nghe SIP ở cổng UDP {0}.',
  'Nobody listens for SIP on UDP port {0}.': 'Không có chương trình nào nghe SIP ở cổng UDP {0}.',
  "Phones and trunks reach nobody: look at Asterisk's log, and whether another program has the port.":
    'Máy điện thoại và trung kế không gọi được: hãy xem nhật ký của Asterisk, và xem cổng có bị chương trình khác chiếm không.',
  'All {0} names in the configuration are found.': 'Tìm được cả {0} tên máy trong cấu hình.',
  'These names are not found: {0}.': 'Không tìm được các tên máy này: {0}.',
  "Look for slips of the pen in the configuration, then at the machine's name servers (/etc/resolv.conf).":
    'Hãy xem cấu hình có viết sai không, rồi xem máy chủ tên miền của máy (/etc/resolv.conf).',
  "The public address {0} is this machine's own.": 'Địa chỉ công khai {0} là của chính máy này.',
  'Outside this machine is {0}: the router must forward UDP {1} to it.':
    'Từ bên ngoài, máy này là {0}: bộ định tuyến phải chuyển tiếp UDP {1} đến nó.',
  'No public address is needed: trunks reach this machine directly.':
    'Không cần địa chỉ công khai: trung kế đến thẳng máy này.',
  'This machine has private addresses only ({0}): the trunk {1} would send speech to them.':
    'Máy này chỉ có địa chỉ riêng ({0}): trung kế {1} sẽ gửi âm thanh đến đó.',
  'Write public-address: in config/server.yaml, and let the router forward the ports of SIP and RTP.':
    'Hãy ghi public-address: trong config/server.yaml, và cho bộ định tuyến chuyển tiếp các cổng SIP và RTP.',
  "{0} of {1} agents' phones are registered.": '{0} trên {1} máy điện thoại viên đã đăng ký.',
  'Not registered: {0}{1}': 'Chưa đăng ký: {0}{1}',

  // Commands
  'The office is not running: {0}.': 'Văn phòng không chạy: {0}.',
  'Tongdai is not running here.': 'Tongdai không chạy ở đây.',
  'Start it by "npm start".': 'Hãy khởi động bằng “npm start”.',
  'Tongdai (process {0}) has not ended.': 'Tongdai (tiến trình {0}) vẫn chưa kết thúc.',
  'Look into its log; Ctrl-C twice, or "systemctl stop tongdai", ends it with its calls.':
    'Hãy xem nhật ký; bấm Ctrl-C hai lần, hoặc “systemctl stop tongdai”, để kết thúc cùng các cuộc gọi.',
  'there is no running office in {0}': 'không có văn phòng nào đang chạy trong {0}',
  'Start the house with "npm start"; "npx tongdai doctor" tells what is wrong.':
    'Hãy khởi động bằng “npm start”; “npx tongdai doctor” cho biết hỏng ở đâu.',
  'You may not read {0}.': 'Bạn không có quyền đọc {0}.',
  'Run the command as the user who started the house.':
    'Hãy chạy lệnh bằng người dùng đã khởi động hệ thống.',
  '"{0}" is no time.': '“{0}” không phải thời điểm.',
  'Write 2026-03-02 or 2026-03-02T09:00.': 'Hãy viết 2026-03-02 hoặc 2026-03-02T09:00.',
  'The files have mistakes.': 'Các tệp có lỗi.',
  'Mend them first.': 'Hãy sửa trước.',
  'The configuration has mistakes.': 'Cấu hình có lỗi.',
  'Put them right, then run the command again.': 'Hãy sửa rồi chạy lại lệnh.',
  'Real calls need the folder test/, which is not here.':
    'Cuộc gọi thật cần thư mục test/, mà ở đây không có.',
  "Run it in a clone of Tongdai's repository, with TONGDAI_CONFIG pointing to your files.":
    'Hãy chạy trong một bản sao (clone) kho mã của Tongdai, với TONGDAI_CONFIG trỏ đến các tệp của bạn.',
  'There is no flow "{0}", or it can\'t be read.': 'Không có kịch bản “{0}”, hoặc không đọc được.',
  'Name a file of ivr-flows/ without its ending; "npx tongdai flow check" says what is wrong.':
    'Hãy viết tên tệp trong ivr-flows/, bỏ phần đuôi; “npx tongdai flow check” cho biết lỗi.',
  '"{0}" says nothing.': '“{0}” không có nghĩa gì.',
  'Write --hours office=closed.': 'Hãy viết --hours office=closed.',
  '"{0}" is no answer.': '“{0}” không phải câu trả lời.',
  'Write --lookup balance=balance=250000.': 'Hãy viết --lookup balance=balance=250000.',
  '"{0}" can\'t be the name of a secret.': '“{0}” không dùng làm tên bí mật được.',
  'Use small letters, digits and hyphens, as in the configuration.':
    'Hãy dùng chữ thường, chữ số và gạch nối, như trong cấu hình.',
  'Nothing was typed.': 'Chưa gõ gì.',
  'Nothing was changed.': 'Chưa thay đổi gì.',
  'There is nothing to add.': 'Không có gì để thêm.',
  'Name a sound file, or write --text.': 'Hãy chỉ ra tệp âm thanh, hoặc viết --text.',
  "{0} can't be read ({1}).": 'Không đọc được {0} ({1}).',
  'Name a sound file.': 'Hãy chỉ ra một tệp âm thanh.',
  'Nothing is said in the language "{0}".': 'Không có gì được đọc bằng ngôn ngữ “{0}”.',
  'There are {0}.': 'Hiện có {0}.',

  // Why
  'nobody could be rung{0}': 'chưa gọi được ai{0}',
  'Call {0} is going on.': 'Cuộc gọi {0} đang diễn ra.',
  'Call {0} is over.': 'Cuộc gọi {0} đã kết thúc.',
  'It was offered to nobody and waited for nobody.': 'Chưa gọi ai cho cuộc này, và khách cũng không chờ ai.',
  'At this moment:': 'Ngay lúc này:',

  // The service
  'This machine is not run by systemd.': 'Máy này không chạy bằng systemd.',
  'Start the house with "npm start" by whatever starts programs here; --print shows the unit.':
    'Hãy cho trình khởi động của máy chạy “npm start”; --print in ra tệp dịch vụ.',
  'Only root may write {0}.': 'Chỉ root được ghi {0}.',
  'Run "sudo npx tongdai install-service"; --print shows what would be written.':
    'Hãy chạy “sudo npx tongdai install-service”; --print in ra nội dung sẽ ghi.',
  'systemctl {0} failed: {1}.': 'systemctl {0} không thành công: {1}.',
  'The unit is in {0}; look at it with "systemd-analyze verify".':
    'Tệp dịch vụ nằm ở {0}; hãy kiểm tra bằng “systemd-analyze verify”.',

  // Backup and restore
  '{0} is there already.': '{0} đã có sẵn.',
  'Choose another name, or remove it.': 'Hãy chọn tên khác, hoặc xóa nó đi.',
  'There is no house in {0}.': 'Không có hệ thống nào trong {0}.',
  'Run "npm start" once, or set TONGDAI_HOME.': 'Hãy chạy “npm start” một lần, hoặc đặt TONGDAI_HOME.',
  'PostgreSQL does not answer: {0}.': 'PostgreSQL không phản hồi: {0}.',
  'Is it running? "npx tongdai doctor" examines it.':
    'Nó có đang chạy không? Hãy kiểm tra bằng “npx tongdai doctor”.',
  'The backup could not be written: {0}.': 'Không ghi được bản sao lưu: {0}.',
  'Is there room on that disk, and are all files yours to read?':
    'Đĩa còn chỗ không, và bạn có quyền đọc mọi tệp không?',
  'There is a house already: {0}.': 'Ở đây đã có một hệ thống: {0}.',
  'With --force it is put aside and the backup takes its place.':
    'Với --force, nó được để riêng và bản sao lưu thay chỗ.',
  'Tongdai is running here (process {0}).': 'Tongdai đang chạy ở đây (tiến trình {0}).',
  'Stop it (Ctrl-C, or "systemctl stop tongdai"), then restore.':
    'Hãy dừng nó (Ctrl-C, hoặc “systemctl stop tongdai”) rồi khôi phục.',
  'Servers of a house still run here.': 'Các máy chủ của một hệ thống vẫn chạy ở đây.',
  'It ended without stopping them: start it once more and stop it in an orderly way.':
    'Hệ thống đã tắt mà chưa dừng chúng: hãy khởi động lại một lần rồi dừng cho đúng cách.',
  'There is no file {0}.': 'Không có tệp {0}.',
  'Check its name.': 'Hãy kiểm tra tên tệp.',
  'The backup has the format {0}.': 'Bản sao lưu có định dạng {0}.',
  'Restore it with the version of Tongdai that made it, or a newer one.':
    'Hãy khôi phục bằng bản Tongdai đã tạo ra nó, hoặc bản mới hơn.',
  '{0} is no whole backup: {1}.': '{0} không phải bản sao lưu trọn vẹn: {1}.',
  'it has no manifest': 'thiếu bản kê',
  'its database is damaged': 'cơ sở dữ liệu bị hỏng',
  'Take another backup file. Nothing was changed.': 'Hãy dùng bản sao lưu khác. Chưa thay đổi gì.',
  'There is no {0} on this machine.': 'Máy này không có {0}.',
  'Install the package postgresql-client of the same version as the server, or newer.':
    'Hãy cài gói postgresql-client cùng phiên bản với máy chủ, hoặc mới hơn.',
  '{0} failed: {1}.': '{0} không thành công: {1}.',
  'Nothing was changed by it.': 'Nó chưa thay đổi gì.',
}
