// What the API says of people, of their table, their second factor, and of erasing a number, English beside Vietnamese (vietnamese.ts).

export const PEOPLE_IN_VIETNAMESE: Readonly<Record<string, string>> = {
  'There is nobody with the id "{0}".': 'Không có ai mang mã “{0}”.',
  'The id "{0}" is taken.': 'Mã “{0}” đã có người dùng.',
  'There is no phone "{0}".': 'Không có máy “{0}”.',
  'There is no queue "{0}".': 'Không có hàng đợi “{0}”.',
  'There is no queue "{0}". Queues are: {1}.': 'Không có hàng đợi “{0}”. Các hàng đợi: {1}.',
  'The queue "{0}" is named twice.': 'Hàng đợi “{0}” được ghi hai lần.',
  'The phone "{0}" is a caller\'s, not an agent\'s.':
    'Máy “{0}” là máy gọi thử, không phải của điện thoại viên.',
  'The phone "{0}" is at the desk of "{1}".': 'Máy “{0}” đang ở bàn của “{1}”.',
  'The desk "{0}" belongs to "{1}".': 'Bàn “{0}” thuộc về “{1}”.',
  'This is the last admin who can log in. Make somebody else an admin first.':
    'Đây là quản trị viên cuối cùng còn đăng nhập được. Hãy cho người khác làm quản trị viên trước.',
  'Only a supervisor looks after queues. Leave this empty, or make him a supervisor.':
    'Chỉ giám sát mới phụ trách hàng đợi. Hãy để trống, hoặc cho người này làm giám sát.',
  'Supervised queues are written as "sales support"; none means all.':
    'Hàng đợi phụ trách được viết như “sales support”; để trống là tất cả.',
  'Skills are written as "english billing:3", with levels 1 to 10; none means none.':
    'Kỹ năng ghi dạng "english billing:3", bậc từ 1 đến 10; để trống nghĩa là không có.',
  'The skill "{0}" is named twice.': 'Kỹ năng “{0}” được ghi hai lần.',
  'The wrap-up is a time such as 20s or 2m, up to 1d; empty means as the queue says.':
    'Thời gian ghi chú là thời lượng như 20s hoặc 2m, tối đa 1d; để trống nghĩa là theo hàng đợi.',
  'The weight is a whole number from 1 to 100, or empty.':
    'Trọng số là số nguyên từ 1 đến 100, hoặc để trống.',
  'Write an extension such as 201, or small letters, digits and hyphens.':
    'Hãy ghi số máy lẻ như 201, hoặc chữ thường, chữ số và dấu gạch nối.',
  'Write small letters, digits and hyphens, beginning with a letter.':
    'Viết chữ thường không dấu, số và gạch nối, bắt đầu bằng chữ.',
  'A name has 1 to 100 characters, in one line.': 'Tên có từ 1 đến 100 ký tự, trên một dòng.',
  'The role is admin, manager, supervisor or agent.': 'Vai trò là admin, manager, supervisor hoặc agent.',
  'The language is vi or en, or empty.': 'Ngôn ngữ là vi hoặc en, hoặc để trống.',
  'Active is yes or no.': 'Cột active là yes hoặc no.',
  'Queues are written as "sales:1 support:2/3": name, colon, rank 0 to 9999, and with a slash the level 1 to 99.':
    'Hàng đợi được viết như “sales:1 support:2/3”: tên, dấu hai chấm, thứ tự 0 đến 9999, và sau dấu gạch chéo là bậc 1 đến 99.',
  'Who sits in a queue needs a phone.': 'Người trong hàng đợi cần có máy điện thoại.',
  '"{0}" stands in line {1} already.': '“{0}” đã có ở dòng {1}.',
  'At most {0} people at once.': 'Mỗi lần tối đa {0} người.',
  'The table has one mistake; nothing was taken. Mend the lines named, and send it again. Columns: {0}.':
    'Bảng có một lỗi nên chưa ghi gì cả. Sửa dòng được nêu rồi gửi lại. Các cột: {0}.',
  'The table has {0} mistakes; nothing was taken. Mend the lines named, and send it again. Columns: {1}.':
    'Bảng có {0} lỗi nên chưa ghi gì cả. Sửa các dòng được nêu rồi gửi lại. Các cột: {1}.',
  'Begin with the line {0}.': 'Hãy bắt đầu bằng dòng {0}.',
  'This line has {0} cells, the first one {1}.': 'Dòng này có {0} ô, dòng đầu có {1} ô.',
  'Save the table as "CSV UTF-8"; this one is written in another way.':
    'Hãy lưu bảng dạng “CSV UTF-8”; bảng này được ghi theo cách khác.',
  'A quote is opened or closed in the wrong place here.': 'Dấu ngoặc kép mở hoặc đóng sai chỗ ở đây.',
  'The keys of a phone come by rfc4733, inband, info or auto; empty means as config/server.yaml says.':
    'Phím của máy đến theo rfc4733, inband, info hoặc auto; để trống nghĩa là theo config/server.yaml.',
  'There is no column "{0}". The columns are: {1}.': 'Không có cột “{0}”. Các cột là: {1}.',
  'The column "{0}" is there twice.': 'Cột “{0}” có hai lần.',
  'The column "{0}" is missing. The columns are: {1}.': 'Thiếu cột “{0}”. Các cột là: {1}.',

  // The second factor
  'Too many wrong codes. Try again in {0} minutes.': 'Sai mã quá nhiều lần. Hãy thử lại sau {0} phút.',
  'Type the six digits that your authenticator shows now.':
    'Hãy nhập sáu chữ số mà ứng dụng xác thực đang hiển thị.',
  'This is not the code of this moment, or it was used already. Wait for the next one.':
    'Đây không phải mã lúc này, hoặc mã đã được dùng. Hãy chờ mã kế tiếp.',
  'Your role needs a second factor. Switch it on in your account first.':
    'Vai trò của bạn cần xác thực hai lớp. Hãy bật trong tài khoản của bạn trước.',
  'Your role needs a second factor; it stays on.': 'Vai trò của bạn cần xác thực hai lớp; không tắt được.',
  'Your second factor is on already. Switch it off first.':
    'Xác thực hai lớp của bạn đang bật. Hãy tắt trước.',
  'You have no second factor yet. Begin with your password.':
    'Bạn chưa có xác thực hai lớp. Hãy bắt đầu bằng mật khẩu.',
  'Switch off your own with a code, in your account.':
    'Hãy tắt của chính bạn bằng mã, trong tài khoản của bạn.',

  // Erasing one number
  'Nothing is kept of this number.': 'Hệ thống không lưu gì về số này.',
  '{0} calls of this number are on legal hold. Lift the holds first, or wait until they are over.':
    '{0} cuộc gọi của số này đang được giữ lại theo pháp lý. Hãy bỏ giữ trước, hoặc chờ đến khi hết hạn giữ.',
  'This number is on the line, or waits to be called back. Try again when that is over.':
    'Số này đang có cuộc gọi, hoặc đang chờ được gọi lại. Hãy thử lại khi đã xong.',
  'The latest call of this number is not wholly on record yet. Try again in five minutes.':
    'Cuộc gọi gần nhất của số này chưa được ghi xong. Hãy thử lại sau năm phút.',
}
