// The second factor: an authenticator app beside the password.
export const secondFactorTexts = {
  'second.title': ['Xác thực hai lớp', 'Second factor'],
  'second.on': ['đang bật', 'on'],
  'second.off': ['đang tắt', 'off'],
  'second.lead': [
    'Khi đăng nhập, ngoài mật khẩu còn cần mã trong điện thoại của bạn. Biết mật khẩu thôi thì không vào được.',
    'Logging in then needs a code from your telephone beside the password: who knows the password alone can’t come in.',
  ],
  'second.needed': [
    'Vai trò của bạn cần xác thực hai lớp. Bật xong là vào được ngay.',
    'Your role needs a second factor. Once it is on, you are in.',
  ],
  'second.left': ['Mã dự phòng còn lại: {{count}}', 'Recovery codes left: {{count}}'],
  'second.apps': [
    'Cần một ứng dụng xác thực trên điện thoại, ví dụ Google Authenticator, Microsoft Authenticator hoặc Aegis.',
    'You need an authenticator app on your telephone, such as Google Authenticator, Microsoft Authenticator or Aegis.',
  ],
  'second.next': ['Tiếp tục', 'Next'],
  'second.scan': ['Quét mã này bằng ứng dụng xác thực:', 'Scan this with the authenticator app:'],
  'second.qr': ['Mã QR cho ứng dụng xác thực', 'QR code for the authenticator app'],
  'second.type': ['Hoặc nhập khóa này vào ứng dụng:', 'Or type this key into the app:'],
  'second.code': ['Mã sáu chữ số trong ứng dụng', 'The six digits that the app shows'],
  'second.switch-on': ['Bật xác thực hai lớp', 'Switch it on'],
  'second.switch-off': ['Tắt xác thực hai lớp', 'Switch it off'],
  'second.is-off': ['Đã tắt xác thực hai lớp', 'The second factor is off'],
  'second.renew': ['Tạo mã dự phòng mới', 'New recovery codes'],
  'second.recovery': [
    'Đã bật. Hãy cất các mã dự phòng này ở nơi an toàn: mỗi mã đăng nhập được một lần khi không có điện thoại. Chúng chỉ hiện lần này.',
    'It is on. Keep these recovery codes in a safe place: each logs you in once when your telephone is gone. They show only now.',
  ],
  'second.kept': ['Tôi đã cất các mã', 'I have kept them'],
  'second.reset': ['Gỡ xác thực hai lớp', 'Take away the second factor'],
  'second.reset-ask': [
    '{{name}} sẽ bị đăng xuất mọi nơi và đăng nhập lại chỉ bằng mật khẩu. Chỉ gỡ khi chắc chắn chính người đó yêu cầu.',
    '{{name}} is logged out everywhere and logs in with the password alone. Be sure that it is really this person who asks.',
  ],
  'second.reset-done': ['Đã gỡ xác thực hai lớp', 'The second factor is taken away'],
} as const
