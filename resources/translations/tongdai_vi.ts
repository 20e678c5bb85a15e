<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en">
<context>
    <name>tongdai::LetterSheet</name>
    <message>
        <source>How this answer was tried</source>
        <translation>Câu trả lời này đã được gửi thế nào</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Các lần gửi</translation>
    </message>
    <message>
        <source>Nothing was written down about its tries.</source>
        <translation>Không có gì được ghi lại về các lần gửi.</translation>
    </message>
    <message>
        <source>It is not tried again by itself: nobody knows whether it arrived.</source>
        <translation>Tin không được tự gửi lại, vì không rõ đã đến khách hay chưa.</translation>
    </message>
    <message>
        <source>It is not tried again by itself. “Send again” begins a new try at once.</source>
        <translation>Tin không được tự gửi lại. Bấm “Gửi lại” để gửi ngay một lần nữa.</translation>
    </message>
</context>
<context>
    <name>tongdai::RewordSheet</name>
    <message>
        <source>Edit and send again</source>
        <translation>Sửa rồi gửi lại</translation>
    </message>
    <message>
        <source>It goes to the customer as a message of yours. The refused one stays in the conversation as it was, and is not sent any more.</source>
        <translation>Tin này đến khách như tin của bạn. Tin bị từ chối vẫn nằm nguyên trong hội thoại và không được gửi nữa.</translation>
    </message>
    <message>
        <source>What is to be said instead</source>
        <translation>Nội dung gửi thay</translation>
    </message>
    <message>
        <source>You have changed the words. Close once more to throw them away.</source>
        <translation>Bạn đã sửa lời. Đóng lần nữa để bỏ phần đã sửa.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Gửi</translation>
    </message>
</context>
<context>
    <name>tongdai::RevealSheet</name>
    <message>
        <source>Reveal the numbers</source>
        <translation>Hiện số bị che</translation>
    </message>
    <message>
        <source>Why you need to see them</source>
        <translation>Vì sao cần xem</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Hiện số</translation>
    </message>
    <message>
        <source>Phone, card and identity numbers are masked. That you revealed them, and why, stands in the audit log.</source>
        <translation>Số điện thoại, số thẻ và số giấy tờ đã được che. Việc bạn hiện số và lý do được ghi vào nhật ký thao tác.</translation>
    </message>
</context>
<context>
    <name>QDialogButtonBox</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Hoàn tác</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Làm lại</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Cắ&amp;t</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>Sao &amp;chép</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Dán</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Chọn tất cả</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Có</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Không</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Bỏ qua</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Bỏ</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Trợ giúp</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Áp dụng</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Đặt lại</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>Khôi phục mặc định</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>Ổ đĩa</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Thư mục</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Không rõ</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>Xem trong:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Tê&amp;n tệp:</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Loại tệp:</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>Thư mục:</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Mở</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Chọn</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Lưu</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Quay lại thư mục trước</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Tiến</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>Tới thư mục sau</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Thư mục cha</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>Lên thư mục cha</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Tạo thư mục mới</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>Tạo một thư mục mới</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Thư mục mới</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Dạng danh sách</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>Xem dạng danh sách</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Dạng chi tiết</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>Xem dạng chi tiết</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Thanh bên</translation>
    </message>
    <message>
        <source>List of places and bookmarks</source>
        <translation>Các vị trí và dấu trang</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Các tệp</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>Vị trí gần đây</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Bỏ ra</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>Đổ&amp;i tên</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Xóa</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>&amp;Hiện tệp ẩn</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>Thư mục mớ&amp;i</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 đã có.
Bạn có muốn ghi đè không?</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Không tìm thấy tệp.
Hãy kiểm tra lại tên tệp.</translation>
    </message>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
Không tìm thấy thư mục.
Hãy kiểm tra lại tên thư mục.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is write protected.
Do you want to delete it anyway?</source>
        <translation>&apos;%1&apos; được bảo vệ chống ghi.
Bạn vẫn muốn xóa?</translation>
    </message>
    <message>
        <source>Are you sure you want to delete &apos;%1&apos;?</source>
        <translation>Bạn có chắc muốn xóa &apos;%1&apos;?</translation>
    </message>
    <message>
        <source>Could not delete directory.</source>
        <translation>Không xóa được thư mục.</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Cỡ</translation>
    </message>
    <message>
        <source>Type</source>
        <comment>All other platforms</comment>
        <translation>Loại</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Ngày sửa</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Máy tính</translation>
    </message>
</context>
<context>
    <name>tongdai::AuditLogPage</name>
    <message>
        <source>Audit log</source>
        <translation>Nhật ký</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Mọi người</translation>
    </message>
    <message>
        <source>Verify the chain</source>
        <translation>Kiểm tra toàn vẹn</translation>
    </message>
    <message>
        <source>Show earlier</source>
        <translation>Xem cũ hơn</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Ai</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Việc</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Chi tiết</translation>
    </message>
    <message>
        <source>Filter by person</source>
        <translation>Lọc theo người</translation>
    </message>
    <message>
        <source>Filter by act</source>
        <translation>Lọc theo việc</translation>
    </message>
    <message>
        <source>Back to the first page</source>
        <translation>Về trang đầu</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Không có mục nào khớp.</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>Đang kiểm tra…</translation>
    </message>
    <message>
        <source>All %1 entries are whole and in their order.</source>
        <translation>Cả %1 mục đều nguyên vẹn và đúng thứ tự.</translation>
    </message>
    <message>
        <source>From entry %1 on the log was changed, cut or put in another order. %2 entries before it are whole.</source>
        <translation>Từ mục %1 trở đi, nhật ký thao tác đã bị sửa, bị cắt hoặc bị đảo thứ tự. %2 mục trước đó còn nguyên vẹn.</translation>
    </message>
    <message>
        <source>People and conversations of customers stand in it as keyed numbers only. That you look at it is written down as well.</source>
        <translation>Khách và hội thoại chỉ được ghi bằng mã ẩn danh. Việc bạn xem nhật ký thao tác cũng được ghi lại.</translation>
    </message>
    <message>
        <source>One entry on or back</source>
        <translation>Mục sau, mục trước</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Filters, verify, earlier entries</source>
        <translation>Bộ lọc, kiểm tra, các mục cũ hơn</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>Mục %1</translation>
    </message>
</context>
<context>
    <name>tongdai::AuditWords</name>
    <message>
        <source>Looked at a conversation</source>
        <translation>Xem hội thoại</translation>
    </message>
    <message>
        <source>Read the list of conversations</source>
        <translation>Đọc danh sách hội thoại</translation>
    </message>
    <message>
        <source>Line in the conversation</source>
        <translation>Dòng trong hội thoại</translation>
    </message>
    <message>
        <source>Saved what was on screen of a dispute</source>
        <translation>Lưu phần đang xem của một vụ khiếu nại</translation>
    </message>
    <message>
        <source>retention</source>
        <translation>dọn dữ liệu theo hạn lưu</translation>
    </message>
    <message>
        <source>Took over</source>
        <translation>Tiếp quản</translation>
    </message>
    <message>
        <source>Handed back to the bot</source>
        <translation>Trả lại cho bot</translation>
    </message>
    <message>
        <source>Took the conversation</source>
        <translation>Nhận hội thoại</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Đóng hội thoại</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>Mở lại hội thoại</translation>
    </message>
    <message>
        <source>Released by force</source>
        <translation>Buộc mở khóa</translation>
    </message>
    <message>
        <source>Gave a lock an end</source>
        <translation>Đặt hạn cho khóa</translation>
    </message>
    <message>
        <source>Released a lock</source>
        <translation>Mở khóa</translation>
    </message>
    <message>
        <source>Dropped a lock</source>
        <translation>Xóa khóa</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>Gửi lại</translation>
    </message>
    <message>
        <source>Marked as sent</source>
        <translation>Đánh dấu đã gửi</translation>
    </message>
    <message>
        <source>Task cancelled</source>
        <translation>Hủy việc nền</translation>
    </message>
    <message>
        <source>Task edited and tried again</source>
        <translation>Sửa việc nền rồi thử lại</translation>
    </message>
    <message>
        <source>Redis written anew from the store</source>
        <translation>Ghi lại Redis từ cơ sở dữ liệu</translation>
    </message>
    <message>
        <source>No further try to send</source>
        <translation>Thôi gửi lại</translation>
    </message>
    <message>
        <source>Not to be sent</source>
        <translation>Bỏ không gửi</translation>
    </message>
    <message>
        <source>Decided about a delivery</source>
        <translation>Quyết định về tin chưa gửi</translation>
    </message>
    <message>
        <source>Task tried again</source>
        <translation>Thử lại việc nền</translation>
    </message>
    <message>
        <source>Task dropped</source>
        <translation>Bỏ việc nền</translation>
    </message>
    <message>
        <source>Wrong token</source>
        <translation>Sai mã truy cập</translation>
    </message>
    <message>
        <source>Engine started</source>
        <translation>Bộ máy khởi động</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>Bộ máy dừng</translation>
    </message>
    <message>
        <source>Tokens made</source>
        <translation>Tạo mã truy cập</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>Đổi cài đặt</translation>
    </message>
    <message>
        <source>Backup made</source>
        <translation>Đã sao lưu</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>Khôi phục bản sao lưu</translation>
    </message>
    <message>
        <source>Shop moved to a server</source>
        <translation>Chuyển cửa hàng lên máy chủ</translation>
    </message>
    <message>
        <source>History accepted</source>
        <translation>Chấp nhận lịch sử</translation>
    </message>
    <message>
        <source>Sample removed</source>
        <translation>Xóa dữ liệu mẫu</translation>
    </message>
    <message>
        <source>Old data removed</source>
        <translation>Xóa dữ liệu cũ</translation>
    </message>
    <message>
        <source>Legal hold placed</source>
        <translation>Đặt giữ pháp lý</translation>
    </message>
    <message>
        <source>Legal hold released</source>
        <translation>Gỡ giữ pháp lý</translation>
    </message>
    <message>
        <source>Conversation erased</source>
        <translation>Xóa hội thoại</translation>
    </message>
    <message>
        <source>Customer erased</source>
        <translation>Xóa dữ liệu khách</translation>
    </message>
    <message>
        <source>Erasure refused</source>
        <translation>Từ chối xóa</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Đăng xuất</translation>
    </message>
    <message>
        <source>Sign-in refused</source>
        <translation>Từ chối đăng nhập</translation>
    </message>
    <message>
        <source>When to sign in</source>
        <translation>Khi nào phải đăng nhập</translation>
    </message>
    <message>
        <source>Saw the desk as</source>
        <translation>Xem màn hình như</translation>
    </message>
    <message>
        <source>Person added</source>
        <translation>Thêm người</translation>
    </message>
    <message>
        <source>Person renamed</source>
        <translation>Đổi tên người</translation>
    </message>
    <message>
        <source>Conversations they see changed</source>
        <translation>Đổi phạm vi hội thoại được xem</translation>
    </message>
    <message>
        <source>Role changed</source>
        <translation>Đổi vai trò</translation>
    </message>
    <message>
        <source>Person disabled</source>
        <translation>Ngừng tài khoản</translation>
    </message>
    <message>
        <source>Person enabled again</source>
        <translation>Cho dùng lại tài khoản</translation>
    </message>
    <message>
        <source>Password reset</source>
        <translation>Cấp lại mật khẩu</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>Đổi mật khẩu</translation>
    </message>
    <message>
        <source>Audit log looked at</source>
        <translation>Xem nhật ký thao tác</translation>
    </message>
    <message>
        <source>Assistant searched</source>
        <translation>Trợ lý AI đã tìm kiếm</translation>
    </message>
    <message>
        <source>Assistant read a conversation</source>
        <translation>Trợ lý AI đã đọc hội thoại</translation>
    </message>
    <message>
        <source>Assistant drafted a reply</source>
        <translation>Trợ lý AI đã soạn nháp câu trả lời</translation>
    </message>
    <message>
        <source>Audit log verified</source>
        <translation>Kiểm tra nhật ký thao tác</translation>
    </message>
    <message>
        <source>Case opened</source>
        <translation>Mở hồ sơ khiếu nại</translation>
    </message>
    <message>
        <source>Note in a case</source>
        <translation>Ghi chú vào hồ sơ</translation>
    </message>
    <message>
        <source>Verdict proposed</source>
        <translation>Đề xuất kết luận</translation>
    </message>
    <message>
        <source>Verdict approved</source>
        <translation>Duyệt kết luận</translation>
    </message>
    <message>
        <source>Looked at a disputed conversation</source>
        <translation>Xem hội thoại có khiếu nại</translation>
    </message>
    <message>
        <source>Opened a deleted line</source>
        <translation>Mở tin đã xóa</translation>
    </message>
    <message>
        <source>Revealed masked numbers</source>
        <translation>Hiện số đã che</translation>
    </message>
    <message>
        <source>Asked to join a dispute</source>
        <translation>Xin tham gia khiếu nại</translation>
    </message>
    <message>
        <source>Asked for the documents of a dispute</source>
        <translation>Xin hồ sơ khiếu nại</translation>
    </message>
    <message>
        <source>Asked to close a dispute</source>
        <translation>Xin đóng khiếu nại</translation>
    </message>
    <message>
        <source>Exported evidence</source>
        <translation>Xuất bằng chứng</translation>
    </message>
    <message>
        <source>Erasure stopped by a hold</source>
        <translation>Không xóa được vì đang giữ pháp lý</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Nguồn</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Số hội thoại</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Số tin</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Dạng</translation>
    </message>
    <message>
        <source>Numbers masked</source>
        <translation>Che số</translation>
    </message>
    <message>
        <source>With notes</source>
        <translation>Kèm ghi chú</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Số dòng</translation>
    </message>
    <message>
        <source>Chain head</source>
        <translation>Mã chốt chuỗi</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Số mục</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Nguyên vẹn</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Lọc</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Vai trò</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Vì sao</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Nguyên nhân</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Người làm</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Phiên bản</translation>
    </message>
    <message>
        <source>Sign-in where several work</source>
        <translation>Đăng nhập khi có nhiều người</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name of a fact, the fact</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>this shop</source>
        <translation>cửa hàng này</translation>
    </message>
    <message>
        <source>signed package</source>
        <translation>gói đã ký</translation>
    </message>
    <message>
        <source>Answers withdrawn</source>
        <translation>Câu trả lời rút lại</translation>
    </message>
    <message>
        <source>By replying</source>
        <translation>Vì đã trả lời</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Đến</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Số lần thử</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Gói</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Số dòng</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Trang</translation>
    </message>
    <message>
        <source>Fence</source>
        <translation>Số rào</translation>
    </message>
    <message>
        <source>Happened</source>
        <translation>Xảy ra lúc</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Mã truy cập</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>bộ máy</translation>
    </message>
    <message>
        <source>administrator&apos;s token</source>
        <translation>mã quản trị</translation>
    </message>
    <message>
        <source>start of the program</source>
        <translation>lúc mở chương trình</translation>
    </message>
    <message>
        <source>this desk</source>
        <translation>máy này</translation>
    </message>
    <message>
        <source>Asked to be erased</source>
        <translation>Yêu cầu xóa dữ liệu</translation>
    </message>
    <message>
        <source>Request for erasure answered</source>
        <translation>Đã trả lời yêu cầu xóa dữ liệu</translation>
    </message>
    <message>
        <source>Asked on</source>
        <translation>Yêu cầu lúc</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Trễ hạn</translation>
    </message>
    <message>
        <source>Lets the bot draft</source>
        <translation>Để bot soạn nháp</translation>
    </message>
    <message>
        <source>Goes on without drafts</source>
        <translation>Thôi dùng nháp của bot</translation>
    </message>
    <message>
        <source>Bot on for a channel</source>
        <translation>Bật bot cho kênh</translation>
    </message>
    <message>
        <source>Bot off for a channel</source>
        <translation>Tắt bot cho kênh</translation>
    </message>
    <message>
        <source>Bot only drafts for a channel</source>
        <translation>Bot chỉ soạn nháp cho kênh</translation>
    </message>
    <message>
        <source>Taking over history began</source>
        <translation>Bắt đầu nhập lịch sử cũ</translation>
    </message>
    <message>
        <source>History taken over</source>
        <translation>Đã nhập lịch sử cũ</translation>
    </message>
    <message>
        <source>Acknowledged entries of a stream</source>
        <translation>Xác nhận các mục của một luồng</translation>
    </message>
    <message>
        <source>Gave entries of a stream to another reader</source>
        <translation>Giao lại các mục của một luồng cho bên đọc khác</translation>
    </message>
    <message>
        <source>Group of readers</source>
        <translation>Nhóm đọc</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Cho</translation>
    </message>
    <message>
        <source>Let keys end that were left behind</source>
        <translation>Cho các key bị bỏ lại hết hạn</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Số key</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Đã thêm</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Đã hủy</translation>
    </message>
    <message>
        <source>Exported conversations in detail</source>
        <translation>Xuất chi tiết các hội thoại</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ</translation>
    </message>
    <message>
        <source>Confirmed an order</source>
        <translation>Xác nhận một đơn hàng</translation>
    </message>
    <message>
        <source>Order made</source>
        <translation>Đã tạo đơn hàng</translation>
    </message>
    <message>
        <source>Our reference</source>
        <translation>Mã tham chiếu của cửa hàng</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Hàng</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Tổng cộng</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Đơn hàng</translation>
    </message>
</context>
<context>
    <name>tongdai::BackupFileDialog</name>
    <message>
        <source>Backups (*.tar)</source>
        <translation>Bản sao lưu (*.tar)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Mọi tệp (*)</translation>
    </message>
    <message>
        <source>Back up the shop</source>
        <translation>Sao lưu cửa hàng</translation>
    </message>
    <message>
        <source>Save in:</source>
        <translation>Lưu vào:</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>Chọn bản sao lưu</translation>
    </message>
    <message>
        <source>Choose a history to import</source>
        <translation>Chọn lịch sử để nhập</translation>
    </message>
    <message>
        <source>Exported histories (*.csv *.tsv *.txt *.json *.jsonl *.ndjson *.sql *.dump)</source>
        <translation>Lịch sử đã xuất (*.csv *.tsv *.txt *.json *.jsonl *.ndjson *.sql *.dump)</translation>
    </message>
</context>
<context>
    <name>tongdai::CasePane</name>
    <message>
        <source>This case is kept by the other program: its state, verdict and notes are there.</source>
        <translation>Hồ sơ này do phần mềm kia giữ: trạng thái, kết luận và ghi chú nằm ở đó.</translation>
    </message>
    <message>
        <source>Open a case to hold it, note what you find and give a verdict.</source>
        <translation>Mở một hồ sơ để giữ pháp lý, ghi lại điều tìm thấy và đưa ra kết luận.</translation>
    </message>
    <message>
        <source>Held: nothing of this conversation is erased, whatever its age or who asks.</source>
        <translation>Đang giữ: không xóa gì của hội thoại này, dù đã cũ hay ai yêu cầu.</translation>
    </message>
    <message>
        <source>Not held: erasure and retention may reach this conversation.</source>
        <translation>Không giữ: hội thoại này có thể bị xóa khi có yêu cầu hoặc hết hạn lưu.</translation>
    </message>
    <message>
        <source>Release the hold</source>
        <translation>Gỡ giữ pháp lý</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Giữ pháp lý</translation>
    </message>
    <message>
        <source>Proposed by %1, %2</source>
        <translation>%1 đề xuất, %2</translation>
    </message>
    <message>
        <source>Approved by %1, %2</source>
        <translation>%1 duyệt, %2</translation>
    </message>
    <message>
        <source>Waits for a second person.</source>
        <translation>Chờ người thứ hai duyệt.</translation>
    </message>
    <message>
        <source>Waits for you, or another second person.</source>
        <translation>Chờ bạn, hoặc một người thứ hai khác, duyệt.</translation>
    </message>
    <message>
        <source>No notes yet.</source>
        <translation>Chưa có ghi chú.</translation>
    </message>
    <message>
        <source>Legal hold</source>
        <translation>Giữ pháp lý</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Vì sao</translation>
    </message>
    <message>
        <source>What you found</source>
        <translation>Điều bạn tìm thấy</translation>
    </message>
    <message>
        <source>Propose the verdict</source>
        <translation>Đề xuất kết luận</translation>
    </message>
    <message>
        <source>Approve as second person</source>
        <translation>Duyệt (người thứ hai)</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Thêm ghi chú</translation>
    </message>
</context>
<context>
    <name>tongdai::CasesModel</name>
    <message>
        <source>Dispute %1</source>
        <translation>Khiếu nại %1</translation>
    </message>
    <message>
        <source>held</source>
        <translation>đang giữ</translation>
    </message>
</context>
<context>
    <name>tongdai::CasesPane</name>
    <message>
        <source>“%1” is not a date. Write it as 21/11/2025, 21/11 or 2025-11-21.</source>
        <translation>“%1” không phải là ngày. Hãy viết 21/11/2025, 21/11 hoặc 2025-11-21.</translation>
    </message>
    <message>
        <source>There is no source “%1”. There are: %2.</source>
        <translation>Không có nguồn “%1”. Hiện có: %2.</translation>
    </message>
    <message>
        <source>Narrow it down in the box: before:21/11/2025  after:  on:  source:mysql
Of this shop alone: from:  event:  intent:  model:</source>
        <translation>Lọc ngay trong ô: trước:21/11/2025  từ:  ngày:  nguồn:mysql
Chỉ với cửa hàng này: của:  việc:  ýđịnh:  môhình:</translation>
    </message>
    <message>
        <source>Nothing found in %1 messages with these filters.</source>
        <translation>Không thấy gì trong %1 tin với các bộ lọc này.</translation>
    </message>
    <message>
        <source>Cases: %1 open</source>
        <translation>Hồ sơ: %1 đang mở</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Reading the cases …</source>
        <translation>Đang đọc hồ sơ…</translation>
    </message>
    <message>
        <source>No disputes yet. Open one from any message on Live: Ctrl+N.</source>
        <translation>Chưa có khiếu nại. Mở từ bất kỳ tin nào ở trang Hội thoại: Ctrl+N.</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Tìm trong lịch sử</translation>
    </message>
    <message>
        <source>open</source>
        <translation>đã mở</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>đang mở</translation>
    </message>
    <message>
        <source>away</source>
        <translation>mất kết nối</translation>
    </message>
    <message>
        <source>Searching all sources …</source>
        <translation>Đang tìm trong mọi nguồn…</translation>
    </message>
    <message>
        <source>“%1” is not in %2 messages.</source>
        <translation>Không thấy “%1” trong %2 tin.</translation>
    </message>
    <message>
        <source>%1 messages, %2 found, %3</source>
        <translation>%1 tin, %2 kết quả, %3</translation>
    </message>
    <message>
        <source>Not everything has been searched.</source>
        <translation>Chưa tìm hết mọi tin.</translation>
    </message>
    <message>
        <source>Words in any source (Ctrl+E)</source>
        <translation>Tìm chữ trong mọi nguồn (Ctrl+E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Load older cases</source>
        <translation>Tải hồ sơ cũ hơn</translation>
    </message>
    <message>
        <source>Found messages</source>
        <translation>Tin tìm thấy</translation>
    </message>
    <message>
        <source>from:, event:, intent: and model: narrow down the history of this shop alone.</source>
        <translation>của:, việc:, ýđịnh: và môhình: chỉ lọc được lịch sử của cửa hàng này.</translation>
    </message>
</context>
<context>
    <name>tongdai::CauseWords</name>
    <message>
        <source>These settings cannot be used:</source>
        <translation>Không dùng được các cài đặt sau:</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>biến môi trường</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>không đọc được: %1</translation>
    </message>
    <message>
        <source>is larger than %1 bytes; is this a settings file?</source>
        <translation>lớn hơn %1 byte; đây có phải tệp cài đặt không?</translation>
    </message>
    <message>
        <source>unknown setting &apos;%1&apos;</source>
        <translation>không có cài đặt nào tên &apos;%1&apos;</translation>
    </message>
    <message>
        <source>%1 must be a whole number from %2 to %3, not &apos;%4&apos;</source>
        <translation>%1 phải là số nguyên từ %2 đến %3, không phải &apos;%4&apos;</translation>
    </message>
    <message>
        <source>%1 must be true or false, not &apos;%2&apos;</source>
        <translation>%1 phải là true hoặc false, không phải &apos;%2&apos;</translation>
    </message>
    <message>
        <source>%1 must be one of %2, not &apos;%3&apos;</source>
        <translation>%1 phải là một trong %2, không phải &apos;%3&apos;</translation>
    </message>
    <message>
        <source>%1 must be like facebook: 80, ask_price; web: 60, not &apos;%2&apos;</source>
        <translation>%1 phải viết như facebook: 80, ask_price; web: 60, không phải &apos;%2&apos;</translation>
    </message>
    <message>
        <source>%1 must have %2 to %3 characters</source>
        <translation>%1 phải có từ %2 đến %3 ký tự</translation>
    </message>
    <message>
        <source>%1 still holds a sample value; choose your own, or leave it out to have one made</source>
        <translation>%1 vẫn là giá trị mẫu; hãy tự chọn, hoặc bỏ trống để chương trình tạo</translation>
    </message>
    <message>
        <source>%1 must not contain spaces</source>
        <translation>%1 không được có dấu cách</translation>
    </message>
    <message>
        <source>%1 must be an http:// or https:// address</source>
        <translation>%1 phải là địa chỉ http:// hoặc https://</translation>
    </message>
    <message>
        <source>%1 must not carry a name or password</source>
        <translation>%1 không được kèm tên hay mật khẩu</translation>
    </message>
    <message>
        <source>%1: cannot read &apos;%2&apos;</source>
        <translation>%1: không đọc được &apos;%2&apos;</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; %3</source>
        <translation>%1: &apos;%2&apos; %3</translation>
    </message>
    <message>
        <source>belongs to another user and was not read; start the program in another folder, or remove the file</source>
        <translation>thuộc người dùng khác nên không được đọc; hãy mở chương trình ở thư mục khác, hoặc bỏ tệp này</translation>
    </message>
    <message>
        <source>can be written by others and was not read; run: chmod go-w &apos;%1&apos;</source>
        <translation>người khác ghi được nên không được đọc; hãy chạy: chmod go-w &apos;%1&apos;</translation>
    </message>
    <message>
        <source>%1 leads to %2 without encryption, where everybody on the way can read along; use %3, or, on a network of your own, name %2 in CLEARTEXT_HOSTS</source>
        <translation>%1 dẫn tới %2 mà không mã hóa, ai ở giữa đường cũng đọc được; hãy dùng %3, hoặc nếu là mạng riêng của bạn, ghi %2 vào CLEARTEXT_HOSTS</translation>
    </message>
    <message>
        <source>API_HOST must be an IP address or localhost, not &apos;%1&apos;</source>
        <translation>API_HOST phải là địa chỉ IP hoặc localhost, không phải &apos;%1&apos;</translation>
    </message>
    <message>
        <source>TLS_CERTIFICATE_FILE and TLS_KEY_FILE belong together</source>
        <translation>TLS_CERTIFICATE_FILE và TLS_KEY_FILE phải đi cùng nhau</translation>
    </message>
    <message>
        <source>API_HOST %1 lets other computers in; that must be asked for with --allow-remote on the command line</source>
        <translation>API_HOST %1 cho máy khác truy cập; muốn vậy phải thêm --allow-remote vào dòng lệnh</translation>
    </message>
    <message>
        <source>API_HOST %1 lets other computers in; that needs TLS_CERTIFICATE_FILE and TLS_KEY_FILE</source>
        <translation>API_HOST %1 cho máy khác truy cập; muốn vậy cần TLS_CERTIFICATE_FILE và TLS_KEY_FILE</translation>
    </message>
    <message>
        <source>MYSQL_HOST and POSTGRES_HOST are both set; the history lives in one</source>
        <translation>MYSQL_HOST và POSTGRES_HOST cùng được đặt; lịch sử chỉ nằm ở một nơi</translation>
    </message>
    <message>
        <source>MYSQL_HOST %1 needs MYSQL_CA_FILE for TLS, or MYSQL_TLS=off on a network of your own</source>
        <translation>MYSQL_HOST %1 cần MYSQL_CA_FILE để mã hóa, hoặc MYSQL_TLS=off nếu là mạng riêng của bạn</translation>
    </message>
    <message>
        <source>&apos;%1&apos; in PANCAKE_PAGES must be like 1029 facebook Ao Xinh</source>
        <translation>&apos;%1&apos; trong PANCAKE_PAGES phải viết dạng 1029 facebook Ao Xinh</translation>
    </message>
    <message>
        <source>PANCAKE_PAGES names %1 twice</source>
        <translation>PANCAKE_PAGES ghi %1 hai lần</translation>
    </message>
    <message>
        <source>PANCAKE_PAGES: %1 needs its token in PANCAKE_PAGE_TOKENS</source>
        <translation>PANCAKE_PAGES: trang %1 cần mã truy cập trong PANCAKE_PAGE_TOKENS</translation>
    </message>
    <message>
        <source>PANCAKE_WEBHOOK_SECRETS: that of %1 must have at least %2 characters</source>
        <translation>PANCAKE_WEBHOOK_SECRETS: mã bí mật của trang %1 phải có ít nhất %2 ký tự</translation>
    </message>
    <message>
        <source>%1: entry %2 must be like id=secret</source>
        <translation>%1: mục thứ %2 phải viết dạng id=mã</translation>
    </message>
    <message>
        <source>%1 has an entry for %2, which PANCAKE_PAGES does not name</source>
        <translation>%1 có mục cho trang %2, mà PANCAKE_PAGES không có trang này</translation>
    </message>
    <message>
        <source>page %1: Pancake does not accept its token (%2)</source>
        <translation>trang %1: Pancake không nhận mã truy cập của trang (%2)</translation>
    </message>
    <message>
        <source>page %1: Pancake asks to wait</source>
        <translation>trang %1: Pancake bảo chờ</translation>
    </message>
    <message>
        <source>page %1 is not set up any more</source>
        <translation>trang %1 không còn trong cài đặt</translation>
    </message>
    <message>
        <source>the rest follows</source>
        <translation>phần còn lại sẽ gửi tiếp</translation>
    </message>
    <message>
        <source>not known whether it had arrived: %1</source>
        <translation>chưa rõ đã tới chưa: %1</translation>
    </message>
    <message>
        <source>an answer that is none of Pancake&apos;s API</source>
        <translation>câu trả lời không phải của Pancake</translation>
    </message>
    <message>
        <source>ADMIN_ACCESS_TOKEN and PANCAKE_ACCESS_TOKEN must differ</source>
        <translation>ADMIN_ACCESS_TOKEN và PANCAKE_ACCESS_TOKEN phải khác nhau</translation>
    </message>
    <message>
        <source>MCP_ACCESS_TOKEN must differ from the other tokens</source>
        <translation>MCP_ACCESS_TOKEN phải khác các mã truy cập khác</translation>
    </message>
    <message>
        <source>the quote is not closed</source>
        <translation>thiếu dấu nháy đóng</translation>
    </message>
    <message>
        <source>text after the closing quote</source>
        <translation>có chữ sau dấu nháy đóng</translation>
    </message>
    <message>
        <source>expected KEY=value</source>
        <translation>phải viết dạng TÊN=giá trị</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a setting name</source>
        <translation>&apos;%1&apos; không phải tên cài đặt</translation>
    </message>
    <message>
        <source>not readable as UTF-8 text</source>
        <translation>không đọc được như văn bản UTF-8</translation>
    </message>
    <message>
        <source>carries a name or password; leave it out</source>
        <translation>có kèm tên hoặc mật khẩu; hãy bỏ đi</translation>
    </message>
    <message>
        <source>goes on behind the host; leave that out</source>
        <translation>có phần thừa sau tên máy; hãy bỏ đi</translation>
    </message>
    <message>
        <source>has a path; leave it out</source>
        <translation>có đường dẫn; hãy bỏ đi</translation>
    </message>
    <message>
        <source>is a pattern; list every origin by its full name</source>
        <translation>là mẫu chung; hãy ghi đầy đủ từng trang</translation>
    </message>
    <message>
        <source>is a pattern; list every host by its full name</source>
        <translation>là mẫu chung; hãy ghi đầy đủ từng máy</translation>
    </message>
    <message>
        <source>must begin with https:// or http://</source>
        <translation>phải bắt đầu bằng https:// hoặc http://</translation>
    </message>
    <message>
        <source>is no origin of a web page, as https://shop.example is one</source>
        <translation>không phải địa chỉ gốc của trang web, như https://shop.example</translation>
    </message>
    <message>
        <source>has no usable port</source>
        <translation>có số cổng không dùng được</translation>
    </message>
    <message>
        <source>is no host name, as shop.example is one</source>
        <translation>không phải tên máy, như shop.example</translation>
    </message>
    <message>
        <source>is no address or range of addresses, as 10.0.0.2 and 10.0.0.0/8 are</source>
        <translation>không phải địa chỉ hay dải địa chỉ, như 10.0.0.2 hoặc 10.0.0.0/8</translation>
    </message>
    <message>
        <source>must end with a number of bits from 1 to %1 behind its slash</source>
        <translation>phải có số bit từ 1 đến %1 sau dấu gạch chéo</translation>
    </message>
    <message>
        <source>means every computer there is; name the ones you run</source>
        <translation>là mọi máy trên mạng; hãy ghi các máy của bạn</translation>
    </message>
    <message>
        <source>has more set than its first %1 bits; write the range as it begins</source>
        <translation>không chỉ có %1 bit đầu; hãy ghi dải từ địa chỉ đầu tiên</translation>
    </message>
    <message>
        <source>The data folder &apos;%1&apos; cannot be made.</source>
        <translation>Không tạo được thư mục dữ liệu &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>The data folder &apos;%1&apos; cannot be written.</source>
        <translation>Không ghi được vào thư mục dữ liệu &apos;%1&apos;.</translation>
    </message>
    <message>
        <source>Nothing can be written to the data folder &apos;%1&apos;: its disk is full, or it may not be written. Make room there, and start again.</source>
        <translation>Không ghi được gì vào thư mục dữ liệu &apos;%1&apos;: ổ đĩa đầy hoặc không có quyền ghi. Hãy dọn bớt ổ đĩa rồi mở lại.</translation>
    </message>
    <message>
        <source>Tongdai already runs on &apos;%1&apos; (process %2). Stop it, or give this one a folder of its own with --data-dir.</source>
        <translation>Tongdai đang chạy với &apos;%1&apos; (tiến trình %2). Hãy dừng nó, hoặc cho lần mở này một thư mục riêng bằng --data-dir.</translation>
    </message>
    <message>
        <source>%1 belongs to another user</source>
        <translation>%1 thuộc người dùng khác</translation>
    </message>
    <message>
        <source>%1 can be read by others; make new tokens by deleting it, or run: chmod 600 &apos;%1&apos;</source>
        <translation>người khác đọc được %1; hãy xóa tệp để tạo mã mới, hoặc chạy: chmod 600 &apos;%1&apos;</translation>
    </message>
    <message>
        <source>a password with a line break, or with both kinds of quotes, cannot be kept</source>
        <translation>không lưu được mật khẩu có dấu xuống dòng hoặc có cả hai loại dấu nháy</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>không ghi được %1: %2</translation>
    </message>
    <message>
        <source>The key store of this desktop no longer has the passwords and tokens that %1 names. Start Tongdai in the session it was used in; only if that key store is lost for good, move the file away and have new ones made</source>
        <translation>Kho mật khẩu của máy này không còn mật khẩu và mã truy cập mà %1 trỏ tới. Hãy mở Tongdai trong phiên đăng nhập đã dùng trước đây; chỉ khi kho mật khẩu mất hẳn mới chuyển tệp đó đi chỗ khác để tạo mã mới</translation>
    </message>
    <message>
        <source>The passwords and tokens of this shop lie in the key store of its desktop, and here is none. Start Tongdai in that desktop; SECRETS_IN=file there brings them back into a file</source>
        <translation>Mật khẩu và mã truy cập của cửa hàng nằm trong kho mật khẩu của máy có màn hình, còn ở đây không có kho nào. Hãy mở Tongdai trong phiên đăng nhập có màn hình đó; đặt SECRETS_IN=file ở đó để đưa chúng về lại tệp</translation>
    </message>
    <message>
        <source>The key store of this desktop is locked, and the passwords and tokens of the shop lie in it. Unlock it, and start Tongdai again</source>
        <translation>Kho mật khẩu của máy này đang khóa, mật khẩu và mã truy cập của cửa hàng nằm trong đó. Hãy mở khóa kho rồi mở lại Tongdai</translation>
    </message>
    <message>
        <source>The key store of this desktop does not let Tongdai in to the passwords and tokens of the shop</source>
        <translation>Kho mật khẩu của máy này không cho Tongdai đọc mật khẩu và mã truy cập của cửa hàng</translation>
    </message>
    <message>
        <source>The key store of this desktop does not answer, and the passwords and tokens of the shop lie in it</source>
        <translation>Kho mật khẩu của máy này không trả lời, mật khẩu và mã truy cập của cửa hàng nằm trong đó</translation>
    </message>
    <message>
        <source>The key store of this desktop: %1</source>
        <translation>Kho mật khẩu của máy này: %1</translation>
    </message>
    <message>
        <source>Cannot listen on %1 port %2: %3</source>
        <translation>Không mở được cổng %2 ở %1: %3</translation>
    </message>
    <message>
        <source>The history cannot be opened: %1</source>
        <translation>Không mở được lịch sử tin nhắn: %1</translation>
    </message>
    <message>
        <source>The bound address is already in use</source>
        <translation>địa chỉ đang được chương trình khác dùng</translation>
    </message>
    <message>
        <source>The address is not available</source>
        <translation>máy này không có địa chỉ đó</translation>
    </message>
    <message>
        <source>The address is protected</source>
        <translation>không có quyền dùng cổng này</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>bị từ chối kết nối</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>không có quyền</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>không có tệp hoặc thư mục này</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>ổ đĩa hết chỗ</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>ổ đĩa chỉ đọc</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>ổ đĩa đã đầy</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>lỗi đọc ghi ổ đĩa</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>ổ đĩa đã đầy</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>không trả lời</translation>
    </message>
    <message>
        <source>no answer for some seconds</source>
        <translation>không trả lời trong vài giây</translation>
    </message>
    <message>
        <source>no answer within %1 ms</source>
        <translation>không trả lời trong %1 ms</translation>
    </message>
    <message>
        <source>command line --%1</source>
        <translation>dòng lệnh --%1</translation>
    </message>
    <message>
        <source>could not connect to server: %1</source>
        <translation>không kết nối được máy chủ: %1</translation>
    </message>
    <message>
        <source>connect: %1</source>
        <translation>kết nối: %1</translation>
    </message>
    <message>
        <source>REDIS_URL must be like redis://localhost:6379/0 or rediss://host:6379/0</source>
        <translation>REDIS_URL phải có dạng redis://localhost:6379/0 hoặc rediss://host:6379/0</translation>
    </message>
    <message>
        <source>REDIS_URL and REDIS_HOST are both set; one of them says where Redis is</source>
        <translation>REDIS_URL và REDIS_HOST đều được đặt; chỉ dùng một trong hai để chỉ nơi có Redis</translation>
    </message>
    <message>
        <source>REDIS_SENTINELS must be like host1:26379,host2:26379</source>
        <translation>REDIS_SENTINELS phải có dạng như host1:26379,host2:26379</translation>
    </message>
    <message>
        <source>REDIS_SENTINELS and REDIS_HOST or REDIS_URL are both set; one of them says where Redis is</source>
        <translation>REDIS_SENTINELS và REDIS_HOST hoặc REDIS_URL đều được đặt; chỉ dùng một chỗ để chỉ nơi có Redis</translation>
    </message>
    <message>
        <source>AI_MODEL_URL and AI_SERVICE_URL are both set; one of them answers</source>
        <translation>AI_MODEL_URL và AI_SERVICE_URL đều được đặt; chỉ dùng một trong hai để trả lời</translation>
    </message>
    <message>
        <source>KIOTVIET_RETAILER needs KIOTVIET_CLIENT_ID and KIOTVIET_CLIENT_SECRET</source>
        <translation>KIOTVIET_RETAILER cần có KIOTVIET_CLIENT_ID và KIOTVIET_CLIENT_SECRET</translation>
    </message>
    <message>
        <source>NOBODY_CAME_TEXT must not be longer than %1 letters</source>
        <translation>NOBODY_CAME_TEXT không được dài quá %1 ký tự</translation>
    </message>
    <message>
        <source>DISPUTE_MYSQL_HOST needs DISPUTE_MYSQL_DB</source>
        <translation>DISPUTE_MYSQL_HOST cần có DISPUTE_MYSQL_DB</translation>
    </message>
    <message>
        <source>DISPUTE_MYSQL_HOST %1 needs DISPUTE_MYSQL_CA_FILE for TLS, or DISPUTE_MYSQL_TLS=off on a network of your own</source>
        <translation>DISPUTE_MYSQL_HOST %1 cần DISPUTE_MYSQL_CA_FILE để dùng TLS, hoặc DISPUTE_MYSQL_TLS=off trong mạng riêng của bạn</translation>
    </message>
    <message>
        <source>Can't connect to server on '%1' (%2)</source>
        <translation>không kết nối được máy chủ '%1' (%2)</translation>
    </message>
    <message>
        <source>no connection within %1 ms</source>
        <translation>không kết nối được trong %1 ms</translation>
    </message>
    <message>
        <source>the connection ended before the answer was complete</source>
        <translation>mất kết nối khi chưa nhận hết câu trả lời</translation>
    </message>
    <message>
        <source>an answer larger than the limit</source>
        <translation>nội dung trả về lớn quá mức cho phép</translation>
    </message>
    <message>
        <source>an answer head larger than the limit</source>
        <translation>phần đầu nội dung trả về lớn quá mức cho phép</translation>
    </message>
    <message>
        <source>not HTTP: %1</source>
        <translation>không phải HTTP: %1</translation>
    </message>
    <message>
        <source>an unknown transfer encoding</source>
        <translation>kiểu truyền dữ liệu không rõ</translation>
    </message>
    <message>
        <source>a compressed answer nobody asked for</source>
        <translation>nội dung trả về bị nén dù không yêu cầu</translation>
    </message>
    <message>
        <source>interim answers only</source>
        <translation>chỉ nhận được phản hồi tạm</translation>
    </message>
    <message>
        <source>not a complete address</source>
        <translation>địa chỉ chưa đầy đủ</translation>
    </message>
    <message>
        <source>only http and https addresses are used</source>
        <translation>chỉ dùng địa chỉ http và https</translation>
    </message>
    <message>
        <source>the client was closed</source>
        <translation>kết nối đã đóng</translation>
    </message>
    <message>
        <source>the engine stops</source>
        <translation>bộ máy đang dừng</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>không trả lời</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>không trả lời kịp</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>chưa gửi</translation>
    </message>
    <message>
        <source>not started in time</source>
        <translation>chưa kịp bắt đầu gửi</translation>
    </message>
    <message>
        <source>no platform is set up</source>
        <translation>chưa nối nền tảng nào</translation>
    </message>
    <message>
        <source>held back: the page&apos;s limit, %1 in a minute</source>
        <translation>đang giữ lại: trang chỉ được gửi %1 câu mỗi phút</translation>
    </message>
    <message>
        <source>held back: the platform&apos;s limit, %1 in a minute</source>
        <translation>đang giữ lại: nền tảng chỉ nhận %1 câu mỗi phút</translation>
    </message>
    <message>
        <source>called too often</source>
        <translation>gọi quá nhiều lần</translation>
    </message>
    <message>
        <source>no such connection is named in the settings</source>
        <translation>trong cài đặt không có kết nối này</translation>
    </message>
    <message>
        <source>KiotViet is not set up</source>
        <translation>chưa nối KiotViet</translation>
    </message>
    <message>
        <source>call needs a person&apos;s yes: %1</source>
        <translation>cần người duyệt lần gọi %1</translation>
    </message>
    <message>
        <source>call may have been made before: %1</source>
        <translation>có thể đã gọi %1 rồi</translation>
    </message>
    <message>
        <source>call failed: %1: %2</source>
        <translation>gọi %1 không được: %2</translation>
    </message>
    <message>
        <source>the name %1 leads to %2, where no service lies; name the address itself if it is meant</source>
        <translation>tên %1 trỏ tới %2, nơi không có dịch vụ nào; nếu đúng là nơi đó thì ghi thẳng địa chỉ</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>kết nối quá lâu không được</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>phía bên kia ngắt kết nối</translation>
    </message>
    <message>
        <source>Connection reset</source>
        <translation>kết nối bị ngắt</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>không có đường mạng tới đó</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>không có đường mạng tới máy đó</translation>
    </message>
    <message>
        <source>Host not found</source>
        <translation>không tìm thấy máy này</translation>
    </message>
    <message>
        <source>Host not found (authoritative)</source>
        <translation>không tìm thấy máy này</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>kết nối bị đứt</translation>
    </message>
    <message>
        <source>end of file</source>
        <translation>kết nối bị đóng giữa chừng</translation>
    </message>
    <message>
        <source>%1 on %2: %3</source>
        <translation>%3 (%2, %1)</translation>
    </message>
    <message>
        <source>it is not open</source>
        <translation>chưa mở được</translation>
    </message>
    <message>
        <source>it is not open yet</source>
        <translation>chưa mở xong</translation>
    </message>
    <message>
        <source>it was closed</source>
        <translation>đã đóng</translation>
    </message>
    <message>
        <source>its queue is full</source>
        <translation>hàng đợi của nó đã đầy</translation>
    </message>
    <message>
        <source>too many messages wait in it</source>
        <translation>quá nhiều tin đang chờ trong đó</translation>
    </message>
    <message>
        <source>there is no connection</source>
        <translation>chưa có kết nối</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>hết bộ nhớ</translation>
    </message>
    <message>
        <source>database is locked</source>
        <translation>cơ sở dữ liệu đang bị chương trình khác khóa</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>cơ sở dữ liệu chỉ cho đọc</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>tệp cơ sở dữ liệu bị hỏng</translation>
    </message>
    <message>
        <source>server closed the connection unexpectedly</source>
        <translation>máy chủ ngắt kết nối giữa chừng</translation>
    </message>
    <message>
        <source>the database system is starting up</source>
        <translation>cơ sở dữ liệu đang khởi động</translation>
    </message>
    <message>
        <source>the database system is shutting down</source>
        <translation>cơ sở dữ liệu đang tắt</translation>
    </message>
    <message>
        <source>sorry, too many clients already</source>
        <translation>máy chủ đã đầy kết nối</translation>
    </message>
    <message>
        <source>Too many connections</source>
        <translation>máy chủ đã đầy kết nối</translation>
    </message>
    <message>
        <source>password authentication failed for user &quot;%1&quot;</source>
        <translation>sai mật khẩu của người dùng &quot;%1&quot;</translation>
    </message>
    <message>
        <source>Access denied for user &apos;%1&apos;@&apos;%2&apos; (using password: %3)</source>
        <translation>máy chủ không cho &apos;%1&apos;@&apos;%2&apos; vào (có mật khẩu: %3)</translation>
    </message>
    <message>
        <source>Lost connection to server during query</source>
        <translation>mất kết nối với máy chủ khi đang hỏi</translation>
    </message>
    <message>
        <source>Server has gone away</source>
        <translation>máy chủ đã ngắt kết nối</translation>
    </message>
    <message>
        <source>canceling statement due to statement timeout</source>
        <translation>máy chủ dừng câu lệnh vì quá lâu</translation>
    </message>
    <message>
        <source>cannot execute %1 in a read-only transaction</source>
        <translation>máy chủ chỉ cho đọc, không chạy được %1</translation>
    </message>
    <message>
        <source>deadlock detected</source>
        <translation>hai việc chờ lẫn nhau nên bị dừng</translation>
    </message>
    <message>
        <source>the server does not offer TLS</source>
        <translation>máy chủ không có TLS</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>đã hủy</translation>
    </message>
    <message>
        <source>the engine stopped every time this was in work</source>
        <translation>lần nào làm việc này bộ máy cũng dừng</translation>
    </message>
    <message>
        <source>an export begins anew only where it was asked for</source>
        <translation>muốn xuất lại thì xuất từ chính cuộc trò chuyện đó</translation>
    </message>
    <message>
        <source>the engine stopped while this was in work</source>
        <translation>bộ máy dừng khi đang làm việc này</translation>
    </message>
    <message>
        <source>there is no such session</source>
        <translation>không có hội thoại này</translation>
    </message>
    <message>
        <source>type must stay %1</source>
        <translation>type phải giữ nguyên là %1</translation>
    </message>
    <message>
        <source>chat_session_id names no session</source>
        <translation>chat_session_id không ứng với hội thoại nào</translation>
    </message>
    <message>
        <source>chat_session_id must stay %1</source>
        <translation>chat_session_id phải giữ nguyên là %1</translation>
    </message>
    <message>
        <source>client_message_id must be 1 to 128 bytes without spaces</source>
        <translation>client_message_id phải dài 1 đến 128 byte, không có dấu cách</translation>
    </message>
    <message>
        <source>sender_type must be customer, admin or bot</source>
        <translation>sender_type phải là customer, admin hoặc bot</translation>
    </message>
    <message>
        <source>content is too long</source>
        <translation>nội dung quá dài</translation>
    </message>
    <message>
        <source>content is empty</source>
        <translation>nội dung trống</translation>
    </message>
    <message>
        <source>image: at most 10 addresses of http or https</source>
        <translation>ảnh: nhiều nhất 10 địa chỉ http hoặc https</translation>
    </message>
    <message>
        <source>status must be &quot;true&quot; or &quot;false&quot;</source>
        <translation>status phải là &quot;true&quot; hoặc &quot;false&quot;</translation>
    </message>
    <message>
        <source>time must be an ISO-8601 time</source>
        <translation>time phải là giờ theo ISO 8601</translation>
    </message>
    <message>
        <source>a reason in the platform&apos;s own words</source>
        <translation>lý do riêng của nền tảng</translation>
    </message>
    <message>
        <source>another app holds this conversation at Facebook; take it back there, then send again</source>
        <translation>hội thoại này đang do ứng dụng khác giữ ở Facebook; hãy lấy lại ở đó rồi gửi lại</translation>
    </message>
    <message>
        <source>Facebook takes no answer now: the customer&apos;s last message is too old; send again once they have written</source>
        <translation>Facebook không nhận câu trả lời lúc này: tin cuối của khách đã quá cũ; đợi khách nhắn rồi gửi lại</translation>
    </message>
    <message>
        <source>the customer cannot be reached: they have blocked the page or left Messenger</source>
        <translation>không gửi tới khách được: khách đã chặn trang hoặc không còn dùng Messenger</translation>
    </message>
    <message>
        <source>the page is no longer connected with Facebook; connect it at Pancake again, then send again</source>
        <translation>trang không còn kết nối với Facebook; hãy kết nối lại ở Pancake rồi gửi lại</translation>
    </message>
    <message>
        <source>Facebook was asked too often</source>
        <translation>gửi tới Facebook quá nhiều trong thời gian ngắn</translation>
    </message>
    <message>
        <source>the platform refused it (HTTP %1)</source>
        <translation>nền tảng từ chối (HTTP %1)</translation>
    </message>
    <message>
        <source>the platform does not accept the shop&apos;s token (HTTP %1)</source>
        <translation>nền tảng không nhận mã truy cập của cửa hàng (HTTP %1)</translation>
    </message>
    <message>
        <source>the platform does not allow this message (HTTP %1)</source>
        <translation>nền tảng không cho gửi tin này (HTTP %1)</translation>
    </message>
    <message>
        <source>the platform does not know this conversation (HTTP %1)</source>
        <translation>nền tảng không có hội thoại này (HTTP %1)</translation>
    </message>
    <message>
        <source>the message is too long for the platform (HTTP %1)</source>
        <translation>tin dài quá mức nền tảng cho phép (HTTP %1)</translation>
    </message>
    <message>
        <source>the platform was asked too often (HTTP %1)</source>
        <translation>gửi quá nhiều, nền tảng bảo chờ (HTTP %1)</translation>
    </message>
    <message>
        <source>the platform took too long (HTTP %1)</source>
        <translation>nền tảng xử lý quá lâu (HTTP %1)</translation>
    </message>
    <message>
        <source>the platform has a fault of its own (HTTP %1)</source>
        <translation>nền tảng đang bị lỗi (HTTP %1)</translation>
    </message>
    <message>
        <source>no answer within %1 s</source>
        <translation>không trả lời trong %1 giây</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>Tệp trống</translation>
    </message>
    <message>
        <source>No rows were found in the file</source>
        <translation>Không thấy dòng nào trong tệp</translation>
    </message>
    <message>
        <source>Line %1 is no JSON object: %2</source>
        <translation>Dòng %1 không phải đối tượng JSON: %2</translation>
    </message>
    <message>
        <source>%1 has more than %2 MB; split it</source>
        <translation>%1 lớn hơn %2 MB; hãy chia nhỏ tệp</translation>
    </message>
    <message>
        <source>No column is named for the %1</source>
        <translation>Chưa chọn cột cho mục %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no time zone; one is Asia/Ho_Chi_Minh</source>
        <translation>&apos;%1&apos; không phải múi giờ; ví dụ: Asia/Ho_Chi_Minh</translation>
    </message>
    <message>
        <source>choose the file once more</source>
        <translation>hãy chọn lại tệp</translation>
    </message>
    <message>
        <source>another import is under way</source>
        <translation>đang có việc nhập khác</translation>
    </message>
    <message>
        <source>somebody asked anew</source>
        <translation>đã có yêu cầu mới hơn</translation>
    </message>
    <message>
        <source>the import was not found again</source>
        <translation>không tìm lại được việc nhập này</translation>
    </message>
    <message>
        <source>the file is not the one it was when the import was begun</source>
        <translation>tệp không còn giống lúc bắt đầu nhập; hãy chọn lại</translation>
    </message>
    <message>
        <source>this says of no file how it is to be read</source>
        <translation>việc này không ghi tệp nào và cách đọc tệp</translation>
    </message>
    <message>
        <source>an import is begun anew with another file</source>
        <translation>muốn nhập khác đi thì bắt đầu lại với tệp khác</translation>
    </message>
    <message>
        <source>an earlier try may have reached the customer; send it again as it is, or drop it and write anew</source>
        <translation>một lần gửi trước có thể đã đến khách; hãy gửi lại nguyên văn, hoặc bỏ rồi viết tin mới</translation>
    </message>
    <message>
        <source>the platform did not refuse it; send it again as it is, or drop it and write anew</source>
        <translation>nền tảng không từ chối tin này; hãy gửi lại nguyên văn, hoặc bỏ rồi viết tin mới</translation>
    </message>
    <message>
        <source>this answer carries more than one text; send it again as it is, or drop it and write anew</source>
        <translation>câu trả lời này không chỉ có một đoạn lời; hãy gửi lại nguyên văn, hoặc bỏ rồi viết tin mới</translation>
    </message>
    <message>
        <source>the words you gave first are already sent; these were not sent</source>
        <translation>lời bạn viết lần đầu đã được gửi đi; lời này chưa gửi</translation>
    </message>
    <message>
        <source>this answer has numbers that are hidden from you, and nobody edits dots</source>
        <translation>câu trả lời này có số đang bị che với bạn, nên bạn không sửa được</translation>
    </message>
    <message>
        <source>the order is not complete</source>
        <translation>đơn hàng còn thiếu thông tin</translation>
    </message>
    <message>
        <source>an order is made in its conversation</source>
        <translation>đơn hàng được tạo ngay trong hội thoại của nó</translation>
    </message>
    <message>
        <source>this is no telephone number</source>
        <translation>đây không phải là số điện thoại</translation>
    </message>
    <message>
        <source>no shop system is set up</source>
        <translation>chưa thiết lập hệ thống bán hàng nào</translation>
    </message>
    <message>
        <source>too many orders since</source>
        <translation>từ đó đến nay có quá nhiều đơn</translation>
    </message>
    <message>
        <source>an order without a code</source>
        <translation>đơn hàng không có mã</translation>
    </message>
    <message>
        <source>no code in the answer</source>
        <translation>câu trả lời không có mã đơn</translation>
    </message>
    <message>
        <source>no id in the answer</source>
        <translation>câu trả lời không có mã khách hàng</translation>
    </message>
    <message>
        <source>the customer was not found in time</source>
        <translation>không kịp tìm thấy khách hàng</translation>
    </message>
    <message>
        <source>too many tries in one conversation</source>
        <translation>thử quá nhiều lần trong một hội thoại</translation>
    </message>
</context>
<context>
    <name>QScrollBar</name>
    <message>
        <source>Scroll here</source>
        <translation>Cuộn đến đây</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Đầu</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>Cuối</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>Lên một trang</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>Xuống một trang</translation>
    </message>
    <message>
        <source>Scroll up</source>
        <translation>Cuộn lên</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>Cuộn xuống</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>Mép trái</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>Mép phải</translation>
    </message>
    <message>
        <source>Page left</source>
        <translation>Sang trái một trang</translation>
    </message>
    <message>
        <source>Page right</source>
        <translation>Sang phải một trang</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>Cuộn trái</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>Cuộn phải</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Hoàn tác</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Làm lại</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Cắ&amp;t</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>Sao &amp;chép</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>Sao chép địa chỉ &amp;liên kết</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Dán</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Chọn tất cả</translation>
    </message>
</context>
<context>
    <name>tongdai::AlertLogSheet</name>
    <message>
        <source>What sounded, and why</source>
        <translation>Chuông đã reo hay không, và vì sao</translation>
    </message>
    <message>
        <source>Test the sound</source>
        <translation>Nghe thử chuông</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>This is how a hand-over sounds. Heard nothing? Check the volume of this computer.</source>
        <translation>Đây là tiếng chuông khi bot chuyển khách cho nhân viên. Không nghe thấy gì? Hãy xem lại âm lượng của máy.</translation>
    </message>
    <message>
        <source>This computer has no sound output now, so nobody hears a customer. Connect loudspeakers or headphones; notices are shown meanwhile.</source>
        <translation>Máy này hiện không có loa, nên không ai nghe thấy khi có khách. Hãy cắm loa hoặc tai nghe; trong lúc đó thông báo vẫn hiện.</translation>
    </message>
    <message>
        <source>Nobody has waited yet.</source>
        <translation>Chưa có khách nào phải chờ.</translation>
    </message>
</context>
<context>
    <name>tongdai::AlertMenu</name>
    <message>
        <source>Sound when a customer waits</source>
        <translation>Chuông báo khách chờ</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>sound</comment>
        <translation>Tắt</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Nhỏ</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Vừa</translation>
    </message>
    <message>
        <source>Loud</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Test the sound</source>
        <translation>Nghe thử chuông</translation>
    </message>
    <message>
        <source>What sounded, and why…</source>
        <translation>Chuông đã reo hay không, và vì sao…</translation>
    </message>
</context>
<context>
    <name>tongdai::AlertWords</name>
    <message>
        <source>A customer waits: %1</source>
        <translation>Có khách chờ: %1</translation>
    </message>
    <message>
        <source>The bot hands over: %1</source>
        <translation>Bot chuyển cho nhân viên: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customer(s) still wait</source>
        <translation>
            <numerusform>%Ln khách vẫn đang chờ</numerusform>
        </translation>
    </message>
    <message>
        <source>Longest, for %1: %2</source>
        <translation>Lâu nhất, %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customer(s) wait</source>
        <translation>
            <numerusform>%Ln khách đang chờ</numerusform>
        </translation>
    </message>
    <message>
        <source>The bot handed over</source>
        <translation>Bot chuyển cho nhân viên</translation>
    </message>
    <message numerus="yes">
        <source>%Ln still wait(s)</source>
        <translation>
            <numerusform>%Ln khách vẫn chờ</numerusform>
        </translation>
    </message>
    <message>
        <source>A customer writes</source>
        <translation>Khách nhắn tin</translation>
    </message>
    <message>
        <source>Sounded</source>
        <translation>Đã reo</translation>
    </message>
    <message>
        <source>Silent: the sound is off in the menu</source>
        <translation>Không reo: chuông đang tắt trong menu</translation>
    </message>
    <message>
        <source>Silent: this computer has no sound output</source>
        <translation>Không reo: máy này không có loa</translation>
    </message>
    <message>
        <source>Silent: the bot answers</source>
        <translation>Không reo: bot đang trả lời</translation>
    </message>
    <message>
        <source>Silent: %1 has the conversation</source>
        <translation>Không reo: %1 đang giữ hội thoại</translation>
    </message>
    <message>
        <source>Silent: a made-up customer of the sample shop</source>
        <translation>Không reo: khách của cửa hàng mẫu</translation>
    </message>
    <message>
        <source>Silent: it had just sounded for another customer</source>
        <translation>Không reo: chuông vừa reo cho khách khác</translation>
    </message>
    <message>
        <source>A new customer waits</source>
        <translation>Khách mới chưa ai nhận</translation>
    </message>
    <message>
        <source>Nobody came to %1</source>
        <translation>Chưa ai nhận %1</translation>
    </message>
    <message>
        <source>They have waited for %1. You are asked to go to them.</source>
        <translation>Khách đã chờ %1. Bạn được nhờ vào trả lời.</translation>
    </message>
    <message>
        <source>Nobody came to a customer</source>
        <translation>Khách chờ mà chưa ai nhận</translation>
    </message>
</context>
<context>
    <name>tongdai::Attendance</name>
    <message>
        <source>online</source>
        <translation>đang trực tuyến</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>ngoại tuyến</translation>
    </message>
    <message>
        <source>also here: %1</source>
        <translation>cùng xem: %1</translation>
    </message>
    <message>
        <source>Who is there: %1</source>
        <translation>Ai đang có mặt: %1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>chưa rõ</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>tongdai::AutostartBox</name>
    <message>
        <source>Start when I log in</source>
        <translation>Tự mở khi đăng nhập máy</translation>
    </message>
    <message>
        <source>Minimised, so that customers are answered before anybody opens the window.</source>
        <translation>Mở thu nhỏ, để khách được trả lời trước khi có người mở cửa sổ.</translation>
    </message>
    <message>
        <source>That did not work: %1</source>
        <translation>Không làm được: %1</translation>
    </message>
</context>
<context>
    <name>tongdai::BackupSection</name>
    <message>
        <source>Back up</source>
        <translation>Sao lưu</translation>
    </message>
    <message>
        <source>Everything in one file: all conversations, the bot&apos;s rules and the settings, without passwords and tokens. The shop stays open meanwhile. Keep the file on another disk, and keep it as safe as the shop itself: whoever has it can read every conversation.</source>
        <translation>Mọi thứ trong một tệp: tất cả hội thoại, quy tắc của bot và cài đặt, không có mật khẩu và mã truy cập. Cửa hàng vẫn mở trong lúc đó. Hãy cất tệp ở ổ đĩa khác và giữ kỹ như cửa hàng: ai có tệp là đọc được mọi hội thoại.</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Sao lưu ngay…</translation>
    </message>
    <message>
        <source>Backed up %1 (%2), checked:
%3</source>
        <translation>Đã sao lưu %1 (%2), đã kiểm tra:
%3</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Khôi phục</translation>
    </message>
    <message>
        <source>Brings the shop back to the moment of a backup. Choose the file first: it is checked, and you see what it holds. The shop is closed while it is restored, and what is here now is kept in a folder of its own.</source>
        <translation>Đưa cửa hàng về đúng thời điểm sao lưu. Hãy chọn tệp trước: tệp được kiểm tra và bạn thấy bên trong có gì. Cửa hàng tạm đóng trong lúc khôi phục, dữ liệu hiện có được giữ trong một thư mục riêng.</translation>
    </message>
    <message>
        <source>Choose a backup…</source>
        <translation>Chọn bản sao lưu…</translation>
    </message>
    <message>
        <source>Restore this one</source>
        <translation>Khôi phục bản này</translation>
    </message>
    <message>
        <source>Restored: %1, as of %2. What was here before is kept in
%3</source>
        <translation>Đã khôi phục: %1, tính đến %2. Dữ liệu trước đó được giữ ở
%3</translation>
    </message>
    <message>
        <source>This backup is whole: %1, made on %2 (%3). Whatever came after that moment would be gone from the shop.</source>
        <translation>Bản sao lưu nguyên vẹn: %1, tạo lúc %2 (%3). Những gì đến sau lúc đó sẽ không còn trong cửa hàng.</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sao lưu</translation>
    </message>
    <message>
        <source>Check the newest one</source>
        <translation>Kiểm tra bản mới nhất</translation>
    </message>
    <message>
        <source>I know these addresses; use them too</source>
        <translation>Tôi biết các địa chỉ này, dùng luôn</translation>
    </message>
    <message>
        <source>Its settings send the shop&apos;s conversations to these addresses, or let them in. They are left out:</source>
        <translation>Cài đặt trong bản này gửi hội thoại của cửa hàng tới các địa chỉ sau, hoặc cho phép chúng truy cập. Khi khôi phục sẽ bỏ qua:</translation>
    </message>
    <message>
        <source>Its passwords and tokens are left out: %1</source>
        <translation>Mật khẩu và mã truy cập trong đó cũng bỏ qua: %1</translation>
    </message>
</context>
<context>
    <name>tongdai::CallSample</name>
    <message>
        <source>Hello, do you still have size M?</source>
        <translation>Shop ơi, còn size M không ạ?</translation>
    </message>
    <message>
        <source>The engine is not listening yet.</source>
        <translation>Bộ máy chưa nhận kết nối.</translation>
    </message>
    <message>
        <source>Sample call</source>
        <translation>Lệnh gọi mẫu</translation>
    </message>
    <message>
        <source>Paste this into a terminal: a customer&apos;s message appears on the Live page. Copy again for the next message.</source>
        <translation>Dán vào cửa sổ dòng lệnh: tin của khách sẽ hiện ở trang Hội thoại. Sao chép lại để có tin tiếp theo.</translation>
    </message>
</context>
<context>
    <name>tongdai::Composer</name>
    <message>
        <source>Reply</source>
        <translation>Trả lời</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) arrived while you were writing. Last, %1: %2</source>
        <translation>
            <numerusform>Có %Ln tin mới khi bạn đang soạn. Mới nhất, %1: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Send anyway (Enter)</source>
        <translation>Vẫn gửi (Enter)</translation>
    </message>
    <message>
        <source>Choose a conversation to write in.</source>
        <translation>Chọn một hội thoại để nhắn.</translation>
    </message>
    <message>
        <source>This conversation is closed. Reopen it to reply; notes are possible.</source>
        <translation>Hội thoại này đã đóng. Mở lại để trả lời; vẫn ghi chú được.</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Lưu ghi chú</translation>
    </message>
    <message>
        <source>Take over and send</source>
        <translation>Tiếp quản và gửi</translation>
    </message>
    <message>
        <source>Take and send</source>
        <translation>Nhận và gửi</translation>
    </message>
    <message>
        <source>Send to customer</source>
        <translation>Gửi khách</translation>
    </message>
    <message>
        <source>A note for colleagues. The customer never sees it.</source>
        <translation>Ghi chú cho đồng nghiệp. Khách không bao giờ thấy.</translation>
    </message>
    <message>
        <source>The bot answers here. Write to take over; the bot then stays silent.</source>
        <translation>Bot đang trả lời ở đây. Nhắn để tiếp quản; bot sẽ ngừng trả lời.</translation>
    </message>
    <message>
        <source>Write to %1…</source>
        <translation>Nhắn cho %1…</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter new line · Ctrl+Enter sends and closes</source>
        <translation>Enter gửi · Shift+Enter xuống dòng · Ctrl+Enter gửi và đóng</translation>
    </message>
    <message>
        <source>Enter saves · Shift+Enter new line</source>
        <translation>Enter lưu · Shift+Enter xuống dòng</translation>
    </message>
    <message>
        <source>Shift+Enter saves · Enter new line</source>
        <translation>Shift+Enter lưu · Enter xuống dòng</translation>
    </message>
    <message>
        <source>Shift+Enter sends · Enter new line · Ctrl+Enter sends and closes</source>
        <translation>Shift+Enter gửi · Enter xuống dòng · Ctrl+Enter gửi và đóng</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Ghi chú nội bộ</translation>
    </message>
    <message>
        <source>Reply to the customer</source>
        <translation>Trả lời khách</translation>
    </message>
    <message>
        <source>Reply to customer</source>
        <translation>Trả lời khách</translation>
    </message>
    <message>
        <source>%1 / %2 characters: too long</source>
        <translation>%1 / %2 ký tự: quá dài</translation>
    </message>
    <message>
        <source>%1 / %2 characters</source>
        <translation>%1 / %2 ký tự</translation>
    </message>
    <message>
        <source>Ctrl+D reopens it · Ctrl+M writes a note</source>
        <translation>Ctrl+D mở lại · Ctrl+M viết ghi chú</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) came meanwhile.</source>
        <translation>
            <numerusform>Có %Ln tin mới khi bạn đang soạn.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 / %2: too long</source>
        <translation>%1 / %2: quá dài</translation>
    </message>
    <message>
        <source>Ctrl+M writes a note</source>
        <translation>Ctrl+M viết ghi chú</translation>
    </message>
</context>
<context>
    <name>tongdai::ReplyWindowLabel</name>
    <message>
        <source>less than 1 min</source>
        <translation>chưa đến 1 phút</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 phút</translation>
    </message>
    <message>
        <source>%1: no answer is taken</source>
        <translation>%1: không nhận trả lời</translation>
    </message>
    <message>
        <source>Human-agent window: %1 left</source>
        <translation>Chỉ nhân viên trả lời được: còn %1</translation>
    </message>
    <message>
        <source>%1: %2 of %3 replies left in %4 h</source>
        <translation>%1: còn %2 trên %3 tin trả lời trong %4 giờ</translation>
    </message>
    <message>
        <source>%1: %2 left</source>
        <translation>%1: còn %2</translation>
    </message>
    <message>
        <source>%1 takes answers for %2 days after the customer&apos;s last message, and counts %3 of them in the first %4 hours.</source>
        <translation>%1 nhận trả lời trong %2 ngày kể từ tin cuối của khách, và tính %3 tin trong %4 giờ đầu.</translation>
    </message>
    <message>
        <source>%1 takes answers for %2 hours after the customer&apos;s last message, and then answers of people until %3 days after it.</source>
        <translation>%1 nhận trả lời trong %2 giờ kể từ tin cuối của khách, sau đó chỉ nhận trả lời của nhân viên đến hết %3 ngày.</translation>
    </message>
    <message>
        <source>%1 takes no answer now: the customer&apos;s last message is more than %2 days old. Notes are possible; when the customer writes again, so are answers.</source>
        <translation>Hiện %1 không nhận trả lời: tin cuối của khách đã quá %2 ngày. Vẫn ghi chú được; khi khách nhắn lại thì trả lời được.</translation>
    </message>
</context>
<context>
    <name>tongdai::ConversationDelegate</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 đang gõ…</translation>
    </message>
    <message>
        <source>Bot: writing, %1…</source>
        <translation>Bot: đang soạn, %1…</translation>
    </message>
    <message>
        <source>Draft: %1</source>
        <translation>Nháp: %1</translation>
    </message>
    <message>
        <source>SAMPLE</source>
        <translation>MẪU</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Đã đóng</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>waiting %1</source>
        <translation>chờ %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln tin chưa đọc</numerusform>
        </translation>
    </message>
    <message>
        <source>Not delivered: %1</source>
        <translation>Chưa tới khách: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) not delivered</source>
        <translation>
            <numerusform>%Ln tin chưa tới khách</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody came</source>
        <translation>Chưa ai nhận, quá giờ</translation>
    </message>
</context>
<context>
    <name>tongdai::ConversationHeader</name>
    <message>
        <source>Closed</source>
        <translation>Đã đóng</translation>
    </message>
    <message>
        <source>SAMPLE</source>
        <translation>MẪU</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Nhận</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Tiếp quản</translation>
    </message>
    <message>
        <source>Hand back to bot</source>
        <translation>Trả lại bot</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Mở lại</translation>
    </message>
    <message>
        <source>Customer card (Ctrl+I)</source>
        <translation>Thông tin khách (Ctrl+I)</translation>
    </message>
    <message>
        <source>Show or hide the customer card</source>
        <translation>Hiện hoặc ẩn thông tin khách</translation>
    </message>
    <message>
        <source>Conversation with %1. %2</source>
        <translation>Hội thoại với %1. %2</translation>
    </message>
    <message>
        <source>BOT since %1</source>
        <translation>BOT trả lời từ %1</translation>
    </message>
    <message>
        <source>BOT answers</source>
        <translation>BOT trả lời</translation>
    </message>
    <message>
        <source>HUMAN: nobody yet</source>
        <translation>NHÂN VIÊN: chưa ai nhận</translation>
    </message>
    <message>
        <source>HUMAN: %1, since %2</source>
        <translation>NHÂN VIÊN: %1, từ %2</translation>
    </message>
    <message>
        <source>HUMAN: %1</source>
        <translation>NHÂN VIÊN: %1</translation>
    </message>
    <message>
        <source>Fence token %1</source>
        <translation>Số rào %1</translation>
    </message>
    <message>
        <source>HUMAN: %1 · bot again in %2</source>
        <translation>NHÂN VIÊN: %1 · bot trở lại sau %2</translation>
    </message>
    <message>
        <source>How long to answer before the bot does again (Shift+F9)</source>
        <translation>Trả lời trong bao lâu rồi bot làm tiếp (Shift+F9)</translation>
    </message>
    <message>
        <source>How long to answer before the bot does again</source>
        <translation>Trả lời trong bao lâu rồi bot làm tiếp</translation>
    </message>
    <message>
        <source>+30 min</source>
        <translation>+30 phút</translation>
    </message>
    <message>
        <source>BOT is off for %1</source>
        <translation>BOT đang tắt cho %1</translation>
    </message>
    <message>
        <source>BOT only drafts for %1</source>
        <translation>BOT chỉ soạn nháp cho %1</translation>
    </message>
    <message>
        <source>DRAFT ONLY: nobody sends yet</source>
        <translation>BOT SOẠN NHÁP: chưa ai gửi</translation>
    </message>
    <message>
        <source>DRAFT ONLY: %1 sends</source>
        <translation>BOT SOẠN NHÁP: %1 gửi</translation>
    </message>
</context>
<context>
    <name>tongdai::DisputePage</name>
    <message>
        <source>That message is no longer in this conversation; its newest are shown.</source>
        <translation>Tin đó không còn trong hội thoại này; đang hiện các tin mới nhất.</translation>
    </message>
    <message>
        <source>Save what is on screen…</source>
        <translation>Lưu phần đang xem…</translation>
    </message>
    <message>
        <source>The lines that are shown, at once and without reading them again (CSV)</source>
        <translation>Các dòng đang hiện, ghi ngay mà không đọc lại (CSV)</translation>
    </message>
    <message>
        <source>Save what is on screen</source>
        <translation>Lưu phần đang xem</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Đã lưu: %1</translation>
    </message>
    <message>
        <source>Nothing was written: %1</source>
        <translation>Chưa ghi được gì: %1</translation>
    </message>
    <message>
        <source>Times: %1</source>
        <comment>a time zone</comment>
        <translation>Giờ: %1</translation>
    </message>
    <message>
        <source>Times: UTC, not the shop&apos;s</source>
        <translation>Giờ: UTC, không phải giờ shop</translation>
    </message>
    <message>
        <source>Show all times in UTC (Alt+U)</source>
        <translation>Hiện mọi thời gian theo UTC (Alt+U)</translation>
    </message>
    <message>
        <source>Back to the shop&apos;s time (Alt+U)</source>
        <translation>Về giờ của shop (Alt+U)</translation>
    </message>
    <message>
        <source>Times of the shop or UTC</source>
        <translation>Giờ của shop hoặc UTC</translation>
    </message>
    <message>
        <source>Reading the conversation …</source>
        <translation>Đang đọc hội thoại…</translation>
    </message>
    <message>
        <source>This conversation cannot be read now.</source>
        <translation>Hiện không đọc được hội thoại này.</translation>
    </message>
    <message>
        <source>One event back or on</source>
        <translation>Lùi hoặc tiến một sự kiện</translation>
    </message>
    <message>
        <source>Ten events</source>
        <translation>Mười sự kiện</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Phím cách</translation>
    </message>
    <message>
        <source>Play, pause</source>
        <translation>Chạy, dừng</translation>
    </message>
    <message>
        <source>First, last event</source>
        <translation>Sự kiện đầu, cuối</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Search all sources</source>
        <translation>Tìm trong mọi nguồn</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Khung kế tiếp</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Khung trước</translation>
    </message>
    <message>
        <source>Pause, leave the search, back</source>
        <translation>Dừng, thôi tìm, quay lại</translation>
    </message>
    <message>
        <source>Dispute</source>
        <translation>Khiếu nại</translation>
    </message>
    <message>
        <source>Export as evidence…</source>
        <translation>Xuất làm bằng chứng…</translation>
    </message>
    <message>
        <source>The conversation, with the case it is open for (Ctrl+S)</source>
        <translation>Hội thoại, kèm hồ sơ khiếu nại đang mở (Ctrl+S)</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>Tìm trong hội thoại này</translation>
    </message>
    <message>
        <source>Find in the conversation: older</source>
        <translation>Tìm trong hội thoại: chỗ cũ hơn</translation>
    </message>
    <message>
        <source>Find in the conversation: newer</source>
        <translation>Tìm trong hội thoại: chỗ mới hơn</translation>
    </message>
    <message>
        <source>Kept: %1. Open the same conversation of another source and press Ctrl+D again.</source>
        <translation>Đã giữ: %1. Hãy mở cùng hội thoại đó ở nguồn khác rồi nhấn Ctrl+D lần nữa.</translation>
    </message>
    <message>
        <source>Compare with another source</source>
        <translation>So sánh với nguồn khác</translation>
    </message>
</context>
<context>
    <name>tongdai::DisputeWords</name>
    <message>
        <source>Open</source>
        <translation>Đang mở</translation>
    </message>
    <message>
        <source>Negotiating</source>
        <translation>Đang thương lượng</translation>
    </message>
    <message>
        <source>In mediation</source>
        <translation>Đang hòa giải</translation>
    </message>
    <message>
        <source>Waits for fees</source>
        <translation>Chờ nộp phí</translation>
    </message>
    <message>
        <source>Ready for arbitration</source>
        <translation>Chờ đưa ra trọng tài</translation>
    </message>
    <message>
        <source>In arbitration</source>
        <translation>Trọng tài đang xét</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>Đã trả tiền</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Đã hoàn tiền</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Đã chia</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Đã rút</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Hết hạn</translation>
    </message>
    <message>
        <source>Left to others</source>
        <translation>Giải quyết ở nơi khác</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Đã kết luận</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Đã đóng</translation>
    </message>
    <message numerus="yes">
        <source>%Ln working day(s) late</source>
        <translation>
            <numerusform>quá hạn %Ln ngày làm việc</numerusform>
        </translation>
    </message>
    <message>
        <source>late since today</source>
        <translation>quá hạn từ hôm nay</translation>
    </message>
    <message numerus="yes">
        <source>%Ln working day(s) left</source>
        <translation>
            <numerusform>còn %Ln ngày làm việc</numerusform>
        </translation>
    </message>
    <message>
        <source>ends today</source>
        <translation>hết hạn hôm nay</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>khách</translation>
    </message>
    <message>
        <source>staff</source>
        <translation>nhân viên</translation>
    </message>
    <message>
        <source>bot</source>
        <translation>bot</translation>
    </message>
    <message>
        <source>system</source>
        <translation>hệ thống</translation>
    </message>
    <message>
        <source>client</source>
        <translation>bên thuê</translation>
    </message>
    <message>
        <source>freelancer</source>
        <translation>bên làm</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>quản trị</translation>
    </message>
    <message>
        <source>arbitrator</source>
        <translation>trọng tài</translation>
    </message>
    <message>
        <source>No verdict yet</source>
        <translation>Chưa có kết luận</translation>
    </message>
    <message>
        <source>The shop&apos;s fault</source>
        <translation>Lỗi của cửa hàng</translation>
    </message>
    <message>
        <source>The customer&apos;s fault</source>
        <translation>Lỗi của khách</translation>
    </message>
    <message>
        <source>Both sides&apos; fault</source>
        <translation>Lỗi hai bên</translation>
    </message>
    <message>
        <source>Nobody&apos;s fault</source>
        <translation>Không ai có lỗi</translation>
    </message>
    <message>
        <source>This shop</source>
        <translation>Cửa hàng này</translation>
    </message>
    <message>
        <source>MySQL chat</source>
        <translation>Chat MySQL</translation>
    </message>
    <message>
        <source>PostgreSQL conversations</source>
        <translation>Hội thoại PostgreSQL</translation>
    </message>
    <message>
        <source>being opened …</source>
        <translation>đang mở…</translation>
    </message>
    <message>
        <source>does not answer; tried again every 5 s</source>
        <translation>không trả lời; cứ 5 giây thử lại</translation>
    </message>
    <message>
        <source>answered too late; tried again every 5 s</source>
        <translation>trả lời quá chậm; cứ 5 giây thử lại</translation>
    </message>
    <message>
        <source>refuses us: %1</source>
        <translation>từ chối: %1</translation>
    </message>
    <message>
        <source>is not such a database: %1</source>
        <translation>không phải cơ sở dữ liệu này: %1</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 tin</translation>
    </message>
    <message>
        <source>%1 messages so far, reading …</source>
        <translation>đã đọc %1 tin, đang đọc tiếp…</translation>
    </message>
    <message>
        <source>Every look is written into the audit log.</source>
        <translation>Mọi lượt xem đều được ghi vào nhật ký thao tác.</translation>
    </message>
    <message>
        <source>Read only: database user %1, a session that cannot write.</source>
        <translation>Chỉ đọc: tài khoản cơ sở dữ liệu %1, phiên làm việc không ghi được.</translation>
    </message>
    <message>
        <source>Every look is written down, here and there.</source>
        <translation>Mọi lượt xem đều được ghi lại, cả ở đây và bên kia.</translation>
    </message>
    <message>
        <source>Every look is written down here; this user may not do so there.</source>
        <translation>Mọi lượt xem đều được ghi lại ở đây; tài khoản này không có quyền ghi ở bên kia.</translation>
    </message>
    <message>
        <source>Every look is written down here.</source>
        <translation>Mọi lượt xem đều được ghi lại ở đây.</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>chưa có mặt</translation>
    </message>
    <message>
        <source>received %1</source>
        <translation>nhận %1</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>đọc %1</translation>
    </message>
    <message>
        <source>wrote it</source>
        <translation>đã viết</translation>
    </message>
    <message>
        <source>Had not been sent yet.</source>
        <translation>Lúc đó chưa gửi.</translation>
    </message>
    <message>
        <source>%1 did not take part then.</source>
        <translation>Lúc đó %1 không tham gia.</translation>
    </message>
    <message>
        <source>Whether it had reached %1 is not recorded in this source.</source>
        <translation>Nguồn này không ghi tin đã tới %1 hay chưa.</translation>
    </message>
    <message>
        <source>It had not reached %1.</source>
        <translation>Tin chưa tới %1.</translation>
    </message>
    <message>
        <source>It had reached %1 at %2, unread.</source>
        <translation>Tin tới %1 lúc %2, chưa đọc.</translation>
    </message>
    <message>
        <source>%1 had read it at %2.</source>
        <translation>%1 đã đọc lúc %2.</translation>
    </message>
    <message>
        <source>%1 wrote it at %2.</source>
        <translation>%1 viết lúc %2.</translation>
    </message>
    <message>
        <source>Nobody had answered yet.</source>
        <translation>Lúc đó chưa ai trả lời.</translation>
    </message>
    <message>
        <source>%1 wrote %2 having read everything said before.</source>
        <translation>%1 viết %2 sau khi đã đọc mọi tin trước đó.</translation>
    </message>
    <message>
        <source>What %1 had read when writing %2 cannot be known: there are no receipts of it.</source>
        <translation>Không biết được %1 đã đọc gì khi viết %2: nguồn này không ghi lúc nhận và lúc đọc.</translation>
    </message>
    <message>
        <source>%1 wrote %2 without having seen %3.</source>
        <translation>%1 viết %2 khi chưa thấy %3.</translation>
    </message>
    <message numerus="yes">
        <source>%1 wrote %2 without having seen %3 and %Ln more.</source>
        <translation>
            <numerusform>%1 viết %2 khi chưa thấy %3 và %Ln tin khác.</numerusform>
        </translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>ai đó</translation>
    </message>
    <message>
        <source>%1 writes %2</source>
        <translation>%1 viết %2</translation>
    </message>
    <message>
        <source>%2 reaches %1</source>
        <translation>%2 tới %1</translation>
    </message>
    <message>
        <source>%1 reads %2</source>
        <translation>%1 đọc %2</translation>
    </message>
    <message>
        <source>%1 is edited</source>
        <translation>%1 được sửa</translation>
    </message>
    <message>
        <source>%1 is deleted</source>
        <translation>%1 bị xóa</translation>
    </message>
    <message>
        <source>%1 joins</source>
        <translation>%1 tham gia</translation>
    </message>
    <message>
        <source>%1 leaves</source>
        <translation>%1 rời đi</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Không còn nữa.</translation>
    </message>
    <message>
        <source>The source did not answer in time. Nothing was changed.</source>
        <translation>Nguồn không trả lời kịp. Không có gì bị thay đổi.</translation>
    </message>
    <message>
        <source>You take part in the mediation now. Both sides have two days to respond.</source>
        <translation>Bạn đã tham gia hòa giải. Hai bên có hai ngày để phản hồi.</translation>
    </message>
    <message>
        <source>That you joined stands in the access log. You take part there only by that program.</source>
        <translation>Việc bạn tham gia đã ghi vào nhật ký truy cập. Muốn nhắn ở đó, hãy dùng phần mềm kia.</translation>
    </message>
    <message>
        <source>The dispute was not found</source>
        <translation>Không tìm thấy tranh chấp</translation>
    </message>
    <message>
        <source>The dispute is not in mediation any more</source>
        <translation>Tranh chấp không còn ở giai đoạn hòa giải</translation>
    </message>
    <message>
        <source>You have joined this dispute before</source>
        <translation>Bạn đã tham gia tranh chấp này trước đó</translation>
    </message>
    <message>
        <source>There is no chat room of the dispute for an administrator to join</source>
        <translation>Không tìm thấy phòng chat tranh chấp để admin tham gia</translation>
    </message>
    <message>
        <source>The administrator&apos;s look could not be written into the access log</source>
        <translation>Không ghi được nhật ký truy cập của admin</translation>
    </message>
    <message>
        <source>This case has been decided already.</source>
        <translation>Hồ sơ này đã có kết luận.</translation>
    </message>
    <message>
        <source>The second opinion must be another person&apos;s.</source>
        <translation>Người duyệt phải là người khác.</translation>
    </message>
    <message>
        <source>The source refused: %1</source>
        <translation>Nguồn từ chối: %1</translation>
    </message>
    <message>
        <source>The source cannot be reached: %1. It is tried again by itself.</source>
        <translation>Không kết nối được nguồn: %1. Hệ thống sẽ tự thử lại.</translation>
    </message>
    <message>
        <source>the bot</source>
        <translation>bot</translation>
    </message>
    <message>
        <source>a deleted message</source>
        <translation>một tin đã xóa</translation>
    </message>
    <message>
        <source>%1 wrote it; when is not recorded in this source.</source>
        <translation>%1 viết; nguồn này không ghi lúc nào.</translation>
    </message>
</context>
<context>
    <name>tongdai::EvidencePaper</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>Trang %1 / %2</translation>
    </message>
</context>
<context>
    <name>tongdai::EvidenceTables</name>
    <message>
        <source>No.</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Time (%1)</source>
        <translation>Thời gian (%1)</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Ai</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Ghi nhận</translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>Mã tin</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Mã băm</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Thông tin</translation>
    </message>
</context>
<context>
    <name>tongdai::EvidenceWords</name>
    <message>
        <source>Record of a conversation</source>
        <translation>Biên bản hội thoại</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Khách</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Nhân viên</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Hệ thống</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Ghi chú nội bộ</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what somebody is, who it is</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>An internal note stands here and was not exported.</source>
        <translation>Ở đây có một ghi chú nội bộ, không được xuất.</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>Đính kèm: %1</translation>
    </message>
    <message>
        <source>Accepted by the channel: %1</source>
        <translation>Kênh đã nhận: %1</translation>
    </message>
    <message>
        <source>Reached the customer: %1</source>
        <translation>Đã tới khách: %1</translation>
    </message>
    <message>
        <source>Read: %1</source>
        <translation>Đã xem: %1</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>Không gửi được</translation>
    </message>
    <message>
        <source>Not known whether it was delivered</source>
        <translation>Chưa rõ đã gửi được hay chưa</translation>
    </message>
    <message>
        <source>Arrived late</source>
        <translation>Đến muộn</translation>
    </message>
    <message>
        <source>Numbers are masked</source>
        <translation>Đã che số</translation>
    </message>
    <message>
        <source>No number is missing, 1 to %1</source>
        <translation>Không thiếu số nào, từ 1 đến %1</translation>
    </message>
    <message>
        <source>These lines are not in the store any more: %1</source>
        <translation>Các dòng này không còn trong lịch sử tin nhắn: %1</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Cửa hàng</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kênh</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Xuất lúc</translation>
    </message>
    <message>
        <source>Exported by</source>
        <translation>Người xuất</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Múi giờ</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Phone, card and identity numbers are masked</source>
        <translation>Đã che số điện thoại, số thẻ và số giấy tờ</translation>
    </message>
    <message>
        <source>Nothing is masked</source>
        <translation>Không che gì</translation>
    </message>
    <message>
        <source>with internal notes</source>
        <translation>có ghi chú nội bộ</translation>
    </message>
    <message>
        <source>without internal notes</source>
        <translation>không có ghi chú nội bộ</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Số dòng</translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation>Tính đầy đủ</translation>
    </message>
    <message>
        <source>Key of the shop</source>
        <translation>Khóa ký của cửa hàng</translation>
    </message>
    <message>
        <source>Chain head</source>
        <translation>Mã chốt chuỗi</translation>
    </message>
    <message>
        <source>Every line is hashed together with all lines before it; the chain head stands at the foot of every page and in the signed package this belongs to. Two records with the same head have the same lines.</source>
        <translation>Mỗi dòng được băm cùng với mọi dòng trước nó; mã chốt chuỗi in ở chân mỗi trang và nằm trong gói đã ký đi kèm. Hai biên bản có cùng mã chốt thì có cùng các dòng.</translation>
    </message>
    <message>
        <source>The package proves that nothing was changed after it was signed. It does not prove that the shop&apos;s computer recorded rightly before.</source>
        <translation>Gói chứng minh rằng không có gì bị đổi sau khi ký. Gói không chứng minh rằng trước đó máy của cửa hàng đã ghi đúng.</translation>
    </message>
    <message>
        <source>Whether the key is the shop&apos;s has to be asked of the shop by another way.</source>
        <translation>Muốn biết khóa có đúng của cửa hàng không, hãy hỏi cửa hàng bằng một kênh khác.</translation>
    </message>
    <message>
        <source>Row %1 is not the one that was signed.</source>
        <translation>Dòng %1 không phải là dòng đã được ký.</translation>
    </message>
    <message>
        <source>Row %1 is not in its place.</source>
        <translation>Dòng %1 không đứng đúng chỗ.</translation>
    </message>
    <message>
        <source>The signature does not fit the key.</source>
        <translation>Chữ ký không khớp với khóa.</translation>
    </message>
    <message>
        <source>The manifest cannot be read, or does not fit the rows.</source>
        <translation>Bản kê không đọc được, hoặc không khớp với các dòng.</translation>
    </message>
    <message>
        <source>The file %1 is not the one that was signed.</source>
        <translation>Tệp %1 không phải là tệp đã được ký.</translation>
    </message>
    <message>
        <source>Bytes around the rows are not those that were signed.</source>
        <translation>Phần bao quanh các dòng không giống lúc ký.</translation>
    </message>
    <message>
        <source>The end of the file is missing.</source>
        <translation>Thiếu phần cuối của tệp.</translation>
    </message>
    <message>
        <source>The file ends too early: rows %1 to %2 are missing.</source>
        <translation>Tệp bị cụt: thiếu các dòng %1 đến %2.</translation>
    </message>
    <message>
        <source>Lines %1 to %2 were not in the store any more when it was exported.</source>
        <translation>Khi xuất, các dòng %1 đến %2 không còn trong lịch sử tin nhắn.</translation>
    </message>
    <message>
        <source>Newer lines, %1 to %2, were known and are not here.</source>
        <translation>Đã biết có dòng mới hơn, %1 đến %2, nhưng không có ở đây.</translation>
    </message>
    <message>
        <source>The seal is missing: another program packed the file again.</source>
        <translation>Thiếu dấu niêm phong: một chương trình khác đã nén lại tệp.</translation>
    </message>
    <message>
        <source>The file %1 is missing.</source>
        <translation>Thiếu tệp %1.</translation>
    </message>
    <message>
        <source>When it was exported, the audit log did not fit the anchor kept outside the database.</source>
        <translation>Khi xuất, nhật ký thao tác không khớp với điểm neo giữ ngoài cơ sở dữ liệu.</translation>
    </message>
    <message>
        <source>This line was deleted.</source>
        <translation>Tin này đã bị xóa.</translation>
    </message>
    <message>
        <source>Edited: %1</source>
        <translation>Đã sửa: %1</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>Đã xóa: %1</translation>
    </message>
    <message>
        <source>Reached %1: %2</source>
        <translation>Đã đến %1: %2</translation>
    </message>
    <message>
        <source>Read by %1: %2</source>
        <translation>%1 đã đọc: %2</translation>
    </message>
    <message>
        <source>SHA-256 of the attachment: %1</source>
        <translation>SHA-256 của tệp đính kèm: %1</translation>
    </message>
    <message>
        <source>As the other program&apos;s database gave it; whether lines are missing there cannot be known</source>
        <translation>Đúng như cơ sở dữ liệu của chương trình kia đưa ra; không thể biết ở đó có thiếu tin nào không</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>Đọc từ</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Mở lúc</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation>%1, bởi %2</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>Các bên</translation>
    </message>
    <message>
        <source>Amount in dispute</source>
        <translation>Số tiền khiếu nại</translation>
    </message>
    <message>
        <source>Proposed by %1, %2</source>
        <translation>%1 đề xuất, %2</translation>
    </message>
    <message>
        <source>Approved by %1, %2</source>
        <translation>%1 duyệt, %2</translation>
    </message>
    <message>
        <source>Not yet approved by a second person.</source>
        <translation>Chưa có người thứ hai duyệt.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <source>Note in the case</source>
        <translation>Ghi chú trong hồ sơ</translation>
    </message>
    <message>
        <source>Note in the case by %1</source>
        <translation>Ghi chú trong hồ sơ của %1</translation>
    </message>
</context>
<context>
    <name>tongdai::ExportDialog</name>
    <message>
        <source>Export as evidence</source>
        <translation>Xuất làm bằng chứng</translation>
    </message>
    <message>
        <source>Save in:</source>
        <translation>Lưu vào:</translation>
    </message>
    <message>
        <source>Check a package</source>
        <translation>Kiểm tra gói bằng chứng</translation>
    </message>
    <message>
        <source>Packages of evidence (*.zip)</source>
        <translation>Gói bằng chứng (*.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Mọi tệp (*)</translation>
    </message>
    <message>
        <source>Reading the conversation…</source>
        <translation>Đang đọc hội thoại…</translation>
    </message>
    <message>
        <source>Reading the conversation: %1 of %2 lines</source>
        <translation>Đang đọc hội thoại: %1 / %2 dòng</translation>
    </message>
    <message>
        <source>Laying out for reading: %1 of %2</source>
        <translation>Đang dàn trang: %1 / %2</translation>
    </message>
    <message>
        <source>Writing and signing: %1 of %2 lines</source>
        <translation>Đang ghi và ký: %1 / %2 dòng</translation>
    </message>
    <message>
        <source>Nothing was written: %1</source>
        <translation>Không ghi được gì: %1</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Đã hủy; không ghi gì.</translation>
    </message>
    <message>
        <source>Written: %1 lines, %2, to %3</source>
        <translation>Đã ghi: %1 dòng, %2, vào %3</translation>
    </message>
    <message>
        <source>Chain head: %1</source>
        <translation>Mã chốt chuỗi: %1</translation>
    </message>
    <message>
        <source>Key of this shop: %1</source>
        <translation>Khóa ký của cửa hàng này: %1</translation>
    </message>
    <message>
        <source>Some lines are not in the store any more; the export names them.</source>
        <translation>Một số dòng không còn trong lịch sử tin nhắn; bản xuất có nêu rõ.</translation>
    </message>
    <message>
        <source>%1 is not a package of evidence, or was made to do harm.</source>
        <translation>%1 không phải gói bằng chứng, hoặc được làm ra để phá hoại.</translation>
    </message>
    <message numerus="yes">
        <source>Integrity: unchanged, %Ln rows as they were signed</source>
        <translation>
            <numerusform>Nguyên vẹn: cả %Ln dòng đúng như lúc ký</numerusform>
        </translation>
    </message>
    <message>
        <source>Integrity: CHANGED</source>
        <translation>Nguyên vẹn: ĐÃ BỊ THAY ĐỔI</translation>
    </message>
    <message>
        <source>Completeness: no number is missing</source>
        <translation>Đầy đủ: không thiếu số nào</translation>
    </message>
    <message>
        <source>Completeness: INCOMPLETE</source>
        <translation>Đầy đủ: CÒN THIẾU</translation>
    </message>
    <message>
        <source>Signed with the key %1</source>
        <translation>Ký bằng khóa %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Signed package: all lines, a PDF, and a page that checks it (.zip)</source>
        <translation>Gói đã ký: mọi dòng, bản PDF và trang tự kiểm tra (.zip)</translation>
    </message>
    <message>
        <source>PDF to print (.pdf)</source>
        <translation>PDF để in (.pdf)</translation>
    </message>
    <message>
        <source>Excel workbook (.xlsx)</source>
        <translation>Bảng tính Excel (.xlsx)</translation>
    </message>
    <message>
        <source>Table for any program (.csv)</source>
        <translation>Bảng cho mọi chương trình (.csv)</translation>
    </message>
    <message>
        <source>Mask phone, card and identity numbers</source>
        <translation>Che số điện thoại, số thẻ và số giấy tờ</translation>
    </message>
    <message>
        <source>With internal notes</source>
        <translation>Kèm ghi chú nội bộ</translation>
    </message>
    <message>
        <source>Whoever has the file can read every number in it.</source>
        <translation>Ai có tệp này đều đọc được mọi số trong đó.</translation>
    </message>
    <message>
        <source>Notes were never meant for the customer.</source>
        <translation>Ghi chú vốn không dành cho khách.</translation>
    </message>
    <message>
        <source>Check a package…</source>
        <translation>Kiểm tra gói bằng chứng…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Lưu tệp…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>case, conversation</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>With the case: who opened it, verdict and reasons</source>
        <translation>Kèm hồ sơ khiếu nại: ai mở, kết luận và lý do</translation>
    </message>
</context>
<context>
    <name>tongdai::FailureSheet</name>
    <message>
        <source>Cause</source>
        <translation>Nguyên nhân</translation>
    </message>
    <message>
        <source>Open the settings file</source>
        <translation>Mở tệp cài đặt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Tongdai does not start: a setting cannot be used</source>
        <translation>Chưa mở được Tongdai: có cài đặt không dùng được</translation>
    </message>
    <message>
        <source>Tongdai is running already, without a window that answers</source>
        <translation>Tongdai đang chạy, nhưng cửa sổ không phản hồi</translation>
    </message>
    <message>
        <source>Tongdai does not start: its passwords and tokens are locked away</source>
        <translation>Chưa mở được Tongdai: kho mật khẩu đang khóa</translation>
    </message>
    <message>
        <source>Nothing was changed, and no new ones were made. Unlock the key store of this desktop (it opens with your password when you sign in to the computer) and start Tongdai again.</source>
        <translation>Chưa có gì thay đổi và cũng không tạo mã mới. Hãy mở khóa kho mật khẩu của máy (kho tự mở khi bạn đăng nhập máy tính bằng mật khẩu) rồi mở lại Tongdai.</translation>
    </message>
    <message>
        <source>Tongdai does not start: its data folder cannot be used</source>
        <translation>Chưa mở được Tongdai: không dùng được thư mục dữ liệu</translation>
    </message>
    <message>
        <source>Customers cannot reach this shop: its address is taken</source>
        <translation>Khách không nhắn tới cửa hàng được: địa chỉ đã bị chiếm</translation>
    </message>
    <message>
        <source>The message history cannot be opened</source>
        <translation>Không mở được lịch sử tin nhắn</translation>
    </message>
    <message>
        <source>Correct what is named above, in the file and line that stand before it, and start Tongdai again.</source>
        <translation>Hãy sửa chỗ nêu ở trên, đúng tệp và dòng ghi phía trước, rồi mở lại Tongdai.</translation>
    </message>
    <message>
        <source>It may be the engine without a window, or a window that hangs. Stop the process named above, or give this one a folder of its own with --data-dir.</source>
        <translation>Có thể là bộ máy chạy không cửa sổ, hoặc cửa sổ bị treo. Hãy dừng tiến trình nêu ở trên, hoặc cho lần mở này một thư mục riêng bằng --data-dir.</translation>
    </message>
    <message>
        <source>Make room on the disk, or make the folder writable for you, and start Tongdai again. Another folder can be named with --data-dir.</source>
        <translation>Hãy dọn bớt ổ đĩa, hoặc cấp quyền ghi thư mục cho bạn, rồi mở lại Tongdai. Có thể chọn thư mục khác bằng --data-dir.</translation>
    </message>
    <message>
        <source>Close the program that uses this address, or set another API_PORT in the settings file, and start Tongdai again. Until then you see what there is, and nothing new comes in.</source>
        <translation>Hãy đóng chương trình đang dùng địa chỉ này, hoặc đặt API_PORT khác trong tệp cài đặt, rồi mở lại Tongdai. Trong lúc đó bạn vẫn xem được dữ liệu cũ, nhưng tin mới không vào.</translation>
    </message>
    <message>
        <source>Nothing in it was changed. Tongdai goes on trying; the Setup page tests the connection and brings backups back.</source>
        <translation>Dữ liệu không bị thay đổi. Tongdai vẫn thử mở tiếp; ở trang Thiết lập có thể thử kết nối và khôi phục bản sao lưu.</translation>
    </message>
</context>
<context>
    <name>tongdai::KeysPane</name>
    <message>
        <source>This key is gone.</source>
        <translation>Key này không còn.</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>Không có gì bên trong.</translation>
    </message>
    <message>
        <source>Redis does not answer.</source>
        <translation>Redis không trả lời.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <source>%1 found, %2% looked at</source>
        <translation>Tìm thấy %1, đã xem %2%</translation>
    </message>
    <message>
        <source>The first %1; be more specific</source>
        <translation>%1 key đầu tiên; hãy ghi tên rõ hơn</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>%1 key</translation>
    </message>
    <message>
        <source>Part of a key, or a pattern such as chat:*</source>
        <translation>Một phần tên key, hoặc mẫu như chat:*</translation>
    </message>
    <message>
        <source>Which keys to look for</source>
        <translation>Tìm những key nào</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>What the key holds</source>
        <translation>Nội dung của key</translation>
    </message>
    <message>
        <source>Read more</source>
        <translation>Đọc tiếp</translation>
    </message>
    <message>
        <source>Choose a key to see what it holds.</source>
        <translation>Chọn một key để xem nội dung.</translation>
    </message>
    <message>
        <source>Follow the stream (Enter)</source>
        <translation>Theo dõi luồng (Enter)</translation>
    </message>
    <message>
        <source>Leftovers …</source>
        <translation>Key bị bỏ lại …</translation>
    </message>
    <message>
        <source>Keys that should have run out</source>
        <translation>Các key lẽ ra phải hết hạn</translation>
    </message>
</context>
<context>
    <name>tongdai::KeyTree</name>
    <message>
        <source>no end</source>
        <translation>không hết hạn</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Kiểu</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Cỡ</translation>
    </message>
    <message>
        <source>Ends in</source>
        <translation>Hết hạn sau</translation>
    </message>
</context>
<context>
    <name>tongdai::KnewModel</name>
    <message>
        <source>file</source>
        <translation>tệp</translation>
    </message>
    <message>
        <source>%1  not sent yet</source>
        <translation>%1  chưa gửi</translation>
    </message>
    <message>
        <source>%1  %2: deleted</source>
        <translation>%1  %2: đã xóa</translation>
    </message>
    <message>
        <source>a text that was deleted later</source>
        <translation>tin về sau bị xóa</translation>
    </message>
    <message>
        <source>(edited)</source>
        <translation>(đã sửa)</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Tin nhắn</translation>
    </message>
</context>
<context>
    <name>tongdai::JoinCard</name>
    <message>
        <source>You join the conversation as the other program&apos;s administrator. That you did, and why, stands in its access log and in the audit log.</source>
        <translation>Bạn vào cuộc trò chuyện với tư cách admin của phần mềm kia. Việc này và lý do được ghi vào nhật ký truy cập của nó và nhật ký thao tác.</translation>
    </message>
    <message>
        <source>Mediation</source>
        <translation>Hòa giải</translation>
    </message>
    <message>
        <source>Why you join</source>
        <translation>Lý do tham gia</translation>
    </message>
    <message>
        <source>Join the conversation</source>
        <translation>Tham gia cuộc trò chuyện</translation>
    </message>
</context>
<context>
    <name>tongdai::LineDetail</name>
    <message>
        <source>Intent %1, %2 sure</source>
        <translation>Ý định %1, độ tin cậy %2</translation>
    </message>
    <message>
        <source>Intent %1</source>
        <translation>Ý định %1</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>Mô hình %1</translation>
    </message>
    <message>
        <source>AI %1</source>
        <translation>AI %1</translation>
    </message>
    <message>
        <source>Fence %1</source>
        <translation>Số rào %1</translation>
    </message>
    <message>
        <source>Steps: accept %1 › claim %2 › context %3 › AI %4 › extract %5 › record %6 › send %7</source>
        <translation>Các bước: tiếp nhận %1 › giữ %2 › ngữ cảnh %3 › AI %4 › xét thao tác %5 › ghi %6 › gửi %7</translation>
    </message>
    <message>
        <source>Not sent: %1 had come meanwhile.</source>
        <translation>Không gửi: trong lúc đó có tin %1.</translation>
    </message>
    <message>
        <source>Not sent: %1 took over.</source>
        <translation>Không gửi: %1 tiếp quản.</translation>
    </message>
    <message>
        <source>file without a name</source>
        <translation>tệp không tên</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>không rõ cỡ</translation>
    </message>
    <message>
        <source>no checksum</source>
        <translation>không có mã kiểm tra</translation>
    </message>
    <message>
        <source>Attachment: %1</source>
        <translation>Tệp kèm: %1</translation>
    </message>
    <message>
        <source>Edited at %1; this source keeps no earlier text.</source>
        <translation>Sửa lúc %1; nguồn này không giữ bản trước.</translation>
    </message>
    <message>
        <source>Deleted at %1; the original is kept.</source>
        <translation>Xóa lúc %1; còn giữ bản gốc.</translation>
    </message>
    <message>
        <source>Deleted at %1; no original is kept.</source>
        <translation>Xóa lúc %1; không giữ bản gốc.</translation>
    </message>
    <message>
        <source>Choose a message to see everything that is known of it.</source>
        <translation>Chọn một tin để xem mọi điều đã biết về nó.</translation>
    </message>
    <message>
        <source>Open the original</source>
        <translation>Xem bản gốc</translation>
    </message>
    <message>
        <source>That you opened it stands in the audit log.</source>
        <translation>Việc bạn xem đã được ghi vào nhật ký thao tác.</translation>
    </message>
    <message>
        <source>Revealed to you; your reason stands in the audit log.</source>
        <translation>Đã hiện cho bạn; lý do được ghi vào nhật ký thao tác.</translation>
    </message>
    <message>
        <source>Phone, card and identity numbers are masked.</source>
        <translation>Số điện thoại, số thẻ và số giấy tờ đã được che.</translation>
    </message>
    <message>
        <source>Why you need them, for the audit log</source>
        <translation>Vì sao bạn cần xem (ghi vào nhật ký thao tác)</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Hiện số</translation>
    </message>
</context>
<context>
    <name>tongdai::PeopleSection</name>
    <message>
        <source>Team (those of one name are one team)</source>
        <translation>Nhóm (cùng tên là cùng nhóm)</translation>
    </message>
    <message>
        <source>Conversations they see; those nobody has also when they are closed</source>
        <translation>Hội thoại được xem (gồm cả hội thoại đã đóng mà không ai giữ)</translation>
    </message>
    <message>
        <source>Of these channels only; none chosen: of all</source>
        <translation>Chỉ các kênh này; không chọn kênh nào: mọi kênh</translation>
    </message>
    <message>
        <source>Type the name of their team: one without a name has nobody in it.</source>
        <translation>Hãy nhập tên nhóm: nhóm không có tên thì không có ai trong nhóm.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Nhân sự</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Đã ngừng</translation>
    </message>
    <message>
        <source>Has not signed in with the new password</source>
        <translation>Chưa đăng nhập bằng mật khẩu mới</translation>
    </message>
    <message>
        <source>Last here %1</source>
        <translation>Có mặt lần cuối: %1</translation>
    </message>
    <message>
        <source>Never signed in</source>
        <translation>Chưa đăng nhập lần nào</translation>
    </message>
    <message>
        <source>Enable again</source>
        <translation>Cho dùng lại</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Ngừng</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>Hai mật khẩu không giống nhau.</translation>
    </message>
    <message>
        <source>First, a password of your own</source>
        <translation>Trước hết, mật khẩu của bạn</translation>
    </message>
    <message>
        <source>A new person</source>
        <translation>Người mới</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <source>Become the administrator</source>
        <translation>Trở thành quản trị</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>%1 signs in with this password, once, and then chooses another. It is shown only now:</source>
        <translation>%1 đăng nhập lần đầu bằng mật khẩu này, rồi tự đặt mật khẩu khác. Mật khẩu chỉ hiện lúc này:</translation>
    </message>
    <message>
        <source>Who may sit at the desk</source>
        <translation>Ai được vào trả lời khách</translation>
    </message>
    <message>
        <source>You are alone here: nobody has to sign in. To let somebody else in, choose a password first; from then on the desk asks who sits there.</source>
        <translation>Chỉ có một mình bạn nên không cần đăng nhập. Muốn thêm người, hãy đặt mật khẩu của bạn trước; từ đó chương trình sẽ hỏi ai đang dùng máy.</translation>
    </message>
    <message>
        <source>Nobody is ever deleted: what they did keeps their name. Whoever is disabled is out at once, everywhere.</source>
        <translation>Không ai bị xóa: việc đã làm vẫn ghi tên người đó. Ai bị ngừng thì bị đăng xuất ngay, trên mọi máy.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>Tên đăng nhập</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Vai trò</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Add a person…</source>
        <translation>Thêm người…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Sửa…</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Mật khẩu mới</translation>
    </message>
    <message>
        <source>Signs in as (one word, never changed)</source>
        <translation>Tên đăng nhập (một từ, không đổi được)</translation>
    </message>
    <message>
        <source>Name, as colleagues and customers read it</source>
        <translation>Tên hiện với đồng nghiệp và khách</translation>
    </message>
    <message>
        <source>Password, at least 8 characters</source>
        <translation>Mật khẩu, ít nhất 8 ký tự</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Nhập lại</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <source>Without signing in, whoever uses this computer is the administrator.</source>
        <translation>Khi không cần đăng nhập, ai dùng máy này cũng là quản trị.</translation>
    </message>
    <message>
        <source>Once there are two people</source>
        <translation>Khi có từ hai người</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Luôn luôn</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Không bao giờ</translation>
    </message>
</context>
<context>
    <name>tongdai::PeopleWords</name>
    <message>
        <source>Every conversation</source>
        <translation>Mọi hội thoại</translation>
    </message>
    <message>
        <source>Those of their team, and those nobody has</source>
        <translation>Của nhóm mình và chưa ai nhận</translation>
    </message>
    <message>
        <source>Their own, and those nobody has</source>
        <translation>Của chính người này và chưa ai nhận</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Nhân viên</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Trưởng ca</translation>
    </message>
    <message>
        <source>Dispute reviewer</source>
        <translation>Người xét khiếu nại</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Quản trị</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Kiểm soát viên</translation>
    </message>
    <message>
        <source>Answers customers.</source>
        <translation>Trả lời khách.</translation>
    </message>
    <message>
        <source>Answers customers, sees figures and locks, and frees what is stuck.</source>
        <translation>Trả lời khách, xem số liệu và khóa, gỡ chỗ bị kẹt.</translation>
    </message>
    <message>
        <source>Judges disputes and exports evidence. Answers nobody.</source>
        <translation>Xét khiếu nại và xuất bằng chứng. Không trả lời khách.</translation>
    </message>
    <message>
        <source>May do everything: settings, backups, people.</source>
        <translation>Được làm mọi việc: cài đặt, sao lưu, nhân sự.</translation>
    </message>
    <message>
        <source>Reads everything and verifies the audit log. Changes nothing.</source>
        <translation>Xem được mọi thứ và kiểm tra nhật ký thao tác. Không sửa gì.</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passwords. Try again in %Ln second(s).</source>
        <translation>
            <numerusform>Sai mật khẩu quá nhiều lần. Thử lại sau %Ln giây.</numerusform>
        </translation>
    </message>
    <message>
        <source>This name and password do not match.</source>
        <translation>Tên và mật khẩu này không khớp.</translation>
    </message>
    <message>
        <source>You may not sign in here any more. Ask an administrator.</source>
        <translation>Tài khoản của bạn đã bị ngừng. Hãy hỏi quản trị.</translation>
    </message>
    <message>
        <source>An administrator has ended this session.</source>
        <translation>Quản trị đã kết thúc phiên này.</translation>
    </message>
    <message>
        <source>Your password was changed. Sign in with the new one.</source>
        <translation>Mật khẩu của bạn đã đổi. Hãy đăng nhập bằng mật khẩu mới.</translation>
    </message>
    <message>
        <source>After twelve hours everybody signs in again.</source>
        <translation>Sau mười hai giờ, ai cũng phải đăng nhập lại.</translation>
    </message>
    <message>
        <source>This person is not there.</source>
        <translation>Không có người này.</translation>
    </message>
    <message>
        <source>Somebody signs in with this name already.</source>
        <translation>Đã có người đăng nhập bằng tên này.</translation>
    </message>
    <message>
        <source>Nobody else is an administrator: make somebody else one first.</source>
        <translation>Không còn ai khác là quản trị: hãy giao quyền quản trị cho người khác trước.</translation>
    </message>
    <message>
        <source>Choose a password of your own first: you become the administrator.</source>
        <translation>Trước hết hãy đặt mật khẩu của bạn: bạn sẽ là quản trị.</translation>
    </message>
    <message>
        <source>The name to sign in with is one word, without spaces.</source>
        <translation>Tên đăng nhập là một từ, không có dấu cách.</translation>
    </message>
    <message>
        <source>Type the person&apos;s name, at most 100 letters.</source>
        <translation>Hãy nhập tên người này, tối đa 100 chữ.</translation>
    </message>
    <message>
        <source>The password needs at least 8 characters.</source>
        <translation>Mật khẩu cần ít nhất 8 ký tự.</translation>
    </message>
    <message>
        <source>The password has more than 256 characters.</source>
        <translation>Mật khẩu dài quá 256 ký tự.</translation>
    </message>
    <message>
        <source>The present password is not right.</source>
        <translation>Mật khẩu hiện tại không đúng.</translation>
    </message>
    <message>
        <source>There is not enough memory to make the password. Close other programs and try again.</source>
        <translation>Không đủ bộ nhớ để tạo mật khẩu. Hãy đóng bớt chương trình rồi thử lại.</translation>
    </message>
    <message>
        <source>The engine is starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Nobody is signed in here.</source>
        <translation>Chưa có ai đăng nhập ở đây.</translation>
    </message>
    <message>
        <source>Your role does not include this.</source>
        <translation>Vai trò của bạn không có quyền này.</translation>
    </message>
    <message>
        <source>That took too long and was stopped.</source>
        <translation>Việc này lâu quá nên đã dừng.</translation>
    </message>
    <message>
        <source>The history cannot be reached. Nothing was changed.</source>
        <translation>Không kết nối được lịch sử tin nhắn. Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>The history cannot be reached: %1</source>
        <translation>Không kết nối được lịch sử tin nhắn: %1</translation>
    </message>
</context>
<context>
    <name>tongdai::PersonMenu</name>
    <message>
        <source>Nobody is signed in</source>
        <translation>Chưa ai đăng nhập</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>Khóa màn hình</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>Đổi mật khẩu…</translation>
    </message>
    <message>
        <source>See the desk as</source>
        <translation>Xem màn hình như</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Đăng xuất</translation>
    </message>
    <message>
        <source>Myself</source>
        <translation>Chính tôi</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>a person and their role</comment>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>tongdai::RecentBotList</name>
    <message>
        <source>All of them</source>
        <translation>Xem tất cả</translation>
    </message>
    <message>
        <source>All the bot&apos;s conversations (Alt+4)</source>
        <translation>Mọi hội thoại của bot (Alt+4)</translation>
    </message>
    <message>
        <source>Conversations the bot has just answered</source>
        <translation>Hội thoại bot vừa trả lời</translation>
    </message>
    <message>
        <source>%1 with the bot, last %2 min</source>
        <translation>Bot: %1 hội thoại, %2 phút qua</translation>
    </message>
</context>
<context>
    <name>tongdai::ConversationPane</name>
    <message numerus="yes">
        <source>%Ln conversation(s) moved – re-sort</source>
        <translation>
            <numerusform>%Ln hội thoại đổi chỗ – sắp lại</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new customer(s)</source>
        <translation>
            <numerusform>%Ln khách mới</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved</source>
        <comment>conversations</comment>
        <translation>
            <numerusform>%Ln đổi chỗ</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Conversations cannot be read at the moment: the database is unreachable. Customers&apos; messages are still taken, and appear here when it is back.</source>
        <translation>Tạm thời chưa đọc được hội thoại: cơ sở dữ liệu mất kết nối. Tin của khách vẫn được nhận và sẽ hiện ở đây khi kết nối lại.</translation>
    </message>
    <message>
        <source>Conversations cannot be read at the moment: the database is unreachable. What is open stays readable; new messages are refused, and their senders try again.</source>
        <translation>Tạm thời chưa đọc được hội thoại: cơ sở dữ liệu mất kết nối. Hội thoại đang mở vẫn xem được; tin mới chưa được nhận, bên gửi sẽ gửi lại.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message numerus="yes">
        <source>The filter hides %Ln conversation(s).</source>
        <translation>
            <numerusform>Bộ lọc giấu %Ln hội thoại.</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Bỏ lọc</translation>
    </message>
    <message>
        <source>No conversation among those you see. Yours appear here, and those nobody has, by the channels that were chosen for you.</source>
        <translation>Chưa có hội thoại nào trong số bạn được xem. Hội thoại của bạn và hội thoại chưa ai nhận, qua các kênh dành cho bạn, sẽ hiện ở đây.</translation>
    </message>
    <message>
        <source>No conversations yet. They appear here as soon as a customer writes.</source>
        <translation>Chưa có hội thoại nào. Khách nhắn là hội thoại hiện ngay ở đây.</translation>
    </message>
    <message>
        <source>Use the sample shop</source>
        <translation>Dùng cửa hàng mẫu</translation>
    </message>
    <message>
        <source>Nobody is waiting.</source>
        <translation>Không ai đang chờ.</translation>
    </message>
    <message>
        <source>Show the bot&apos;s conversations</source>
        <translation>Xem hội thoại của bot</translation>
    </message>
    <message>
        <source>This queue is empty.</source>
        <translation>Danh sách này đang trống.</translation>
    </message>
    <message>
        <source>Show all conversations</source>
        <translation>Xem mọi hội thoại</translation>
    </message>
    <message>
        <source>Filter conversations</source>
        <translation>Lọc hội thoại</translation>
    </message>
    <message>
        <source>By wait</source>
        <translation>Chờ lâu nhất</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>Mới nhất</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Thứ tự danh sách</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Loading conversations…</source>
        <translation>Đang tải hội thoại…</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>Lọc…</translation>
    </message>
    <message>
        <source>Name, id or words; marks do not matter (Ctrl+F)</source>
        <translation>Tên, mã hoặc từ; không cần gõ dấu (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search all history (Ctrl+E)</source>
        <translation>Tìm trong toàn bộ lịch sử (Ctrl+E)</translation>
    </message>
    <message>
        <source>No channel is connected yet, so no customer can write. Connect your chat platform, or put the chat on your web page.</source>
        <translation>Chưa nối kênh nào nên khách chưa nhắn tới được. Hãy nối nền tảng chat, hoặc đặt khung chat lên trang web của bạn.</translation>
    </message>
    <message>
        <source>Connect a channel</source>
        <translation>Nối kênh</translation>
    </message>
</context>
<context>
    <name>tongdai::ConversationView</name>
    <message>
        <source>Somebody else has the conversation with %1 now, and it is not among those you see.</source>
        <translation>Hội thoại với %1 nay do người khác phụ trách và không còn thuộc số bạn được xem.</translation>
    </message>
    <message>
        <source>This was not sent: “%1”.</source>
        <translation>Tin này chưa gửi được: “%1”.</translation>
    </message>
    <message>
        <source>This was on its way, and may not be sent: “%1”.</source>
        <translation>Tin này đang được gửi, có thể không gửi được: “%1”.</translation>
    </message>
    <message>
        <source>You had begun to write: “%1”.</source>
        <translation>Bạn đang soạn dở: “%1”.</translation>
    </message>
    <message>
        <source>%1: this was not sent: “%2”.</source>
        <translation>%1: tin này chưa gửi được: “%2”.</translation>
    </message>
    <message>
        <source>The bot of %1 could not be switched.</source>
        <translation>Không bật tắt được bot của %1.</translation>
    </message>
    <message>
        <source>%1: your words did not reach the bot.</source>
        <translation>%1: lời nhắn của bạn chưa tới được bot.</translation>
    </message>
    <message>
        <source>They wait in the box of that conversation, as a note.</source>
        <translation>Lời nhắn được giữ trong ô soạn của hội thoại đó, ở dạng ghi chú.</translation>
    </message>
    <message>
        <source>You wrote: “%1”.</source>
        <translation>Bạn đã viết: “%1”.</translation>
    </message>
    <message>
        <source>The numbers stay masked.</source>
        <translation>Số vẫn bị che.</translation>
    </message>
    <message>
        <source>Bot is writing, %1…</source>
        <translation>Bot đang soạn, %1…</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 đang gõ…</translation>
    </message>
    <message>
        <source>Could not take over.</source>
        <translation>Không tiếp quản được.</translation>
    </message>
    <message>
        <source>Could not hand back to the bot.</source>
        <translation>Không trả lại bot được.</translation>
    </message>
    <message>
        <source>Could not take this conversation.</source>
        <translation>Không nhận được hội thoại này.</translation>
    </message>
    <message>
        <source>Could not reopen the conversation.</source>
        <translation>Không mở lại được hội thoại.</translation>
    </message>
    <message>
        <source>Could not close the conversation.</source>
        <translation>Không đóng được hội thoại.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Choose a conversation on the left.</source>
        <translation>Chọn một hội thoại ở bên trái.</translation>
    </message>
    <message>
        <source>Open the first one</source>
        <translation>Mở hội thoại đầu tiên</translation>
    </message>
    <message>
        <source>Loading the conversation…</source>
        <translation>Đang tải hội thoại…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>The conversation you open is shown here.</source>
        <translation>Hội thoại bạn mở sẽ hiện ở đây.</translation>
    </message>
    <message>
        <source>Could not go to the message.</source>
        <translation>Không mở được tin nhắn này.</translation>
    </message>
    <message>
        <source>This conversation could not be searched.</source>
        <translation>Không tìm được trong hội thoại này.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>Waiting %1 for more</source>
        <translation>Chờ khách viết thêm, còn %1</translation>
    </message>
    <message>
        <source>The reasons could not be read.</source>
        <translation>Không đọc được lý do.</translation>
    </message>
    <message>
        <source>The bot could not be switched.</source>
        <translation>Không bật tắt được bot.</translation>
    </message>
</context>
<context>
    <name>tongdai::CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Đã sao chép</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Sao chép</translation>
    </message>
</context>
<context>
    <name>tongdai::CustomerCard</name>
    <message>
        <source>Customer card</source>
        <translation>Thông tin khách</translation>
    </message>
    <message>
        <source>SAMPLE</source>
        <translation>MẪU</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Khách</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kênh</translation>
    </message>
    <message>
        <source>Customer id</source>
        <translation>Mã khách</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Người trả lời</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Đang mở</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Đã đóng</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Tin nhắn</translation>
    </message>
    <message>
        <source>From the channel</source>
        <translation>Từ kênh chat</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Tỉnh/thành</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Trang</translation>
    </message>
    <message>
        <source>Given at Pancake to</source>
        <translation>Ở Pancake giao cho</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Đơn hàng</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <source>Conversation id</source>
        <translation>Mã hội thoại</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Hide earlier</source>
        <translation>Ẩn giá trị cũ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier</source>
        <translation>
            <numerusform>%Ln giá trị cũ</numerusform>
        </translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Trình duyệt</translation>
    </message>
    <message>
        <source>HELD BACK</source>
        <translation>BỊ CHẶN BỚT</translation>
    </message>
    <message>
        <source>NEAR THE LIMIT</source>
        <translation>SẮP CHẠM GIỚI HẠN</translation>
    </message>
    <message>
        <source>May write</source>
        <translation>Được nhắn</translation>
    </message>
    <message>
        <source>Has written</source>
        <translation>Đã nhắn</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Bị chặn</translation>
    </message>
</context>
<context>
    <name>tongdai::CustomerCardSaid</name>
    <message>
        <source>Said by the customer</source>
        <translation>Khách tự cho biết</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Ward</source>
        <translation>Phường/xã</translation>
    </message>
    <message>
        <source>District</source>
        <translation>Quận/huyện</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>Tỉnh/thành</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>nay là %1</translation>
    </message>
    <message>
        <source>Hide earlier</source>
        <translation>Ẩn giá trị cũ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier</source>
        <translation>
            <numerusform>%Ln giá trị cũ</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the line it stands in</source>
        <translation>Xem tin nhắn có thông tin này</translation>
    </message>
    <message>
        <source>%1 %2: show the line it stands in</source>
        <translation>%1 %2: xem tin nhắn có thông tin này</translation>
    </message>
</context>
<context>
    <name>tongdai::Formats</name>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hôm qua</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>vừa xong</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>%1 giây trước</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 phút trước</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 ngày %2 giờ</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 phút %2 giây</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>a time span</comment>
        <translation>%1 giây</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 giờ %2 phút</translation>
    </message>
    <message>
        <source>time not known</source>
        <translation>không rõ giờ</translation>
    </message>
    <message>
        <source>date not known</source>
        <translation>không rõ ngày</translation>
    </message>
</context>
<context>
    <name>tongdai::HealthStrip</name>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>ON</source>
        <translation>BẬT</translation>
    </message>
    <message>
        <source>OFF</source>
        <translation>TẮT</translation>
    </message>
    <message>
        <source>Health of the parts</source>
        <translation>Tình trạng các thành phần</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no channel is connected</comment>
        <translation>chưa nối</translation>
    </message>
    <message>
        <source>No channel is connected: no customer can write to this shop yet.</source>
        <translation>Chưa nối kênh nào: khách chưa nhắn tới cửa hàng này được.</translation>
    </message>
</context>
<context>
    <name>tongdai::HealthWords</name>
    <message>
        <source>The message history is an older copy, from about %1: what came in since is missing. Customers are answered from what is there.</source>
        <translation>Lịch sử tin nhắn là một bản cũ, khoảng lúc %1: những gì đến sau đó bị thiếu. Khách vẫn được trả lời theo những gì đang có.</translation>
    </message>
    <message>
        <source>The message history is an older copy, from before %1: what came in since is missing. Customers are answered from what is there.</source>
        <translation>Lịch sử tin nhắn là một bản cũ, từ trước %1: những gì đến sau đó bị thiếu. Khách vẫn được trả lời theo những gì đang có.</translation>
    </message>
    <message>
        <source>Somebody changed the message history&apos;s audit log in the database: it no longer reads as it did at %1.</source>
        <translation>Có người đã sửa nhật ký thao tác của lịch sử tin nhắn trong cơ sở dữ liệu: nội dung khác với lúc %1.</translation>
    </message>
    <message>
        <source>Another message history stands in the place of this shop&apos;s, which was last seen %1.</source>
        <translation>Lịch sử tin nhắn ở đây không phải của cửa hàng này; lịch sử của cửa hàng được thấy lần cuối lúc %1.</translation>
    </message>
    <message>
        <source>Redis is away, so nobody knows what other engines keep in their local journals: messages of one conversation may reach the history in another order than they were written. None is lost.</source>
        <translation>Redis mất kết nối nên không biết các bộ máy khác đang giữ gì trong sổ cục bộ: tin của cùng một hội thoại có thể vào lịch sử khác thứ tự lúc viết. Không mất tin nào.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Bộ máy</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>Message history</source>
        <translation>Lịch sử tin nhắn</translation>
    </message>
    <message>
        <source>AI</source>
        <translation>AI</translation>
    </message>
    <message>
        <source>Chat platform</source>
        <translation>Nền tảng chat</translation>
    </message>
    <message>
        <source>DB</source>
        <translation>DB</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kênh</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>không dùng</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>đang khởi động</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ổn</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>chậm</translation>
    </message>
    <message>
        <source>down</source>
        <translation>mất kết nối</translation>
    </message>
    <message>
        <source>full</source>
        <translation>đầy đủ</translation>
    </message>
    <message>
        <source>no Redis</source>
        <translation>mất Redis</translation>
    </message>
    <message>
        <source>no database</source>
        <translation>mất DB</translation>
    </message>
    <message>
        <source>no AI</source>
        <translation>mất AI</translation>
    </message>
    <message>
        <source>no channel</source>
        <translation>mất kênh</translation>
    </message>
    <message>
        <source>reading only</source>
        <translation>chỉ xem</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Mọi thứ đều ổn.</translation>
    </message>
    <message>
        <source>Everything works; other desks see changes a little late.</source>
        <translation>Mọi thứ đều ổn; các máy khác thấy thay đổi trễ hơn một chút.</translation>
    </message>
    <message>
        <source>Live chat works. Messages are kept in the local journal; search and old history are unavailable.</source>
        <translation>Vẫn chat với khách được. Tin nhắn được ghi vào sổ cục bộ; tạm không tìm kiếm và xem lịch sử cũ được.</translation>
    </message>
    <message>
        <source>People answer. The bot is silent, and waiting conversations say why.</source>
        <translation>Nhân viên vẫn trả lời. Bot ngừng trả lời; hội thoại đang chờ có ghi rõ lý do.</translation>
    </message>
    <message>
        <source>Everything works but sending: replies wait in the outbox.</source>
        <translation>Mọi thứ đều ổn trừ việc gửi: câu trả lời nằm chờ trong hàng đợi gửi.</translation>
    </message>
    <message>
        <source>What is on screen can be read. New messages are refused so that their senders try again.</source>
        <translation>Vẫn xem được những gì trên màn hình. Tin mới bị từ chối để bên gửi thử lại.</translation>
    </message>
    <message>
        <source>Local journal</source>
        <translation>Sổ cục bộ</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Sổ cục bộ</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Ổ đĩa</translation>
    </message>
    <message>
        <source>nearly full</source>
        <translation>gần đầy</translation>
    </message>
    <message>
        <source>no room left</source>
        <translation>hết chỗ</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>bị hỏng</translation>
    </message>
    <message>
        <source>token refused</source>
        <translation>mã bị từ chối</translation>
    </message>
    <message>
        <source>takes no messages</source>
        <translation>không nhận tin</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <comment>a page, and since when</comment>
        <translation>%1 (kể từ %2)</translation>
    </message>
    <message>
        <source>No event has come from %1, which is unusual at this hour; messages may come ten minutes late. Look at Pancake whether the webhook is still on.</source>
        <translation>Không có sự kiện nào từ %1, bất thường vào giờ này; tin nhắn có thể đến muộn mười phút. Hãy xem ở Pancake webhook còn bật không.</translation>
    </message>
</context>
<context>
    <name>tongdai::KeySheet</name>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <source>%1, continued</source>
        <translation>%1 (tiếp)</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Phím cách</translation>
    </message>
</context>
<context>
    <name>tongdai::LivePage</name>
    <message>
        <source>Could not open the conversation.</source>
        <translation>Không mở được hội thoại.</translation>
    </message>
    <message>
        <source>Reveal the numbers of a message</source>
        <translation>Hiện số bị che của một tin</translation>
    </message>
    <message>
        <source>Export as evidence…</source>
        <translation>Xuất làm bằng chứng…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Hội thoại kế tiếp</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Hội thoại trước</translation>
    </message>
    <message>
        <source>Next conversation that needs me</source>
        <translation>Hội thoại kế tiếp cần tôi</translation>
    </message>
    <message>
        <source>Previous conversation that needs me</source>
        <translation>Hội thoại trước cần tôi</translation>
    </message>
    <message>
        <source>Queue: needs me</source>
        <translation>Danh sách: cần tôi</translation>
    </message>
    <message>
        <source>Queue: mine</source>
        <translation>Danh sách: của tôi</translation>
    </message>
    <message>
        <source>Queue: unassigned</source>
        <translation>Danh sách: chưa phân công</translation>
    </message>
    <message>
        <source>Queue: with bot</source>
        <translation>Danh sách: bot</translation>
    </message>
    <message>
        <source>Queue: closed</source>
        <translation>Danh sách: đã đóng</translation>
    </message>
    <message>
        <source>Queue: all</source>
        <translation>Danh sách: tất cả</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Nhận</translation>
    </message>
    <message>
        <source>Close or reopen</source>
        <translation>Đóng hoặc mở lại</translation>
    </message>
    <message>
        <source>Reply or note</source>
        <translation>Trả lời hoặc ghi chú</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>Thông tin khách</translation>
    </message>
    <message>
        <source>Find in the conversation, or filter the list</source>
        <translation>Tìm trong hội thoại, hoặc lọc danh sách</translation>
    </message>
    <message>
        <source>Find in the conversation: older</source>
        <translation>Tìm trong hội thoại: chỗ cũ hơn</translation>
    </message>
    <message>
        <source>Find in the conversation: newer</source>
        <translation>Tìm trong hội thoại: chỗ mới hơn</translation>
    </message>
    <message>
        <source>Newest message</source>
        <translation>Tin mới nhất</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Khung kế tiếp</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Khung trước</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Send, or go on to the box from the list</source>
        <translation>Gửi, hoặc từ danh sách sang ô soạn</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Shift+Enter</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Xuống dòng</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Send and close</source>
        <translation>Gửi và đóng</translation>
    </message>
    <message>
        <source>↑ in an empty box</source>
        <translation>↑ khi ô soạn trống</translation>
    </message>
    <message>
        <source>My last message as a new draft</source>
        <translation>Lấy tin vừa gửi làm nháp mới</translation>
    </message>
    <message>
        <source>↑ ↓ in the thread</source>
        <translation>↑ ↓ trong hội thoại</translation>
    </message>
    <message>
        <source>Choose a message; with Shift several; Ctrl+C copies</source>
        <translation>Chọn tin; Shift: chọn nhiều; Ctrl+C: sao chép</translation>
    </message>
    <message>
        <source>Space in the thread</source>
        <translation>Phím cách trong hội thoại</translation>
    </message>
    <message>
        <source>Details of a bot answer</source>
        <translation>Chi tiết câu trả lời của bot</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Clear the filter, back to the list</source>
        <translation>Bỏ lọc, về danh sách</translation>
    </message>
    <message>
        <source>Search all history</source>
        <translation>Tìm trong toàn bộ lịch sử</translation>
    </message>
    <message>
        <source>Take over, or hand back to bot</source>
        <translation>Tiếp quản hoặc trả lại bot</translation>
    </message>
    <message>
        <source>Open a case about the message</source>
        <translation>Mở hồ sơ về tin này</translation>
    </message>
    <message>
        <source>How long to answer before the bot does again</source>
        <translation>Trả lời trong bao lâu rồi bot làm tiếp</translation>
    </message>
    <message>
        <source>Why did the bot not answer?</source>
        <translation>Vì sao bot không trả lời?</translation>
    </message>
    <message>
        <source>Erase this customer…</source>
        <translation>Xóa khách này…</translation>
    </message>
    <message>
        <source>Where the time of an answer went</source>
        <translation>Câu trả lời mất thời gian vào đâu</translation>
    </message>
    <message>
        <source>Insert what the bot proposes</source>
        <translation>Chèn câu bot đề xuất</translation>
    </message>
    <message>
        <source>Create an order at KiotViet</source>
        <translation>Tạo đơn trên KiotViet</translation>
    </message>
    <message>
        <source>Order %1 was made at KiotViet.</source>
        <translation>Đã tạo đơn %1 trên KiotViet.</translation>
    </message>
    <message>
        <source>%1: order %2 was made at KiotViet.</source>
        <translation>%1: đã tạo đơn %2 trên KiotViet.</translation>
    </message>
    <message>
        <source>Your order %1 has been made.</source>
        <translation>Đơn %1 của anh/chị đã được tạo ạ.</translation>
    </message>
</context>
<context>
    <name>tongdai::LiveWords</name>
    <message>
        <source>Needs me</source>
        <translation>Cần tôi</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Của tôi</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Chưa phân công</translation>
    </message>
    <message>
        <source>With bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Đã đóng</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>BOT</source>
        <translation>BOT</translation>
    </message>
    <message>
        <source>HUMAN</source>
        <translation>NHÂN VIÊN</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Bạn</translation>
    </message>
    <message>
        <source>Bot: %1</source>
        <translation>Bot: %1</translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>Bạn: %1</translation>
    </message>
    <message>
        <source>Shop: %1</source>
        <translation>Cửa hàng: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Ghi chú: %1</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Khách</translation>
    </message>
    <message>
        <source>%1 · internal note</source>
        <translation>%1 · ghi chú nội bộ</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Hệ thống</translation>
    </message>
    <message>
        <source>The engine</source>
        <translation>Bộ máy</translation>
    </message>
    <message numerus="yes">
        <source>%1 took over, %Ln bot turn(s) cancelled</source>
        <translation>
            <numerusform>%1 đã tiếp quản, hủy %Ln lượt trả lời của bot</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 took over</source>
        <translation>%1 đã tiếp quản</translation>
    </message>
    <message>
        <source>%1 handed back to the bot</source>
        <translation>%1 đã trả lại bot</translation>
    </message>
    <message>
        <source>%1 handed back to the bot, and told it: %2</source>
        <translation>%1 đã trả lại bot và dặn: %2</translation>
    </message>
    <message>
        <source>%1 took this conversation</source>
        <translation>%1 đã nhận hội thoại này</translation>
    </message>
    <message>
        <source>%1 closed the conversation</source>
        <translation>%1 đã đóng hội thoại</translation>
    </message>
    <message>
        <source>Reopened by a new message</source>
        <translation>Mở lại vì có tin mới</translation>
    </message>
    <message>
        <source>%1 reopened the conversation</source>
        <translation>%1 đã mở lại hội thoại</translation>
    </message>
    <message>
        <source>The bot asked for a person</source>
        <translation>Bot cần nhân viên hỗ trợ</translation>
    </message>
    <message>
        <source>The bot asked for a person: %1</source>
        <translation>Bot cần nhân viên hỗ trợ: %1</translation>
    </message>
    <message>
        <source>A message was taken back on the platform; it stays here</source>
        <translation>Một tin đã bị thu hồi trên nền tảng; ở đây vẫn giữ lại</translation>
    </message>
    <message>
        <source>%1 took a message back on the platform; it stays here</source>
        <translation>%1 đã thu hồi một tin trên nền tảng; ở đây vẫn giữ lại</translation>
    </message>
    <message>
        <source>%1 answered on the platform and goes on from here</source>
        <translation>%1 đã trả lời khách trên nền tảng và tiếp tục từ đây</translation>
    </message>
    <message>
        <source>the platform calls the sender “%1”, a word unknown here</source>
        <translation>nền tảng gọi người gửi là “%1”, phần mềm chưa biết từ này</translation>
    </message>
    <message>
        <source>it had nothing to say</source>
        <translation>bot không có gì để trả lời</translation>
    </message>
    <message>
        <source>it wanted to call a service the shop has not allowed</source>
        <translation>bot muốn gọi một dịch vụ mà cửa hàng chưa cho phép</translation>
    </message>
    <message>
        <source>it wants to call a service, and somebody has to say yes first</source>
        <translation>bot muốn gọi một dịch vụ và cần có người đồng ý trước</translation>
    </message>
    <message>
        <source>The bot wants to call “%1”. Nothing has been done yet: “Try again” does it, “Drop” leaves it.</source>
        <translation>Bot muốn gọi “%1”. Chưa làm gì cả: bấm “Thử lại” để làm, “Bỏ tin này” để thôi.</translation>
    </message>
    <message>
        <source>“%1” may have been called before the engine was restarted. Look there, then decide.</source>
        <translation>Có thể “%1” đã được gọi trước khi bộ máy khởi động lại. Hãy kiểm tra bên đó rồi quyết định.</translation>
    </message>
    <message>
        <source>Not sent yet: “%1” could not be called. It is tried again by itself.</source>
        <translation>Chưa gửi: chưa gọi được “%1”. Máy sẽ tự thử lại.</translation>
    </message>
    <message>
        <source>Nobody knows whether “%1” was called: it was cut off meanwhile. Look there, then decide.</source>
        <translation>Không rõ “%1” đã được gọi hay chưa: đường truyền đứt giữa chừng. Hãy kiểm tra bên đó rồi quyết định.</translation>
    </message>
    <message>
        <source>The call of “%1” failed; nothing was sent to the customer.</source>
        <translation>Gọi “%1” không thành; chưa gửi gì cho khách.</translation>
    </message>
    <message>
        <source>The bot could not answer; a person is needed</source>
        <translation>Bot không trả lời được; cần nhân viên hỗ trợ</translation>
    </message>
    <message>
        <source>The bot could not answer (%1); a person is needed</source>
        <translation>Bot không trả lời được (%1); cần nhân viên hỗ trợ</translation>
    </message>
    <message>
        <source>%1 released a stuck lock</source>
        <translation>%1 đã mở khóa bị kẹt</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>This conversation is not there any more, or not among those you see.</source>
        <translation>Hội thoại này không còn nữa, hoặc không thuộc số bạn được xem.</translation>
    </message>
    <message>
        <source>Somebody else took this conversation.</source>
        <translation>Người khác đã nhận hội thoại này.</translation>
    </message>
    <message>
        <source>%1 took this conversation.</source>
        <translation>%1 đã nhận hội thoại này.</translation>
    </message>
    <message>
        <source>The history cannot be reached. Nothing was changed; please try again.</source>
        <translation>Không đọc được lịch sử tin nhắn. Chưa có gì thay đổi; hãy thử lại.</translation>
    </message>
    <message>
        <source>The engine refused this.</source>
        <translation>Bộ máy từ chối việc này.</translation>
    </message>
    <message>
        <source>The engine refused this: %1</source>
        <translation>Bộ máy từ chối việc này: %1</translation>
    </message>
    <message>
        <source>Send a message</source>
        <translation>Gửi tin nhắn</translation>
    </message>
    <message>
        <source>Offer quick replies</source>
        <translation>Gợi ý trả lời nhanh</translation>
    </message>
    <message>
        <source>Show a carousel</source>
        <translation>Gửi dãy thẻ sản phẩm</translation>
    </message>
    <message>
        <source>Transfer to a person</source>
        <translation>Chuyển cho nhân viên</translation>
    </message>
    <message>
        <source>Ask for details</source>
        <translation>Hỏi thêm thông tin</translation>
    </message>
    <message>
        <source>Call a service</source>
        <translation>Gọi dịch vụ</translation>
    </message>
    <message>
        <source>End the conversation</source>
        <translation>Kết thúc hội thoại</translation>
    </message>
    <message>
        <source>The history took too long to answer. Please try again, or ask for less.</source>
        <translation>Lịch sử tin nhắn trả lời quá lâu nên đã dừng. Hãy thử lại, hoặc thu hẹp tìm kiếm.</translation>
    </message>
    <message>
        <source>Somebody has decided this already.</source>
        <translation>Đã có người quyết định rồi.</translation>
    </message>
    <message>
        <source>Not delivered: the chat platform does not allow this message.</source>
        <translation>Chưa tới khách: nền tảng chat không cho gửi tin này.</translation>
    </message>
    <message>
        <source>Not delivered: the chat platform does not know this conversation.</source>
        <translation>Chưa tới khách: nền tảng chat không tìm thấy hội thoại này.</translation>
    </message>
    <message>
        <source>Not delivered: the message is too long for the chat platform.</source>
        <translation>Chưa tới khách: tin quá dài đối với nền tảng chat.</translation>
    </message>
    <message>
        <source>Not delivered: the chat platform refused this message.</source>
        <translation>Chưa tới khách: nền tảng chat từ chối tin này.</translation>
    </message>
    <message>
        <source>Refused; sent with other words below.</source>
        <translation>Bị từ chối; đã gửi bằng lời khác ở dưới.</translation>
    </message>
    <message>
        <source>Refused; sent with other words below. The cause: %1</source>
        <translation>Bị từ chối; đã gửi bằng lời khác ở dưới. Nguyên nhân: %1</translation>
    </message>
    <message>
        <source>Not delivered: the chat platform could not be reached for too long.</source>
        <translation>Chưa tới khách: quá lâu không kết nối được với nền tảng chat.</translation>
    </message>
    <message>
        <source>Nobody knows whether this arrived: it was cut off while it was being sent. Look at the channel, then decide.</source>
        <translation>Không rõ tin đã tới khách chưa: bị ngắt giữa lúc gửi. Hãy xem trên kênh chat rồi quyết định.</translation>
    </message>
    <message>
        <source>Not sent yet: the chat platform does not accept the shop&apos;s token. It goes out when that is right again.</source>
        <translation>Chưa gửi được: nền tảng chat không nhận mã truy cập của cửa hàng. Sửa mã xong tin sẽ tự gửi.</translation>
    </message>
    <message>
        <source>Not sent yet: the chat platform does not take it at the moment. It is tried again by itself.</source>
        <translation>Chưa gửi được: nền tảng chat tạm thời không nhận. Hệ thống sẽ tự gửi lại.</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>chưa hiểu ý</translation>
    </message>
    <message>
        <source>the shop&apos;s rules</source>
        <translation>quy tắc của cửa hàng</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>nhân viên</translation>
    </message>
    <message>
        <source>(a picture or a file)</source>
        <translation>(ảnh hoặc tệp)</translation>
    </message>
    <message>
        <source>the AI service could not be reached</source>
        <translation>không kết nối được dịch vụ AI</translation>
    </message>
    <message>
        <source>the AI service did not answer in time</source>
        <translation>dịch vụ AI không trả lời kịp</translation>
    </message>
    <message>
        <source>the AI service answered with an error (HTTP %1)</source>
        <translation>dịch vụ AI báo lỗi (HTTP %1)</translation>
    </message>
    <message>
        <source>the AI service&apos;s answer could not be used</source>
        <translation>câu trả lời của dịch vụ AI không dùng được</translation>
    </message>
    <message>
        <source>address</source>
        <translation>hỏi địa chỉ</translation>
    </message>
    <message>
        <source>opening hours</source>
        <translation>hỏi giờ mở cửa</translation>
    </message>
    <message>
        <source>wants a person</source>
        <translation>muốn gặp nhân viên</translation>
    </message>
    <message>
        <source>price</source>
        <translation>hỏi giá</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>hỏi giao hàng</translation>
    </message>
    <message>
        <source>in stock?</source>
        <translation>hỏi còn hàng</translation>
    </message>
    <message>
        <source>booking</source>
        <translation>đặt lịch</translation>
    </message>
    <message>
        <source>complaint</source>
        <translation>khiếu nại</translation>
    </message>
    <message>
        <source>goodbye</source>
        <translation>tạm biệt</translation>
    </message>
    <message>
        <source>greeting</source>
        <translation>chào hỏi</translation>
    </message>
    <message>
        <source>order status</source>
        <translation>hỏi đơn hàng</translation>
    </message>
    <message>
        <source>thanks</source>
        <translation>cảm ơn</translation>
    </message>
    <message>
        <source>Nobody is signed in here.</source>
        <translation>Chưa có ai đăng nhập ở đây.</translation>
    </message>
    <message>
        <source>Your role does not include this.</source>
        <translation>Vai trò của bạn không có quyền này.</translation>
    </message>
    <message>
        <source>%1 took over until %2</source>
        <translation>%1 đã tiếp quản đến %2</translation>
    </message>
    <message>
        <source>%1 answers until %2, then the bot</source>
        <translation>%1 trả lời đến %2, sau đó là bot</translation>
    </message>
    <message>
        <source>%1 answers until they hand back</source>
        <translation>%1 trả lời đến khi trả lại cho bot</translation>
    </message>
    <message>
        <source>The time was over: the bot answers again</source>
        <translation>Đã hết giờ: bot trả lời lại</translation>
    </message>
    <message>
        <source>the bot is off for this channel</source>
        <translation>bot đang tắt cho kênh này</translation>
    </message>
    <message>
        <source>payment</source>
        <translation>hỏi thanh toán</translation>
    </message>
    <message>
        <source>about a product</source>
        <translation>hỏi về sản phẩm</translation>
    </message>
    <message>
        <source>it was not sure enough of its answer</source>
        <translation>bot chưa đủ chắc chắn về câu trả lời</translation>
    </message>
    <message>
        <source>the shop leaves this kind of question to people</source>
        <translation>cửa hàng để nhân viên trả lời loại câu hỏi này</translation>
    </message>
    <message>
        <source>%1 lets the bot draft; a person sends</source>
        <translation>%1 để bot soạn nháp, nhân viên gửi</translation>
    </message>
    <message>
        <source>%1 goes on without the bot&apos;s drafts</source>
        <translation>%1 trả lời tiếp, không dùng nháp của bot</translation>
    </message>
    <message>
        <source>the bot only drafts for this channel</source>
        <translation>kênh này bot chỉ soạn nháp</translation>
    </message>
    <message>
        <source>%1, the bot drafts</source>
        <translation>%1, bot soạn nháp</translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s): the bot answers again</source>
        <translation>
            <numerusform>Quá %Ln phút chưa nhân viên nào nhận: bot trả lời lại</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s); %1 and the supervisors were asked</source>
        <translation>
            <numerusform>Quá %Ln phút chưa nhân viên nào nhận; đã nhờ %1 và trưởng ca</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s); the supervisors were asked</source>
        <translation>
            <numerusform>Quá %Ln phút chưa nhân viên nào nhận; đã nhờ trưởng ca</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s); %1 was asked</source>
        <translation>
            <numerusform>Quá %Ln phút chưa nhân viên nào nhận; đã nhờ %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s)</source>
        <translation>
            <numerusform>Quá %Ln phút chưa nhân viên nào nhận</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::MainWindow</name>
    <message>
        <source>Show</source>
        <translation>Xem</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Toàn màn hình</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Thoát</translation>
    </message>
    <message>
        <source>%1 – Tongdai</source>
        <comment>window title: page – program</comment>
        <translation>%1 – Tongdai</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Mọi nơi</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Chưa gửi</translation>
    </message>
    <message>
        <source>Messages that have not reached their customers: show the next one</source>
        <translation>Tin chưa tới khách: xem tin kế tiếp</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Phím tắt</translation>
    </message>
</context>
<context>
    <name>tongdai::MovePanel</name>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Move now</source>
        <translation>Chuyển ngay</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Move the shop to %1?</source>
        <translation>Chuyển cửa hàng sang %1?</translation>
    </message>
    <message>
        <source>The shop is closed meanwhile: platforms are told to try again, and nothing they send is lost. Every conversation is copied, read back and compared. Only then the settings change; until then you can cancel, and the server stays empty. The file on this computer stays as it is.</source>
        <translation>Trong lúc chuyển, cửa hàng tạm đóng: nền tảng được báo gửi lại sau nên không mất tin nào. Mọi hội thoại được chép, đọc lại và so từng dòng. Xong mới đổi cài đặt; trước đó có thể hủy và máy chủ vẫn trống. Tệp trên máy này giữ nguyên.</translation>
    </message>
    <message>
        <source>Moving the shop to %1</source>
        <translation>Đang chuyển cửa hàng sang %1</translation>
    </message>
    <message>
        <source>The shop was not moved</source>
        <translation>Chưa chuyển được cửa hàng</translation>
    </message>
    <message>
        <source>The shop has moved to %1</source>
        <translation>Cửa hàng đã chuyển sang %1</translation>
    </message>
    <message>
        <source>Everything was there already, and every row is the same: %1. The old file stays, unused: %2</source>
        <translation>Mọi thứ đã có sẵn ở đó và giống từng dòng: %1. Tệp cũ vẫn giữ, không dùng: %2</translation>
    </message>
    <message>
        <source>%1 arrived, every row read back and compared. The shop is open again and works on the server. The old file stays, unused: %2</source>
        <translation>%1 đã tới nơi, đã đọc lại và so từng dòng. Cửa hàng đã mở lại và làm việc trên máy chủ. Tệp cũ vẫn giữ, không dùng: %2</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 dòng</translation>
    </message>
    <message>
        <source>same</source>
        <translation>giống nhau</translation>
    </message>
    <message>
        <source>Checksum of all rows, here and there: %1</source>
        <translation>Mã kiểm tra của mọi dòng, ở cả hai nơi: %1</translation>
    </message>
</context>
<context>
    <name>tongdai::OverviewSection</name>
    <message>
        <source>Your shop runs on this computer, complete</source>
        <translation>Cửa hàng chạy trọn vẹn trên máy này</translation>
    </message>
    <message>
        <source>Your shop uses servers</source>
        <translation>Cửa hàng đang dùng máy chủ</translation>
    </message>
    <message>
        <source>What is kept elsewhere is listed below. Test a connection any time; a test changes nothing.</source>
        <translation>Những gì nằm ở nơi khác được ghi bên dưới. Có thể thử kết nối bất cứ lúc nào; việc thử không làm thay đổi gì.</translation>
    </message>
    <message>
        <source>What runs now, and when to change it</source>
        <translation>Đang dùng gì, và khi nào nên đổi</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Đổi…</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>Đổi: %1</translation>
    </message>
    <message>
        <source>Message history</source>
        <translation>Lịch sử tin nhắn</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>trên máy này</translation>
    </message>
    <message>
        <source>Every desk and engine that names this database works on the same conversations.</source>
        <translation>Mọi máy dùng cơ sở dữ liệu này đều làm trên cùng các hội thoại.</translation>
    </message>
    <message>
        <source>One file, right for one computer, however many conversations. Use PostgreSQL or MySQL when a second desk is to answer the same customers, or when the engine moves to a server. Your conversations move along.</source>
        <translation>Một tệp, hợp với một máy, bao nhiêu hội thoại cũng được. Dùng PostgreSQL hoặc MySQL khi có thêm máy cùng trả lời khách, hoặc khi chuyển lên máy chủ. Hội thoại sẽ được chuyển theo.</translation>
    </message>
    <message>
        <source>private, started by this program</source>
        <translation>riêng, do chương trình này bật</translation>
    </message>
    <message>
        <source>Several engines share who is typing, who is online and who works on what.</source>
        <translation>Nhiều máy cùng biết ai đang gõ, ai trực tuyến và ai đang xử lý hội thoại nào.</translation>
    </message>
    <message>
        <source>Right for one computer. Share one when several engines work on one history. Nothing is ever kept only there.</source>
        <translation>Hợp với một máy. Dùng chung khi nhiều máy làm trên một lịch sử. Không dữ liệu nào chỉ nằm ở đó.</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>the shop&apos;s own rules</source>
        <translation>quy tắc của cửa hàng</translation>
    </message>
    <message>
        <source>Answers what the rules file covers and hands the rest to you. Name an AI service, and the bot writes its own answers.</source>
        <translation>Trả lời những gì có trong tệp quy tắc, phần còn lại chuyển cho bạn. Điền địa chỉ dịch vụ AI để bot tự soạn câu trả lời.</translation>
    </message>
    <message>
        <source>The AI service is asked about every message; when it is unreachable, conversations wait for a person.</source>
        <translation>Mỗi tin đều hỏi dịch vụ AI; khi dịch vụ mất kết nối, hội thoại chờ nhân viên trả lời.</translation>
    </message>
    <message>
        <source>Chat platform</source>
        <translation>Nền tảng chat</translation>
    </message>
    <message>
        <source>none</source>
        <translation>không có</translation>
    </message>
    <message>
        <source>Answers stay in the conversation. Name a platform to have them carried to the customer.</source>
        <translation>Câu trả lời nằm lại trong hội thoại. Điền nền tảng chat để chuyển tới khách.</translation>
    </message>
    <message>
        <source>Answers are carried to customers by this platform.</source>
        <translation>Câu trả lời được nền tảng này chuyển tới khách.</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sao lưu</translation>
    </message>
    <message>
        <source>by the database server</source>
        <translation>do máy chủ cơ sở dữ liệu</translation>
    </message>
    <message>
        <source>one file, while the shop is open</source>
        <translation>một tệp, cửa hàng vẫn mở</translation>
    </message>
    <message>
        <source>A database server has its own backups; ask its administrator.</source>
        <translation>Máy chủ cơ sở dữ liệu có sao lưu riêng; hãy hỏi người quản trị máy chủ.</translation>
    </message>
    <message>
        <source>Make one before every change, and keep it on another disk.</source>
        <translation>Hãy sao lưu trước mỗi lần đổi, và cất ở ổ đĩa khác.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Mở…</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Tổng quan</translation>
    </message>
    <message>
        <source>Nothing has to be installed. History, live state and the bot&apos;s rules lie in one folder that only you can read. What is still missing is a way for customers to write: name a chat platform below, or put the chat on your web page (System page).</source>
        <translation>Không cần cài gì. Lịch sử, trạng thái và quy tắc của bot nằm trong một thư mục chỉ bạn đọc được. Còn thiếu cách để khách nhắn tới: hãy điền nền tảng chat bên dưới, hoặc đặt khung chat lên trang web của bạn (trang Hệ thống).</translation>
    </message>
    <message>
        <source>Nothing has to be installed. History, live state and the bot&apos;s rules lie in one folder that only you can read. Change something here only when one of the reasons below is yours.</source>
        <translation>Không cần cài gì. Lịch sử, trạng thái và quy tắc của bot nằm trong một thư mục chỉ bạn đọc được. Chỉ đổi ở đây khi có một trong các lý do bên dưới.</translation>
    </message>
</context>
<context>
    <name>tongdai::PartTable</name>
    <message>
        <source>Part</source>
        <translation>Thành phần</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Answers in</source>
        <translation>Độ trễ</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ lúc</translation>
    </message>
    <message>
        <source>Version and address</source>
        <translation>Phiên bản và địa chỉ</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>còn %1</translation>
    </message>
    <message>
        <source>the shop&apos;s rules</source>
        <translation>quy tắc của cửa hàng</translation>
    </message>
</context>
<context>
    <name>tongdai::QueueTabs</name>
    <message>
        <source>Queues</source>
        <translation>Danh sách việc</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln conversation(s)</source>
        <translation>
            <numerusform>%1, %Ln hội thoại</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <translation>%1 (Alt+%2)</translation>
    </message>
</context>
<context>
    <name>tongdai::Rail</name>
    <message>
        <source>Pages</source>
        <translation>Các trang</translation>
    </message>
</context>
<context>
    <name>tongdai::SampleShopBox</name>
    <message>
        <source>The sample shop is open. Its conversations are marked everywhere; removing it takes away exactly those.</source>
        <translation>Cửa hàng mẫu đang mở. Hội thoại của nó được đánh dấu ở mọi nơi; khi xóa chỉ mất đúng những hội thoại đó.</translation>
    </message>
    <message>
        <source>Made-up conversations to try everything with. They are marked everywhere and removed in one press; your own are never touched.</source>
        <translation>Hội thoại dựng sẵn để thử mọi thứ. Chúng được đánh dấu ở mọi nơi, bấm một lần là xóa hết; dữ liệu của bạn không bị đụng đến.</translation>
    </message>
    <message>
        <source>Remove the sample shop</source>
        <translation>Xóa cửa hàng mẫu</translation>
    </message>
    <message>
        <source>Open the sample shop</source>
        <translation>Mở cửa hàng mẫu</translation>
    </message>
    <message>
        <source>That did not work: %1</source>
        <translation>Không làm được: %1</translation>
    </message>
</context>
<context>
    <name>tongdai::SearchPane</name>
    <message numerus="yes">
        <source>%Ln message(s), more below</source>
        <translation>
            <numerusform>%Ln tin nhắn, còn nữa ở dưới</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) found</source>
        <translation>
            <numerusform>Tìm thấy %Ln tin nhắn</numerusform>
        </translation>
    </message>
    <message>
        <source>read as Telex</source>
        <translation>đọc như gõ Telex</translation>
    </message>
    <message>
        <source>“%1” is not a date. Write it as 21/11/2025, 21/11 or 2025-11-21.</source>
        <translation>“%1” không phải là ngày. Hãy viết 21/11/2025, 21/11 hoặc 2025-11-21.</translation>
    </message>
    <message>
        <source>Nothing found for “%1” with these filters.</source>
        <translation>Không tìm thấy “%1” với các bộ lọc này.</translation>
    </message>
    <message>
        <source>Nothing found for “%1”.</source>
        <translation>Không tìm thấy “%1”.</translation>
    </message>
    <message>
        <source>Search without filters</source>
        <translation>Tìm không dùng bộ lọc</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Search all history…</source>
        <translation>Tìm trong toàn bộ lịch sử…</translation>
    </message>
    <message>
        <source>Search all history</source>
        <translation>Tìm trong toàn bộ lịch sử</translation>
    </message>
    <message>
        <source>Back to the conversations (Esc)</source>
        <translation>Về danh sách hội thoại (Esc)</translation>
    </message>
    <message>
        <source>Messages found</source>
        <translation>Tin nhắn tìm thấy</translation>
    </message>
    <message>
        <source>Searching the history…</source>
        <translation>Đang tìm trong lịch sử…</translation>
    </message>
    <message>
        <source>Search everything that was ever said. Marks do not matter.

Narrow it down in the box:
from:customer  from:bot  from:staff
channel:facebook  tag:vip
before:21/11/2025  after:  on:
in:conversation-id
event:handover  event:takeover  event:failed
intent:  model:</source>
        <translation>Tìm trong mọi tin đã nhắn. Gõ có dấu hay không đều được.

Thu hẹp ngay trong ô tìm:
của:khách  của:bot  của:nhânviên
kênh:facebook  thẻ:vip
trước:21/11/2025  từ:  ngày:
trong:mã-hội-thoại
việc:chuyển  việc:tiếpquản  việc:lỗi
ýđịnh:  môhình:</translation>
    </message>
</context>
<context>
    <name>tongdai::ServerForm</name>
    <message>
        <source>For an encrypted connection to MySQL, name the file of the authority that signed its certificate. In a network of your own you may switch encryption off instead.</source>
        <translation>Để mã hóa kết nối MySQL, hãy điền tệp CA của bên ký chứng chỉ máy chủ. Trong mạng riêng của bạn có thể tắt mã hóa.</translation>
    </message>
    <message>
        <source>Encrypted between computers (TLS)</source>
        <translation>Mã hóa giữa các máy (TLS)</translation>
    </message>
    <message>
        <source>PEM file of the server&apos;s certificate authority</source>
        <translation>tệp PEM của bên ký chứng chỉ máy chủ</translation>
    </message>
    <message>
        <source>empty: those of this computer</source>
        <translation>để trống: theo máy này</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Cổng</translation>
    </message>
    <message>
        <source>Database number</source>
        <translation>Cơ sở dữ liệu số</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Cơ sở dữ liệu</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Tên đăng nhập</translation>
    </message>
    <message>
        <source>empty: the usual one</source>
        <translation>để trống: tên thường dùng</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mật khẩu</translation>
    </message>
    <message>
        <source>saved; type only to change it</source>
        <translation>đã lưu; chỉ nhập khi muốn đổi</translation>
    </message>
    <message>
        <source>Encrypted connection (TLS)</source>
        <translation>Kết nối mã hóa (TLS)</translation>
    </message>
    <message>
        <source>name or IP address, for example 192.168.1.20</source>
        <translation>tên máy hoặc địa chỉ IP, ví dụ 192.168.1.20</translation>
    </message>
    <message>
        <source>Authority (CA file)</source>
        <translation>Chứng chỉ gốc (tệp CA)</translation>
    </message>
</context>
<context>
    <name>tongdai::ServiceCard</name>
    <message>
        <source>Could not save: %1</source>
        <translation>Không lưu được: %1</translation>
    </message>
    <message>
        <source>This is not a web address. One begins with http:// or https:// and carries no name or password.</source>
        <translation>Đây không phải địa chỉ web. Địa chỉ bắt đầu bằng http:// hoặc https:// và không kèm tên hay mật khẩu.</translation>
    </message>
    <message>
        <source>Reads every message and proposes what to do. Empty: the shop&apos;s own rules answer.</source>
        <translation>Đọc từng tin và đề xuất cách trả lời. Để trống: bot trả lời theo quy tắc của cửa hàng.</translation>
    </message>
    <message>
        <source>Carries answers to the customer and posts their messages here. Empty: answers stay in the conversation.</source>
        <translation>Chuyển câu trả lời tới khách và gửi tin của khách về đây. Để trống: câu trả lời nằm lại trong hội thoại.</translation>
    </message>
    <message>
        <source>Address of %1</source>
        <translation>Địa chỉ của %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Thử kết nối</translation>
    </message>
</context>
<context>
    <name>tongdai::ServicesSection</name>
    <message>
        <source>Set outside the settings file, by the command line, the environment or .env: %1. What is saved here takes effect only when that is gone.</source>
        <translation>Đã đặt ngoài tệp cài đặt, bằng dòng lệnh, biến môi trường hoặc .env: %1. Những gì lưu ở đây chỉ có hiệu lực khi bỏ các cài đặt đó.</translation>
    </message>
    <message>
        <source>Bot and platform</source>
        <translation>Bot và nền tảng</translation>
    </message>
    <message>
        <source>Chat on your web page</source>
        <translation>Khung chat trên trang web</translation>
    </message>
    <message>
        <source>Another way for customers to write, without a chat platform: one line in your own web page.</source>
        <translation>Một cách khác để khách nhắn tới, không cần nền tảng chat: đặt một dòng mã vào trang web của bạn.</translation>
    </message>
    <message>
        <source>Show it on the System page</source>
        <translation>Xem ở trang Hệ thống</translation>
    </message>
</context>
<context>
    <name>tongdai::SetupPage</name>
    <message>
        <source>The engine is being started again. Platforms that call meanwhile are told to try again.</source>
        <translation>Đang khởi động lại bộ máy. Nền tảng gọi tới lúc này được báo gửi lại sau.</translation>
    </message>
    <message>
        <source>The engine could not be started with these settings: %1</source>
        <translation>Không khởi động được bộ máy với cài đặt này: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Saved. The engine still runs with the old settings until it is started again; that takes some seconds.</source>
        <translation>Đã lưu. Bộ máy vẫn chạy với cài đặt cũ cho tới khi khởi động lại; việc này mất vài giây.</translation>
    </message>
    <message>
        <source>Restart the engine</source>
        <translation>Khởi động lại bộ máy</translation>
    </message>
    <message>
        <source>The engine runs with the saved settings.</source>
        <translation>Bộ máy đang chạy với cài đặt đã lưu.</translation>
    </message>
    <message>
        <source>Back to the first page</source>
        <translation>Về trang đầu</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Các mục</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Thiết lập</translation>
    </message>
</context>
<context>
    <name>tongdai::SetupWords</name>
    <message>
        <source>MySQL or MariaDB</source>
        <translation>MySQL hoặc MariaDB</translation>
    </message>
    <message>
        <source>AI service</source>
        <translation>Dịch vụ AI</translation>
    </message>
    <message>
        <source>Chat platform</source>
        <translation>Nền tảng chat</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Cổng</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Mã hóa</translation>
    </message>
    <message>
        <source>Right kind of server</source>
        <translation>Đúng loại máy chủ</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Phiên bản</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Quyền</translation>
    </message>
    <message>
        <source>Response time</source>
        <translation>Thời gian phản hồi</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Đồng hồ</translation>
    </message>
    <message>
        <source>Keeps pending work</source>
        <translation>Giữ việc đang chờ</translation>
    </message>
    <message>
        <source>Survives a power cut</source>
        <translation>Không mất khi mất điện</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Đang chứa gì</translation>
    </message>
    <message>
        <source>testing…</source>
        <translation>đang thử…</translation>
    </message>
    <message>
        <source>ok</source>
        <comment>a line of the connection test</comment>
        <translation>ổn</translation>
    </message>
    <message>
        <source>check this</source>
        <translation>cần xem</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>không đạt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>bỏ qua</translation>
    </message>
    <message>
        <source>%1 behind this computer</source>
        <translation>chậm hơn máy này %1</translation>
    </message>
    <message>
        <source>%1 ahead of this computer</source>
        <translation>nhanh hơn máy này %1</translation>
    </message>
    <message>
        <source>not needed on this computer</source>
        <translation>không cần khi cùng một máy</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>trống</translation>
    </message>
    <message numerus="yes">
        <source>a shop with %Ln conversation(s)</source>
        <translation>
            <numerusform>một cửa hàng có %Ln hội thoại</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln table(s) of another program</source>
        <translation>
            <numerusform>%Ln bảng của chương trình khác</numerusform>
        </translation>
    </message>
    <message>
        <source>read, write, create tables</source>
        <translation>đọc, ghi, tạo bảng</translation>
    </message>
    <message>
        <source>No address was given. Enter the name or IP address of the computer that runs %1.</source>
        <translation>Chưa có địa chỉ. Hãy nhập tên hoặc địa chỉ IP của máy đang chạy %1.</translation>
    </message>
    <message>
        <source>The name “%1” is not known. Check the spelling, or enter the computer&apos;s IP address instead, for example 192.168.1.20.</source>
        <translation>Không tìm thấy máy “%1”. Hãy kiểm tra chính tả, hoặc nhập địa chỉ IP của máy, ví dụ 192.168.1.20.</translation>
    </message>
    <message>
        <source>The computer was reached, but nothing is listening at %1. Start %2 there, or check the port number and whether it accepts connections from other computers.</source>
        <translation>Đã tới được máy nhưng không có chương trình nào nhận kết nối ở %1. Hãy bật %2 trên máy đó, hoặc kiểm tra số cổng và xem máy có nhận kết nối từ máy khác không.</translation>
    </message>
    <message>
        <source>The connection was accepted, but nothing came back for five seconds. The server may be overloaded, or something in between is blocking the answer.</source>
        <translation>Máy chủ nhận kết nối nhưng năm giây không phản hồi. Có thể máy chủ quá tải, hoặc có gì đó ở giữa chặn phản hồi.</translation>
    </message>
    <message>
        <source>No answer for five seconds. A firewall may be in between, or the computer is switched off.</source>
        <translation>Năm giây không có phản hồi. Có thể có tường lửa ở giữa, hoặc máy đang tắt.</translation>
    </message>
    <message>
        <source>Something is listening there, but it is not %1: it closed the connection. Check the port number.</source>
        <translation>Ở đó có chương trình khác, không phải %1: nó đã ngắt kết nối. Hãy kiểm tra số cổng.</translation>
    </message>
    <message>
        <source>Something is listening there, but it is not %1. It said: “%2”. Check the port number.</source>
        <translation>Ở đó có chương trình khác, không phải %1. Nó trả lời: “%2”. Hãy kiểm tra số cổng.</translation>
    </message>
    <message>
        <source>No secure connection could be made: %1. Check that the server has TLS switched on and a certificate for this name.</source>
        <translation>Không thiết lập được kết nối an toàn: %1. Hãy kiểm tra máy chủ đã bật TLS và có chứng chỉ cho tên này.</translation>
    </message>
    <message>
        <source>The server is too old: %1. Have it updated, then test again.</source>
        <translation>Máy chủ quá cũ: %1. Hãy nhờ cập nhật rồi thử lại.</translation>
    </message>
    <message>
        <source>This database cannot keep every language&apos;s letters: %1. Make a new one with the encoding UTF8.</source>
        <translation>Cơ sở dữ liệu này không lưu được chữ của mọi ngôn ngữ: %1. Hãy tạo cơ sở dữ liệu mới với bảng mã UTF8.</translation>
    </message>
    <message>
        <source>The account lacks permissions the engine needs: %1. Ask the server&apos;s administrator to grant them on this database.</source>
        <translation>Tài khoản chưa đủ quyền: %1. Hãy nhờ người quản trị máy chủ cấp quyền trên cơ sở dữ liệu này.</translation>
    </message>
    <message>
        <source>What this server confirms may be gone after a power cut: %1. The engine refuses such a store, because customers&apos; messages would be lost.</source>
        <translation>Dữ liệu máy chủ này đã xác nhận vẫn có thể mất khi mất điện: %1. Bộ máy không dùng máy chủ như vậy, vì tin của khách sẽ mất.</translation>
    </message>
    <message>
        <source>This is a Redis Cluster, which refuses the engine&apos;s scripts. Use a single Redis.</source>
        <translation>Đây là Redis Cluster, không chạy được các lệnh của bộ máy. Hãy dùng Redis thường (không phải Cluster).</translation>
    </message>
    <message>
        <source>The service answers, but with an error (HTTP %1). Look at its own log.</source>
        <translation>Dịch vụ có trả lời nhưng báo lỗi (HTTP %1). Hãy xem nhật ký của dịch vụ.</translation>
    </message>
    <message>
        <source>A shop of a newer Tongdai lies there (schema version %1). Update this program first.</source>
        <translation>Ở đó có cửa hàng của bản Tongdai mới hơn (phiên bản dữ liệu %1). Hãy cập nhật chương trình này trước.</translation>
    </message>
    <message>
        <source>The server does not accept this user and password. Check both; capital letters count.</source>
        <translation>Máy chủ không nhận tên và mật khẩu này. Hãy kiểm tra cả hai; chữ hoa khác chữ thường.</translation>
    </message>
    <message>
        <source>The server wants a password, and none was given.</source>
        <translation>Máy chủ cần mật khẩu mà chưa có mật khẩu nào.</translation>
    </message>
    <message>
        <source>This Redis has no database number %1. Most have 0 to 15.</source>
        <translation>Redis này không có cơ sở dữ liệu số %1. Thường chỉ có từ 0 đến 15.</translation>
    </message>
    <message>
        <source>No database was named.</source>
        <translation>Chưa có tên cơ sở dữ liệu.</translation>
    </message>
    <message>
        <source>The login is right, but there is no database “%1”. Have it created, or check its name.</source>
        <translation>Đăng nhập đúng nhưng không có cơ sở dữ liệu “%1”. Hãy nhờ tạo, hoặc kiểm tra tên.</translation>
    </message>
    <message>
        <source>The server does not let this computer or this user in: %1. Ask its administrator to allow it.</source>
        <translation>Máy chủ không cho máy này hoặc người dùng này vào: %1. Người quản trị máy chủ phải cho phép.</translation>
    </message>
    <message>
        <source>The server has no connection left. Try again later, or have its limit raised.</source>
        <translation>Máy chủ hết chỗ kết nối. Hãy thử lại sau, hoặc nhờ tăng giới hạn.</translation>
    </message>
    <message>
        <source>A pooler (PgBouncer, for example) stands before this PostgreSQL and shares its connections out. Write the line %1 into the settings file, then test again.</source>
        <translation>Đứng trước PostgreSQL này là một bộ gộp kết nối (ví dụ PgBouncer), nơi nhiều chương trình dùng chung các kết nối. Hãy thêm dòng %1 vào tệp cài đặt rồi thử lại.</translation>
    </message>
    <message>
        <source>A pooler answers there, but got no connection to the PostgreSQL behind it: “%1”. See whether that server is running and has connections left, then test again.</source>
        <translation>Bộ gộp kết nối ở đó có trả lời, nhưng không nối được tới PostgreSQL phía sau: “%1”. Hãy xem máy chủ PostgreSQL có đang chạy và còn chỗ kết nối không, rồi thử lại.</translation>
    </message>
    <message>
        <source>%1 answered: “%2”.</source>
        <translation>%1 trả lời: “%2”.</translation>
    </message>
    <message>
        <source>Everything travels unencrypted, passwords included. That is acceptable only on a network of your own.</source>
        <translation>Dữ liệu đi qua mạng không được mã hóa, kể cả mật khẩu. Chỉ nên dùng trong mạng riêng của bạn.</translation>
    </message>
    <message>
        <source>That is slow. Every message waits for a few such round trips; a server closer by would help.</source>
        <translation>Phản hồi chậm. Mỗi tin phải chờ vài lần như thế; nên dùng máy chủ ở gần hơn.</translation>
    </message>
    <message>
        <source>The two clocks differ. Set both from an internet time server, or the times on the screens will not match.</source>
        <translation>Hai đồng hồ lệch nhau. Hãy chỉnh cả hai theo giờ internet, nếu không giờ trên màn hình sẽ không khớp.</translation>
    </message>
    <message>
        <source>When its memory is full, this Redis throws away work that waits (maxmemory-policy %1). No message is lost, but answers come late; noeviction is right.</source>
        <translation>Khi đầy bộ nhớ, Redis này bỏ việc đang chờ (maxmemory-policy %1). Không mất tin nào nhưng trả lời sẽ chậm; nên đặt noeviction.</translation>
    </message>
    <message>
        <source>The service answers, but refuses the shop&apos;s token (HTTP %1).</source>
        <translation>Dịch vụ có trả lời nhưng không nhận mã truy cập của cửa hàng (HTTP %1).</translation>
    </message>
    <message>
        <source>Another program uses this database (%1). A database of its own is safer for the shop.</source>
        <translation>Chương trình khác đang dùng cơ sở dữ liệu này (%1). Nên có cơ sở dữ liệu riêng cho cửa hàng.</translation>
    </message>
    <message>
        <source>Closing the shop: work in hand is being finished.</source>
        <translation>Đang đóng cửa hàng: đang làm nốt việc dở.</translation>
    </message>
    <message>
        <source>Getting ready.</source>
        <translation>Đang chuẩn bị.</translation>
    </message>
    <message>
        <source>Copying %1.</source>
        <translation>Đang chép bảng %1.</translation>
    </message>
    <message>
        <source>Taking a snapshot of the history.</source>
        <translation>Đang tạo bản chụp lịch sử.</translation>
    </message>
    <message>
        <source>Reading the backup.</source>
        <translation>Đang đọc bản sao lưu.</translation>
    </message>
    <message>
        <source>Reading %1 back and comparing every row.</source>
        <translation>Đang đọc lại bảng %1 và so từng dòng.</translation>
    </message>
    <message>
        <source>Writing the file and its checksums.</source>
        <translation>Đang ghi tệp và mã kiểm tra.</translation>
    </message>
    <message>
        <source>Checking the history in the backup.</source>
        <translation>Đang kiểm tra lịch sử trong bản sao lưu.</translation>
    </message>
    <message>
        <source>Finishing.</source>
        <translation>Đang hoàn tất.</translation>
    </message>
    <message>
        <source>Opening the shop again.</source>
        <translation>Đang mở lại cửa hàng.</translation>
    </message>
    <message>
        <source>Cancelled. Everything is as it was.</source>
        <translation>Đã hủy. Mọi thứ vẫn như cũ.</translation>
    </message>
    <message>
        <source>Something else is under way. Wait for it to end.</source>
        <translation>Đang có việc khác. Hãy chờ việc đó xong.</translation>
    </message>
    <message>
        <source>The history is on a database server, which has its own backups; ask its administrator.</source>
        <translation>Lịch sử nằm trên máy chủ cơ sở dữ liệu, nơi có sao lưu riêng; hãy hỏi người quản trị máy chủ.</translation>
    </message>
    <message>
        <source>There is no history on this computer yet.</source>
        <translation>Máy này chưa có lịch sử nào.</translation>
    </message>
    <message>
        <source>There is not enough room on the disk. Nothing was changed; free some room or choose another disk.</source>
        <translation>Ổ đĩa không đủ chỗ. Chưa có gì thay đổi; hãy dọn bớt hoặc chọn ổ đĩa khác.</translation>
    </message>
    <message>
        <source>Nothing could be written there: %1. Nothing was changed.</source>
        <translation>Không ghi được vào đó: %1. Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>The file could not be read: %1.</source>
        <translation>Không đọc được tệp: %1.</translation>
    </message>
    <message>
        <source>This file is not a backup of Tongdai. Nothing was changed.</source>
        <translation>Tệp này không phải bản sao lưu của Tongdai. Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>This backup is damaged: it does not match its own checksums. Nothing was changed; choose an older one.</source>
        <translation>Bản sao lưu này đã hỏng: không khớp mã kiểm tra của chính nó. Chưa có gì thay đổi; hãy chọn bản cũ hơn.</translation>
    </message>
    <message>
        <source>The history on this computer is damaged: %1. Restore the last good backup.</source>
        <translation>Lịch sử trên máy này bị hỏng: %1. Hãy khôi phục bản sao lưu tốt gần nhất.</translation>
    </message>
    <message>
        <source>This backup was made by a newer Tongdai. Update this program first; nothing was changed.</source>
        <translation>Bản sao lưu này do bản Tongdai mới hơn tạo. Hãy cập nhật chương trình trước; chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>The shop was not moved: %1. Nothing of it was left on the server; it runs on this computer as before, and you can try again.</source>
        <translation>Chưa chuyển được cửa hàng: %1. Trên máy chủ không còn lại gì; cửa hàng vẫn chạy trên máy này và có thể thử lại.</translation>
    </message>
    <message>
        <source>Everything arrived and was verified, but the settings could not be written: %1. The shop runs on this computer as before; moving again takes only the comparison.</source>
        <translation>Mọi thứ đã tới nơi và đã đối chiếu, nhưng không ghi được cài đặt: %1. Cửa hàng vẫn chạy trên máy này; lần chuyển sau chỉ cần đối chiếu lại.</translation>
    </message>
    <message>
        <source>%1 conversations, %2 messages</source>
        <translation>%1 hội thoại, %2 tin nhắn</translation>
    </message>
    <message>
        <source>A web server answers there (HTTP %1), but not as a chat platform does. Check the address; where the platform takes answers on another path, set PANCAKE_ACTIONS_PATH.</source>
        <translation>Ở đó có máy chủ web trả lời (HTTP %1) nhưng không phải nền tảng chat. Hãy kiểm tra địa chỉ; nếu nền tảng nhận câu trả lời ở đường dẫn khác, hãy đặt PANCAKE_ACTIONS_PATH.</translation>
    </message>
    <message>
        <source>Page token</source>
        <translation>Mã truy cập của trang</translation>
    </message>
    <message>
        <source>Pancake does not accept this page ID and token. Copy both anew from Pancake (Page settings, Tools).</source>
        <translation>Pancake không nhận mã trang và mã truy cập này. Hãy chép lại cả hai từ Pancake (Cài đặt trang, Công cụ).</translation>
    </message>
    <message>
        <source>A page&apos;s token is not sent where others could read it. PANCAKE_API_URL must begin with https.</source>
        <translation>Mã truy cập của trang không được gửi qua đường mà người khác đọc được. PANCAKE_API_URL phải bắt đầu bằng https.</translation>
    </message>
    <message>
        <source>KiotViet does not accept this client ID and secret. Copy both anew; capital letters count.</source>
        <translation>KiotViet không chấp nhận Client ID và mã bảo mật này. Hãy chép lại cả hai; có phân biệt chữ hoa, chữ thường.</translation>
    </message>
    <message>
        <source>The client ID is right, but may not ask about the shop “%1”. Check the shop&apos;s name.</source>
        <translation>Client ID đúng nhưng không được xem gian hàng “%1”. Hãy kiểm tra tên gian hàng.</translation>
    </message>
    <message>
        <source>Your role does not include this. Nothing was changed.</source>
        <translation>Vai trò của bạn không có quyền này. Chưa có gì thay đổi.</translation>
    </message>
</context>
<context>
    <name>tongdai::SignInCover</name>
    <message>
        <source>The shop is still opening. You are signed in as soon as it is there.</source>
        <translation>Cửa hàng đang mở. Mở xong là bạn được đăng nhập ngay.</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>Mật khẩu hiện tại</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mật khẩu</translation>
    </message>
    <message>
        <source>Name to sign in with</source>
        <translation>Tên đăng nhập</translation>
    </message>
    <message>
        <source>New password, at least 8 characters</source>
        <translation>Mật khẩu mới, ít nhất 8 ký tự</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Nhập lại</translation>
    </message>
    <message>
        <source>Sign in to answer customers. The shop itself is open: messages are taken and the bot answers.</source>
        <translation>Đăng nhập để trả lời khách. Cửa hàng vẫn mở: tin nhắn vẫn được nhận và bot vẫn trả lời.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <source>Locked: %1</source>
        <translation>Đã khóa: %1</translation>
    </message>
    <message>
        <source>Your drafts are kept. The shop goes on.</source>
        <translation>Bản nháp của bạn được giữ. Cửa hàng vẫn chạy.</translation>
    </message>
    <message>
        <source>The screen is hidden. Without people there is no password yet.</source>
        <translation>Màn hình được che. Chưa có ai khác nên chưa cần mật khẩu.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Mở khóa</translation>
    </message>
    <message>
        <source>A password of your own</source>
        <translation>Mật khẩu của riêng bạn</translation>
    </message>
    <message>
        <source>%1, the password you were given has been seen by somebody else. Choose one that only you know.</source>
        <translation>%1, mật khẩu bạn nhận được đã có người khác thấy. Hãy đặt mật khẩu chỉ mình bạn biết.</translation>
    </message>
    <message>
        <source>Use this password</source>
        <translation>Dùng mật khẩu này</translation>
    </message>
    <message>
        <source>Change your password</source>
        <translation>Đổi mật khẩu</translation>
    </message>
    <message>
        <source>Wherever else you are signed in, you sign in again with the new one.</source>
        <translation>Ở những nơi khác bạn đang đăng nhập, bạn sẽ phải đăng nhập lại bằng mật khẩu mới.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Somebody else signs in</source>
        <translation>Người khác đăng nhập</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Đăng xuất</translation>
    </message>
    <message>
        <source>The two new passwords are not the same.</source>
        <translation>Hai mật khẩu mới không giống nhau.</translation>
    </message>
    <message>
        <source>The message history has not answered yet.</source>
        <translation>Lịch sử tin nhắn chưa trả lời.</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>Thôi chờ</translation>
    </message>
    <message>
        <source>The screen is unlocked as soon as it does.</source>
        <translation>Có trả lời là màn hình được mở khóa ngay.</translation>
    </message>
    <message>
        <source>You are signed in as soon as it does.</source>
        <translation>Có trả lời là bạn được đăng nhập ngay.</translation>
    </message>
    <message>
        <source>The message history does not answer: %1.</source>
        <translation>Lịch sử tin nhắn không trả lời: %1.</translation>
    </message>
    <message>
        <source>no reason is known</source>
        <translation>không rõ lý do</translation>
    </message>
</context>
<context>
    <name>tongdai::SilenceSheet</name>
    <message>
        <source>Why did the bot not answer?</source>
        <translation>Vì sao bot không trả lời?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Show the line</source>
        <translation>Xem tin đó</translation>
    </message>
    <message>
        <source>Show the line: %1</source>
        <translation>Xem tin đó: %1</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Ai đó</translation>
    </message>
    <message>
        <source>%1 had the conversation, so the bot was silent.</source>
        <translation>%1 đang giữ hội thoại nên bot không trả lời.</translation>
    </message>
    <message>
        <source>The bot had asked for a person, and waited for one.</source>
        <translation>Bot cần nhân viên hỗ trợ và đang chờ nhân viên.</translation>
    </message>
    <message>
        <source>The bot had asked for a person, and waited for one: %1.</source>
        <translation>Bot cần nhân viên hỗ trợ và đang chờ nhân viên: %1.</translation>
    </message>
    <message>
        <source>The bot could not answer and called a person.</source>
        <translation>Bot không trả lời được nên chuyển cho nhân viên.</translation>
    </message>
    <message>
        <source>The bot could not answer (%1) and called a person.</source>
        <translation>Bot không trả lời được (%1) nên chuyển cho nhân viên.</translation>
    </message>
    <message>
        <source>%1 closed the conversation.</source>
        <translation>%1 đã đóng hội thoại.</translation>
    </message>
    <message>
        <source>The customer wrote again before the answer was ready: both messages were answered together.</source>
        <translation>Khách viết tiếp trước khi có câu trả lời: bot trả lời chung cả hai tin.</translation>
    </message>
    <message>
        <source>An answer was ready, but %1 took over first.</source>
        <translation>Đã có câu trả lời nhưng %1 tiếp quản trước.</translation>
    </message>
    <message>
        <source>An answer was ready, but the customer had written again: a new one was made.</source>
        <translation>Đã có câu trả lời nhưng khách viết tiếp: bot soạn lại câu mới.</translation>
    </message>
    <message>
        <source>An answer came too late and was refused.</source>
        <translation>Câu trả lời đến quá muộn nên bị từ chối.</translation>
    </message>
    <message>
        <source>An answer came too late and was refused: %1.</source>
        <translation>Câu trả lời đến quá muộn nên bị từ chối: %1.</translation>
    </message>
    <message>
        <source>There is an answer, but the channel refused it.</source>
        <translation>Có câu trả lời nhưng kênh không nhận.</translation>
    </message>
    <message>
        <source>There is an answer, but the channel refused it: %1.</source>
        <translation>Có câu trả lời nhưng kênh không nhận: %1.</translation>
    </message>
    <message>
        <source>There is an answer; nobody knows whether it arrived. It waits for your decision.</source>
        <translation>Có câu trả lời; không rõ đã đến khách chưa. Đang chờ bạn quyết định.</translation>
    </message>
    <message>
        <source>There is an answer; it waits to be sent.</source>
        <translation>Có câu trả lời, đang chờ gửi.</translation>
    </message>
    <message>
        <source>There is an answer; it waits to be sent: %1.</source>
        <translation>Có câu trả lời, đang chờ gửi: %1.</translation>
    </message>
    <message>
        <source>The bot did answer.</source>
        <translation>Bot đã trả lời.</translation>
    </message>
    <message>
        <source>%1 answered.</source>
        <translation>%1 đã trả lời.</translation>
    </message>
    <message>
        <source>%1 released a stuck lock; the bot began again.</source>
        <translation>%1 đã mở khóa bị kẹt; bot làm lại từ đầu.</translation>
    </message>
    <message>
        <source>The bot lets the customer finish, until %1 at the latest.</source>
        <translation>Bot chờ khách viết xong, muộn nhất đến %1.</translation>
    </message>
    <message>
        <source>An engine is answering right now; if it has died, another takes over at %1.</source>
        <translation>Một bộ máy đang trả lời; nếu nó đã dừng, bộ máy khác làm tiếp lúc %1.</translation>
    </message>
    <message>
        <source>It waits, and no engine has taken it up yet.</source>
        <translation>Tin đang chờ, chưa bộ máy nào nhận.</translation>
    </message>
    <message>
        <source>It waits to be tried again; tries so far: %1.</source>
        <translation>Tin đang chờ thử lại; số lần đã thử: %1.</translation>
    </message>
    <message>
        <source>The AI does not answer now: %1.</source>
        <translation>AI hiện không trả lời: %1.</translation>
    </message>
    <message>
        <source>The channel takes no answers now: %1.</source>
        <translation>Kênh hiện không nhận câu trả lời: %1.</translation>
    </message>
    <message>
        <source>Nothing that is kept explains it.</source>
        <translation>Không có dữ liệu nào giải thích được.</translation>
    </message>
    <message>
        <source>This line is not a customer&apos;s: nobody asked anything.</source>
        <translation>Tin này không phải của khách: không ai hỏi gì.</translation>
    </message>
    <message>
        <source>What it is to do, in this order: %1. Tries so far: %2.</source>
        <translation>Các bước theo thứ tự: %1. Đã thử: %2 lần.</translation>
    </message>
    <message>
        <source>%1 is answering right now; if it has died, another engine takes over at %2.</source>
        <translation>%1 đang trả lời; nếu nó đã chết, bộ máy khác tiếp tục lúc %2.</translation>
    </message>
    <message>
        <source>it was not sure enough of its answer: %1 &lt; %2</source>
        <translation>bot chưa đủ chắc về câu trả lời: %1 &lt; %2</translation>
    </message>
    <message>
        <source>it was not sure enough of its answer: %1</source>
        <translation>bot chưa đủ chắc về câu trả lời: %1</translation>
    </message>
</context>
<context>
    <name>tongdai::StatsPanels</name>
    <message>
        <source>No answer asked for anything in this range.</source>
        <translation>Chưa có câu trả lời nào yêu cầu thao tác trong khoảng này.</translation>
    </message>
    <message>
        <source>No message was answered today yet.</source>
        <translation>Hôm nay chưa trả lời tin nào.</translation>
    </message>
    <message>
        <source>Nothing was answered in this range.</source>
        <translation>Trong khoảng này chưa có tin nào được trả lời.</translation>
    </message>
    <message>
        <source>No answered conversation was closed in this range.</source>
        <translation>Không có hội thoại nào đã trả lời được đóng trong khoảng này.</translation>
    </message>
    <message>
        <source>The bot has not answered in this range.</source>
        <translation>Trong khoảng này bot chưa trả lời.</translation>
    </message>
    <message>
        <source>Nobody has replied in this range.</source>
        <translation>Trong khoảng này chưa có nhân viên nào trả lời.</translation>
    </message>
    <message>
        <source>%1 to a person</source>
        <translation>%1 chuyển nhân viên</translation>
    </message>
    <message>
        <source>and %1 more: Alt+T</source>
        <translation>và %1 ý định nữa: Alt+T</translation>
    </message>
    <message>
        <source>%1: %2 in, bot %3, people %4</source>
        <translation>%1: %2 tin vào, bot %3, nhân viên %4</translation>
    </message>
    <message>
        <source>%1, %2 to %3: %4 in</source>
        <translation>%1, %2 đến %3: %4 tin vào</translation>
    </message>
    <message>
        <source>Hatched: a person had to answer.</source>
        <translation>Phần gạch chéo: nhân viên phải trả lời.</translation>
    </message>
    <message>
        <source>The stronger the colour, the more messages.</source>
        <translation>Màu càng đậm càng nhiều tin.</translation>
    </message>
    <message>
        <source>No notes, new versions or outages in this range. N writes a note.</source>
        <translation>Khoảng này không có ghi chú, phiên bản mới hay sự cố. Phím N để viết ghi chú.</translation>
    </message>
    <message>
        <source>Bar and figure: p95, the slowest of twenty.</source>
        <translation>Thanh và số: p95, chậm nhất trong hai mươi tin.</translation>
    </message>
</context>
<context>
    <name>tongdai::StatsPage</name>
    <message>
        <source>30 minutes</source>
        <translation>30 phút</translation>
    </message>
    <message>
        <source>The last 30 minutes, by the minute</source>
        <translation>30 phút gần nhất, theo từng phút</translation>
    </message>
    <message>
        <source>Nothing was written in the last 30 minutes.</source>
        <translation>Chưa có tin nào trong 30 phút gần nhất.</translation>
    </message>
    <message>
        <source>Show today</source>
        <translation>Xem hôm nay</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>On a figure: how it is computed</source>
        <translation>Trên một số liệu: cách tính</translation>
    </message>
    <message>
        <source>On a chart: from one piece of time to the next</source>
        <translation>Trên biểu đồ: sang khoảng thời gian kế bên</translation>
    </message>
    <message>
        <source>There are no figures yet.</source>
        <translation>Chưa có số liệu.</translation>
    </message>
    <message>
        <source>Export the figures</source>
        <translation>Xuất số liệu</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Bảng (*.csv)</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>Bảng tính Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Ảnh (*.png)</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Đã ghi vào %1</translation>
    </message>
    <message>
        <source>Cannot be written to %1: %2</source>
        <translation>Không ghi được vào %1: %2</translation>
    </message>
    <message>
        <source>Stats</source>
        <translation>Thống kê</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 ngày</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 ngày</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Dừng hình</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Phím cách</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Bảng</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Xuất</translation>
    </message>
    <message>
        <source>Hold the figures still</source>
        <translation>Dừng hình</translation>
    </message>
    <message>
        <source>Tables instead of charts</source>
        <translation>Bảng thay cho biểu đồ</translation>
    </message>
    <message>
        <source>Back to the first page</source>
        <translation>Về trang đầu</translation>
    </message>
    <message>
        <source>Show in Live</source>
        <translation>Xem ở trang Hội thoại</translation>
    </message>
    <message>
        <source>The engine is starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Counting took too long and was stopped.</source>
        <translation>Đếm quá lâu nên đã dừng lại.</translation>
    </message>
    <message>
        <source>The message history does not answer.</source>
        <translation>Lịch sử tin nhắn không trả lời.</translation>
    </message>
    <message>
        <source>Held at %1 · %2</source>
        <translation>Dừng hình lúc %1 · %2</translation>
    </message>
    <message>
        <source>As of %1 · %2</source>
        <translation>Tính đến %1 · %2</translation>
    </message>
    <message>
        <source>There are no figures until it does.</source>
        <translation>Chưa có số liệu cho đến khi dùng lại được.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>Đang đếm…</translation>
    </message>
    <message>
        <source>Nothing was written in these 30 days. The figures begin with the first message of a customer.</source>
        <translation>30 ngày qua chưa có tin nào. Số liệu bắt đầu từ tin đầu tiên của khách.</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Đếm lại</translation>
    </message>
    <message>
        <source>Use the sample shop</source>
        <translation>Dùng cửa hàng mẫu</translation>
    </message>
    <message>
        <source>Nothing was written today yet. The figures begin with the first message of a customer.</source>
        <translation>Hôm nay chưa có tin nào. Số liệu bắt đầu từ tin đầu tiên của khách.</translation>
    </message>
    <message>
        <source>Nothing was written in these 7 days. The figures begin with the first message of a customer.</source>
        <translation>7 ngày qua chưa có tin nào. Số liệu bắt đầu từ tin đầu tiên của khách.</translation>
    </message>
    <message>
        <source>Show 7 days</source>
        <translation>Xem 7 ngày</translation>
    </message>
    <message>
        <source>Show 30 days</source>
        <translation>Xem 30 ngày</translation>
    </message>
    <message>
        <source>What is shown was counted at %1.</source>
        <translation>Số đang hiện được đếm lúc %1.</translation>
    </message>
    <message>
        <source>SAMPLE: these figures are made up. As soon as a real customer has written, only real ones are counted.</source>
        <translation>MẪU: đây là số liệu dựng sẵn. Khi có khách thật nhắn thì chỉ đếm số thật.</translation>
    </message>
    <message>
        <source>The message history does not answer: %1.</source>
        <translation>Lịch sử tin nhắn không trả lời: %1.</translation>
    </message>
    <message>
        <source>Hours that are over are counted once, the open one whenever something happens, and at least every %1 s while the page is seen.</source>
        <translation>Giờ đã qua chỉ đếm một lần; giờ đang chạy đếm lại mỗi khi có việc mới, và ít nhất mỗi %1 giây khi đang xem.</translation>
    </message>
    <message>
        <source>Live from the event stream, %1 behind.</source>
        <translation>Trực tiếp từ luồng sự kiện, trễ %1.</translation>
    </message>
    <message>
        <source>Redis is away: what this engine does is counted at once, what others do a moment later.</source>
        <translation>Redis mất kết nối: việc của bộ máy này được đếm ngay, việc của bộ máy khác chậm hơn một chút.</translation>
    </message>
    <message>
        <source>12 months</source>
        <translation>12 tháng</translation>
    </message>
    <message>
        <source>Show 12 months</source>
        <translation>Xem 12 tháng</translation>
    </message>
    <message>
        <source>Nothing was written in these 12 months. The figures begin with the first message of a customer.</source>
        <translation>12 tháng qua chưa có tin nào. Số liệu bắt đầu từ tin đầu tiên của khách.</translation>
    </message>
    <message>
        <source>On a chart or in a table: the conversations behind it</source>
        <translation>Trên biểu đồ hoặc trong bảng: xem các hội thoại tạo nên số đó</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>lăn chuột</translation>
    </message>
    <message>
        <source>Back to the whole range</source>
        <translation>Về cả khoảng</translation>
    </message>
    <message>
        <source>Nothing was written from %1.</source>
        <translation>Không có tin nào trong %1.</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Phóng to</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Thu nhỏ</translation>
    </message>
    <message>
        <source>Half of it earlier</source>
        <translation>Lùi nửa đoạn</translation>
    </message>
    <message>
        <source>Half of it later</source>
        <translation>Tới nửa đoạn</translation>
    </message>
    <message>
        <source>On the chart: zoom; with Shift: earlier, later</source>
        <translation>Trên biểu đồ: phóng to, thu nhỏ; với Shift: lùi, tới</translation>
    </message>
    <message>
        <source>Write a note at this time</source>
        <translation>Viết ghi chú tại thời điểm này</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Note for %1 %2:</source>
        <translation>Ghi chú cho %1 %2:</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>The note was not changed: %1</source>
        <translation>Ghi chú không thay đổi: %1</translation>
    </message>
    <message>
        <source>Export details…</source>
        <translation>Xuất chi tiết…</translation>
    </message>
    <message>
        <source>Export the conversations behind the figures</source>
        <translation>Xuất các hội thoại đứng sau số liệu</translation>
    </message>
    <message>
        <source>Lead to Dispute</source>
        <translation>Dẫn sang Khiếu nại</translation>
    </message>
    <message>
        <source>Lead to Dispute instead of Live</source>
        <translation>Dẫn sang trang Khiếu nại thay vì trang Hội thoại</translation>
    </message>
    <message>
        <source>Show in Dispute</source>
        <translation>Xem ở trang Khiếu nại</translation>
    </message>
</context>
<context>
    <name>tongdai::StatsWords</name>
    <message>
        <source>taken in</source>
        <translation>tiếp nhận</translation>
    </message>
    <message>
        <source>claimed</source>
        <translation>giữ hội thoại</translation>
    </message>
    <message>
        <source>context read</source>
        <translation>đọc ngữ cảnh</translation>
    </message>
    <message>
        <source>AI asked</source>
        <translation>hỏi AI</translation>
    </message>
    <message>
        <source>actions judged</source>
        <translation>xét thao tác</translation>
    </message>
    <message>
        <source>written</source>
        <translation>ghi lại</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gửi đi</translation>
    </message>
    <message>
        <source>Steps of a message, today</source>
        <translation>Các bước của một tin, hôm nay</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Bước</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>tin</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Số liệu</translation>
    </message>
    <message>
        <source>nobody waits</source>
        <translation>không ai chờ</translation>
    </message>
    <message>
        <source>oldest %1 · all together %2, %3</source>
        <translation>lâu nhất %1 · cộng lại %2, %3</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Thao tác</translation>
    </message>
    <message>
        <source>What answers of the bot asked for, by its type, at the time the answer was written. Done: the chat platform took it. Failed: given up, or nobody can tell whether it arrived. What is neither waits, is on its way, or was withdrawn. Retried: one try was not enough. In vain: tries that came to nothing, all together. Hours that an older version counted have none.</source>
        <translation>Những việc mà câu trả lời của bot yêu cầu, theo loại, tính vào lúc câu trả lời được ghi. Xong: nền tảng chat đã nhận. Lỗi: đã bỏ cuộc, hoặc không ai biết có đến nơi không. Còn lại là đang chờ, đang gửi hoặc đã rút lại. Thử lại: một lần thử không đủ. Vô ích: mọi lần thử không thành, cộng lại. Những giờ do phiên bản cũ đếm thì không có.</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Thao tác</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>yêu cầu</translation>
    </message>
    <message>
        <source>done</source>
        <translation>xong</translation>
    </message>
    <message>
        <source>retried</source>
        <translation>thử lại</translation>
    </message>
    <message>
        <source>in vain</source>
        <translation>vô ích</translation>
    </message>
    <message>
        <source>takeover rate</source>
        <translation>tỉ lệ tiếp quản</translation>
    </message>
    <message>
        <source>as an hour ago</source>
        <translation>bằng một giờ trước</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 phút</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 giờ</translation>
    </message>
    <message>
        <source>grows by %1 an hour</source>
        <translation>mỗi giờ tăng %1</translation>
    </message>
    <message>
        <source>shrinks by %1 an hour</source>
        <translation>mỗi giờ giảm %1</translation>
    </message>
    <message>
        <source>Oldest wait</source>
        <translation>Chờ lâu nhất</translation>
    </message>
    <message>
        <source>All waits together</source>
        <translation>Mọi lần chờ cộng lại</translation>
    </message>
    <message>
        <source>All waits together, change</source>
        <translation>Mọi lần chờ cộng lại, thay đổi</translation>
    </message>
    <message>
        <source>nothing was answered</source>
        <translation>chưa có lần trả lời nào</translation>
    </message>
    <message>
        <source>p90 %1 · p95 %2 · p99 %3</source>
        <translation>p90 %1 · p95 %2 · p99 %3</translation>
    </message>
    <message>
        <source>Waiting now</source>
        <translation>Đang chờ</translation>
    </message>
    <message>
        <source>Conversations that a person has to answer and whose customer waits at this moment, whatever range is chosen. The oldest wait runs from the first message nobody answered; all together adds up every wait. It grows or shrinks by what it is now less what it was an hour ago: whoever waits adds an hour an hour, and an answer takes away what its customer had waited.</source>
        <translation>Số hội thoại cần nhân viên trả lời mà khách đang chờ ngay lúc này, không theo khoảng đã chọn. Lần chờ lâu nhất tính từ tin đầu tiên chưa ai trả lời; “cộng lại” là tổng mọi lần chờ. Tổng này tăng hay giảm là lấy lúc này trừ đi một giờ trước: mỗi khách đang chờ cộng thêm một giờ mỗi giờ, mỗi câu trả lời trừ đi thời gian khách của nó đã chờ.</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Tin vào</translation>
    </message>
    <message>
        <source>from customers</source>
        <translation>từ khách</translation>
    </message>
    <message>
        <source>Every message of a customer, at the time it came in. One that was delivered twice counts once.</source>
        <translation>Mọi tin của khách, tính theo lúc nhận được. Tin được gửi đến hai lần chỉ đếm một lần.</translation>
    </message>
    <message>
        <source>Answers by the bot</source>
        <translation>Bot trả lời</translation>
    </message>
    <message>
        <source>%1 of what was answered</source>
        <translation>%1 số lần trả lời</translation>
    </message>
    <message>
        <source>Answers of the bot that were given. The share: of all waits that ended with an answer, those that the bot ended.</source>
        <translation>Số câu trả lời bot đã gửi cho khách. Tỷ lệ: trong mọi lần khách chờ rồi được trả lời, phần do bot trả lời.</translation>
    </message>
    <message>
        <source>Replies by people</source>
        <translation>Nhân viên trả lời</translation>
    </message>
    <message>
        <source>Replies that somebody wrote here or in the chat platform&apos;s own window. The share: of all waits that ended with an answer, those that a person ended.</source>
        <translation>Số câu trả lời viết ở đây hoặc ngay trên nền tảng chat. Tỷ lệ: trong mọi lần khách chờ rồi được trả lời, phần do nhân viên trả lời.</translation>
    </message>
    <message>
        <source>Handed to a person</source>
        <translation>Chuyển nhân viên</translation>
    </message>
    <message>
        <source>by the bot</source>
        <translation>bot chuyển</translation>
    </message>
    <message>
        <source>How often the bot asked for a person, or a person had to answer because the AI had failed.</source>
        <translation>Số lần bot nhờ nhân viên trả lời thay, hoặc nhân viên phải trả lời vì AI lỗi.</translation>
    </message>
    <message>
        <source>First answer, bot</source>
        <translation>Trả lời đầu, bot</translation>
    </message>
    <message>
        <source>Half of all waits that the bot ended were shorter (p50); nine of ten (p90), nineteen of twenty (p95) and 99 of a hundred (p99) stand below. A wait runs from the first message nobody has answered to the bot&apos;s next answer, and counts where it began. Exact to 1%. Of %1 waits.</source>
        <translation>Một nửa số lần chờ được bot trả lời ngắn hơn số này (p50); bên dưới là mức của 9/10 (p90), 19/20 (p95) và 99/100 (p99) số lần. Một lần chờ tính từ tin đầu tiên chưa ai trả lời đến câu trả lời kế tiếp của bot, và tính vào lúc bắt đầu chờ. Sai số tối đa 1%. Trên %1 lần chờ.</translation>
    </message>
    <message>
        <source>First reply, people</source>
        <translation>Trả lời đầu, nhân viên</translation>
    </message>
    <message>
        <source>Half of all waits that a person ended were shorter (p50); nine of ten (p90), nineteen of twenty (p95) and 99 of a hundred (p99) stand below or in the table. A wait runs from the first message nobody has answered to a person&apos;s next reply, nights included; what the bot says while it passes a customer on does not end it. Exact to 1%. Of %1 waits.</source>
        <translation>Một nửa số lần chờ được nhân viên trả lời ngắn hơn số này (p50); bên dưới hoặc trong bảng là mức của 9/10 (p90), 19/20 (p95) và 99/100 (p99) số lần. Một lần chờ tính từ tin đầu tiên chưa ai trả lời đến câu trả lời kế tiếp của nhân viên, kể cả ban đêm; câu bot nói khi chuyển khách cho nhân viên không kết thúc lần chờ. Sai số tối đa 1%. Trên %1 lần chờ.</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>Tiếp quản</translation>
    </message>
    <message>
        <source>from the bot, by people</source>
        <translation>nhân viên tiếp quản từ bot</translation>
    </message>
    <message>
        <source>How often somebody took a conversation from the bot, here or by answering in the chat platform.</source>
        <translation>Số lần nhân viên tiếp quản hội thoại từ bot, ở đây hoặc bằng cách trả lời trên nền tảng chat.</translation>
    </message>
    <message>
        <source>AI failures</source>
        <translation>AI lỗi</translation>
    </message>
    <message>
        <source>of %1 turns · %2 tried again</source>
        <translation>trên %1 lượt · thử lại %2</translation>
    </message>
    <message>
        <source>Turns of the bot that ended without an answer because the AI gave none, or none that could be used. Tried again: calls beyond the first of their turn.</source>
        <translation>Số lượt của bot kết thúc mà không có câu trả lời vì AI không trả lời, hoặc trả lời không hiểu được. Thử lại: những lần gọi ngoài lần đầu của mỗi lượt.</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Không gửi được</translation>
    </message>
    <message>
        <source>%1 perhaps arrived</source>
        <translation>%1 tin có thể đã đến</translation>
    </message>
    <message>
        <source>answers that failed</source>
        <translation>câu trả lời bị lỗi gửi</translation>
    </message>
    <message>
        <source>Answers and replies of this range that have not reached their customers: the chat platform refused them, or nobody can tell whether they arrived.</source>
        <translation>Câu trả lời trong khoảng này chưa đến tay khách: nền tảng chat từ chối, hoặc không rõ đã đến hay chưa.</translation>
    </message>
    <message>
        <source>Days by %1 (%2).</source>
        <translation>Ngày tính theo %1 (%2).</translation>
    </message>
    <message>
        <source>The sample shop alone, without internal notes and answers that were not given.</source>
        <translation>Chỉ cửa hàng mẫu, không tính ghi chú nội bộ và câu trả lời không gửi.</translation>
    </message>
    <message>
        <source>Left out: the sample shop, internal notes, answers that were not given.</source>
        <translation>Không tính: cửa hàng mẫu, ghi chú nội bộ, câu trả lời không gửi.</translation>
    </message>
    <message>
        <source>What the history API brought in counts at the time it was said, and not as a wait.</source>
        <translation>Tin nhập qua API lịch sử tính theo lúc nhắn, và không tính là lần chờ.</translation>
    </message>
    <message>
        <source>Counted: %1 messages and %2 turns of the bot.</source>
        <translation>Đã đếm: %1 tin và %2 lượt của bot.</translation>
    </message>
    <message>
        <source>The range holds more than can be counted at once: its end is missing.</source>
        <translation>Khoảng này có nhiều tin hơn mức đếm được một lần: thiếu phần cuối.</translation>
    </message>
    <message>
        <source>bot</source>
        <translation>bot</translation>
    </message>
    <message>
        <source>people</source>
        <translation>nhân viên</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>T2</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>T3</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>T4</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>T5</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>T6</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>T7</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>CN</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(không rõ)</translation>
    </message>
    <message>
        <source>Messages a day</source>
        <translation>Tin mỗi ngày</translation>
    </message>
    <message>
        <source>Messages a minute</source>
        <translation>Tin mỗi phút</translation>
    </message>
    <message>
        <source>Messages an hour</source>
        <translation>Tin mỗi giờ</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>First answer</source>
        <translation>Trả lời đầu</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Ai</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>lần chờ</translation>
    </message>
    <message>
        <source>Until it was settled</source>
        <translation>Đến khi xong việc</translation>
    </message>
    <message>
        <source>Of conversations that were closed in the range, by somebody or by the bot at its end: from the customer&apos;s first message since they came – a new conversation, one that had been closed, or after a day of silence in which nothing was left unanswered – until it was closed. Bot alone: no person had written to the customer since. Left out: what was closed without an answer, and hours that an older version counted. One that was opened again and closed counts once more, from the same beginning. Exact to 1%.</source>
        <translation>Các hội thoại được đóng trong khoảng này, do nhân viên hoặc do bot khi kết thúc: tính từ tin đầu tiên kể từ khi khách đến – hội thoại mới, hội thoại từng đóng, hoặc sau một ngày im lặng mà không còn tin nào chưa trả lời – đến khi đóng. Chỉ bot: từ đó không nhân viên nào nhắn cho khách. Không tính: hội thoại đóng khi chưa ai trả lời, và những giờ do phiên bản cũ đếm. Hội thoại mở lại rồi đóng được tính thêm một lần, từ cùng điểm bắt đầu. Sai số không quá 1%.</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>đã đóng</translation>
    </message>
    <message>
        <source>bot alone</source>
        <translation>chỉ bot</translation>
    </message>
    <message>
        <source>Intents</source>
        <translation>Ý định</translation>
    </message>
    <message>
        <source>Intent</source>
        <translation>Ý định</translation>
    </message>
    <message>
        <source>turns</source>
        <translation>lượt</translation>
    </message>
    <message>
        <source>to a person</source>
        <translation>chuyển nhân viên</translation>
    </message>
    <message>
        <source>share</source>
        <translation>tỷ lệ</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>độ tin cậy</translation>
    </message>
    <message>
        <source>Messages in, by weekday and hour</source>
        <translation>Tin vào theo thứ và giờ</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Thứ</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Nhân viên</translation>
    </message>
    <message>
        <source>replies</source>
        <translation>trả lời</translation>
    </message>
    <message>
        <source>conversations</source>
        <translation>hội thoại</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>tiếp quản</translation>
    </message>
    <message>
        <source>first reply, p50</source>
        <translation>trả lời đầu, p50</translation>
    </message>
    <message>
        <source>AI models</source>
        <translation>Mô hình AI</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Mô hình</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>lỗi</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>(không rõ)</translation>
    </message>
    <message>
        <source>Messages of customers, answers of the bot that were given, and replies of people, each at the time it came in or was given.</source>
        <translation>Tin của khách, câu trả lời của bot đã gửi và câu trả lời của nhân viên, mỗi tin tính vào lúc nó đến hoặc được gửi.</translation>
    </message>
    <message>
        <source>Turns of the bot by the intent the AI named. The share: of those turns, the ones that ended with a person because the bot asked for one. Taken over: conversations that a person took from the bot unasked, by the intent of the bot&apos;s newest turn; the rate: of the turns. Confidence: the mean of what the AI said about itself, where it said anything. Turns that failed are left out.</source>
        <translation>Các lượt của bot theo ý định AI nhận ra. Tỷ lệ: trong các lượt ấy, phần bot xin chuyển cho nhân viên. Tiếp quản: hội thoại nhân viên tự lấy lại từ bot, tính theo ý định của lượt bot mới nhất. Độ tin cậy: trung bình mức AI tự cho, nếu có. Không tính các lượt lỗi.</translation>
    </message>
    <message>
        <source>Messages of customers by the weekday and hour at which they came in, all weeks of the range together.</source>
        <translation>Tin của khách theo thứ và giờ đến, gộp mọi tuần trong khoảng.</translation>
    </message>
    <message>
        <source>Replies somebody wrote, the conversations they stand in, how often they took one from the bot, and how long the customers they answered had waited. Exact to 1%.</source>
        <translation>Số câu trả lời của từng người, số hội thoại có câu trả lời đó, số lần tiếp quản từ bot, và khách họ trả lời đã chờ bao lâu. Sai số tối đa 1%.</translation>
    </message>
    <message>
        <source>Turns of the bot by the model that answered. Failed: without an answer. The times are those of turns that did not fail, as the AI&apos;s service took them. Exact to 1%.</source>
        <translation>Các lượt của bot theo mô hình trả lời. Lỗi: không có câu trả lời. Thời gian chỉ tính các lượt không lỗi, theo dịch vụ AI báo. Sai số tối đa 1%.</translation>
    </message>
    <message>
        <source>How long each of the seven steps took, in messages the bot answered today (a day of UTC, or since the start), measured by this engine alone. Exact to 1%.</source>
        <translation>Mỗi bước trong bảy bước mất bao lâu, ở các tin bot trả lời hôm nay (ngày theo UTC, hoặc từ khi khởi động), chỉ đo ở bộ máy này. Sai số tối đa 1%.</translation>
    </message>
    <message>
        <source>p90 %1 · working hours %2</source>
        <translation>p90 %1 · giờ làm %2</translation>
    </message>
    <message>
        <source>Working hours are not set (Setup, Working hours): nights and holidays are counted.</source>
        <translation>Chưa đặt giờ làm việc (Thiết lập, Giờ làm việc): tính cả đêm và ngày lễ.</translation>
    </message>
    <message>
        <source>Working hours by %1: %2.</source>
        <translation>Giờ làm việc theo %1: %2.</translation>
    </message>
    <message>
        <source>Public holidays are left out.</source>
        <translation>Không tính ngày lễ.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other day(s) are left out.</source>
        <translation>
            <numerusform>Không tính %Ln ngày nghỉ khác.</numerusform>
        </translation>
    </message>
    <message>
        <source>A wait runs from the first message nobody has answered to the bot&apos;s next answer or a person&apos;s next reply, and counts where it began. First: nobody had answered since the customer came, after a day of silence or for the first time; later: all others. Half were shorter than p50, nine of ten than p90, nineteen of twenty than p95, 99 of a hundred than p99. Exact to 1%.</source>
        <translation>Một lần chờ tính từ tin đầu tiên chưa ai trả lời đến câu trả lời kế tiếp của bot hoặc nhân viên, và tính vào lúc bắt đầu chờ. Lần đầu: chưa ai trả lời từ khi khách nhắn, lần đầu tiên hoặc sau một ngày im lặng; lần sau: mọi lần khác. Một nửa ngắn hơn p50, 9/10 ngắn hơn p90, 19/20 ngắn hơn p95, 99/100 ngắn hơn p99. Sai số tối đa 1%.</translation>
    </message>
    <message>
        <source>first</source>
        <translation>lần đầu</translation>
    </message>
    <message>
        <source>later</source>
        <translation>lần sau</translation>
    </message>
    <message>
        <source>in working hours</source>
        <translation>trong giờ làm</translation>
    </message>
    <message>
        <source>Notes and events</source>
        <translation>Ghi chú và sự kiện</translation>
    </message>
    <message>
        <source>Notes somebody wrote here (N), engines of another version than before that were started (a triangle in the chart), and times a part was away for 5 s or more, as the engines saw it (hatched). Delete removes a note.</source>
        <translation>Ghi chú viết tại đây (N), lúc bộ máy phiên bản khác được khởi động (tam giác trên biểu đồ), và lúc một thành phần mất kết nối từ 5 giây trở lên theo bộ máy ghi nhận (gạch chéo). Delete xóa ghi chú.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Người ghi</translation>
    </message>
    <message>
        <source>Version %1 started</source>
        <translation>Khởi động phiên bản %1</translation>
    </message>
    <message>
        <source>%1 away for %2</source>
        <translation>%1 mất kết nối trong %2</translation>
    </message>
    <message>
        <source>Bot&apos;s drafts</source>
        <translation>Nháp của bot</translation>
    </message>
    <message>
        <source>What the bot proposed to people, by the intent the AI named. Answered: a person sent something before the customer wrote again. Unchanged: word for word what was proposed. Letters: changed on the way, on average. Alike: the share of letters kept, on average.</source>
        <translation>Những gì bot đề xuất cho nhân viên, theo ý định AI nêu. Đã trả lời: nhân viên đã gửi trước khi khách nhắn tiếp. Giữ nguyên: gửi đúng từng chữ. Chữ sửa: số chữ đã sửa, trung bình. Giống: tỉ lệ chữ giữ lại, trung bình.</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>đề xuất</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>đã trả lời</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>giữ nguyên</translation>
    </message>
    <message>
        <source>letters</source>
        <translation>chữ sửa</translation>
    </message>
    <message>
        <source>alike</source>
        <translation>giống</translation>
    </message>
</context>
<context>
    <name>tongdai::StatusLine</name>
    <message>
        <source>Engine is listening</source>
        <translation>Bộ máy đang nhận tin</translation>
    </message>
    <message>
        <source>Engine is not listening</source>
        <translation>Bộ máy không nhận tin</translation>
    </message>
    <message>
        <source>Engine is starting</source>
        <translation>Bộ máy đang khởi động</translation>
    </message>
    <message>
        <source>to send: %1</source>
        <translation>hàng đợi gửi: %1</translation>
    </message>
    <message>
        <source>journal: %1</source>
        <translation>sổ cục bộ: %1</translation>
    </message>
    <message>
        <source>screen delay %1</source>
        <translation>trễ màn hình %1</translation>
    </message>
</context>
<context>
    <name>tongdai::StoreSection</name>
    <message>
        <source>Could not save: %1</source>
        <translation>Không lưu được: %1</translation>
    </message>
    <message>
        <source>Message history</source>
        <translation>Lịch sử tin nhắn</translation>
    </message>
    <message>
        <source>Set outside the settings file, by the command line, the environment or .env: %1. What is saved here takes effect only when that is gone.</source>
        <translation>Đã đặt ngoài tệp cài đặt, bằng dòng lệnh, biến môi trường hoặc .env: %1. Những gì lưu ở đây chỉ có hiệu lực khi bỏ các cài đặt đó.</translation>
    </message>
    <message>
        <source>Save without moving</source>
        <translation>Lưu mà không chuyển</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>The shop starts empty there. What lies on this computer stays here, unused.</source>
        <translation>Cửa hàng bắt đầu trống ở đó. Dữ liệu trên máy này vẫn nằm đây nhưng không dùng.</translation>
    </message>
    <message>
        <source>Test the connection first.</source>
        <translation>Hãy thử kết nối trước.</translation>
    </message>
    <message>
        <source>A shared Redis</source>
        <translation>Một Redis dùng chung</translation>
    </message>
    <message>
        <source>On this computer (right for one computer)</source>
        <translation>Trên máy này (hợp với một máy)</translation>
    </message>
    <message>
        <source>Private, started by this program (right for one computer)</source>
        <translation>Redis riêng do chương trình này bật (hợp với một máy)</translation>
    </message>
    <message>
        <source>Nothing to install. Without any Redis everything still works; other desks see changes a little later.</source>
        <translation>Không cần cài gì. Không có Redis thì mọi thứ vẫn chạy; máy khác thấy thay đổi trễ hơn một chút.</translation>
    </message>
    <message>
        <source>With a shared Redis several engines work on one shop. It is never the record: whatever it forgets is in the history.</source>
        <translation>Có Redis dùng chung thì nhiều máy cùng làm một cửa hàng. Redis không phải nơi lưu chính: mất gì ở đó thì lịch sử vẫn còn.</translation>
    </message>
    <message>
        <source>Nothing to install; everything is in one file: %1</source>
        <translation>Không cần cài gì; tất cả nằm trong một tệp: %1</translation>
    </message>
    <message>
        <source>Several desks and engines can work on it. It needs an empty database and an account that may create tables in it.</source>
        <translation>Nhiều máy cùng dùng được. Cần một cơ sở dữ liệu trống và một tài khoản được tạo bảng trong đó.</translation>
    </message>
    <message>
        <source>Where are your conversations kept?</source>
        <translation>Hội thoại của bạn lưu ở đâu?</translation>
    </message>
    <message>
        <source>Which Redis?</source>
        <translation>Redis nào?</translation>
    </message>
    <message>
        <source>Connection test</source>
        <translation>Thử kết nối</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Thử kết nối</translation>
    </message>
    <message>
        <source>Move the shop there…</source>
        <translation>Chuyển cửa hàng sang đó…</translation>
    </message>
    <message>
        <source>Disputes: MySQL</source>
        <translation>Khiếu nại: MySQL</translation>
    </message>
    <message>
        <source>Disputes: PostgreSQL</source>
        <translation>Khiếu nại: PostgreSQL</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Không có</translation>
    </message>
    <message>
        <source>A MySQL or MariaDB of another chat</source>
        <translation>MySQL hoặc MariaDB của một phần mềm chat khác</translation>
    </message>
    <message>
        <source>A PostgreSQL of another chatbot</source>
        <translation>PostgreSQL của một chatbot khác</translation>
    </message>
    <message>
        <source>Its conversations are shown and searched on the Dispute page, beside this shop&apos;s own. It is only read; give it an account that may do no more.</source>
        <translation>Hội thoại ở đó được xem và tìm trên trang Khiếu nại, bên cạnh của cửa hàng này. Chỉ đọc; hãy cấp tài khoản chỉ có quyền đọc.</translation>
    </message>
    <message>
        <source>Which other history?</source>
        <translation>Lịch sử nào khác?</translation>
    </message>
</context>
<context>
    <name>tongdai::SystemPage</name>
    <message>
        <source>It is the right one</source>
        <translation>Đây đúng là lịch sử cần dùng</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Hệ thống</translation>
    </message>
    <message>
        <source>Both were made by this program at its first start. They lie in a file only you can read.</source>
        <translation>Cả hai được tạo khi chương trình chạy lần đầu và nằm trong tệp chỉ bạn đọc được.</translation>
    </message>
    <message>
        <source>Both come from your settings.</source>
        <translation>Cả hai lấy từ cài đặt của bạn.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Phiên bản</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Chat platform</source>
        <translation>Nền tảng chat</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>Message history</source>
        <translation>Lịch sử tin nhắn</translation>
    </message>
    <message>
        <source>Engine address</source>
        <translation>Địa chỉ bộ máy</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Thư mục dữ liệu</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>Tệp cài đặt</translation>
    </message>
    <message>
        <source>Bot rules</source>
        <translation>Quy tắc của bot</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>Tệp nhật ký</translation>
    </message>
    <message>
        <source>answers from the shop&apos;s own rules</source>
        <translation>trả lời theo quy tắc của cửa hàng</translation>
    </message>
    <message>
        <source>an AI service over HTTP</source>
        <translation>dịch vụ AI qua HTTP</translation>
    </message>
    <message>
        <source>an OpenAI-compatible service</source>
        <translation>dịch vụ tương thích OpenAI</translation>
    </message>
    <message>
        <source>none: answers stay in the conversation</source>
        <translation>không có: câu trả lời chỉ nằm trong hội thoại</translation>
    </message>
    <message>
        <source>private, started by this program</source>
        <translation>riêng, do chương trình này bật</translation>
    </message>
    <message>
        <source>on this computer (SQLite)</source>
        <translation>trên máy này (SQLite)</translation>
    </message>
    <message>
        <source>What works now</source>
        <translation>Mức hoạt động</translation>
    </message>
    <message>
        <source>Access tokens</source>
        <translation>Mã truy cập</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Chạy thử</translation>
    </message>
    <message>
        <source>What is running</source>
        <translation>Đang chạy</translation>
    </message>
    <message>
        <source>Where things are</source>
        <translation>Vị trí các tệp</translation>
    </message>
    <message>
        <source>Sample shop</source>
        <translation>Cửa hàng mẫu</translation>
    </message>
    <message>
        <source>For the chat platform (PANCAKE_ACCESS_TOKEN)</source>
        <translation>Cho nền tảng chat (PANCAKE_ACCESS_TOKEN)</translation>
    </message>
    <message>
        <source>For administration (ADMIN_ACCESS_TOKEN)</source>
        <translation>Cho quản trị (ADMIN_ACCESS_TOKEN)</translation>
    </message>
    <message>
        <source>Back to the first page</source>
        <translation>Về trang đầu</translation>
    </message>
    <message>
        <source>Chat on your web page</source>
        <translation>Khung chat trên trang web</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Khởi động</translation>
    </message>
    <message>
        <source>Nobody can deliver messages here: %1. Close the program that uses this address, or set another API_PORT in the settings file, and start Tongdai again.</source>
        <translation>Không ai gửi tin đến đây được: %1. Hãy đóng chương trình đang dùng địa chỉ này, hoặc đặt API_PORT khác trong tệp cài đặt, rồi mở lại Tongdai.</translation>
    </message>
</context>
<context>
    <name>tongdai::TakeoverMenu</name>
    <message>
        <source>Hand back with a &amp;word to the bot …</source>
        <translation>Trả lại và &amp;dặn bot …</translation>
    </message>
    <message>
        <source>&amp;30 minutes more</source>
        <translation>Thêm &amp;30 phút</translation>
    </message>
    <message>
        <source>For &amp;1 hour</source>
        <translation>Trong &amp;1 giờ</translation>
    </message>
    <message>
        <source>For &amp;4 hours</source>
        <translation>Trong &amp;4 giờ</translation>
    </message>
    <message>
        <source>Until &amp;8:00 tomorrow</source>
        <translation>Đến &amp;8:00 sáng mai</translation>
    </message>
    <message>
        <source>Until I &amp;hand back</source>
        <translation>Đến khi tôi &amp;trả lại</translation>
    </message>
    <message>
        <source>&amp;Bot on again for all of %1</source>
        <translation>&amp;Bật lại bot cho cả kênh %1</translation>
    </message>
    <message>
        <source>&amp;Bot off for all of %1</source>
        <translation>Tắt &amp;bot cho cả kênh %1</translation>
    </message>
    <message>
        <source>The bot &amp;drafts no more</source>
        <translation>Bot thôi soạn &amp;nháp</translation>
    </message>
    <message>
        <source>The bot only &amp;drafts, a person sends</source>
        <translation>Bot chỉ soạn &amp;nháp, nhân viên gửi</translation>
    </message>
    <message>
        <source>Bot o&amp;ff for all of %1</source>
        <translation>Tắt bot cho &amp;cả kênh %1</translation>
    </message>
    <message>
        <source>Bot only dra&amp;fts for all of %1</source>
        <translation>Bot chỉ &amp;soạn nháp cho cả kênh %1</translation>
    </message>
</context>
<context>
    <name>tongdai::TestPanel</name>
    <message>
        <source>Testing %1, line by line. Each waits at most five seconds.</source>
        <translation>Đang thử %1 từng dòng một. Mỗi dòng chờ tối đa năm giây.</translation>
    </message>
    <message>
        <source>Not tested yet. A test changes nothing: what it creates to try the rights is gone afterwards.</source>
        <translation>Chưa thử. Việc thử không làm thay đổi gì: những gì tạo ra để thử quyền sẽ được xóa ngay.</translation>
    </message>
    <message>
        <source>The test was cancelled.</source>
        <translation>Đã hủy lần thử.</translation>
    </message>
    <message>
        <source>It works, but there is something to check.</source>
        <translation>Dùng được, nhưng có điểm cần xem.</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Mọi thứ đều ổn.</translation>
    </message>
    <message>
        <source>Cancel the test</source>
        <translation>Hủy lần thử</translation>
    </message>
</context>
<context>
    <name>tongdai::ThreadBlock</name>
    <message>
        <source>Not sent: cancelled</source>
        <translation>Không gửi: đã hủy</translation>
    </message>
    <message>
        <source>Not sent: %1 took over</source>
        <translation>Không gửi: %1 đã tiếp quản</translation>
    </message>
    <message>
        <source>Not sent: a newer message came</source>
        <translation>Không gửi: có tin mới hơn</translation>
    </message>
    <message>
        <source>Not sent: newer message %1</source>
        <translation>Không gửi: có tin mới hơn %1</translation>
    </message>
    <message>
        <source>Not sent. %1</source>
        <translation>Không gửi. %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <source>Action %1: %2  %3</source>
        <translation>Thao tác %1: %2  %3</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>Bỏ qua: %1</translation>
    </message>
    <message>
        <source>Steps: accept %1, claim %2, context %3, AI %4, extract %5, record %6, send %7</source>
        <translation>Các bước: tiếp nhận %1, giữ %2, ngữ cảnh %3, AI %4, xét thao tác %5, ghi %6, gửi %7</translation>
    </message>
    <message>
        <source>Fence token %1, AI calls %2</source>
        <translation>Số rào %1, gọi AI %2 lần</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Lý do: %1</translation>
    </message>
    <message>
        <source>Nothing more is recorded about this answer.</source>
        <translation>Không ghi gì thêm về câu trả lời này.</translation>
    </message>
    <message>
        <source>sending…</source>
        <translation>đang gửi…</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>trong hàng đợi</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>đang gửi đi</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>chưa tới khách</translation>
    </message>
    <message>
        <source>outcome unknown</source>
        <translation>chưa rõ kết quả</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>đã rút lại</translation>
    </message>
    <message>
        <source>read</source>
        <translation>đã xem</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>đã tới</translation>
    </message>
    <message>
        <source>arrived %1 late</source>
        <translation>đến trễ %1</translation>
    </message>
    <message numerus="yes">
        <source>delivered %Ln×</source>
        <translation>
            <numerusform>nhận %Ln lần</numerusform>
        </translation>
    </message>
    <message>
        <source>Received %1</source>
        <translation>Nhận lúc %1</translation>
    </message>
    <message>
        <source>Sent %1 by the customer&apos;s clock</source>
        <translation>Gửi lúc %1 theo giờ máy khách</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln tin chưa đọc</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>arrived %Ln s late</source>
        <translation>
            <numerusform>đến trễ %Ln giây</numerusform>
        </translation>
    </message>
    <message>
        <source>not known</source>
        <translation>chưa rõ</translation>
    </message>
    <message>
        <source>1 Queued: %1</source>
        <translation>1 Vào hàng đợi: %1</translation>
    </message>
    <message>
        <source>2 Kept in the history: %1</source>
        <translation>2 Đã lưu lịch sử: %1</translation>
    </message>
    <message>
        <source>3 Accepted by the channel: %1</source>
        <translation>3 Kênh đã nhận: %1</translation>
    </message>
    <message>
        <source>4 Delivered: %1</source>
        <translation>4 Đã tới khách: %1</translation>
    </message>
    <message>
        <source>5 Read: %1</source>
        <translation>5 Khách đã xem: %1</translation>
    </message>
    <message>
        <source>The platform&apos;s words: %1</source>
        <translation>Nền tảng báo: %1</translation>
    </message>
    <message>
        <source>It cannot be edited: an earlier try may have reached the customer. Send it again as it is, or drop it and write anew.</source>
        <translation>Không sửa được: một lần gửi trước có thể đã đến khách. Hãy gửi lại nguyên văn, hoặc bỏ rồi viết tin mới.</translation>
    </message>
    <message>
        <source>It cannot be edited: it was not sent, and the platform did not refuse it. Send it again as it is, or drop it and write anew.</source>
        <translation>Không sửa được: tin chưa được gửi đi chứ không phải bị nền tảng từ chối. Hãy gửi lại nguyên văn, hoặc bỏ rồi viết tin mới.</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>đã bỏ</translation>
    </message>
    <message>
        <source>Attempt %1.</source>
        <translation>Lần gửi thứ %1.</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>Đã tới khách</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Sao chép</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Bỏ tin này</translation>
    </message>
    <message>
        <source>accepted by channel</source>
        <translation>kênh đã nhận</translation>
    </message>
    <message>
        <source>waits for the customer</source>
        <translation>chờ khách trở lại</translation>
    </message>
    <message>
        <source>Not sent to the customer: no channel is connected</source>
        <translation>Chưa gửi tới khách: chưa nối kênh</translation>
    </message>
    <message>
        <source>Loading the picture…</source>
        <translation>Đang tải ảnh…</translation>
    </message>
    <message>
        <source>The picture could not be loaded.</source>
        <translation>Không tải được ảnh.</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln picture(s)</source>
        <translation>
            <numerusform>Xem %Ln ảnh</numerusform>
        </translation>
    </message>
    <message>
        <source>Where this time went (Alt+M)</source>
        <translation>Mất thời gian vào đâu (Alt+M)</translation>
    </message>
    <message>
        <source>Not sent, a person was asked: %1</source>
        <translation>Chưa gửi, đã chuyển nhân viên: %1</translation>
    </message>
    <message>
        <source>Proposed to the person who answers, not sent</source>
        <translation>Bot đề xuất cho nhân viên, chưa gửi</translation>
    </message>
    <message>
        <source>Sent in place of an answer that was refused</source>
        <translation>Gửi thay cho câu trả lời bị từ chối</translation>
    </message>
</context>
<context>
    <name>tongdai::ThreadView</name>
    <message>
        <source>Reveal the numbers…</source>
        <translation>Hiện số bị che…</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Tin nhắn</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new message(s) ↓</source>
        <translation>
            <numerusform>%Ln tin mới ↓</numerusform>
        </translation>
    </message>
    <message>
        <source>Newest ↓</source>
        <translation>Mới nhất ↓</translation>
    </message>
    <message>
        <source>To the newest message (Ctrl+End)</source>
        <translation>Đến tin mới nhất (Ctrl+End)</translation>
    </message>
    <message>
        <source>Loading older messages…</source>
        <translation>Đang tải tin cũ hơn…</translation>
    </message>
    <message>
        <source>The conversation begins here</source>
        <translation>Hội thoại bắt đầu từ đây</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Sao chép</translation>
    </message>
    <message>
        <source>Copy message id</source>
        <translation>Sao chép mã tin</translation>
    </message>
    <message>
        <source>Open the link to %1</source>
        <translation>Mở liên kết đến %1</translation>
    </message>
    <message>
        <source>Try to send again</source>
        <translation>Gửi lại</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>Đã tới khách</translation>
    </message>
    <message>
        <source>Drop: do not send any more</source>
        <translation>Bỏ tin này, không gửi nữa</translation>
    </message>
    <message>
        <source>Open “%1” from %2</source>
        <translation>Mở “%1” từ %2</translation>
    </message>
    <message>
        <source>Show “%1” here</source>
        <translation>Xem “%1” tại đây</translation>
    </message>
    <message>
        <source>Why did the bot not answer?</source>
        <translation>Vì sao bot không trả lời?</translation>
    </message>
    <message>
        <source>Where the time of this answer went</source>
        <translation>Câu trả lời này mất thời gian vào đâu</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>Sửa rồi gửi lại</translation>
    </message>
</context>
<context>
    <name>tongdai::TokenRow</name>
    <message>
        <source>not set</source>
        <translation>chưa đặt</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>đang ẩn</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ẩn</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Hiện</translation>
    </message>
</context>
<context>
    <name>tongdai::TopBar</name>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Tongdai</source>
        <translation>Tongdai</translation>
    </message>
    <message>
        <source>Sample shop</source>
        <translation>Cửa hàng mẫu</translation>
    </message>
    <message>
        <source>SAMPLE</source>
        <translation>MẪU</translation>
    </message>
</context>
<context>
    <name>tongdai::TravelPane</name>
    <message>
        <source>Choose a case, or a message you found, to see who knew what at which moment.</source>
        <translation>Chọn một hồ sơ, hoặc một tin tìm thấy, để xem lúc nào ai đã biết gì.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Chạy</translation>
    </message>
    <message>
        <source>First event (Home)</source>
        <translation>Sự kiện đầu (Home)</translation>
    </message>
    <message>
        <source>One event back (←)</source>
        <translation>Lùi một sự kiện (←)</translation>
    </message>
    <message>
        <source>One event on (→)</source>
        <translation>Tiến một sự kiện (→)</translation>
    </message>
    <message>
        <source>Last event (End)</source>
        <translation>Sự kiện cuối (End)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Arrows go by events, with Shift by ten; Space plays.</source>
        <translation>Mũi tên đi từng sự kiện, thêm Shift đi mười; phím cách để chạy.</translation>
    </message>
    <message>
        <source>What each party had seen</source>
        <translation>Điều mỗi bên đã thấy</translation>
    </message>
    <message>
        <source>Play event after event (Space)</source>
        <translation>Chạy từng sự kiện (phím cách)</translation>
    </message>
    <message>
        <source>Load earlier messages</source>
        <translation>Tải tin trước đó</translation>
    </message>
    <message>
        <source>Load later messages</source>
        <translation>Tải tin sau đó</translation>
    </message>
</context>
<context>
    <name>tongdai::TroubleWords</name>
    <message>
        <source>The engine takes messages again. It was stopped for %1.</source>
        <translation>Bộ máy đã nhận tin trở lại. Gián đoạn %1.</translation>
    </message>
    <message>
        <source>The database is back. It was unreachable for %1.</source>
        <translation>Cơ sở dữ liệu đã kết nối lại. Gián đoạn %1.</translation>
    </message>
    <message>
        <source>The chat platform is back. It was unreachable for %1.</source>
        <translation>Nền tảng chat đã kết nối lại. Gián đoạn %1.</translation>
    </message>
    <message>
        <source>The AI answers again. It was unreachable for %1.</source>
        <translation>AI đã trả lời trở lại. Gián đoạn %1.</translation>
    </message>
    <message>
        <source>Redis is back. It was unreachable for %1.</source>
        <translation>Redis đã kết nối lại. Gián đoạn %1.</translation>
    </message>
    <message>
        <source>The engine has not been taking messages for %1 (since %2).</source>
        <translation>Bộ máy đã %1 không nhận được tin (từ %2).</translation>
    </message>
    <message>
        <source>The database has been unreachable for %1 (since %2).</source>
        <translation>Cơ sở dữ liệu đã mất kết nối %1 (từ %2).</translation>
    </message>
    <message>
        <source>The chat platform has been unreachable for %1 (since %2).</source>
        <translation>Nền tảng chat đã mất kết nối %1 (từ %2).</translation>
    </message>
    <message>
        <source>The AI has not been answering for %1 (since %2).</source>
        <translation>AI đã %1 không trả lời (từ %2).</translation>
    </message>
    <message>
        <source>Redis has been unreachable for %1 (since %2).</source>
        <translation>Redis đã mất kết nối %1 (từ %2).</translation>
    </message>
    <message>
        <source>Platforms cannot deliver customers&apos; messages to this computer; they will try again.</source>
        <translation>Nền tảng không gửi được tin của khách đến máy này và sẽ tự gửi lại.</translation>
    </message>
    <message>
        <source>New messages are refused so that their senders try again; nothing accepted is lost.</source>
        <translation>Tin mới bị từ chối để bên gửi thử lại; tin đã nhận không mất.</translation>
    </message>
    <message numerus="yes">
        <source>Customers&apos; messages are kept in the local journal and replayed in order: %Ln waiting.</source>
        <translation>
            <numerusform>Tin của khách được ghi sổ cục bộ và chạy lại đúng thứ tự: %Ln tin đang chờ.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replies wait in the outbox and go out in order when it is back: %Ln waiting.</source>
        <translation>
            <numerusform>Câu trả lời nằm trong hàng đợi gửi và sẽ đi đúng thứ tự khi có lại kết nối: %Ln tin đang chờ.</numerusform>
        </translation>
    </message>
    <message>
        <source>The bot is silent; customers wait for a person.</source>
        <translation>Bot ngừng trả lời; khách chờ nhân viên.</translation>
    </message>
    <message>
        <source>Customers still get answers; other desks see changes late. No message is lost.</source>
        <translation>Khách vẫn được trả lời; các máy khác thấy thay đổi trễ hơn. Không mất tin nào.</translation>
    </message>
    <message>
        <source>The local journal can be written again. It could not for %1.</source>
        <translation>Sổ cục bộ đã ghi lại được. Gián đoạn %1.</translation>
    </message>
    <message>
        <source>The local journal could not be written for %1 (since %2).</source>
        <translation>Đã %1 không ghi được sổ cục bộ (từ %2).</translation>
    </message>
    <message>
        <source>The database is back. It was unreachable for %1; %2 of %3 journal messages replayed.</source>
        <translation>Cơ sở dữ liệu đã kết nối lại. Gián đoạn %1; đã chạy lại %2 trên %3 tin của sổ cục bộ.</translation>
    </message>
    <message>
        <source>Nothing is lost; if the database becomes unreachable now, new messages will be refused.</source>
        <translation>Chưa mất tin nào; nếu cơ sở dữ liệu mất kết nối lúc này, tin mới sẽ bị từ chối.</translation>
    </message>
    <message>
        <source>The message history is damaged; it is not used, and nothing in it was changed (since %1).</source>
        <translation>Lịch sử tin nhắn bị hỏng; chương trình không dùng và không sửa gì trong đó (từ %1).</translation>
    </message>
    <message>
        <source>New messages are refused so that their senders try again. The newest backup waits under Setup, Backup; what is there now is kept.</source>
        <translation>Tin mới bị từ chối để bên gửi thử lại. Bản sao lưu mới nhất nằm ở Thiết lập, Sao lưu; dữ liệu hiện có vẫn được giữ lại.</translation>
    </message>
    <message>
        <source>Only %1 are left on the disk with the shop&apos;s data. When it is full, new messages are refused.</source>
        <translation>Ổ đĩa chứa dữ liệu của cửa hàng chỉ còn %1. Khi đầy, tin mới sẽ bị từ chối.</translation>
    </message>
    <message>
        <source>The disk can be written again. It could not for %1.</source>
        <translation>Ổ đĩa đã ghi lại được. Gián đoạn %1.</translation>
    </message>
    <message>
        <source>The disk with the shop&apos;s data has been full for %1 (since %2).</source>
        <translation>Ổ đĩa chứa dữ liệu của cửa hàng đã đầy %1 (từ %2).</translation>
    </message>
    <message>
        <source>The disk with the shop&apos;s data could not be written for %1 (since %2).</source>
        <translation>Đã %1 không ghi được vào ổ đĩa chứa dữ liệu của cửa hàng (từ %2).</translation>
    </message>
    <message>
        <source>Refused until there is room: customers&apos; messages, which their senders try again, replies, notes and everything else that changes something. Drafts are kept in memory: leave the program open.</source>
        <translation>Bị từ chối đến khi có chỗ trống: tin của khách (bên gửi sẽ gửi lại), câu trả lời, ghi chú và mọi thay đổi khác. Bản nháp được giữ trong bộ nhớ: đừng tắt chương trình.</translation>
    </message>
    <message>
        <source>The chat platform has not accepted the shop&apos;s token for %1 (since %2).</source>
        <translation>Nền tảng chat đã %1 không nhận mã truy cập của cửa hàng (từ %2).</translation>
    </message>
    <message numerus="yes">
        <source>Put it right on the platform, or under Setup. Replies wait in the outbox and then go out in order: %Ln waiting.</source>
        <translation>
            <numerusform>Hãy sửa mã trên nền tảng hoặc ở trang Thiết lập. Câu trả lời nằm trong hàng đợi gửi, sửa xong sẽ tự đi đúng thứ tự: %Ln tin đang chờ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ViewMenu</name>
    <message>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Theo hệ thống</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Giao diện</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Sáng</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Tối</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Mật độ</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Gọn</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Thường</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>Thoáng</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Cỡ chữ</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Chữ to hơn</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Chữ nhỏ hơn</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Cỡ chữ thường</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Tương phản cao</translation>
    </message>
</context>
<context>
    <name>tongdai::WidgetBox</name>
    <message>
        <source>Off: the engine is not listening yet.</source>
        <translation>Đang tắt: bộ máy chưa nhận kết nối.</translation>
    </message>
    <message>
        <source>On. Only the demo page may use it so far: list your site in ALLOWED_ORIGINS.</source>
        <translation>Đang bật. Hiện chỉ trang dùng thử dùng được: hãy ghi địa chỉ trang web của bạn vào ALLOWED_ORIGINS.</translation>
    </message>
    <message>
        <source>On, for the pages of %1.</source>
        <translation>Đang bật, cho các trang của %1.</translation>
    </message>
    <message>
        <source>This address is reachable from this computer alone.</source>
        <translation>Chỉ truy cập được địa chỉ này từ chính máy này.</translation>
    </message>
    <message>
        <source>Line to put into your web page</source>
        <translation>Dòng mã để đặt vào trang web của bạn</translation>
    </message>
    <message>
        <source>Open the demo page</source>
        <translation>Mở trang dùng thử</translation>
    </message>
</context>
<context>
    <name>tongdai::WindowLife</name>
    <message>
        <source>The shop has a fault: open the window</source>
        <translation>Cửa hàng gặp sự cố: mở cửa sổ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customer(s) wait</source>
        <translation>
            <numerusform>%Ln khách đang chờ</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Không ai đang chờ</translation>
    </message>
    <message>
        <source>Tongdai – %1</source>
        <comment>tray: program – state</comment>
        <translation>Tongdai – %1</translation>
    </message>
    <message>
        <source>The shop stays open</source>
        <translation>Cửa hàng vẫn mở</translation>
    </message>
    <message>
        <source>Closing the window does not close the shop: the bot goes on answering, and messages come in.</source>
        <translation>Đóng cửa sổ không đóng cửa hàng: bot vẫn trả lời, tin vẫn đến.</translation>
    </message>
    <message>
        <source>The window goes to the tray; click there to open it again.</source>
        <translation>Cửa sổ thu về khay hệ thống; bấm vào đó để mở lại.</translation>
    </message>
    <message>
        <source>The window goes to the task bar, because this desktop has no tray.</source>
        <translation>Cửa sổ thu về thanh tác vụ, vì máy này không có khay hệ thống.</translation>
    </message>
    <message>
        <source>To end everything, choose Quit in the menu.</source>
        <translation>Muốn dừng hẳn, chọn Thoát trong menu.</translation>
    </message>
    <message>
        <source>To the tray</source>
        <translation>Thu về khay</translation>
    </message>
    <message>
        <source>To the task bar</source>
        <translation>Thu về thanh tác vụ</translation>
    </message>
    <message>
        <source>Quit…</source>
        <translation>Thoát…</translation>
    </message>
    <message>
        <source>Leave it open</source>
        <translation>Cứ để mở</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customer(s) wait for a person.</source>
        <translation>
            <numerusform>%Ln khách đang chờ nhân viên trả lời.</numerusform>
        </translation>
    </message>
    <message>
        <source>The bot falls silent: nobody answers customers who write.</source>
        <translation>Bot ngừng trả lời: khách nhắn tới không ai đáp.</translation>
    </message>
    <message>
        <source>Messages from the chat platform do not come in, and replies do not go out.</source>
        <translation>Tin từ nền tảng chat không vào được, câu trả lời không gửi đi.</translation>
    </message>
    <message>
        <source>The chat on your web page shows that it is offline.</source>
        <translation>Khung chat trên trang web của bạn báo ngoại tuyến.</translation>
    </message>
    <message>
        <source>Quit Tongdai?</source>
        <translation>Thoát Tongdai?</translation>
    </message>
    <message>
        <source>Stay open</source>
        <translation>Không thoát</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Thoát</translation>
    </message>
    <message>
        <source>Open Tongdai</source>
        <translation>Mở Tongdai</translation>
    </message>
</context>
<context>
    <name>tongdai::WorkProgress</name>
    <message>
        <source>Stopping; what was begun is being undone.</source>
        <translation>Đang dừng và hoàn lại việc làm dở.</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 trên %2 dòng</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 trên %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
</context>
<context>
    <name>tongdai::AttachmentWords</name>
    <message>
        <source>Picture</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Voice message</source>
        <translation>Tin thoại</translation>
    </message>
    <message>
        <source>Sticker</source>
        <translation>Nhãn dán</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>và %Ln tệp khác</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::LeaseLanes</name>
    <message>
        <source>a person</source>
        <translation>một nhân viên</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>không rõ</translation>
    </message>
    <message>
        <source>REFUSED</source>
        <comment>a late answer, beside its mark on the timeline</comment>
        <translation>BỊ CHẶN</translation>
    </message>
</context>
<context>
    <name>tongdai::LettersModel</name>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>What was to be said</source>
        <translation>Nội dung định gửi</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Lần gửi</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Vì sao</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ lúc</translation>
    </message>
</context>
<context>
    <name>tongdai::LockExplain</name>
    <message>
        <source>This shop is live. Type %1 to confirm:</source>
        <translation>Cửa hàng đang chạy thật. Gõ %1 để xác nhận:</translation>
    </message>
    <message>
        <source>Press again: %1</source>
        <translation>Bấm lần nữa: %1</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Việc nên làm</translation>
    </message>
    <message>
        <source>Open the conversation</source>
        <translation>Mở hội thoại</translation>
    </message>
    <message>
        <source>id</source>
        <translation>mã</translation>
    </message>
    <message>
        <source>This is how it was last seen. It is not there any more.</source>
        <translation>Đây là lần cuối nhìn thấy. Khóa không còn nữa.</translation>
    </message>
    <message>
        <source>This is how it was last seen. While Redis is away nobody knows how it is.</source>
        <translation>Đây là lần cuối nhìn thấy. Khi Redis mất kết nối thì không ai biết hiện giờ ra sao.</translation>
    </message>
</context>
<context>
    <name>tongdai::LocksModel</name>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>Chủ khóa</translation>
    </message>
    <message>
        <source>Fence</source>
        <translation>Rào</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Đã giữ</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Còn lại</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>Gia hạn</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Chờ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
</context>
<context>
    <name>tongdai::LocksPage</name>
    <message>
        <source>Done. It is in the audit log.</source>
        <translation>Xong. Đã ghi vào nhật ký thao tác.</translation>
    </message>
    <message>
        <source>Nothing to do any more: the lock has gone or is another one by now.</source>
        <translation>Không còn gì để làm: khóa đã hết hoặc đã là khóa khác.</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Chưa có gì thay đổi: %1</translation>
    </message>
    <message>
        <source>What to do about the chosen lock</source>
        <translation>Việc nên làm với khóa đang chọn</translation>
    </message>
    <message>
        <source>Timeline: previous, next event</source>
        <translation>Dòng thời gian: sự kiện trước, sau</translation>
    </message>
    <message>
        <source>Timeline: closer, wider</source>
        <translation>Dòng thời gian: gần lại, rộng ra</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Dừng hình</translation>
    </message>
    <message numerus="yes">
        <source>Held: %Ln change(s)</source>
        <translation>
            <numerusform>Dừng: %Ln thay đổi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lock(s)</source>
        <translation>
            <numerusform>%Ln khóa</numerusform>
        </translation>
    </message>
    <message>
        <source>No locks</source>
        <translation>Không có khóa</translation>
    </message>
    <message numerus="yes">
        <source>%Ln stuck</source>
        <translation>
            <numerusform>%Ln kẹt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1% of Redis looked through</source>
        <translation>đã quét %1% Redis</translation>
    </message>
    <message>
        <source>Redis (%1) is away: the locks of other engines and programs cannot be seen. What this engine holds is shown. Customers do not wait for Redis: the store decides.</source>
        <translation>Redis (%1) mất kết nối: không thấy được khóa của bộ máy và chương trình khác. Những gì bộ máy này giữ vẫn hiện. Khách không phải chờ Redis: cơ sở dữ liệu quyết định.</translation>
    </message>
    <message>
        <source>Looking for locks …</source>
        <translation>Đang tìm khóa…</translation>
    </message>
    <message>
        <source>No conversation is held, and none was in the last ten minutes. A lock lasts as long as an answer is being made.</source>
        <translation>Không hội thoại nào bị giữ, và mười phút qua cũng không. Khóa chỉ tồn tại trong lúc một câu trả lời đang được soạn.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Dòng thời gian</translation>
    </message>
    <message>
        <source>Timeline of %1</source>
        <translation>Dòng thời gian %1</translation>
    </message>
    <message>
        <source>No engine has noted anything about it in the last ten minutes.</source>
        <translation>Mười phút qua không bộ máy nào ghi gì về khóa này.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln late answer(s) refused</source>
        <translation>
            <numerusform>%Ln câu trả lời muộn bị chặn</numerusform>
        </translation>
    </message>
    <message>
        <source>the last ten minutes</source>
        <translation>mười phút qua</translation>
    </message>
    <message>
        <source>Locks</source>
        <translation>Khóa</translation>
    </message>
    <message>
        <source>Choose a lock to see why it is there, whom it holds up and what can be done.</source>
        <translation>Chọn một khóa: vì sao có, ai phải chờ và nên làm gì sẽ hiện ở đây.</translation>
    </message>
    <message>
        <source>Hold the picture</source>
        <translation>Dừng hình</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Lọc</translation>
    </message>
    <message>
        <source>Back to the first page</source>
        <translation>Về trang đầu</translation>
    </message>
    <message>
        <source>Queues (%1)</source>
        <translation>Hàng đợi (%1)</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Hàng đợi</translation>
    </message>
    <message>
        <source>Parts of the page</source>
        <translation>Các phần của trang</translation>
    </message>
    <message>
        <source>Lines that fell off offline lists: %1</source>
        <translation>Tin bị cắt khỏi danh sách tin nhỡ: %1</translation>
    </message>
    <message>
        <source>Filter  (Ctrl+F)</source>
        <translation>Lọc  (Ctrl+F)</translation>
    </message>
    <message>
        <source>Who held the chosen conversation, and when, is shown here.</source>
        <translation>Ai đã giữ hội thoại đang chọn, lúc nào, sẽ hiện ở đây.</translation>
    </message>
    <message>
        <source>This engine holds nothing. What others hold cannot be seen while Redis is away.</source>
        <translation>Bộ máy này không giữ khóa nào. Không thấy được khóa của bên khác khi Redis mất kết nối.</translation>
    </message>
    <message numerus="yes">
        <source>The filter hides %Ln lock(s).</source>
        <translation>
            <numerusform>Bộ lọc đang ẩn %Ln khóa.</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Bỏ lọc</translation>
    </message>
    <message>
        <source>Show the queues</source>
        <translation>Xem hàng đợi</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Key Redis</translation>
    </message>
    <message>
        <source>Tasks (%1)</source>
        <translation>Việc nền (%1)</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Việc nền</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Giới hạn</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Queues: look into the chosen one</source>
        <translation>Hàng đợi: xem bên trong hàng đang chọn</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Phím cách</translation>
    </message>
    <message>
        <source>live shop</source>
        <translation>đang chạy thật</translation>
    </message>
    <message>
        <source>What is done here meets real customers: acts that cannot be taken back ask for a typed name.</source>
        <translation>Thao tác ở đây ảnh hưởng đến khách thật: việc không hoàn tác được phải gõ tên để xác nhận.</translation>
    </message>
</context>
<context>
    <name>tongdai::LocksWords</name>
    <message>
        <source>free</source>
        <translation>đã nhả</translation>
    </message>
    <message>
        <source>bot</source>
        <translation>bot</translation>
    </message>
    <message>
        <source>person</source>
        <translation>nhân viên</translation>
    </message>
    <message>
        <source>foreign</source>
        <translation>lạ</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>bị chặn</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>sắp hết</translation>
    </message>
    <message>
        <source>stuck</source>
        <translation>kẹt</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>không rõ</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>một nhân viên</translation>
    </message>
    <message>
        <source>%1 · this engine</source>
        <translation>%1 · bộ máy này</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>không hạn</translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1, đến %2</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>hơn %1</translation>
    </message>
    <message>
        <source>This lock has no end: somebody set it by hand, or a program gave it none.</source>
        <translation>Khóa này không có hạn: ai đó đặt bằng tay, hoặc một chương trình không đặt hạn cho nó.</translation>
    </message>
    <message>
        <source>The process %1, which holds it, has ended.</source>
        <translation>Tiến trình %1 giữ khóa này đã dừng hẳn.</translation>
    </message>
    <message>
        <source>The process %1, which holds it, is there but stands still.</source>
        <translation>Tiến trình %1 giữ khóa này vẫn còn nhưng bị treo.</translation>
    </message>
    <message>
        <source>Nothing has been heard from %1, which holds it, for %2.</source>
        <translation>%1 giữ khóa này, nhưng đã %2 không có tín hiệu gì.</translation>
    </message>
    <message>
        <source>The conversation has gone on under another claim; this lock was left behind.</source>
        <translation>Hội thoại đã được xử lý tiếp bởi lượt khác; khóa này bị bỏ sót lại.</translation>
    </message>
    <message>
        <source>It ends in %1, and its holder has not renewed it.</source>
        <translation>Khóa hết hạn sau %1 mà chủ khóa chưa gia hạn.</translation>
    </message>
    <message>
        <source>A program that is no engine of this shop holds it.</source>
        <translation>Một chương trình không phải bộ máy của cửa hàng đang giữ khóa này.</translation>
    </message>
    <message>
        <source>Another program keeps something of another kind under this name.</source>
        <translation>Chương trình khác dùng tên khóa này cho một loại dữ liệu khác.</translation>
    </message>
    <message>
        <source>%1 woke up after its claim had passed on: it wanted to write under fence %2, when fence %3 counted already.</source>
        <translation>%1 chạy lại khi lượt giữ của nó đã chuyển cho bên khác: nó muốn ghi với rào %2, trong khi rào %3 đã có hiệu lực.</translation>
    </message>
    <message>
        <source>Nobody holds it. It was answered or given back as it should be.</source>
        <translation>Không ai giữ. Hội thoại đã được trả lời hoặc nhả ra đúng cách.</translation>
    </message>
    <message>
        <source>A person answers here; the bot keeps silent until it is handed back.</source>
        <translation>Nhân viên đang trả lời; bot ngừng trả lời cho đến khi được trả lại.</translation>
    </message>
    <message>
        <source>The bot is working on an answer. All is as it should be.</source>
        <translation>Bot đang soạn câu trả lời. Mọi thứ bình thường.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait here for an answer.</source>
        <translation>
            <numerusform>%Ln tin đang chờ trả lời ở đây.</numerusform>
        </translation>
    </message>
    <message>
        <source>No message waits here.</source>
        <translation>Không có tin nào chờ ở đây.</translation>
    </message>
    <message>
        <source>Another engine goes on by itself as soon as the claim ends, %1 after its last renewal.</source>
        <translation>Bộ máy khác tự làm tiếp ngay khi lượt giữ hết hạn, tức %1 sau lần gia hạn cuối.</translation>
    </message>
    <message>
        <source>If it wakes, what it still writes is refused and stands on the timeline below.</source>
        <translation>Nếu nó chạy lại, những gì nó còn ghi sẽ bị chặn và hiện trên dòng thời gian bên dưới.</translation>
    </message>
    <message>
        <source>Engines do not wait for it, since the store decides. Other programs may wait for ever.</source>
        <translation>Bộ máy không chờ khóa này vì cơ sở dữ liệu mới quyết định. Chương trình khác có thể chờ mãi.</translation>
    </message>
    <message>
        <source>Engines do not wait for it. If that program answers customers as well, they may be answered twice.</source>
        <translation>Bộ máy không chờ khóa này. Nếu chương trình kia cũng trả lời khách thì khách có thể được trả lời hai lần.</translation>
    </message>
    <message>
        <source>At most it holds up other programs; it goes away by itself.</source>
        <translation>Cùng lắm chương trình khác phải chờ; khóa sẽ tự hết.</translation>
    </message>
    <message>
        <source>The customer got nothing of it: its answer stands in the conversation as not sent.</source>
        <translation>Khách không nhận được gì từ đó: câu trả lời nằm trong hội thoại với dấu chưa gửi.</translation>
    </message>
    <message>
        <source>Wait: it ends by itself in %1.</source>
        <translation>Chờ: khóa tự hết hạn sau %1.</translation>
    </message>
    <message>
        <source>Give it an end</source>
        <translation>Đặt hạn cho khóa</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Mở khóa</translation>
    </message>
    <message>
        <source>Delete the lock</source>
        <translation>Xóa khóa</translation>
    </message>
    <message>
        <source>It goes away in 30 s, unless whoever set it renews it.</source>
        <translation>Khóa sẽ hết sau 30 giây, trừ khi bên đặt gia hạn.</translation>
    </message>
    <message>
        <source>What its holder still writes is refused; the waiting messages are answered again in their order.</source>
        <translation>Những gì chủ khóa còn ghi sẽ bị chặn; các tin đang chờ được trả lời lại theo đúng thứ tự.</translation>
    </message>
    <message>
        <source>The fence is raised.</source>
        <translation>Số rào được tăng lên.</translation>
    </message>
    <message>
        <source>The fence goes from %1 to %2.</source>
        <translation>Số rào tăng từ %1 lên %2.</translation>
    </message>
    <message>
        <source>Only when you know which program it belongs to, and that it has ended.</source>
        <translation>Chỉ khi bạn biết khóa thuộc chương trình nào và chương trình đó đã dừng.</translation>
    </message>
    <message>
        <source>granted, fence %1</source>
        <translation>được cấp, rào %1</translation>
    </message>
    <message>
        <source>renewed, fence %1</source>
        <translation>gia hạn, rào %1</translation>
    </message>
    <message>
        <source>let go, fence %1</source>
        <translation>nhả, rào %1</translation>
    </message>
    <message>
        <source>ran out, fence %1</source>
        <translation>hết hạn, rào %1</translation>
    </message>
    <message>
        <source>answered elsewhere by a person, fence %1</source>
        <translation>nhân viên trả lời từ nơi khác, rào %1</translation>
    </message>
    <message>
        <source>taken over by %1, fence %2</source>
        <translation>%1 tiếp quản, rào %2</translation>
    </message>
    <message>
        <source>released by a program, fence %1 → %2</source>
        <translation>chương trình mở khóa, rào %1 → %2</translation>
    </message>
    <message>
        <source>released by %1, fence %2 → %3</source>
        <translation>%1 mở khóa, rào %2 → %3</translation>
    </message>
    <message>
        <source>late answer refused: fence %1, when %2 counted</source>
        <translation>câu trả lời muộn bị chặn: rào %1, trong khi rào %2 có hiệu lực</translation>
    </message>
</context>
<context>
    <name>tongdai::QueueWords</name>
    <message>
        <source>Messages without an answer</source>
        <translation>Tin chưa được trả lời</translation>
    </message>
    <message>
        <source>Outbox to the platform</source>
        <translation>Hàng đợi gửi ra nền tảng</translation>
    </message>
    <message>
        <source>Journal of this computer</source>
        <translation>Sổ cục bộ của máy này</translation>
    </message>
    <message>
        <source>conversations being answered: %1</source>
        <translation>hội thoại đang xử lý: %1</translation>
    </message>
    <message>
        <source>nothing is being answered</source>
        <translation>không có gì đang xử lý</translation>
    </message>
    <message>
        <source>waiting for a decision: %1</source>
        <translation>chờ quyết định: %1</translation>
    </message>
    <message>
        <source>being sent: %1</source>
        <translation>đang gửi: %1</translation>
    </message>
    <message>
        <source>accepted while the store was away; replayed in its order</source>
        <translation>nhận trong lúc cơ sở dữ liệu mất kết nối; sẽ chạy lại đúng thứ tự</translation>
    </message>
    <message>
        <source>hints of engines, and tasks of other programs</source>
        <translation>tín hiệu của bộ máy và việc của chương trình khác</translation>
    </message>
    <message>
        <source>taken by a worker; given back when it dies</source>
        <translation>một bên xử lý đang giữ; tự trả lại nếu bên đó dừng</translation>
    </message>
    <message>
        <source>full: older lines fell off and come from the history</source>
        <translation>đầy: tin cũ bị cắt và sẽ lấy từ lịch sử</translation>
    </message>
    <message>
        <source>missed lines of one user, sent at the next connection</source>
        <translation>tin nhỡ của một người, gửi khi họ kết nối lại</translation>
    </message>
    <message>
        <source>no group reads it</source>
        <translation>không nhóm nào đọc</translation>
    </message>
    <message>
        <source>groups: %1, behind by %2</source>
        <translation>nhóm: %1, trễ %2</translation>
    </message>
    <message>
        <source>groups: %1</source>
        <translation>nhóm: %1</translation>
    </message>
    <message>
        <source>nobody knows whether it arrived</source>
        <translation>không rõ đã đến chưa</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>đã ngừng thử</translation>
    </message>
    <message>
        <source>When it is full</source>
        <translation>Khi đầy</translation>
    </message>
    <message>
        <source>A full Redis throws keys away to make room. No message is lost by it, but hints, offline lists and tasks of other programs are. Set maxmemory-policy to noeviction.</source>
        <translation>Khi đầy, Redis tự xóa bớt dữ liệu để lấy chỗ. Không mất tin nhắn nào, nhưng mất tín hiệu, danh sách tin nhỡ và việc của chương trình khác. Hãy đặt maxmemory-policy là noeviction.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Bộ nhớ</translation>
    </message>
    <message>
        <source>%1, no bound</source>
        <translation>%1, không giới hạn</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 trên %2</translation>
    </message>
    <message>
        <source>It is almost full. Engines go on without it then, more slowly.</source>
        <translation>Sắp đầy. Khi đó bộ máy vẫn chạy không cần nó, nhưng chậm hơn.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Phiên bản</translation>
    </message>
    <message>
        <source>Thrown away</source>
        <translation>Đã xóa bớt</translation>
    </message>
    <message>
        <source>It had to make room since it started.</source>
        <translation>Từ lúc khởi động nó đã phải xóa bớt để lấy chỗ.</translation>
    </message>
    <message>
        <source>Kept on disk</source>
        <translation>Lưu xuống đĩa</translation>
    </message>
    <message>
        <source>yes (AOF)</source>
        <translation>có (AOF)</translation>
    </message>
    <message>
        <source>snapshots at most</source>
        <translation>chỉ bản chụp định kỳ</translation>
    </message>
    <message>
        <source>After its restart the newest entries are missing. No message is: the store has them. Other programs&apos; tasks may be.</source>
        <translation>Sau khi khởi động lại, phần mới nhất sẽ mất. Tin nhắn không mất vì nằm trong cơ sở dữ liệu. Việc của chương trình khác thì có thể mất.</translation>
    </message>
    <message>
        <source>Last snapshot</source>
        <translation>Bản chụp cuối</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>lỗi</translation>
    </message>
    <message>
        <source>Redis could not write its snapshot and may refuse to be written to.</source>
        <translation>Redis không ghi được bản chụp và có thể từ chối ghi.</translation>
    </message>
    <message>
        <source>Answers in</source>
        <translation>Độ trễ</translation>
    </message>
    <message>
        <source>Slow: something holds it up.</source>
        <translation>Chậm: có gì đó cản nó.</translation>
    </message>
    <message>
        <source>A lock lives %1 s, and an answer may take %2 s. Engines renew their locks every 10 s, so this shop is safe; a program that does not would answer a second time.</source>
        <translation>Khóa có hạn %1 giây, còn một câu trả lời có thể mất %2 giây. Bộ máy gia hạn khóa mỗi 10 giây nên cửa hàng này an toàn; chương trình không gia hạn có thể trả lời lần hai.</translation>
    </message>
    <message>
        <source>An answer may take %1 s, but a claim is given back after %2 s of work: slow answers are thrown away.</source>
        <translation>Một câu trả lời có thể mất %1 giây, nhưng lượt giữ bị trả lại sau %2 giây: câu trả lời chậm bị bỏ.</translation>
    </message>
    <message>
        <source>One call of the AI may take %1 s, all of them together %2 s: a slow first call leaves no second one.</source>
        <translation>Một lần gọi AI có thể mất %1 giây, tất cả cộng lại %2 giây: lần đầu chậm thì không còn lần hai.</translation>
    </message>
    <message>
        <source>A conversation&apos;s state lives %1 s, and its lock %2 s: other programs see a lock without a state.</source>
        <translation>Trạng thái hội thoại được giữ %1 giây, khóa của nó %2 giây: chương trình khác thấy khóa mà không thấy trạng thái.</translation>
    </message>
    <message>
        <source>This Redis is older than 6.2: queues and timelines of other engines cannot be read.</source>
        <translation>Redis này cũ hơn 6.2: không đọc được hàng đợi và dòng thời gian của bộ máy khác.</translation>
    </message>
    <message>
        <source>The bot waits %1 s after a customer's last word, and callers wait %2 s for an answer at most: none can come in that time.</source>
        <translation>Bot chờ %1 giây sau tin cuối của khách, mà bên gọi chỉ đợi câu trả lời tối đa %2 giây: câu nào cũng đến sau lúc đó.</translation>
    </message>
    <message>
        <source>%1 removes after %2 days what a dispute may be judged on for up to %3 days: keep it as long, or place a legal hold with each case.</source>
        <translation>%1 xóa sau %2 ngày thứ còn cần để xét khiếu nại, có khi tới %3 ngày: hãy giữ lâu bằng chừng đó, hoặc đặt giữ pháp lý cho từng hồ sơ.</translation>
    </message>
    <message>
        <source>Customers wrote more than %1 messages in the last twelve hours, and the journal of this computer holds no more: with the database away for a night, it is full, and callers are told to come again.</source>
        <translation>Mười hai giờ qua khách nhắn hơn %1 tin, mà sổ cục bộ của máy này chỉ chứa được chừng đó: nếu cơ sở dữ liệu mất kết nối cả đêm thì sổ đầy, và tin mới bị hẹn gửi lại.</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>đã đến</translation>
    </message>
    <message>
        <source>did not arrive</source>
        <translation>chưa đến</translation>
    </message>
    <message>
        <source>may have arrived</source>
        <translation>có thể đã đến</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>bị từ chối</translation>
    </message>
    <message>
        <source>token not accepted</source>
        <translation>mã truy cập không được chấp nhận</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>tongdai::QueuesModel</name>
    <message>
        <source>%1 · %2 more a minute</source>
        <translation>%1 · mỗi phút thêm %2</translation>
    </message>
    <message>
        <source>%1 · %2 fewer a minute</source>
        <translation>%1 · mỗi phút bớt %2</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Hàng đợi</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Chờ</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Cũ nhất</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Ý nghĩa</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Số lần thử</translation>
    </message>
</context>
<context>
    <name>tongdai::QueuesPane</name>
    <message numerus="yes">
        <source>The filter hides %Ln answer(s).</source>
        <translation>
            <numerusform>Bộ lọc đang ẩn %Ln câu trả lời.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decided: %Ln answer(s). It is in the audit log.</source>
        <translation>
            <numerusform>Đã quyết định: %Ln câu trả lời. Đã ghi vào nhật ký thao tác.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to do any more: somebody was faster.</source>
        <translation>Không còn gì để làm: đã có người làm trước.</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Chưa có gì thay đổi: %1</translation>
    </message>
    <message>
        <source>Press again: %1</source>
        <translation>Bấm lần nữa: %1</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Gửi lại</translation>
    </message>
    <message numerus="yes">
        <source>The %Ln with this error</source>
        <translation>
            <numerusform>%Ln câu cùng lỗi này</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln</source>
        <translation>
            <numerusform>Tất cả %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Không gửi nữa</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Chưa gửi được: %1</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Chưa gửi được</translation>
    </message>
    <message>
        <source>Every answer has reached the platform, or is on its way.</source>
        <translation>Mọi câu trả lời đã đến nền tảng hoặc đang trên đường.</translation>
    </message>
    <message>
        <source>The store is away: what was not sent cannot be seen.</source>
        <translation>Cơ sở dữ liệu mất kết nối: không thấy được những gì chưa gửi.</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Hàng đợi</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <source>Sent with your words. It is in the audit log.</source>
        <translation>Đã gửi theo lời bạn sửa. Việc này có trong nhật ký thao tác.</translation>
    </message>
    <message>
        <source>It cannot be edited: %1</source>
        <translation>Không sửa được: %1</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Các lần gửi</translation>
    </message>
</context>
<context>
    <name>tongdai::SafetyCard</name>
    <message>
        <source>Redis is away. Customers do not wait for it: the store decides, and engines look there.</source>
        <translation>Redis mất kết nối. Khách không phải chờ Redis: cơ sở dữ liệu quyết định và bộ máy tìm việc ở đó.</translation>
    </message>
    <message>
        <source>In the settings: %1</source>
        <translation>Trong cài đặt: %1</translation>
    </message>
    <message>
        <source>Is Redis safe?</source>
        <translation>Redis có an toàn không?</translation>
    </message>
    <message>
        <source>Settings worth a look</source>
        <translation>Cài đặt nên xem lại</translation>
    </message>
</context>
<context>
    <name>tongdai::ShopPane</name>
    <message>
        <source>%1 ₫</source>
        <translation>%1 ₫</translation>
    </message>
    <message>
        <source>%1 old, being asked for anew</source>
        <translation>cách đây %1, đang lấy lại</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>cách đây %1</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>KiotViet does not answer.</source>
        <translation>KiotViet không trả lời.</translation>
    </message>
    <message>
        <source>KiotViet could not be asked: %1</source>
        <translation>Không hỏi được KiotViet: %1</translation>
    </message>
    <message>
        <source>At the shop</source>
        <translation>Tại cửa hàng</translation>
    </message>
    <message>
        <source>The customer&apos;s telephone number is not known yet.</source>
        <translation>Chưa biết số điện thoại của khách.</translation>
    </message>
    <message>
        <source>Asking KiotViet…</source>
        <translation>Đang hỏi KiotViet…</translation>
    </message>
    <message>
        <source>Nobody there has this telephone number.</source>
        <translation>Không có khách nào dùng số điện thoại này.</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Khách hàng</translation>
    </message>
    <message>
        <source>Owes</source>
        <translation>Còn nợ</translation>
    </message>
    <message>
        <source>No product has all of these words.</source>
        <translation>Không có sản phẩm nào khớp với các từ này.</translation>
    </message>
    <message>
        <source>Stock: product, size</source>
        <translation>Tồn kho: sản phẩm, size</translation>
    </message>
    <message>
        <source>Words of a product whose stock is wanted</source>
        <translation>Tên sản phẩm cần xem tồn kho</translation>
    </message>
    <message>
        <source>Go on with the order…</source>
        <translation>Viết tiếp đơn hàng…</translation>
    </message>
    <message>
        <source>Create order…</source>
        <translation>Tạo đơn…</translation>
    </message>
    <message>
        <source>Nobody knows yet whether the order was made; it is being looked for.</source>
        <translation>Chưa rõ đơn đã được tạo hay chưa; đơn đang được tìm.</translation>
    </message>
    <message>
        <source>The order is being sent to KiotViet.</source>
        <translation>Đơn đang được gửi sang KiotViet.</translation>
    </message>
    <message>
        <source>The order was not made.</source>
        <translation>Đơn chưa được tạo.</translation>
    </message>
</context>
<context>
    <name>tongdai::PageRow</name>
    <message>
        <source>Copy the webhook&apos;s address</source>
        <translation>Chép địa chỉ webhook</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Thử</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Gỡ</translation>
    </message>
    <message>
        <source>Copy the webhook&apos;s address: %1</source>
        <translation>Chép địa chỉ webhook: %1</translation>
    </message>
    <message>
        <source>Test: %1</source>
        <translation>Thử: %1</translation>
    </message>
    <message>
        <source>Press again: %1</source>
        <translation>Bấm lần nữa: %1</translation>
    </message>
    <message>
        <source>Saved. The engine does not run with it yet.</source>
        <translation>Đã lưu. Bộ máy chưa chạy với trang này.</translation>
    </message>
    <message>
        <source>Pancake does not accept its token; nothing is sent. Copy the token anew from Pancake, and save the page&apos;s ID with it below.</source>
        <translation>Pancake không nhận mã truy cập của trang; không gửi được gì. Hãy chép lại mã từ Pancake, rồi lưu mã trang kèm mã mới ở bên dưới.</translation>
    </message>
    <message>
        <source>No webhook; it is asked every ten minutes</source>
        <translation>Chưa có webhook; cứ mười phút hỏi Pancake một lần</translation>
    </message>
    <message>
        <source>Last event: %1</source>
        <translation>Sự kiện mới nhất: %1</translation>
    </message>
    <message>
        <source>No event since the engine started</source>
        <translation>Chưa có sự kiện nào từ khi bộ máy chạy</translation>
    </message>
    <message>
        <source>caught up until %1</source>
        <translation>đã nhận đủ đến %1</translation>
    </message>
    <message>
        <source>not caught up yet</source>
        <translation>chưa nhận bù xong</translation>
    </message>
    <message>
        <source>last answer: %1</source>
        <translation>trả lời gần nhất: %1</translation>
    </message>
    <message>
        <source>%1 of %2 texts sent since the engine started were refused</source>
        <translation>%1 trên %2 đoạn tin gửi đi từ khi bộ máy chạy bị từ chối</translation>
    </message>
    <message>
        <source>Silent since %1, which is unusual at this hour; look at Pancake whether the webhook is still on</source>
        <translation>Im lặng từ %1, bất thường vào giờ này; hãy xem ở Pancake webhook còn bật không</translation>
    </message>
    <message>
        <source>Send all again</source>
        <translation>Gửi lại tất cả</translation>
    </message>
    <message>
        <source>Send all again: %1</source>
        <translation>Gửi lại tất cả: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) not sent</source>
        <translation>
            <numerusform>%Ln câu trả lời chưa gửi được</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::PagesSection</name>
    <message>
        <source>Pages</source>
        <translation>Trang</translation>
    </message>
    <message>
        <source>Pages at Pancake</source>
        <translation>Các trang ở Pancake</translation>
    </message>
    <message>
        <source>Add a page, or give one another token</source>
        <translation>Thêm trang, hoặc đổi mã truy cập của trang</translation>
    </message>
    <message>
        <source>Connection test</source>
        <translation>Thử kết nối</translation>
    </message>
    <message>
        <source>Messages and comments of these pages come here, and answers go back there. Each page needs its token from Pancake (Page settings, Tools), and at Pancake the address of its webhook.</source>
        <translation>Tin nhắn và bình luận của các trang này về đây, câu trả lời được gửi lại đó. Mỗi trang cần mã truy cập lấy từ Pancake (Cài đặt trang, Công cụ), và ở Pancake cần điền địa chỉ webhook của trang.</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>Nền tảng</translation>
    </message>
    <message>
        <source>Page ID</source>
        <translation>Mã trang (ID)</translation>
    </message>
    <message>
        <source>Name, as you call it</source>
        <translation>Tên gọi trong cửa hàng</translation>
    </message>
    <message>
        <source>Page token (page_access_token)</source>
        <translation>Mã truy cập của trang (page_access_token)</translation>
    </message>
    <message>
        <source>Save the page</source>
        <translation>Lưu trang</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Thử kết nối</translation>
    </message>
    <message>
        <source>Could not save: %1</source>
        <translation>Không lưu được: %1</translation>
    </message>
    <message>
        <source>Set outside the settings file, by the command line, the environment or .env: %1. Pages can be changed here when that is gone.</source>
        <translation>Đã đặt ở ngoài tệp cài đặt, bằng dòng lệnh, biến môi trường hoặc .env: %1. Bỏ các giá trị đó thì mới sửa được trang ở đây.</translation>
    </message>
    <message>
        <source>The page has an address once the engine runs with it.</source>
        <translation>Trang sẽ có địa chỉ khi bộ máy chạy với trang này.</translation>
    </message>
    <message>
        <source>The address is on the clipboard. It holds a secret: paste it at Pancake, Settings, Tools, Webhook, and nowhere else.</source>
        <translation>Đã chép địa chỉ. Trong địa chỉ có mã bí mật: chỉ dán vào Pancake, Cài đặt, Công cụ, Webhook, không dán ở nơi khác.</translation>
    </message>
    <message>
        <source>The address is on the clipboard, but Pancake cannot reach this computer under it. Name the host that leads here from outside in ALLOWED_HOSTS, then copy it again.</source>
        <translation>Đã chép địa chỉ, nhưng Pancake không gọi tới máy này bằng địa chỉ đó được. Hãy ghi tên miền dẫn từ ngoài vào đây trong ALLOWED_HOSTS, rồi chép lại.</translation>
    </message>
    <message>
        <source>Not everything went out: %1</source>
        <translation>Chưa gửi lại được hết: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) are on their way again. It is in the audit log.</source>
        <translation>
            <numerusform>Đang gửi lại %Ln câu trả lời. Đã ghi vào nhật ký thao tác.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to do any more: somebody was faster.</source>
        <translation>Không còn gì để làm: đã có người làm trước.</translation>
    </message>
</context>
<context>
    <name>tongdai::ShopSection</name>
    <message>
        <source>Shop system</source>
        <translation>Phần mềm bán hàng</translation>
    </message>
    <message>
        <source>Could not save: %1</source>
        <translation>Không lưu được: %1</translation>
    </message>
    <message>
        <source>Set outside the settings file, by the command line, the environment or .env: %1. What is saved here takes effect only when that is gone.</source>
        <translation>Đã đặt ở ngoài tệp cài đặt, bằng dòng lệnh, biến môi trường hoặc .env: %1. Những gì lưu ở đây chỉ có hiệu lực khi bỏ các giá trị đó.</translation>
    </message>
    <message>
        <source>saved; type only to change it</source>
        <translation>đã lưu; chỉ nhập khi muốn đổi</translation>
    </message>
    <message>
        <source>%1 of %2 requests used in the last hour, by all desks together. KiotViet allows 5,000; what is asked often comes from copies.</source>
        <translation>Đã dùng %1 trên %2 lượt gọi trong một giờ qua, tính chung mọi máy. KiotViet cho 5.000 lượt; dữ liệu hay hỏi được lấy từ bản lưu tạm.</translation>
    </message>
    <message>
        <source>Connection test</source>
        <translation>Thử kết nối</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Lượt gọi</translation>
    </message>
    <message>
        <source>Products, stock, orders and debts come from here. In KiotViet: Settings, Connection with other software.</source>
        <translation>Sản phẩm, tồn kho, đơn hàng và công nợ lấy từ đây. Trong KiotViet: Thiết lập cửa hàng, Thiết lập kết nối API.</translation>
    </message>
    <message>
        <source>Name of the shop at KiotViet</source>
        <translation>Tên gian hàng trên KiotViet</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Client ID</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Mã bảo mật (Client Secret)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Thử kết nối</translation>
    </message>
    <message>
        <source>Do not use it any more</source>
        <translation>Ngừng sử dụng</translation>
    </message>
</context>
<context>
    <name>tongdai::CompareDialog</name>
    <message>
        <source>deleted</source>
        <translation>đã xóa</translation>
    </message>
    <message>
        <source>other words</source>
        <translation>khác lời</translation>
    </message>
    <message>
        <source>another time</source>
        <translation>khác giờ</translation>
    </message>
    <message>
        <source>deleted on one side</source>
        <translation>một bên đã xóa</translation>
    </message>
    <message>
        <source>only left</source>
        <translation>chỉ bên trái</translation>
    </message>
    <message>
        <source>only right</source>
        <translation>chỉ bên phải</translation>
    </message>
    <message>
        <source>Compare two sources</source>
        <translation>So sánh hai nguồn</translation>
    </message>
    <message>
        <source>The same conversation in two places</source>
        <translation>Cùng một hội thoại ở hai nơi</translation>
    </message>
    <message>
        <source>No difference in the lines that were read.</source>
        <translation>Các tin đã đọc không khác nhau.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln differences</source>
        <translation>
            <numerusform>%Ln chỗ khác nhau</numerusform>
        </translation>
    </message>
    <message>
        <source>Older lines were not read.</source>
        <translation>Các tin cũ hơn chưa được đọc.</translation>
    </message>
    <message>
        <source>Next difference (F3)</source>
        <translation>Chỗ khác tiếp theo (F3)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
</context>
<context>
    <name>tongdai::ThreadFind</name>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Không thấy</translation>
    </message>
    <message>
        <source>older lines are not read yet</source>
        <translation>các tin cũ hơn chưa được đọc</translation>
    </message>
    <message>
        <source>more than %1 in older lines</source>
        <translation>hơn %1 trong các tin cũ hơn</translation>
    </message>
    <message>
        <source>%1 in older lines</source>
        <translation>%1 trong các tin cũ hơn</translation>
    </message>
    <message>
        <source>later lines are not read yet</source>
        <translation>các tin mới hơn chưa được đọc</translation>
    </message>
    <message>
        <source>%1 in later lines</source>
        <translation>%1 trong các tin mới hơn</translation>
    </message>
    <message>
        <source>more than %1 in later lines</source>
        <translation>hơn %1 trong các tin mới hơn</translation>
    </message>
</context>
<context>
    <name>tongdai::FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>Tìm trong hội thoại này</translation>
    </message>
    <message>
        <source>Enter: older, Shift+Enter: newer</source>
        <translation>Enter: cũ hơn, Shift+Enter: mới hơn</translation>
    </message>
    <message>
        <source>Older (F3)</source>
        <translation>Cũ hơn (F3)</translation>
    </message>
    <message>
        <source>Newer (Shift+F3)</source>
        <translation>Mới hơn (Shift+F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Đóng (Esc)</translation>
    </message>
</context>
<context>
    <name>tongdai::ThreadFinder</name>
    <message>
        <source>%1 / more than %2</source>
        <translation>%1 / hơn %2</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Không thấy</translation>
    </message>
    <message>
        <source>Not searched</source>
        <translation>Chưa tìm được</translation>
    </message>
    <message>
        <source>read as Telex</source>
        <translation>đọc như gõ Telex</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>đang tải…</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>đang tìm…</translation>
    </message>
</context>
<context>
    <name>tongdai::ScreenCsv</name>
    <message>
        <source>Time (%1)</source>
        <translation>Thời gian (%1)</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Ai</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Vai trò</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Chi tiết</translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>Mã tin</translation>
    </message>
    <message>
        <source>internal note</source>
        <translation>ghi chú nội bộ</translation>
    </message>
    <message>
        <source>edited %1</source>
        <translation>sửa lúc %1</translation>
    </message>
    <message>
        <source>deleted %1</source>
        <translation>xóa lúc %1</translation>
    </message>
    <message>
        <source>numbers masked</source>
        <translation>số đã che</translation>
    </message>
    <message>
        <source>attachment %1</source>
        <translation>tệp %1</translation>
    </message>
</context>
<context>
    <name>tongdai::ErasureRequestsSection</name>
    <message>
        <source>Working days for an answer: %1. Days for the erasure: %2. Set in the settings, not by the law.</source>
        <translation>Số ngày làm việc để trả lời: %1. Số ngày để xóa: %2. Theo cài đặt, không theo luật.</translation>
    </message>
    <message>
        <source>Requests for erasure</source>
        <translation>Yêu cầu xóa dữ liệu</translation>
    </message>
    <message>
        <source>The requests could not be read: %1</source>
        <translation>Không đọc được danh sách yêu cầu: %1</translation>
    </message>
    <message>
        <source>Looking for requests …</source>
        <translation>Đang xem các yêu cầu …</translation>
    </message>
    <message>
        <source>Nobody waits to be erased. A request is written down at its customer, under &quot;Erase a customer&quot;.</source>
        <translation>Không có khách nào đang chờ xóa dữ liệu. Yêu cầu được ghi lại ngay ở khách đó, trong mục &quot;Xóa một khách&quot;.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln customer(s) asked to be erased. The law gives two working days for an answer and twenty days for the erasure.</source>
        <translation>
            <numerusform>%Ln khách yêu cầu xóa dữ liệu. Theo luật phải trả lời khách trong hai ngày làm việc và xóa xong trong hai mươi ngày.</numerusform>
        </translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Khách</translation>
    </message>
    <message>
        <source>Asked on</source>
        <translation>Ngày yêu cầu</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Trả lời</translation>
    </message>
    <message>
        <source>Erasure</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Open the erasure…</source>
        <translation>Mở phần xóa…</translation>
    </message>
</context>
<context>
    <name>tongdai::ErasureDialog</name>
    <message>
        <source>Day of the answer</source>
        <translation>Ngày trả lời</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>không có gì</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Đang giữ</translation>
    </message>
    <message>
        <source>Looking at every place …</source>
        <translation>Đang rà mọi nơi lưu…</translation>
    </message>
    <message>
        <source>Erasing …</source>
        <translation>Đang xóa…</translation>
    </message>
    <message>
        <source>Nothing was erased: %1</source>
        <translation>Chưa xóa gì: %1</translation>
    </message>
    <message>
        <source>This cannot be undone. Lines in conversations of others stay, without what names them. The end of the list says what else stays, and what is not reached from here.</source>
        <translation>Không thể hoàn tác. Các dòng trong hội thoại của người khác vẫn còn, nhưng không còn gì nêu tên họ. Cuối danh sách là những gì còn ở lại và những nơi không xóa được từ đây.</translation>
    </message>
    <message>
        <source>A legal hold keeps this: nothing is erased before it is released.</source>
        <translation>Đang giữ pháp lý: chưa gỡ thì không xóa gì.</translation>
    </message>
    <message>
        <source>Erased.</source>
        <translation>Đã xóa.</translation>
    </message>
    <message>
        <source>Redis could not be reached: what it holds is erased as soon as it answers.</source>
        <translation>Chưa kết nối được trạng thái tức thời (Redis); khi Redis trả lời sẽ xóa nốt.</translation>
    </message>
    <message>
        <source>Erase a customer</source>
        <translation>Xóa một khách</translation>
    </message>
    <message>
        <source>%1 · everything that is kept about them</source>
        <translation>%1 · mọi thứ đang lưu về khách</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Nơi lưu</translation>
    </message>
    <message>
        <source>What was erased</source>
        <translation>Đã xóa</translation>
    </message>
    <message>
        <source>What would go</source>
        <translation>Sẽ xóa</translation>
    </message>
    <message>
        <source>Every place</source>
        <translation>Mọi nơi lưu</translation>
    </message>
    <message>
        <source>They asked for it themselves, and I have checked who they are</source>
        <translation>Chính khách yêu cầu, và tôi đã xác minh đúng người</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>Save certificate…</source>
        <translation>Lưu giấy xác nhận…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Save certificate</source>
        <translation>Lưu giấy xác nhận</translation>
    </message>
    <message>
        <source>Certificate saved: %1</source>
        <translation>Đã lưu giấy xác nhận: %1</translation>
    </message>
    <message>
        <source>The certificate could not be saved: %1</source>
        <translation>Không lưu được giấy xác nhận: %1</translation>
    </message>
    <message>
        <source>Nothing was written down: %1</source>
        <translation>Chưa ghi lại gì: %1</translation>
    </message>
    <message>
        <source>Day of the request</source>
        <translation>Ngày khách yêu cầu</translation>
    </message>
    <message>
        <source>Note the request</source>
        <translation>Ghi ngày yêu cầu</translation>
    </message>
    <message>
        <source>Mark as answered</source>
        <translation>Đánh dấu đã trả lời</translation>
    </message>
</context>
<context>
    <name>tongdai::ErasureWords</name>
    <message numerus="yes">
        <source>%Ln entries, which name nobody</source>
        <translation>
            <numerusform>%Ln mục, không nêu tên ai</numerusform>
        </translation>
    </message>
    <message>
        <source>Stays, because it has to be kept</source>
        <translation>Ở lại, vì phải lưu</translation>
    </message>
    <message>
        <source>Not reached from here</source>
        <translation>Không xóa được từ đây</translation>
    </message>
    <message>
        <source>Entries of the audit log</source>
        <translation>Mục trong nhật ký thao tác</translation>
    </message>
    <message>
        <source>That they were erased</source>
        <translation>Việc đã xóa khách này</translation>
    </message>
    <message>
        <source>Sums of the statistics</source>
        <translation>Số tổng của thống kê</translation>
    </message>
    <message>
        <source>The platform the messages came by</source>
        <translation>Nền tảng chat đã chuyển tin đến</translation>
    </message>
    <message>
        <source>The AI service</source>
        <translation>Dịch vụ AI</translation>
    </message>
    <message>
        <source>Backups made before</source>
        <translation>Bản sao lưu đã tạo trước đó</translation>
    </message>
    <message>
        <source>Files that were exported</source>
        <translation>Tệp đã xuất</translation>
    </message>
    <message>
        <source>a code without a name, so that old copies are not taken in again</source>
        <translation>một mã không kèm tên, để bản sao cũ không được nhận lại</translation>
    </message>
    <message>
        <source>name nobody</source>
        <translation>không nêu tên ai</translation>
    </message>
    <message>
        <source>hold them still: delete them by hand</source>
        <translation>vẫn còn dữ liệu: phải tự xóa</translation>
    </message>
    <message>
        <source>wherever they were saved: delete them by hand</source>
        <translation>lưu ở đâu thì phải tự xóa ở đó</translation>
    </message>
    <message>
        <source>has to be asked to erase them</source>
        <translation>phải yêu cầu bên đó xóa</translation>
    </message>
    <message>
        <source>Conversations and what was said</source>
        <translation>Các hội thoại và nội dung</translation>
    </message>
    <message>
        <source>Chat and its history</source>
        <translation>Chat và lịch sử chat</translation>
    </message>
    <message>
        <source>What the bot and the deliveries did</source>
        <translation>Việc bot đã làm và các lần gửi</translation>
    </message>
    <message>
        <source>Traces in what belongs to others</source>
        <translation>Dấu vết trong phần của người khác</translation>
    </message>
    <message>
        <source>Live state (Redis)</source>
        <translation>Trạng thái tức thời (Redis)</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Messages, answers and notes</source>
        <translation>Tin nhắn, câu trả lời và ghi chú</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Nháp</translation>
    </message>
    <message>
        <source>Disputes with their notes</source>
        <translation>Hồ sơ khiếu nại kèm ghi chú</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Thẻ</translation>
    </message>
    <message>
        <source>Telephone numbers and addresses that were found</source>
        <translation>Số điện thoại và địa chỉ đã tìm thấy</translation>
    </message>
    <message>
        <source>Memberships</source>
        <translation>Luồng chat đã tham gia</translation>
    </message>
    <message>
        <source>Chat threads</source>
        <translation>Luồng chat</translation>
    </message>
    <message>
        <source>Lines of the chat history</source>
        <translation>Dòng của lịch sử chat</translation>
    </message>
    <message>
        <source>Sessions of the chat history</source>
        <translation>Phiên của lịch sử chat</translation>
    </message>
    <message>
        <source>Runs of the bot</source>
        <translation>Lượt trả lời của bot</translation>
    </message>
    <message>
        <source>Background work</source>
        <translation>Việc nền</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Lượt gửi</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Sự kiện</translation>
    </message>
    <message>
        <source>Actions of answers</source>
        <translation>Thao tác của câu trả lời</translation>
    </message>
    <message>
        <source>Web sessions</source>
        <translation>Phiên web</translation>
    </message>
    <message>
        <source>Lines in conversations of others</source>
        <translation>Dòng trong hội thoại của người khác</translation>
    </message>
    <message>
        <source>Events of others</source>
        <translation>Sự kiện của người khác</translation>
    </message>
    <message>
        <source>Drafts written by them</source>
        <translation>Nháp do họ viết</translation>
    </message>
    <message>
        <source>Conversations assigned to them</source>
        <translation>Hội thoại giao cho họ</translation>
    </message>
    <message>
        <source>Memberships in threads of others</source>
        <translation>Luồng chat của người khác đã tham gia</translation>
    </message>
    <message>
        <source>Places of their devices</source>
        <translation>Vị trí đã đọc trên thiết bị của họ</translation>
    </message>
    <message>
        <source>Their entry as a chat user</source>
        <translation>Tài khoản chat của họ</translation>
    </message>
    <message>
        <source>Holds that were released</source>
        <translation>Giữ pháp lý đã gỡ</translation>
    </message>
    <message>
        <source>Switching a channel&apos;s bot</source>
        <translation>Bật tắt bot của kênh</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>xóa %1</translation>
    </message>
    <message>
        <source>%1 made anonymous</source>
        <translation>ẩn danh %1</translation>
    </message>
    <message>
        <source>%1, placed by %2, %3</source>
        <translation>%1, do %2 đặt, %3</translation>
    </message>
    <message>
        <source>CERTIFICATE OF ERASURE</source>
        <translation>GIẤY XÁC NHẬN ĐÃ XÓA DỮ LIỆU</translation>
    </message>
    <message>
        <source>Shop: %1</source>
        <translation>Cửa hàng: %1</translation>
    </message>
    <message>
        <source>Number: %1</source>
        <translation>Số: %1</translation>
    </message>
    <message>
        <source>Erased: %1 %2</source>
        <translation>Xóa lúc: %1 %2</translation>
    </message>
    <message>
        <source>Erased by: %1</source>
        <translation>Người xóa: %1</translation>
    </message>
    <message>
        <source>Redis could not be reached then: what it holds is erased as soon as it answers.</source>
        <translation>Lúc đó chưa kết nối được trạng thái tức thời (Redis); khi Redis trả lời sẽ xóa nốt.</translation>
    </message>
    <message>
        <source>Copies: %1</source>
        <translation>Bản sao: %1</translation>
    </message>
    <message>
        <source>Answered on %1, due on %2: too late.</source>
        <translation>Đã trả lời ngày %1, hạn là %2: trễ hạn.</translation>
    </message>
    <message>
        <source>Answered on %1.</source>
        <translation>Đã trả lời ngày %1.</translation>
    </message>
    <message>
        <source>The answer was due on %1.</source>
        <translation>Hạn trả lời là %1, nay đã quá.</translation>
    </message>
    <message numerus="yes">
        <source>The answer was due on %1: %Ln working day(s) late.</source>
        <translation>
            <numerusform>Hạn trả lời là %1: quá hạn %Ln ngày làm việc.</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer them today.</source>
        <translation>Hôm nay là hạn trả lời khách.</translation>
    </message>
    <message numerus="yes">
        <source>Answer by %1: %Ln working day(s) left.</source>
        <translation>
            <numerusform>Trả lời chậm nhất ngày %1: còn %Ln ngày làm việc.</numerusform>
        </translation>
    </message>
    <message>
        <source>Erased on %1, due on %2: too late.</source>
        <translation>Đã xóa ngày %1, hạn là %2: trễ hạn.</translation>
    </message>
    <message>
        <source>Erased on %1, due on %2.</source>
        <translation>Đã xóa ngày %1, hạn là %2.</translation>
    </message>
    <message numerus="yes">
        <source>The erasure was due on %1: %Ln day(s) late.</source>
        <translation>
            <numerusform>Hạn xóa là %1: quá hạn %Ln ngày.</numerusform>
        </translation>
    </message>
    <message>
        <source>Erase today.</source>
        <translation>Hôm nay là hạn xóa.</translation>
    </message>
    <message numerus="yes">
        <source>Erase by %1: %Ln day(s) left.</source>
        <translation>
            <numerusform>Xóa chậm nhất ngày %1: còn %Ln ngày.</numerusform>
        </translation>
    </message>
    <message>
        <source>No request is written down. Its clock starts on the day they asked.</source>
        <translation>Chưa ghi yêu cầu nào. Thời hạn tính từ ngày khách yêu cầu.</translation>
    </message>
    <message>
        <source>Asked on %1.</source>
        <translation>Yêu cầu ngày %1.</translation>
    </message>
</context>
<context>
    <name>LimitWords</name>
    <message>
        <source>Messages of a chat user</source>
        <translation>Tin nhắn của một người dùng chat</translation>
    </message>
    <message>
        <source>Messages of a platform&apos;s customer</source>
        <translation>Tin nhắn của một khách trên nền tảng</translation>
    </message>
    <message>
        <source>Messages of a website session</source>
        <translation>Tin nhắn của một phiên trên website</translation>
    </message>
    <message>
        <source>Joins, read marks and typing of a chat user</source>
        <translation>Tham gia, đã xem và đang gõ của một người dùng chat</translation>
    </message>
    <message>
        <source>Messages from an address</source>
        <translation>Tin nhắn từ một địa chỉ mạng</translation>
    </message>
    <message>
        <source>Requests from an address</source>
        <translation>Lượt gọi từ một địa chỉ mạng</translation>
    </message>
    <message>
        <source>Chat acts from an address</source>
        <translation>Thao tác chat từ một địa chỉ mạng</translation>
    </message>
    <message>
        <source>Chat boxes opened from an address</source>
        <translation>Lượt mở khung chat từ một địa chỉ mạng</translation>
    </message>
    <message>
        <source>Messages of all customers</source>
        <translation>Tin nhắn của mọi khách</translation>
    </message>
    <message>
        <source>API requests of a person or program</source>
        <translation>Lượt gọi API của một người hoặc chương trình</translation>
    </message>
    <message>
        <source>API requests of the whole shop</source>
        <translation>Lượt gọi API của cả cửa hàng</translation>
    </message>
    <message>
        <source>Calls on a connection</source>
        <translation>Lượt gọi trên một kết nối</translation>
    </message>
    <message>
        <source>Answers to a page</source>
        <translation>Câu trả lời gửi tới một trang</translation>
    </message>
    <message>
        <source>Requests to a service outside</source>
        <translation>Lượt gọi tới dịch vụ bên ngoài</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>tất cả</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 trên %2</translation>
    </message>
    <message>
        <source>%1 a minute</source>
        <translation>%1 mỗi phút</translation>
    </message>
    <message>
        <source>%1 an hour</source>
        <translation>%1 mỗi giờ</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 trong %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s), last %1</source>
        <translation>
            <numerusform>%Ln lần, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TaskWords</name>
    <message>
        <source>Customer details</source>
        <translation>Thông tin khách</translation>
    </message>
    <message>
        <source>Line of another program</source>
        <translation>Tin từ chương trình khác</translation>
    </message>
    <message>
        <source>Customer details, asked for</source>
        <translation>Thông tin khách, theo yêu cầu</translation>
    </message>
    <message>
        <source>Who answers, by another program</source>
        <translation>Ai trả lời, theo chương trình khác</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Thống kê</translation>
    </message>
    <message>
        <source>Looks for phone numbers, names and addresses in what the customer wrote last.</source>
        <translation>Tìm số điện thoại, tên và địa chỉ trong những gì khách vừa viết.</translation>
    </message>
    <message>
        <source>Saves a line that another program put into the queue.</source>
        <translation>Lưu một tin mà chương trình khác đưa vào hàng đợi.</translation>
    </message>
    <message>
        <source>Looks for the customer&apos;s details because another program asked for it.</source>
        <translation>Tìm thông tin khách vì một chương trình khác yêu cầu.</translation>
    </message>
    <message>
        <source>Gives the conversation to the bot or to a person because another program said so.</source>
        <translation>Giao hội thoại cho bot hoặc cho nhân viên theo yêu cầu của chương trình khác.</translation>
    </message>
    <message>
        <source>Counts the hours that are over, some at a time, so that long ranges are quick to read.</source>
        <translation>Cộng dồn số liệu của những giờ đã qua, mỗi lần một ít, để xem khoảng dài vẫn nhanh.</translation>
    </message>
    <message>
        <source>A kind that this version does not know; it is left for one that does.</source>
        <translation>Loại mà phiên bản này chưa biết; để lại cho phiên bản biết.</translation>
    </message>
    <message>
        <source>waits for its next try</source>
        <translation>chờ thử lại</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>đang chờ</translation>
    </message>
    <message>
        <source>is being stopped</source>
        <translation>đang dừng</translation>
    </message>
    <message>
        <source>in work</source>
        <translation>đang làm</translation>
    </message>
    <message>
        <source>done</source>
        <translation>xong</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>đã ngừng thử</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 trên %2</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>đã xong %1</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>mới bắt đầu</translation>
    </message>
    <message>
        <source>somebody cancelled it</source>
        <translation>có người đã hủy</translation>
    </message>
    <message>
        <source>the hook was taken out of connections.json</source>
        <translation>webhook đã bị gỡ khỏi connections.json</translation>
    </message>
    <message>
        <source>Keeping periods</source>
        <translation>Dọn dữ liệu quá hạn</translation>
    </message>
    <message>
        <source>Answer, sent again</source>
        <translation>Gửi lại câu trả lời</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Xuất tệp</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>Chỉ mục tìm kiếm</translation>
    </message>
    <message>
        <source>Removes what is older than the shop keeps it, once a day, a piece at a time.</source>
        <translation>Mỗi ngày một lần, xóa dần những gì quá thời hạn cửa hàng lưu.</translation>
    </message>
    <message>
        <source>Sends an answer again that did not reach the platform. Cancelled, it waits among the answers not sent for your decision.</source>
        <translation>Gửi lại câu trả lời chưa tới nền tảng. Nếu hủy, câu này nằm trong mục chưa gửi được để chờ bạn quyết định.</translation>
    </message>
    <message>
        <source>Writes a conversation into a file. Cancelled, no file is left.</source>
        <translation>Ghi một hội thoại ra tệp. Nếu hủy, không để lại tệp nào.</translation>
    </message>
    <message>
        <source>Makes older messages searchable. Cancelled, it goes on by itself, slowly.</source>
        <translation>Giúp tìm được cả tin nhắn cũ. Nếu hủy, việc này vẫn tự chạy tiếp, chậm hơn.</translation>
    </message>
    <message>
        <source>Rule tried on last week</source>
        <translation>Thử quy tắc trên tuần qua</translation>
    </message>
    <message>
        <source>Outgoing hook %1</source>
        <translation>Webhook đi %1</translation>
    </message>
    <message>
        <source>Tells another program of the shop what happened here. Cancelled or dropped, it is not told.</source>
        <translation>Báo cho phần mềm khác của cửa hàng biết việc xảy ra ở đây. Hủy hoặc xóa thì không báo nữa.</translation>
    </message>
    <message>
        <source>Judges last week&apos;s answers by a rule that is not saved yet. Cancelled, nothing is changed.</source>
        <translation>Xét các câu trả lời tuần qua theo quy tắc chưa lưu. Nếu hủy, không có gì thay đổi.</translation>
    </message>
    <message>
        <source>Import of a history</source>
        <translation>Nhập lịch sử</translation>
    </message>
    <message>
        <source>Brings another system&apos;s history into the shop. Cancelled, what came stays, and it can go on.</source>
        <translation>Đưa lịch sử của hệ thống khác vào cửa hàng. Nếu hủy, phần đã vào được giữ lại và có thể nhập tiếp.</translation>
    </message>
    <message>
        <source>Export of conversations in detail</source>
        <translation>Xuất chi tiết hội thoại</translation>
    </message>
    <message>
        <source>Writes the conversations of a range into a file, a row for each. Cancelled, no file is left.</source>
        <translation>Ghi các hội thoại trong một khoảng thời gian vào tệp, mỗi hội thoại một dòng. Nếu hủy thì không để lại tệp nào.</translation>
    </message>
    <message>
        <source>Order at KiotViet, looked for</source>
        <translation>Đơn KiotViet đang được tìm</translation>
    </message>
    <message>
        <source>Looks at KiotViet for an order of which nobody knows whether it was made; it is never sent again. Until it is settled, its conversation takes no other order.</source>
        <translation>Tìm trên KiotViet một đơn chưa rõ đã được tạo hay chưa; đơn không bao giờ được gửi lại. Cho đến khi rõ, hội thoại đó không nhận đơn nào khác.</translation>
    </message>
</context>
<context>
    <name>tongdai::ConfigMend</name>
    <message>
        <source>Saved. The engine restarts with it; customers&apos; messages wait until it is there again.</source>
        <translation>Đã lưu. Bộ máy đang khởi động lại; tin của khách chờ tới khi nó chạy lại.</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Chưa có gì thay đổi: %1</translation>
    </message>
    <message>
        <source>Saved, but the engine does not start with it: %1</source>
        <translation>Đã lưu, nhưng bộ máy không khởi động được với cài đặt này: %1</translation>
    </message>
    <message>
        <source>Press again: set it, restart the engine</source>
        <translation>Bấm lần nữa: đặt và khởi động lại</translation>
    </message>
    <message>
        <source>Set %1</source>
        <translation>Đặt %1</translation>
    </message>
    <message>
        <source>Given on the command line or by the environment: change it there.</source>
        <translation>Được đặt ở dòng lệnh hoặc biến môi trường: hãy đổi ở đó.</translation>
    </message>
</context>
<context>
    <name>tongdai::LimitsModel</name>
    <message>
        <source>in %1</source>
        <translation>sau %1</translation>
    </message>
    <message>
        <source>when the oldest is %1 old</source>
        <translation>khi lượt cũ nhất tròn %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ngay bây giờ</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Giới hạn</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Của ai</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Đã dùng</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Bị chặn</translation>
    </message>
    <message>
        <source>Next one</source>
        <translation>Lượt kế tiếp</translation>
    </message>
</context>
<context>
    <name>tongdai::LimitsPane</name>
    <message>
        <source>Your role does not include seeing limits.</source>
        <translation>Vai trò của bạn không có quyền xem giới hạn.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Redis is away: every engine counts alone, what this one counts is shown. The limits hold.</source>
        <translation>Redis mất kết nối: mỗi bộ máy tự đếm, ở đây là số của bộ máy này. Các giới hạn vẫn có hiệu lực.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Giới hạn</translation>
    </message>
    <message>
        <source>Nobody is near a limit, and nobody was held back in the last ten minutes.</source>
        <translation>Không ai sắp chạm giới hạn, và mười phút qua không ai bị chặn.</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Đang xem…</translation>
    </message>
    <message>
        <source>Limits that stand: %1.</source>
        <translation>Các giới hạn đang áp dụng: %1.</translation>
    </message>
    <message>
        <source>Held back since the engine started: %1.</source>
        <translation>Số lượt bị chặn từ khi bộ máy khởi động: %1.</translation>
    </message>
</context>
<context>
    <name>tongdai::TasksModel</name>
    <message>
        <source>Task</source>
        <translation>Việc</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Tiến độ</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Lần thử</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Vì sao chưa được</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ lúc</translation>
    </message>
</context>
<context>
    <name>tongdai::TasksPane</name>
    <message numerus="yes">
        <source>The filter hides %Ln task(s).</source>
        <translation>
            <numerusform>Bộ lọc đang ẩn %Ln việc.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your role does not decide about it.</source>
        <translation>Vai trò của bạn không quyết định việc này.</translation>
    </message>
    <message>
        <source>No try has failed.</source>
        <translation>Chưa có lần thử nào lỗi.</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Press again: %1</source>
        <translation>Bấm lần nữa: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Save and try again</source>
        <translation>Lưu và thử lại</translation>
    </message>
    <message numerus="yes">
        <source>Try the %Ln with this error</source>
        <translation>
            <numerusform>Thử lại %Ln việc cùng lỗi này</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try all %Ln</source>
        <translation>
            <numerusform>Thử lại cả %Ln việc</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Bỏ việc này</translation>
    </message>
    <message>
        <source>Cancel the task</source>
        <translation>Hủy việc này</translation>
    </message>
    <message numerus="yes">
        <source>Decided: %Ln task(s). It is in the audit log.</source>
        <translation>
            <numerusform>Đã quyết định %Ln việc. Đã ghi vào nhật ký thao tác.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to do any more: somebody was faster.</source>
        <translation>Không còn gì để làm: đã có người làm trước.</translation>
    </message>
    <message>
        <source>This is not a JSON object: line %1 cannot be read.</source>
        <translation>Nội dung không đúng dạng JSON: dòng %1 không đọc được.</translation>
    </message>
    <message>
        <source>Saved, and tried again. It is in the audit log.</source>
        <translation>Đã lưu và thử lại. Đã ghi vào nhật ký thao tác.</translation>
    </message>
    <message>
        <source>Cancelled. It stands among the dead letters and can be tried again; in work, it stops after the piece it is at.</source>
        <translation>Đã hủy. Việc nằm trong danh sách đã ngừng thử và có thể thử lại; nếu đang làm, nó dừng sau phần đang dở.</translation>
    </message>
    <message>
        <source>Nothing to do any more: it has ended.</source>
        <translation>Không còn gì để làm: việc đã kết thúc.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Your role does not include this.</source>
        <translation>Vai trò của bạn không có quyền này.</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Chưa có gì thay đổi: %1</translation>
    </message>
    <message>
        <source>The store is away: nothing was changed.</source>
        <translation>Cơ sở dữ liệu mất kết nối: chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>Background work</source>
        <translation>Việc nền</translation>
    </message>
    <message>
        <source>Nothing is to be done beside the conversations, and nothing was given up.</source>
        <translation>Ngoài các hội thoại không còn việc nào, và không việc nào phải ngừng thử.</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Đang xem…</translation>
    </message>
    <message>
        <source>Show in words</source>
        <translation>Xem dạng dễ đọc</translation>
    </message>
    <message>
        <source>Change it (JSON)</source>
        <translation>Sửa (JSON)</translation>
    </message>
    <message>
        <source>Show as JSON</source>
        <translation>Xem JSON</translation>
    </message>
</context>
<context>
    <name>tongdai::PlansModel</name>
    <message>
        <source>sent, nobody knows whether it arrived</source>
        <translation>đã gửi, chưa rõ có tới không</translation>
    </message>
    <message>
        <source>done</source>
        <translation>xong</translation>
    </message>
    <message>
        <source>is being sent</source>
        <translation>đang gửi</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>đã ngừng thử</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>lỗi</translation>
    </message>
    <message>
        <source>not sent any more</source>
        <translation>không gửi nữa</translation>
    </message>
    <message>
        <source>waits for its next try</source>
        <translation>chờ thử lại</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>đang chờ</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1/%2: %3</translation>
    </message>
    <message>
        <source>fence %1 · %2</source>
        <translation>rào %1 · %2</translation>
    </message>
    <message>
        <source>Answer of</source>
        <translation>Câu trả lời lúc</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Bước</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Số lần thử</translation>
    </message>
    <message>
        <source>Who sends it</source>
        <translation>Ai đang gửi</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Vì sao chưa</translation>
    </message>
</context>
<context>
    <name>tongdai::StateModel</name>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>the bot</source>
        <translation>bot</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>nhân viên</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>không ai</translation>
    </message>
    <message>
        <source>none</source>
        <translation>không có</translation>
    </message>
    <message>
        <source>Newest message of the customer</source>
        <translation>Tin mới nhất của khách</translation>
    </message>
    <message>
        <source>Messages without an answer</source>
        <translation>Tin chưa được trả lời</translation>
    </message>
    <message>
        <source>Who is at work</source>
        <translation>Ai đang xử lý</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>Ai trả lời</translation>
    </message>
    <message>
        <source>Answers that have not arrived</source>
        <translation>Câu trả lời chưa tới nơi</translation>
    </message>
    <message>
        <source>different</source>
        <translation>khác nhau</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>giống nhau</translation>
    </message>
    <message>
        <source>no copy</source>
        <translation>không có bản sao</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Mục</translation>
    </message>
    <message>
        <source>In Redis</source>
        <translation>Trong Redis</translation>
    </message>
    <message>
        <source>In the store</source>
        <translation>Trong cơ sở dữ liệu</translation>
    </message>
    <message>
        <source>At the platform</source>
        <translation>Ở nền tảng</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>So sánh</translation>
    </message>
</context>
<context>
    <name>tongdai::StatePane</name>
    <message>
        <source>Nothing has been changed yet. This would be written into Redis:</source>
        <translation>Chưa thay đổi gì. Những điều sau sẽ được ghi vào Redis:</translation>
    </message>
    <message>
        <source>There is no conversation of this id.</source>
        <translation>Không có hội thoại nào mang mã này.</translation>
    </message>
    <message>
        <source>Somebody answers it now: the turn writes Redis anew when it ends.</source>
        <translation>Hội thoại đang được trả lời: xong lượt này Redis sẽ được ghi lại.</translation>
    </message>
    <message>
        <source>Your role does not include this.</source>
        <translation>Vai trò của bạn không có quyền này.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Redis or the store is away: nothing was changed.</source>
        <translation>Redis hoặc cơ sở dữ liệu mất kết nối: chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>Redis is away: only the store can be seen. It decides.</source>
        <translation>Redis mất kết nối: chỉ xem được cơ sở dữ liệu. Cơ sở dữ liệu mới quyết định.</translation>
    </message>
    <message>
        <source>Redis was written anew from the store. It is in the audit log.</source>
        <translation>Đã ghi lại Redis từ cơ sở dữ liệu. Đã ghi vào nhật ký thao tác.</translation>
    </message>
    <message>
        <source>There are differences. The store decides; nobody is answered wrongly by them.</source>
        <translation>Có chỗ khác nhau. Cơ sở dữ liệu mới quyết định; khách không bị trả lời sai vì chuyện này.</translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>Không có gì khác nhau.</translation>
    </message>
    <message>
        <source>Repair from the store</source>
        <translation>Ghi lại từ cơ sở dữ liệu</translation>
    </message>
    <message>
        <source>Press again: %1</source>
        <translation>Bấm lần nữa: %1</translation>
    </message>
    <message>
        <source>Conversation id</source>
        <translation>Mã hội thoại</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>So sánh</translation>
    </message>
    <message>
        <source>State side by side</source>
        <translation>So sánh trạng thái</translation>
    </message>
    <message>
        <source>The store is the truth. Redis holds copies that run out; a missing one is no fault. The platform is told answers and cannot be asked what it has: what it has not confirmed is counted.</source>
        <translation>Cơ sở dữ liệu là bản gốc. Redis giữ bản sao có hạn; thiếu bản sao không phải lỗi. Nền tảng chỉ nhận câu trả lời, không hỏi lại được: ở đây đếm những câu nó chưa xác nhận.</translation>
    </message>
    <message>
        <source>Answers to the platform, step by step</source>
        <translation>Câu trả lời gửi nền tảng, từng bước</translation>
    </message>
    <message>
        <source>No answer of this conversation goes to a platform.</source>
        <translation>Hội thoại này không có câu trả lời nào gửi qua nền tảng.</translation>
    </message>
</context>
<context>
    <name>tongdai::EntriesModel</name>
    <message>
        <source>… it is longer than this …</source>
        <translation>… còn dài hơn nữa …</translation>
    </message>
    <message>
        <source>… more went by than were read …</source>
        <translation>… có nhiều mục trôi qua chưa kịp đọc …</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Giờ</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Nội dung</translation>
    </message>
</context>
<context>
    <name>tongdai::StreamSheet</name>
    <message>
        <source>There is no such stream any more.</source>
        <translation>Luồng này không còn nữa.</translation>
    </message>
    <message>
        <source>Your role does not include reading it.</source>
        <translation>Vai trò của bạn không có quyền đọc nội dung này.</translation>
    </message>
    <message>
        <source>Sign in to go on.</source>
        <translation>Hãy đăng nhập để tiếp tục.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Redis does not answer.</source>
        <translation>Redis không trả lời.</translation>
    </message>
    <message>
        <source>Held: %1 new  (Space)</source>
        <translation>Dừng: %1 mục mới  (Phím cách)</translation>
    </message>
    <message>
        <source>Hold  (Space)</source>
        <translation>Dừng hình  (Phím cách)</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Đang tìm …</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>Xem mục cũ hơn</translation>
    </message>
    <message>
        <source>Not acknowledged (%1)</source>
        <translation>Chưa xác nhận (%1)</translation>
    </message>
    <message>
        <source>Not acknowledged</source>
        <translation>Chưa xác nhận</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <translation>đã đọc %1 trong %2</translation>
    </message>
    <message>
        <source>%1 of %2 read, %3 with these words</source>
        <translation>đã đọc %1 trong %2, %3 mục có các từ này</translation>
    </message>
    <message>
        <source>Stream %1</source>
        <translation>Luồng %1</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Các mục</translation>
    </message>
    <message>
        <source>Filter  (Ctrl+F)</source>
        <translation>Lọc  (Ctrl+F)</translation>
    </message>
    <message>
        <source>The chosen entry</source>
        <translation>Mục đang chọn</translation>
    </message>
    <message>
        <source>Choose an entry to read its fields.</source>
        <translation>Chọn một mục để đọc nội dung.</translation>
    </message>
</context>
<context>
    <name>tongdai::PendingModel</name>
    <message>
        <source>Time</source>
        <translation>Giờ</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Bên đọc</translation>
    </message>
    <message>
        <source>Has it for</source>
        <translation>Đã giữ</translation>
    </message>
    <message>
        <source>Given out</source>
        <translation>Số lần giao</translation>
    </message>
</context>
<context>
    <name>tongdai::PendingPane</name>
    <message>
        <source>This entry has been cut off the stream: nobody can read it any more.</source>
        <translation>Mục này đã bị cắt khỏi luồng: không ai đọc được nữa.</translation>
    </message>
    <message>
        <source>Your role does not include reading it.</source>
        <translation>Vai trò của bạn không có quyền đọc nội dung này.</translation>
    </message>
    <message>
        <source>Redis does not answer.</source>
        <translation>Redis không trả lời.</translation>
    </message>
    <message>
        <source>Done: %1. It is in the audit log.</source>
        <translation>Xong: %1 mục. Đã ghi vào nhật ký thao tác.</translation>
    </message>
    <message>
        <source>Done: %1 of %2. The others are in work, or were settled meanwhile.</source>
        <translation>Xong: %1 trong %2 mục. Các mục khác đang được xử lý, hoặc đã được giải quyết trong lúc đó.</translation>
    </message>
    <message>
        <source>This group or reader is not there any more.</source>
        <translation>Nhóm hoặc bên đọc này không còn nữa.</translation>
    </message>
    <message>
        <source>Your role does not include this.</source>
        <translation>Vai trò của bạn không có quyền làm việc này.</translation>
    </message>
    <message>
        <source>Sign in to go on.</source>
        <translation>Hãy đăng nhập để tiếp tục.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Redis does not answer. Nothing was changed.</source>
        <translation>Redis không trả lời. Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Chưa có gì thay đổi: %1</translation>
    </message>
    <message>
        <source>Press again: %1</source>
        <translation>Bấm lần nữa: %1</translation>
    </message>
    <message>
        <source>Acknowledge (%1)</source>
        <translation>Xác nhận đã xong (%1)</translation>
    </message>
    <message>
        <source>Hand over (%1)</source>
        <translation>Giao lại (%1) cho</translation>
    </message>
    <message>
        <source>readers: %1 · not acknowledged: %2</source>
        <translation>bên đọc: %1 · chưa xác nhận: %2</translation>
    </message>
    <message>
        <source>%1 · behind by %2</source>
        <translation>%1 · trễ %2</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Đang tìm …</translation>
    </message>
    <message>
        <source>Everything that was given out has been acknowledged.</source>
        <translation>Mọi mục đã giao đều đã được xác nhận.</translation>
    </message>
    <message>
        <source>No group reads this stream: nothing waits for an acknowledgement.</source>
        <translation>Không nhóm nào đọc luồng này: không có gì chờ xác nhận.</translation>
    </message>
    <message>
        <source>This shop is live. Type %1 to confirm:</source>
        <translation>Cửa hàng đang chạy thật. Gõ %1 để xác nhận:</translation>
    </message>
    <message>
        <source>Group of readers</source>
        <translation>Nhóm đọc</translation>
    </message>
    <message>
        <source>Not acknowledged</source>
        <translation>Chưa xác nhận</translation>
    </message>
    <message>
        <source>The chosen entry</source>
        <translation>Mục đang chọn</translation>
    </message>
    <message>
        <source>Who gets them</source>
        <translation>Giao cho ai</translation>
    </message>
    <message>
        <source>name of the group</source>
        <translation>tên nhóm</translation>
    </message>
    <message>
        <source>Read more</source>
        <translation>Đọc tiếp</translation>
    </message>
    <message>
        <source>Acknowledged, an entry counts as done and is given to nobody again. Handed over, another reader of the group gets it when it asks for what is its own; what was given out less than 30 s ago is in work and stays.</source>
        <translation>Xác nhận: mục được coi là xong và không giao cho ai nữa. Giao lại: một bên đọc khác trong nhóm nhận mục khi hỏi đến phần của mình; mục mới giao chưa đến 30 giây là đang được xử lý nên giữ nguyên.</translation>
    </message>
</context>
<context>
    <name>tongdai::OfflineModel</name>
    <message>
        <source>No.</source>
        <translation>STT</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Giờ</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Người gửi</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
</context>
<context>
    <name>tongdai::OfflineSheet</name>
    <message>
        <source>Nothing waits for this user any more.</source>
        <translation>Không còn gì chờ gửi cho người này.</translation>
    </message>
    <message>
        <source>Your role does not include reading it.</source>
        <translation>Vai trò của bạn không có quyền đọc nội dung này.</translation>
    </message>
    <message>
        <source>Sign in to go on.</source>
        <translation>Hãy đăng nhập để tiếp tục.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Redis does not answer.</source>
        <translation>Redis không trả lời.</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <translation>đã đọc %1 trong %2</translation>
    </message>
    <message>
        <source>Sent in this order at the user&apos;s next connection. The list is full: older lines fell off it; they come first, from the history.</source>
        <translation>Sẽ gửi theo thứ tự này khi người dùng kết nối lại. Danh sách đã đầy: các dòng cũ hơn đã rơi khỏi danh sách; chúng được gửi trước, lấy từ lịch sử tin nhắn.</translation>
    </message>
    <message>
        <source>Sent in this order at the user&apos;s next connection, but for what has arrived by then.</source>
        <translation>Sẽ gửi theo thứ tự này khi người dùng kết nối lại, trừ những gì đã đến nơi từ trước.</translation>
    </message>
    <message>
        <source>What would be sent: %1</source>
        <translation>Sẽ được gửi: %1</translation>
    </message>
    <message>
        <source>The chosen line</source>
        <translation>Dòng đang chọn</translation>
    </message>
    <message>
        <source>Open the conversation</source>
        <translation>Mở hội thoại</translation>
    </message>
    <message>
        <source>Read more</source>
        <translation>Đọc tiếp</translation>
    </message>
</context>
<context>
    <name>tongdai::LeftoversModel</name>
    <message>
        <source>Counters of limits</source>
        <translation>Bộ đếm của giới hạn</translation>
    </message>
    <message>
        <source>States and sessions</source>
        <translation>Trạng thái và phiên</translation>
    </message>
    <message>
        <source>Lapsed locks</source>
        <translation>Khóa đã hết hạn</translation>
    </message>
    <message>
        <source>Copies of the store</source>
        <translation>Bản sao của lịch sử</translation>
    </message>
    <message>
        <source>a window that nobody counts in any more</source>
        <translation>khung đếm không còn ai dùng</translation>
    </message>
    <message>
        <source>of conversations that have rested; made anew at the next message</source>
        <translation>của hội thoại đã ngừng; được tạo lại khi có tin mới</translation>
    </message>
    <message>
        <source>nobody holds them: the store decides who answers</source>
        <translation>không ai giữ: lịch sử tin nhắn quyết định ai trả lời</translation>
    </message>
    <message>
        <source>made again from the store when they are missed</source>
        <translation>được tạo lại từ lịch sử tin nhắn khi cần</translation>
    </message>
    <message>
        <source>Left behind</source>
        <translation>Bị bỏ lại</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Số key</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Bộ nhớ</translation>
    </message>
    <message>
        <source>Untouched for</source>
        <translation>Không ai dùng</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Ý nghĩa</translation>
    </message>
</context>
<context>
    <name>tongdai::LeftoversSheet</name>
    <message>
        <source>%1 of them end within the hour. It is in the audit log.</source>
        <translation>%1 key sẽ hết hạn trong vòng một giờ. Đã ghi vào nhật ký thao tác.</translation>
    </message>
    <message>
        <source>Your role does not include this.</source>
        <translation>Vai trò của bạn không có quyền làm việc này.</translation>
    </message>
    <message>
        <source>Sign in to go on.</source>
        <translation>Hãy đăng nhập để tiếp tục.</translation>
    </message>
    <message>
        <source>The engine is still starting.</source>
        <translation>Bộ máy đang khởi động.</translation>
    </message>
    <message>
        <source>Redis does not answer. Nothing was changed.</source>
        <translation>Redis không trả lời. Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Chưa có gì thay đổi: %1</translation>
    </message>
    <message>
        <source>%1 found, %2% looked at</source>
        <translation>thấy %1, đã xem %2%</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>thấy %1</translation>
    </message>
    <message>
        <source>Nothing was left behind.</source>
        <translation>Không có key nào bị bỏ lại.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Tìm lại</translation>
    </message>
    <message>
        <source>Let them end (%1)</source>
        <translation>Cho hết hạn (%1)</translation>
    </message>
    <message>
        <source>Press again: %1</source>
        <translation>Bấm lần nữa: %1</translation>
    </message>
    <message>
        <source>Left behind in Redis</source>
        <translation>Key bị bỏ lại trong Redis</translation>
    </message>
    <message>
        <source>Keys that should have run out and have no end, untouched for an hour. Whoever lets them end gives them an hour: what somebody still writes stays.</source>
        <translation>Các key lẽ ra phải hết hạn nhưng lại không có hạn, một giờ rồi không ai dùng. Cho hết hạn là đặt cho chúng hạn một giờ: key nào còn được ghi thì vẫn giữ nguyên.</translation>
    </message>
</context>
<context>
    <name>tongdai::PeekSheet</name>
    <message>
        <source>There is nothing in it any more.</source>
        <translation>Trong đó không còn gì nữa.</translation>
    </message>
    <message>
        <source>Your role does not include reading it.</source>
        <translation>Vai trò của bạn không có quyền đọc nội dung này.</translation>
    </message>
    <message>
        <source>Redis does not answer.</source>
        <translation>Redis không trả lời.</translation>
    </message>
    <message>
        <source>%1 shown, %2 read</source>
        <translation>hiện %1, đã đọc %2</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Lọc</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Xem thêm</translation>
    </message>
</context>
<context>
    <name>tongdai::StepsSheet</name>
    <message>
        <source>Where the time of this answer went</source>
        <translation>Câu trả lời này mất thời gian vào đâu</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>All together %1. There is nothing of today to compare with.</source>
        <translation>Tổng cộng %1. Hôm nay chưa có gì để so sánh.</translation>
    </message>
    <message>
        <source>All together %1. Today&apos;s figures are being asked for …</source>
        <translation>Tổng cộng %1. Đang lấy số liệu hôm nay…</translation>
    </message>
    <message>
        <source>All together %1. Today&apos;s figures could not be had: %2</source>
        <translation>Tổng cộng %1. Không lấy được số liệu hôm nay: %2</translation>
    </message>
    <message>
        <source>All together %1. The band runs from what half of today&apos;s messages took (p50) to what nineteen of twenty did not exceed (p95): %2 messages of this engine since %3, each step for itself.</source>
        <translation>Tổng cộng %1. Dải mờ đi từ mức mà một nửa số tin hôm nay không vượt quá (p50) đến mức mà 19 trên 20 tin không vượt quá (p95): %2 tin qua bộ máy này từ %3, tính riêng từng bước.</translation>
    </message>
    <message>
        <source>So few messages say little.</source>
        <translation>Ít tin như vậy chưa nói lên điều gì.</translation>
    </message>
    <message>
        <source>today %1 to %2</source>
        <translation>hôm nay %1 đến %2</translation>
    </message>
    <message>
        <source>the slowest today</source>
        <translation>chậm nhất hôm nay</translation>
    </message>
    <message>
        <source>slower than 19 of 20</source>
        <translation>chậm hơn 19/20 tin</translation>
    </message>
</context>
<context>
    <name>tongdai::StatsLeads</name>
    <message>
        <source>before:%1</source>
        <translation>trước:%1</translation>
    </message>
    <message>
        <source>after:%1</source>
        <translation>từ:%1</translation>
    </message>
    <message>
        <source>from:customer</source>
        <translation>của:khách</translation>
    </message>
    <message>
        <source>from:bot</source>
        <translation>của:bot</translation>
    </message>
    <message>
        <source>from:staff</source>
        <translation>của:nhânviên</translation>
    </message>
    <message>
        <source>event:handover</source>
        <translation>việc:chuyển</translation>
    </message>
    <message>
        <source>event:takeover</source>
        <translation>việc:tiếpquản</translation>
    </message>
    <message>
        <source>event:failed</source>
        <translation>việc:lỗi</translation>
    </message>
    <message>
        <source>intent:%1</source>
        <translation>ýđịnh:%1</translation>
    </message>
    <message>
        <source>model:%1</source>
        <translation>môhình:%1</translation>
    </message>
    <message>
        <source>from:%1</source>
        <translation>của:%1</translation>
    </message>
</context>
<context>
    <name>tongdai::TwinPanel</name>
    <message>
        <source>How is this computed? %1</source>
        <translation>Tính như thế nào? %1</translation>
    </message>
    <message>
        <source>How is this computed?</source>
        <translation>Tính như thế nào?</translation>
    </message>
</context>
<context>
    <name>tongdai::HoursSection</name>
    <message>
        <source>Saved. The figures of hours that are over are now counted anew; until that is done, long ranges take longer.</source>
        <translation>Đã lưu. Số liệu của những giờ đã qua đang được đếm lại; trong lúc đó khoảng dài sẽ lâu hơn.</translation>
    </message>
    <message>
        <source>%1: “%2” cannot be read. Write it as 8:00-12:00, 13:30-17:30; empty is closed.</source>
        <translation>%1: không đọc được “%2”. Ghi như 8:00-12:00, 13:30-17:30; để trống là nghỉ.</translation>
    </message>
    <message>
        <source>The days off cannot be read. Write them as 24/12/2026, 31/12/2026.</source>
        <translation>Không đọc được ngày nghỉ. Ghi như 24/12/2026, 31/12/2026.</translation>
    </message>
    <message>
        <source>By the clock of %1. The next Tết begins on %2.</source>
        <translation>Theo giờ %1. Tết sắp tới: mùng 1 là ngày %2.</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>Giờ làm việc</translation>
    </message>
    <message>
        <source>The times customers wait for a person are counted a second time by these hours alone, so that nights and holidays are no delay. Empty everywhere: they are not used. Commas separate several stretches a day.</source>
        <translation>Thời gian khách chờ nhân viên được tính thêm một lần chỉ trong các giờ này, để đêm và ngày lễ không bị coi là chậm. Để trống hết: không dùng. Mỗi ngày có thể nhiều ca, cách nhau bằng dấu phẩy.</translation>
    </message>
    <message>
        <source>Working hours on %1</source>
        <translation>Giờ làm việc %1</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>nghỉ</translation>
    </message>
    <message>
        <source>Other days off</source>
        <translation>Ngày nghỉ khác</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Monday&apos;s hours until Friday</source>
        <translation>Thứ Ba đến thứ Sáu như thứ Hai</translation>
    </message>
    <message>
        <source>Closed on public holidays, Tết included</source>
        <translation>Nghỉ ngày lễ, kể cả Tết</translation>
    </message>
</context>
<context>
    <name>tongdai::TaskBodyWords</name>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Người viết</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <source>Id of the message</source>
        <translation>Mã tin</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Lúc tạo</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Đến lúc</translation>
    </message>
    <message>
        <source>The bot may answer</source>
        <translation>Bot được trả lời</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>Người trả lời</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Phiên bản</translation>
    </message>
    <message>
        <source>Id of the task</source>
        <translation>Mã việc</translation>
    </message>
    <message>
        <source>Tries of the other program</source>
        <translation>Số lần chương trình kia đã thử</translation>
    </message>
    <message>
        <source>Tries at most</source>
        <translation>Thử nhiều nhất</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <source>the customer</source>
        <translation>khách</translation>
    </message>
    <message>
        <source>an operator</source>
        <translation>nhân viên</translation>
    </message>
    <message>
        <source>the bot</source>
        <translation>bot</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln times: %1</source>
        <translation>
            <numerusform>%Ln lần: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Máy</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Bảng</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Cột</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Múi giờ</translation>
    </message>
    <message>
        <source>Begun by</source>
        <translation>Người bắt đầu</translation>
    </message>
    <message>
        <source>Id of who began it</source>
        <translation>Mã người bắt đầu</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Tin nhắn</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>Đã sửa lỗi phông</translation>
    </message>
    <message>
        <source>Rows refused</source>
        <translation>Dòng bị từ chối</translation>
    </message>
    <message>
        <source>New conversations</source>
        <translation>Hội thoại mới</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Đã thêm</translation>
    </message>
    <message>
        <source>Here already</source>
        <translation>Đã có ở đây</translation>
    </message>
    <message>
        <source>Live here already</source>
        <translation>Đang dùng ở đây</translation>
    </message>
    <message>
        <source>Erased here</source>
        <translation>Đã xóa ở đây</translation>
    </message>
    <message>
        <source>Dealt with</source>
        <translation>Đã xử lý</translation>
    </message>
</context>
<context>
    <name>tongdai::ChannelRuleBar</name>
    <message>
        <source>Rule for</source>
        <translation>Quy tắc cho</translation>
    </message>
    <message>
        <source>Channel the rule is for</source>
        <translation>Kênh mà quy tắc này áp dụng</translation>
    </message>
    <message>
        <source>Give up its own rule</source>
        <translation>Bỏ quy tắc riêng</translation>
    </message>
    <message>
        <source>all channels</source>
        <translation>mọi kênh</translation>
    </message>
    <message>
        <source>%1, its own</source>
        <translation>%1, có quy tắc riêng</translation>
    </message>
    <message>
        <source>%1 has a rule of its own; the one for all channels does not hold there.</source>
        <translation>%1 có quy tắc riêng; quy tắc chung không áp dụng ở đó.</translation>
    </message>
    <message>
        <source>%1 follows the rule for all channels. A change here gives it one of its own.</source>
        <translation>%1 theo quy tắc chung. Sửa ở đây là kênh này có quy tắc riêng.</translation>
    </message>
</context>
<context>
    <name>tongdai::BotSection</name>
    <message>
        <source>Could not save: %1</source>
        <translation>Không lưu được: %1</translation>
    </message>
    <message>
        <source>Set outside the settings file, by the command line, the environment or .env: %1. What is saved here takes effect only when that is gone.</source>
        <translation>Đã đặt ngoài tệp cài đặt, bằng dòng lệnh, biến môi trường hoặc .env: %1. Những gì lưu ở đây chỉ có hiệu lực khi bỏ các cài đặt đó.</translation>
    </message>
    <message>
        <source>any</source>
        <translation>bất kỳ</translation>
    </message>
    <message>
        <source>the bot</source>
        <translation>bot</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>nhân viên</translation>
    </message>
    <message>
        <source>Leave it to people</source>
        <translation>Để nhân viên trả lời</translation>
    </message>
    <message>
        <source>Let the bot answer it</source>
        <translation>Cho bot trả lời</translation>
    </message>
    <message>
        <source>Bot rules</source>
        <translation>Quy tắc cho bot</translation>
    </message>
    <message>
        <source>The trial was stopped; nothing was changed.</source>
        <translation>Đã dừng chạy thử; không có gì thay đổi.</translation>
    </message>
    <message>
        <source>Whatever the customer wants, the bot may answer it; so it may when it is something new.</source>
        <translation>Khách hỏi gì bot cũng được trả lời, kể cả ý định mới.</translation>
    </message>
    <message>
        <source>The bot may answer %1 of %2 intents. Something new, and what the AI names no intent for, goes to a person.</source>
        <translation>Bot được trả lời %1 trên %2 ý định. Ý định mới, và câu AI không nêu ý định, được chuyển cho nhân viên.</translation>
    </message>
    <message>
        <source>The answers of the last seven days are judged by this rule…</source>
        <translation>Đang xét các câu trả lời 7 ngày qua theo quy tắc này…</translation>
    </message>
    <message>
        <source>This is how it is now. A change is tried on the last seven days before it can be saved.</source>
        <translation>Đây là quy tắc đang dùng. Muốn đổi, phải chạy thử trên 7 ngày qua rồi mới lưu được.</translation>
    </message>
    <message>
        <source>Not saved yet. Try it on the last seven days first: it shows which answers would have gone to a person.</source>
        <translation>Chưa lưu. Hãy chạy thử trên 7 ngày qua trước: sẽ thấy những câu trả lời nào lẽ ra được chuyển cho nhân viên.</translation>
    </message>
    <message>
        <source>The bot answered nothing in the last seven days, so there is no effect.</source>
        <translation>7 ngày qua bot không trả lời câu nào, nên không có ảnh hưởng gì.</translation>
    </message>
    <message>
        <source>SAMPLE: these conversations are made up.</source>
        <translation>MẪU: đây là các hội thoại dựng sẵn.</translation>
    </message>
    <message numerus="yes">
        <source>All of the %Ln answer(s) that the bot sent in the last seven days would be sent again.</source>
        <translation>
            <numerusform>Tất cả %Ln câu trả lời bot đã gửi trong 7 ngày qua đều vẫn được gửi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Of %1 answers that the bot sent in the last seven days, %2 would have gone to a person: %3 because it was not sure enough, %4 because of what the customer wanted. That is about %5 a day.</source>
        <translation>Trong %1 câu trả lời bot đã gửi 7 ngày qua, %2 câu lẽ ra được chuyển cho nhân viên: %3 câu vì chưa đủ chắc chắn, %4 câu vì điều khách hỏi. Tức khoảng %5 câu mỗi ngày.</translation>
    </message>
    <message>
        <source>Of %1 that were held back, %2 would have been sent.</source>
        <translation>Trong %1 câu đã bị giữ lại, %2 câu lẽ ra được gửi.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln conversation(s) would have gone another way; Enter opens one.</source>
        <translation>
            <numerusform>%Ln hội thoại lẽ ra đã đi hướng khác; nhấn Enter để mở.</numerusform>
        </translation>
    </message>
    <message>
        <source>The newest %1 are shown.</source>
        <translation>Hiện %1 hội thoại mới nhất.</translation>
    </message>
    <message>
        <source>What the bot may send by itself</source>
        <translation>Bot được tự gửi những gì</translation>
    </message>
    <message>
        <source>Tried on last week</source>
        <translation>Thử trên 7 ngày qua</translation>
    </message>
    <message>
        <source>An answer the AI is less sure of, or about something left to people, is not sent: the conversation goes to a person, who reads in it what the bot would have said. An answer with which the bot itself asks for a person is sent always.</source>
        <translation>Câu trả lời mà AI kém chắc chắn hơn, hoặc thuộc ý định để nhân viên lo, sẽ không được gửi: hội thoại chuyển cho nhân viên, và nhân viên đọc được trong đó điều bot định nói. Câu mà chính bot gọi nhân viên thì luôn được gửi.</translation>
    </message>
    <message>
        <source>Confidence of at least</source>
        <translation>Độ tin cậy ít nhất</translation>
    </message>
    <message>
        <source>Lowest confidence of an answer that is sent</source>
        <translation>Độ tin cậy thấp nhất của câu trả lời được gửi</translation>
    </message>
    <message>
        <source>What the customer wants</source>
        <translation>Khách muốn gì</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Ai trả lời</translation>
    </message>
    <message>
        <source>Answers, 7 days</source>
        <translation>Câu trả lời, 7 ngày</translation>
    </message>
    <message>
        <source>To a person</source>
        <translation>Chuyển nhân viên</translation>
    </message>
    <message>
        <source>Intents, and who answers them</source>
        <translation>Các ý định và ai trả lời</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Answered at</source>
        <translation>Trả lời lúc</translation>
    </message>
    <message>
        <source>Intent</source>
        <translation>Ý định</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Độ tin cậy</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Câu trả lời</translation>
    </message>
    <message>
        <source>Conversations that would have gone another way</source>
        <translation>Các hội thoại lẽ ra đã đi hướng khác</translation>
    </message>
    <message>
        <source>Let the bot answer all</source>
        <translation>Cho bot trả lời tất cả</translation>
    </message>
    <message>
        <source>An intent that is missing above, as the AI names it</source>
        <translation>Ý định chưa có ở trên, viết đúng như AI gọi</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <source>Counted: the answers of the last seven days by the clock of this computer, with the confidence and the intent the AI named. Each is judged by itself: that a person would have had the conversation from then on is not played out. Not counted: answers that were cancelled or overtaken, and those with which the bot asked for a person itself.</source>
        <translation>Được tính: các câu trả lời trong 7 ngày qua theo đồng hồ máy này, với độ tin cậy và ý định do AI nêu. Mỗi câu được xét riêng: không tính đến việc sau đó nhân viên đã giữ hội thoại. Không tính: câu đã bị hủy hoặc bị tin mới thay, và câu mà chính bot gọi nhân viên.</translation>
    </message>
    <message>
        <source>Try it on last week</source>
        <translation>Thử trên tuần qua</translation>
    </message>
    <message>
        <source>Stop the trial</source>
        <translation>Dừng chạy thử</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Discard the change</source>
        <translation>Bỏ thay đổi</translation>
    </message>
</context>
<context>
    <name>tongdai::EngineCharts</name>
    <message>
        <source>Measured by this engine alone, every %1 s, for the last half hour; monitoring reads the same figures at /metrics.</source>
        <translation>Chỉ do bộ máy này đo, %1 giây một lần, trong nửa giờ qua; hệ thống giám sát đọc cùng số liệu ở /metrics.</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Giữ hội thoại</translation>
    </message>
    <message>
        <source>Conversations in work now; messages a minute that came while somebody answered their conversation, and waited; answers a minute that came too late and were refused.</source>
        <translation>Số hội thoại đang xử lý; số tin mỗi phút đến khi hội thoại đang có bên trả lời nên phải chờ; số câu trả lời mỗi phút đến quá muộn và bị từ chối.</translation>
    </message>
    <message>
        <source>held</source>
        <translation>đang giữ</translation>
    </message>
    <message>
        <source>waited for, a minute</source>
        <translation>phải chờ, mỗi phút</translation>
    </message>
    <message>
        <source>late answers refused, a minute</source>
        <translation>trả lời muộn bị từ chối, mỗi phút</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Hàng đợi</translation>
    </message>
    <message>
        <source>Answers on their way to the platform; messages in the local journal that are not in the history yet; background tasks that wait.</source>
        <translation>Câu trả lời đang chờ gửi tới nền tảng; tin trong sổ cục bộ chưa vào lịch sử tin nhắn; việc nền đang chờ.</translation>
    </message>
    <message>
        <source>answers to be sent</source>
        <translation>câu trả lời chờ gửi</translation>
    </message>
    <message>
        <source>in the journal</source>
        <translation>trong sổ cục bộ</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>việc nền</translation>
    </message>
    <message>
        <source>Connections to the history</source>
        <translation>Kết nối tới lịch sử tin nhắn</translation>
    </message>
    <message>
        <source>The history has one connection that writes and two that read: changes that wait for the one, questions that wait for the others, and how many of these are busy.</source>
        <translation>Lịch sử tin nhắn có một kết nối ghi và hai kết nối đọc: số thay đổi chờ ghi, số câu hỏi chờ đọc, và bao nhiêu kết nối đọc đang bận.</translation>
    </message>
    <message>
        <source>changes wait</source>
        <translation>thay đổi chờ ghi</translation>
    </message>
    <message>
        <source>questions wait</source>
        <translation>câu hỏi chờ đọc</translation>
    </message>
    <message>
        <source>readers busy</source>
        <translation>kết nối đọc bận</translation>
    </message>
    <message>
        <source>Sockets</source>
        <translation>Kết nối mạng</translation>
    </message>
    <message>
        <source>Connections that are open: of chats, of web pages over plain WebSockets, and of all programs with Redis, as Redis says.</source>
        <translation>Các kết nối đang mở: của chat, của trang web qua WebSocket thường, và của mọi chương trình tới Redis theo lời Redis.</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>chat</translation>
    </message>
    <message>
        <source>web pages</source>
        <translation>trang web</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>Memory, MB</source>
        <translation>Bộ nhớ, MB</translation>
    </message>
    <message>
        <source>What this program keeps in memory, the window included, and what Redis says it uses.</source>
        <translation>Bộ nhớ chương trình này đang dùng, gồm cả cửa sổ, và bộ nhớ Redis báo đang dùng.</translation>
    </message>
    <message>
        <source>this program</source>
        <translation>chương trình này</translation>
    </message>
    <message>
        <source>Answered from memory, %</source>
        <translation>Trả lời từ bộ nhớ, %</translation>
    </message>
    <message>
        <source>Of the questions in the minute before, those that a copy answered: keys of Redis by all programs, sessions of the chat history, and what an answer&apos;s context was made of.</source>
        <translation>Trong các lượt hỏi của một phút trước đó, bao nhiêu phần được bản sao trả lời: key Redis của mọi chương trình, phiên của lịch sử chat, và ngữ cảnh để bot trả lời.</translation>
    </message>
    <message>
        <source>Redis keys</source>
        <translation>key Redis</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>phiên</translation>
    </message>
    <message>
        <source>context</source>
        <translation>ngữ cảnh</translation>
    </message>
    <message>
        <source>Event stream</source>
        <translation>Luồng sự kiện</translation>
    </message>
    <message>
        <source>How long after it was written the newest event was read, in milliseconds, and how many events wait for an earlier one.</source>
        <translation>Sự kiện mới nhất được đọc sau khi ghi bao lâu, tính bằng mili giây, và bao nhiêu sự kiện đang chờ sự kiện trước nó.</translation>
    </message>
    <message>
        <source>behind, ms</source>
        <translation>trễ, ms</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>đang chờ</translation>
    </message>
    <message>
        <source>This window, ms</source>
        <translation>Cửa sổ này, ms</translation>
    </message>
    <message>
        <source>By how much the window was late: the longest that something waited to be drawn or answered in the five seconds before, measured by the window itself, for the last half hour.</source>
        <translation>Cửa sổ bị trễ bao nhiêu: thời gian lâu nhất mà một thứ phải chờ để được vẽ hoặc phản hồi trong năm giây trước đó, do chính cửa sổ đo, trong nửa giờ qua.</translation>
    </message>
    <message>
        <source>delay</source>
        <translation>độ trễ</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Held back by limits</source>
        <translation>Bị giới hạn chặn lại</translation>
    </message>
    <message>
        <source>How often somebody was held back, by what the limit counts: in the last half hour, and since this engine started. Who it was stands under Limits on the Locks page.</source>
        <translation>Số lần có người bị chặn lại, theo đối tượng mà giới hạn đếm: trong nửa giờ qua và từ khi bộ máy này khởi động. Ai bị chặn xem ở mục Giới hạn của trang Khóa.</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Giới hạn</translation>
    </message>
    <message>
        <source>half an hour</source>
        <translation>nửa giờ</translation>
    </message>
    <message>
        <source>since the start</source>
        <translation>từ lúc khởi động</translation>
    </message>
    <message>
        <source>Redis keys, all programs</source>
        <translation>key Redis, mọi chương trình</translation>
    </message>
    <message>
        <source>sessions of the chat history</source>
        <translation>phiên của lịch sử chat</translation>
    </message>
    <message>
        <source>context of a conversation</source>
        <translation>ngữ cảnh của hội thoại</translation>
    </message>
    <message>
        <source>copies of KiotViet&apos;s answers</source>
        <translation>bản sao câu trả lời của KiotViet</translation>
    </message>
    <message>
        <source>Copies and their lives</source>
        <translation>Bản sao và thời hạn</translation>
    </message>
    <message>
        <source>How often a copy answered instead of the history or a service, since it began to count (Redis: since its start), and how long a copy is used at most.</source>
        <translation>Số lần bản sao trả lời thay cho lịch sử tin nhắn hoặc dịch vụ, từ khi bắt đầu đếm (Redis: từ khi Redis khởi động), và bản sao được dùng lâu nhất bao nhiêu.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Bản sao</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>trả lời</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>không có</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>tỷ lệ</translation>
    </message>
    <message>
        <source>life</source>
        <translation>thời hạn</translation>
    </message>
</context>
<context>
    <name>tongdai::EnginePanels</name>
    <message>
        <source>The engine, the last half hour</source>
        <translation>Bộ máy, nửa giờ qua</translation>
    </message>
    <message>
        <source>Nothing is known of it yet.</source>
        <translation>Chưa có số liệu.</translation>
    </message>
    <message>
        <source>Nobody was held back since this engine started.</source>
        <translation>Từ khi bộ máy này khởi động chưa ai bị chặn lại.</translation>
    </message>
</context>
<context>
    <name>tongdai::ProposalStrip</name>
    <message>
        <source>Insert (Alt+Enter)</source>
        <translation>Chèn (Alt+Enter)</translation>
    </message>
    <message>
        <source>The bot proposes; nothing has been sent</source>
        <translation>Bot đề xuất, chưa gửi gì</translation>
    </message>
    <message>
        <source>The bot proposes: %1</source>
        <translation>Bot đề xuất: %1</translation>
    </message>
</context>
<context>
    <name>tongdai::HookWords</name>
    <message>
        <source>Chat platform</source>
        <translation>Nền tảng chat</translation>
    </message>
    <message>
        <source>Growing histories</source>
        <translation>Lịch sử gửi dồn</translation>
    </message>
    <message>
        <source>%1 is closed: no secret is set, so nobody could tell a genuine call from a forged one. Put KIOTVIET_WEBHOOK_SECRET into the settings and start the engine again.</source>
        <translation>%1 đang đóng: chưa đặt khóa bí mật nên không phân biệt được lượt gọi thật với lượt giả mạo. Hãy đặt KIOTVIET_WEBHOOK_SECRET trong cài đặt rồi khởi động lại bộ máy.</translation>
    </message>
    <message>
        <source>%1: nobody has called since the engine started.</source>
        <translation>%1: chưa ai gọi từ khi bộ máy khởi động.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) since the engine started</source>
        <translation>
            <numerusform>%Ln lượt gọi từ khi bộ máy khởi động</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, the last one %3; %4 refused.</source>
        <translation>%1: %2, lần cuối %3; %4 lượt bị từ chối.</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>bị từ chối: %1</translation>
    </message>
    <message>
        <source>not served: %1</source>
        <translation>không phục vụ được: %1</translation>
    </message>
    <message>
        <source>its body did not come whole: the caller left, or was too slow</source>
        <translation>nội dung không đến đủ: bên gọi đã ngắt hoặc quá chậm</translation>
    </message>
    <message>
        <source>repeated, nothing added: %1</source>
        <translation>gửi lại, không thêm gì: %1</translation>
    </message>
    <message>
        <source>%1; the caller did not wait</source>
        <translation>%1; bên gọi không đợi</translation>
    </message>
    <message>
        <source>in work</source>
        <translation>đang xử lý</translation>
    </message>
    <message>
        <source>stored, and answered by the bot</source>
        <translation>đã lưu, bot đã trả lời</translation>
    </message>
    <message>
        <source>stored; the answer comes later</source>
        <translation>đã lưu; câu trả lời gửi sau</translation>
    </message>
    <message>
        <source>kept on this computer while the history is away</source>
        <translation>giữ trên máy này khi mất kết nối lịch sử tin nhắn</translation>
    </message>
    <message>
        <source>stored behind an answer that is being made</source>
        <translation>đã lưu, đợi câu trả lời đang soạn</translation>
    </message>
    <message>
        <source>stored for the person who has the conversation</source>
        <translation>đã lưu cho nhân viên đang giữ hội thoại</translation>
    </message>
    <message>
        <source>stored as a line of the shop</source>
        <translation>đã lưu là tin của cửa hàng</translation>
    </message>
    <message>
        <source>a line of ours that came back</source>
        <translation>tin của ta được gửi ngược về</translation>
    </message>
    <message>
        <source>stored; newer messages came meanwhile</source>
        <translation>đã lưu; có tin mới hơn đến trong lúc đó</translation>
    </message>
    <message>
        <source>heard; the data are asked for anew</source>
        <translation>đã nhận; dữ liệu sẽ được hỏi lại</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>đã nhận</translation>
    </message>
    <message>
        <source>wrong or missing access token</source>
        <translation>mã truy cập sai hoặc thiếu</translation>
    </message>
    <message>
        <source>too many wrong tokens from this address</source>
        <translation>địa chỉ này gửi sai mã quá nhiều lần</translation>
    </message>
    <message>
        <source>not signed with the secret of this webhook</source>
        <translation>chữ ký không khớp khóa bí mật của webhook</translation>
    </message>
    <message>
        <source>this host name is not served here</source>
        <translation>tên máy chủ này không được phục vụ</translation>
    </message>
    <message>
        <source>nobody listens at this address</source>
        <translation>không có gì nhận ở địa chỉ này</translation>
    </message>
    <message>
        <source>only POST is taken</source>
        <translation>chỉ nhận POST</translation>
    </message>
    <message>
        <source>its body is not said to be JSON</source>
        <translation>nội dung không ghi là JSON</translation>
    </message>
    <message>
        <source>its body is too large</source>
        <translation>nội dung quá lớn</translation>
    </message>
    <message>
        <source>fields are wrong or missing</source>
        <translation>có trường sai hoặc thiếu</translation>
    </message>
    <message>
        <source>another message had this id before</source>
        <translation>mã tin này đã dùng cho tin khác</translation>
    </message>
    <message>
        <source>too many messages at once</source>
        <translation>quá nhiều tin cùng lúc</translation>
    </message>
    <message>
        <source>the engine or its history was away</source>
        <translation>bộ máy hoặc lịch sử tin nhắn mất kết nối</translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation>lỗi bên trong</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>mã trạng thái %1</translation>
    </message>
    <message>
        <source>The caller has to bring the platform&apos;s access token, which the System page shows, in the header Authorization.</source>
        <translation>Bên gọi phải gửi mã truy cập của nền tảng (xem ở trang Hệ thống) trong header Authorization.</translation>
    </message>
    <message>
        <source>The address is let in again after a while; mend the token at the caller first.</source>
        <translation>Một lúc sau địa chỉ này sẽ được gọi lại; hãy sửa mã ở bên gọi trước.</translation>
    </message>
    <message>
        <source>The secret registered at KiotViet and KIOTVIET_WEBHOOK_SECRET must be the same. Who else calls here is a forger.</source>
        <translation>Khóa bí mật đã đăng ký ở KiotViet và KIOTVIET_WEBHOOK_SECRET phải giống nhau. Ai khác gọi vào đây là giả mạo.</translation>
    </message>
    <message>
        <source>Name the host the caller uses in ALLOWED_HOSTS.</source>
        <translation>Hãy ghi tên máy chủ mà bên gọi dùng vào ALLOWED_HOSTS.</translation>
    </message>
    <message>
        <source>Set KIOTVIET_WEBHOOK_SECRET: without it this endpoint stays closed, and KiotViet stops calling.</source>
        <translation>Hãy đặt KIOTVIET_WEBHOOK_SECRET: thiếu nó địa chỉ này đóng, và KiotViet sẽ ngừng gọi.</translation>
    </message>
    <message>
        <source>The caller has to send Content-Type: application/json.</source>
        <translation>Bên gọi phải gửi Content-Type: application/json.</translation>
    </message>
    <message>
        <source>What is wrong with it: %1</source>
        <translation>Sai ở: %1</translation>
    </message>
    <message>
        <source>Ids must be unique within their conversation. The caller has to give each message its own.</source>
        <translation>Mã tin phải duy nhất trong hội thoại. Bên gọi phải đặt cho mỗi tin một mã riêng.</translation>
    </message>
    <message>
        <source>Nothing was stored; the caller was told when to come again.</source>
        <translation>Chưa lưu gì; bên gọi đã được báo khi nào gửi lại.</translation>
    </message>
    <message>
        <source>Nothing was promised; the caller has to send it again.</source>
        <translation>Chưa cam kết gì; bên gọi phải gửi lại.</translation>
    </message>
    <message>
        <source>It cannot be tried: its body was not read, or only its beginning was kept.</source>
        <translation>Không thử được: nội dung chưa được đọc, hoặc chỉ giữ phần đầu.</translation>
    </message>
    <message>
        <source>It would be refused: %1</source>
        <translation>Sẽ bị từ chối: %1</translation>
    </message>
    <message>
        <source>It would be refused: message %1 of this conversation had this id with other words.</source>
        <translation>Sẽ bị từ chối: tin thứ %1 của hội thoại này đã dùng mã đó với nội dung khác.</translation>
    </message>
    <message>
        <source>It would add nothing: it is message %1 of this conversation already, and would get the same answer.</source>
        <translation>Sẽ không thêm gì: đây đã là tin thứ %1 của hội thoại, và sẽ nhận lại câu trả lời cũ.</translation>
    </message>
    <message>
        <source>It would add nothing: it was heard before.</source>
        <translation>Sẽ không thêm gì: đã nhận trước đó.</translation>
    </message>
    <message>
        <source>Its fields are right, but it would be held back: its sender has written too often just now.</source>
        <translation>Các trường đều đúng nhưng sẽ bị giữ lại: người gửi vừa viết quá nhiều.</translation>
    </message>
    <message>
        <source>It would be taken: what was kept of %1 is asked for anew.</source>
        <translation>Sẽ được nhận: bản lưu của %1 sẽ được hỏi lại.</translation>
    </message>
    <message>
        <source>It would be taken as a line of the shop: shown, and not answered. If we sent the same words just before, it is recognised as ours.</source>
        <translation>Sẽ được nhận là tin của cửa hàng: hiện ra, không trả lời. Nếu ta vừa gửi đúng lời đó thì nó được nhận ra là tin của ta.</translation>
    </message>
    <message>
        <source>It would begin a new conversation;</source>
        <translation>Sẽ mở một hội thoại mới;</translation>
    </message>
    <message>
        <source>It would be taken as message %1 of its conversation;</source>
        <translation>Sẽ được nhận là tin thứ %1 của hội thoại;</translation>
    </message>
    <message>
        <source>the bot answers it.</source>
        <translation>bot sẽ trả lời.</translation>
    </message>
    <message>
        <source>it waits for the answer that is being made.</source>
        <translation>tin đợi câu trả lời đang soạn.</translation>
    </message>
    <message>
        <source>it waits for a person.</source>
        <translation>tin đợi nhân viên.</translation>
    </message>
    <message>
        <source>This call is not kept any more.</source>
        <translation>Lượt gọi này không còn được giữ.</translation>
    </message>
</context>
<context>
    <name>tongdai::HooksModel</name>
    <message>
        <source>When</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Nơi nhận</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Tin nhắn</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Trả lời</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Cỡ</translation>
    </message>
</context>
<context>
    <name>tongdai::HookPane</name>
    <message>
        <source>(not kept: may be secret)</source>
        <translation>(không giữ: có thể là bí mật)</translation>
    </message>
    <message>
        <source>(its body was not read)</source>
        <translation>(nội dung chưa được đọc)</translation>
    </message>
    <message>
        <source>(only its beginning was kept)</source>
        <translation>(chỉ giữ phần đầu)</translation>
    </message>
    <message>
        <source>What became of it: %1.</source>
        <translation>Kết quả: %1.</translation>
    </message>
    <message>
        <source>Conversation %1, message %2.</source>
        <translation>Hội thoại %1, tin nhắn %2.</translation>
    </message>
    <message>
        <source>It speaks of: %1.</source>
        <translation>Nói về: %1.</translation>
    </message>
    <message>
        <source>Telephone numbers and the like are dots: your role does not see them.</source>
        <translation>Số điện thoại và thông tin tương tự được che: vai trò của bạn không được xem.</translation>
    </message>
    <message>
        <source>Choose a call to see all of it.</source>
        <translation>Chọn một lượt gọi để xem đầy đủ.</translation>
    </message>
    <message>
        <source>The command is on the clipboard. Where it needs a secret it names a variable of the shell, and sent so the call is real.</source>
        <translation>Lệnh đã nằm trong bảng nhớ tạm. Chỗ cần bí mật là tên một biến của shell; chạy lệnh là gọi thật.</translation>
    </message>
    <message>
        <source>The call</source>
        <translation>Lượt gọi</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Our answer</source>
        <translation>Ta trả lời</translation>
    </message>
    <message>
        <source>Parts of the call</source>
        <translation>Các phần của lượt gọi</translation>
    </message>
    <message>
        <source>Try it without effect</source>
        <translation>Thử, không gây tác động</translation>
    </message>
    <message>
        <source>Says what would happen if it came now. Nothing is stored, sent or counted.</source>
        <translation>Cho biết điều gì sẽ xảy ra nếu nó đến bây giờ. Không lưu, không gửi, không tính lượt.</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Chép thành lệnh curl</translation>
    </message>
    <message>
        <source>Open the conversation</source>
        <translation>Mở hội thoại</translation>
    </message>
</context>
<context>
    <name>tongdai::OutgoingCallsModel</name>
    <message>
        <source>taken (%1)</source>
        <translation>đã nhận (%1)</translation>
    </message>
    <message>
        <source>given up: %1</source>
        <translation>đã bỏ: %1</translation>
    </message>
    <message>
        <source>tried again later: %1</source>
        <translation>sẽ thử lại: %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>Hook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Sự kiện</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Lần thử</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Mất</translation>
    </message>
</context>
<context>
    <name>tongdai::OutgoingHooksSection</name>
    <message>
        <source>Outgoing hooks</source>
        <translation>Webhook đi</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Đang xem …</translation>
    </message>
    <message>
        <source>%1 → %2: %3</source>
        <translation>%1 → %2: %3</translation>
    </message>
    <message>
        <source>%1 taken since the engine started, %2 waiting, %3 given up.</source>
        <translation>%1 lượt đã nhận từ khi bộ máy chạy, %2 đang chờ, %3 đã bỏ.</translation>
    </message>
    <message>
        <source>%1 put off by its limit of %2 in %3.</source>
        <translation>%1 lượt phải hoãn vì giới hạn %2 lượt trong %3.</translation>
    </message>
    <message>
        <source>No other program is told what happens here. Name one under “hooks” in connections.json, in the data folder, and start the engine again.</source>
        <translation>Chưa báo cho phần mềm nào khác biết việc xảy ra ở đây. Hãy khai báo ở mục “hooks” của connections.json trong thư mục dữ liệu rồi khởi động lại bộ máy.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln call(s) given up. Send them again, or drop them, under Locks &amp; queues, Tasks.</source>
        <translation>
            <numerusform>%1: %Ln lượt gọi đã bỏ. Gửi lại hoặc xóa ở Khóa &amp; hàng đợi, tab Việc nền.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not take calls; the next try is at %2, and everything waits in its order.</source>
        <translation>%1 không nhận lượt gọi; thử lại lúc %2, mọi thứ chờ đúng thứ tự.</translation>
    </message>
    <message>
        <source>None of the last calls failed.</source>
        <translation>Các lượt gọi gần đây đều thành công.</translation>
    </message>
    <message>
        <source>Nothing was told yet. Calls appear here as they are made.</source>
        <translation>Chưa báo gì. Lượt gọi hiện ở đây khi diễn ra.</translation>
    </message>
    <message>
        <source>Last calls</source>
        <translation>Lượt gọi gần đây</translation>
    </message>
    <message>
        <source>The last %1 tries of each hook, of this engine, in memory alone. Calls that wait or were given up are kept in the history.</source>
        <translation>%1 lần thử gần nhất của mỗi webhook, của bộ máy này, chỉ giữ trong bộ nhớ. Lượt gọi đang chờ hoặc đã bỏ được lưu trong lịch sử.</translation>
    </message>
    <message>
        <source>Only failed ones</source>
        <translation>Chỉ lượt lỗi</translation>
    </message>
</context>
<context>
    <name>tongdai::HandBackSheet</name>
    <message>
        <source>Hand back to the bot</source>
        <translation>Trả lại cho bot</translation>
    </message>
    <message>
        <source>One line on what was agreed, so that the bot neither asks again nor says otherwise. It stands in the conversation for your colleagues; the customer does not see it.</source>
        <translation>Một dòng về điều đã thống nhất, để bot không hỏi lại hay nói khác đi. Dòng này nằm trong hội thoại cho đồng nghiệp xem; khách không thấy.</translation>
    </message>
    <message>
        <source>For example: the red one is put aside until Friday</source>
        <translation>Ví dụ: đã giữ cái màu đỏ đến thứ Sáu</translation>
    </message>
    <message>
        <source>What the bot is to know</source>
        <translation>Điều bot cần biết</translation>
    </message>
    <message>
        <source>Hand back</source>
        <translation>Trả lại</translation>
    </message>
</context>
<context>
    <name>tongdai::HooksSection</name>
    <message>
        <source>Incoming hooks</source>
        <translation>Webhook đến</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Đang xem …</translation>
    </message>
    <message numerus="yes">
        <source>Go on (%Ln new)</source>
        <translation>
            <numerusform>Tiếp tục (%Ln mới)</numerusform>
        </translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Dừng hình</translation>
    </message>
    <message>
        <source>No calls are kept: HOOKS_KEPT is 0.</source>
        <translation>Không giữ lượt gọi nào: HOOKS_KEPT là 0.</translation>
    </message>
    <message>
        <source>The newest %1 calls of each endpoint and as many refused ones, for a day at most, in memory alone. Access tokens and signatures are never kept.</source>
        <translation>%1 lượt gọi mới nhất của mỗi nơi nhận và chừng ấy lượt bị từ chối, nhiều nhất một ngày, chỉ trong bộ nhớ. Mã truy cập và chữ ký không bao giờ được giữ.</translation>
    </message>
    <message numerus="yes">
        <source>The filter hides %Ln call(s).</source>
        <translation>
            <numerusform>Bộ lọc đang ẩn %Ln lượt gọi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody has called yet. Calls appear here as they come in.</source>
        <translation>Chưa ai gọi. Lượt gọi hiện ra ở đây ngay khi đến.</translation>
    </message>
    <message>
        <source>Where platforms call</source>
        <translation>Nơi nền tảng gọi vào</translation>
    </message>
    <message>
        <source>Conversation, message, address … (Ctrl+F)</source>
        <translation>Hội thoại, tin nhắn, địa chỉ … (Ctrl+F)</translation>
    </message>
    <message>
        <source>Find calls</source>
        <translation>Tìm lượt gọi</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Mọi nơi</translation>
    </message>
    <message>
        <source>Filter by where they came to</source>
        <translation>Lọc theo nơi nhận</translation>
    </message>
    <message>
        <source>Only refused</source>
        <translation>Chỉ lượt bị từ chối</translation>
    </message>
    <message>
        <source>Space: the list stands still, and what comes is counted.</source>
        <translation>Phím cách: danh sách đứng yên, lượt mới được đếm.</translation>
    </message>
</context>
<context>
    <name>tongdai::ImportWords</name>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>Mã tin nhắn</translation>
    </message>
    <message>
        <source>Sender&apos;s id</source>
        <translation>Mã người viết</translation>
    </message>
    <message>
        <source>Sender&apos;s role</source>
        <translation>Vai người viết</translation>
    </message>
    <message>
        <source>Sender&apos;s name</source>
        <translation>Tên người viết</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kênh</translation>
    </message>
    <message>
        <source>a table (CSV)</source>
        <translation>bảng (CSV)</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>a dump of a database (SQL)</source>
        <translation>bản kết xuất cơ sở dữ liệu (SQL)</translation>
    </message>
    <message>
        <source>%1 is %2 of %3, with %4 rows to read.</source>
        <translation>%1 là %2, %3, có %4 dòng để đọc.</translation>
    </message>
    <message>
        <source>Its text is UTF-8.</source>
        <translation>Chữ trong tệp là UTF-8.</translation>
    </message>
    <message>
        <source>Windows-1258, the Vietnamese table of older Windows</source>
        <translation>Windows-1258, bảng mã tiếng Việt của Windows cũ</translation>
    </message>
    <message>
        <source>Windows-1252, the western table of older Windows</source>
        <translation>Windows-1252, bảng mã Tây Âu của Windows cũ</translation>
    </message>
    <message>
        <source>Text in it that is not UTF-8 is read as %1.</source>
        <translation>Chỗ nào không phải UTF-8 được đọc theo %1.</translation>
    </message>
    <message>
        <source>New messages: %1, in new conversations: %2. Here already: %3.</source>
        <translation>Tin mới: %1, thuộc số hội thoại mới: %2. Đã có ở đây: %3.</translation>
    </message>
    <message>
        <source>Left out, because their conversations live here already: %1.</source>
        <translation>Bỏ qua vì hội thoại đó đang dùng ở đây: %1.</translation>
    </message>
    <message>
        <source>Left out, because their customers were erased here: %1.</source>
        <translation>Bỏ qua vì khách đã được xóa dữ liệu ở đây: %1.</translation>
    </message>
    <message>
        <source>Rows refused, because they name no conversation: %1.</source>
        <translation>Dòng bị từ chối vì không ghi hội thoại nào: %1.</translation>
    </message>
    <message>
        <source>Rows refused, because they have no text: %1.</source>
        <translation>Dòng bị từ chối vì không có nội dung: %1.</translation>
    </message>
    <message>
        <source>Rows refused, because their time cannot be read: %1.</source>
        <translation>Dòng bị từ chối vì không đọc được thời gian: %1.</translation>
    </message>
    <message>
        <source>Rows refused, because their conversation has a name that cannot be one: %1.</source>
        <translation>Dòng bị từ chối vì tên hội thoại không dùng được ở đây: %1.</translation>
    </message>
    <message>
        <source>Texts that were garbled on their way and are put right: %1. What the file has is kept with each.</source>
        <translation>Tin bị lỗi phông đã được sửa lại: %1. Bản gốc trong tệp được giữ kèm từng tin.</translation>
    </message>
    <message>
        <source>The import of %1 waits for its turn on %2.</source>
        <translation>Việc nhập %1 đang chờ đến lượt trên máy %2.</translation>
    </message>
    <message>
        <source>The import of %1 is being stopped.</source>
        <translation>Đang dừng việc nhập %1.</translation>
    </message>
    <message>
        <source>%1 is being imported: %2 of %3 messages.</source>
        <translation>Đang nhập %1: %2 / %3 tin.</translation>
    </message>
    <message>
        <source>%1 was imported by %2, %3.</source>
        <translation>%1 đã nhập xong, người nhập: %2, %3.</translation>
    </message>
    <message>
        <source>The import of %1 was stopped after %2 of %3 messages. What came stays; it can go on from there.</source>
        <translation>Việc nhập %1 đã dừng sau %2 / %3 tin. Phần đã vào được giữ lại và có thể nhập tiếp từ đó.</translation>
    </message>
    <message>
        <source>The import of %1 ended after %2 of %3 messages: %4</source>
        <translation>Việc nhập %1 kết thúc sau %2 / %3 tin: %4</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>khách</translation>
    </message>
    <message>
        <source>bot</source>
        <translation>bot</translation>
    </message>
    <message>
        <source>staff</source>
        <translation>nhân viên</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, conversation %2, %3</source>
        <translation>%1, hội thoại %2, %3</translation>
    </message>
</context>
<context>
    <name>tongdai::ColumnMapper</name>
    <message>
        <source>Column of the file</source>
        <translation>Cột trong tệp</translation>
    </message>
    <message>
        <source>What stands in it</source>
        <translation>Ví dụ trong cột</translation>
    </message>
    <message>
        <source>Becomes (* needed)</source>
        <translation>Trở thành (* bắt buộc)</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>không dùng</translation>
    </message>
    <message>
        <source>%1 *</source>
        <translation>%1 *</translation>
    </message>
    <message>
        <source>What %1 becomes</source>
        <translation>Cột %1 trở thành</translation>
    </message>
</context>
<context>
    <name>tongdai::ImportSample</name>
    <message>
        <source>the same</source>
        <translation>giống hệt</translation>
    </message>
    <message>
        <source>As it will stand here</source>
        <translation>Sẽ lưu ở đây</translation>
    </message>
    <message>
        <source>As the file has it</source>
        <translation>Trong tệp</translation>
    </message>
</context>
<context>
    <name>tongdai::ImportSection</name>
    <message>
        <source>Import history</source>
        <translation>Nhập lịch sử</translation>
    </message>
    <message>
        <source>Say which column becomes: %1.</source>
        <translation>Hãy chọn cột cho: %1.</translation>
    </message>
    <message>
        <source>Let go, and the file is read.</source>
        <translation>Thả ra để đọc tệp.</translation>
    </message>
    <message>
        <source>Conversations of another system come in here, from a CSV or JSON file or from a dump of its database. Choose the file or drop it here: it is only read, and you see what would come. Importing a file again adds nothing twice. No customer and no bot is told anything.</source>
        <translation>Đưa hội thoại của hệ thống khác vào đây, từ tệp CSV, JSON hoặc bản kết xuất cơ sở dữ liệu. Chọn tệp hoặc thả tệp vào đây: tệp chỉ được đọc, và bạn xem trước sẽ nhập những gì. Nhập lại cùng một tệp không thêm tin nào hai lần. Không khách hay bot nào được báo gì.</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>Chọn tệp khác…</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Chọn tệp…</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>Đang đọc tệp …</translation>
    </message>
    <message>
        <source>What the columns become</source>
        <translation>Các cột trở thành gì</translation>
    </message>
    <message>
        <source>The messages stand in this table:</source>
        <translation>Tin nhắn nằm trong bảng:</translation>
    </message>
    <message>
        <source>Every time in it names its zone.</source>
        <translation>Mọi thời gian trong tệp đều ghi múi giờ.</translation>
    </message>
    <message>
        <source>Times that name no zone: %1. They are those of:</source>
        <translation>Số thời gian không ghi múi giờ: %1. Hiểu theo múi giờ:</translation>
    </message>
    <message>
        <source>Times that name no zone are those of:</source>
        <translation>Thời gian không ghi múi giờ thì hiểu theo:</translation>
    </message>
    <message>
        <source>What would come</source>
        <translation>Sẽ nhập những gì</translation>
    </message>
    <message>
        <source>Looking which of the messages are here already …</source>
        <translation>Đang xem tin nào đã có ở đây …</translation>
    </message>
    <message>
        <source>Import the new messages (%1)</source>
        <translation>Nhập tin mới (%1)</translation>
    </message>
    <message>
        <source>The newest import</source>
        <translation>Lần nhập mới nhất</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Nhập tiếp</translation>
    </message>
    <message>
        <source>Choose a file of another system&apos;s history</source>
        <translation>Chọn tệp lịch sử của hệ thống khác</translation>
    </message>
</context>
<context>
    <name>tongdai::NobodyCameBar</name>
    <message numerus="yes">
        <source>Nobody came to %Ln customer(s) within %1 min. You are asked to.</source>
        <translation>
            <numerusform>%Ln khách chờ quá %1 phút chưa ai nhận. Nhờ bạn trả lời.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came to %Ln customer(s) within %1 min.</source>
        <translation>
            <numerusform>%Ln khách chờ quá %1 phút chưa ai nhận.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
</context>
<context>
    <name>tongdai::DetailsDialog</name>
    <message>
        <source>Export details</source>
        <translation>Xuất chi tiết</translation>
    </message>
    <message>
        <source>Save in:</source>
        <translation>Lưu vào:</translation>
    </message>
    <message>
        <source>Reading the conversations…</source>
        <translation>Đang đọc các hội thoại…</translation>
    </message>
    <message>
        <source>%1 of %2 conversations looked at, %3 rows written</source>
        <translation>Đã xem %1 / %2 hội thoại, ghi %3 dòng</translation>
    </message>
    <message>
        <source>Nothing was written: %1</source>
        <translation>Không ghi được gì: %1</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Đã hủy; không ghi gì.</translation>
    </message>
    <message>
        <source>Written: %1 conversations, %2, to %3</source>
        <translation>Đã ghi: %1 hội thoại, %2, vào %3</translation>
    </message>
    <message>
        <source>%1 – %2, %3</source>
        <translation>%1 – %2, %3</translation>
    </message>
    <message>
        <source>One row for each conversation that has something in this time, with %1 columns.</source>
        <translation>Mỗi hội thoại có hoạt động trong khoảng này là một dòng, gồm %1 cột.</translation>
    </message>
    <message>
        <source>Excel workbook (.xlsx)</source>
        <translation>Bảng tính Excel (.xlsx)</translation>
    </message>
    <message>
        <source>Table for any program (.csv)</source>
        <translation>Bảng cho mọi chương trình (.csv)</translation>
    </message>
    <message>
        <source>Mask phone, card and identity numbers</source>
        <translation>Che số điện thoại, số thẻ và số giấy tờ</translation>
    </message>
    <message>
        <source>Whoever has the file can read every number in it.</source>
        <translation>Ai có tệp này đều đọc được mọi số trong đó.</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Lưu tệp…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
</context>
<context>
    <name>tongdai::DetailWords</name>
    <message>
        <source>Conversations</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Về tệp này</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Hội thoại</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Khách</translation>
    </message>
    <message>
        <source>Customer id</source>
        <translation>Mã khách</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kênh</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Mở lúc</translation>
    </message>
    <message>
        <source>State now</source>
        <translation>Trạng thái hiện tại</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>đã đóng</translation>
    </message>
    <message>
        <source>open</source>
        <translation>đang mở</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Đóng lúc</translation>
    </message>
    <message>
        <source>Answers now</source>
        <translation>Ai đang trả lời</translation>
    </message>
    <message>
        <source>person</source>
        <translation>nhân viên</translation>
    </message>
    <message>
        <source>bot</source>
        <translation>bot</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>Phân công cho</translation>
    </message>
    <message>
        <source>Waits for a person since</source>
        <translation>Chờ nhân viên từ</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Thẻ</translation>
    </message>
    <message>
        <source>Customer&apos;s first line at</source>
        <translation>Tin đầu của khách lúc</translation>
    </message>
    <message>
        <source>Customer&apos;s first line</source>
        <translation>Tin đầu của khách</translation>
    </message>
    <message>
        <source>Last line at</source>
        <translation>Tin cuối lúc</translation>
    </message>
    <message>
        <source>Last line of</source>
        <translation>Tin cuối của</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>khách</translation>
    </message>
    <message>
        <source>Last line</source>
        <translation>Tin cuối</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Tin vào</translation>
    </message>
    <message>
        <source>Answers by the bot</source>
        <translation>Bot trả lời</translation>
    </message>
    <message>
        <source>Replies by people</source>
        <translation>Nhân viên trả lời</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Người trả lời</translation>
    </message>
    <message>
        <source>Waits the bot ended</source>
        <translation>Lần chờ được bot trả lời</translation>
    </message>
    <message>
        <source>Waits people ended</source>
        <translation>Lần chờ được nhân viên trả lời</translation>
    </message>
    <message>
        <source>First response of the bot (s)</source>
        <translation>Bot trả lời lần đầu sau (giây)</translation>
    </message>
    <message>
        <source>First response of a person (s)</source>
        <translation>Nhân viên trả lời lần đầu sau (giây)</translation>
    </message>
    <message>
        <source>The same in working hours (s)</source>
        <translation>Nhân viên trả lời lần đầu, tính giờ làm (giây)</translation>
    </message>
    <message>
        <source>Longest wait (s)</source>
        <translation>Lần chờ lâu nhất (giây)</translation>
    </message>
    <message>
        <source>Closed by the bot alone</source>
        <translation>Lần đóng do một mình bot</translation>
    </message>
    <message>
        <source>Closed with people</source>
        <translation>Lần đóng có nhân viên</translation>
    </message>
    <message>
        <source>Time until closed (s)</source>
        <translation>Từ lúc khách hỏi đến khi đóng (giây)</translation>
    </message>
    <message>
        <source>Until closed in working hours (s)</source>
        <translation>Đến khi đóng, tính giờ làm (giây)</translation>
    </message>
    <message>
        <source>Takeovers</source>
        <translation>Lần tiếp quản</translation>
    </message>
    <message>
        <source>Hand-overs</source>
        <translation>Lần chuyển nhân viên</translation>
    </message>
    <message>
        <source>Why the last hand-over</source>
        <translation>Lý do chuyển lần cuối</translation>
    </message>
    <message>
        <source>Intents</source>
        <translation>Ý định</translation>
    </message>
    <message>
        <source>Runs of the AI</source>
        <translation>Lượt chạy AI</translation>
    </message>
    <message>
        <source>Runs that failed</source>
        <translation>Lượt AI lỗi</translation>
    </message>
    <message>
        <source>Tries beyond the first</source>
        <translation>Lần AI thử lại</translation>
    </message>
    <message>
        <source>Actions asked for</source>
        <translation>Hành động được yêu cầu</translation>
    </message>
    <message>
        <source>Actions that failed</source>
        <translation>Hành động thất bại</translation>
    </message>
    <message>
        <source>Answers not sent</source>
        <translation>Câu trả lời không gửi được</translation>
    </message>
    <message>
        <source>Answers whose outcome is unknown</source>
        <translation>Câu trả lời chưa rõ đã tới hay chưa</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Từ</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Đến</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Múi giờ</translation>
    </message>
    <message>
        <source>Numbers masked</source>
        <translation>Che số</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Các dòng</translation>
    </message>
    <message>
        <source>One for each conversation that has something in this time. Counts and times are of this time alone; the sums of the counts are the figures of the Stats page for it, which go on counting conversations that were erased or whose time of keeping has ended.</source>
        <translation>Mỗi hội thoại có hoạt động trong khoảng này là một dòng. Số đếm và thời gian chỉ tính trong khoảng này; tổng các số đếm chính là số liệu của trang Thống kê cho cùng khoảng, trong đó vẫn tính cả những hội thoại đã bị xóa hoặc đã hết hạn lưu.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Không tính</translation>
    </message>
    <message>
        <source>Everything but the sample shop: these rows are made up.</source>
        <translation>Mọi thứ ngoài cửa hàng mẫu: các dòng này là dữ liệu mẫu.</translation>
    </message>
    <message>
        <source>Notes, answers that were not given, and the sample shop.</source>
        <translation>Ghi chú, câu trả lời không được gửi và cửa hàng mẫu.</translation>
    </message>
</context>
<context>
    <name>tongdai::OrderSheet</name>
    <message>
        <source>Throw away</source>
        <translation>Bỏ đơn này</translation>
    </message>
    <message>
        <source>Create an order at KiotViet</source>
        <translation>Tạo đơn trên KiotViet</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Product: name or code, then Enter</source>
        <translation>Sản phẩm: tên hoặc mã, rồi Enter</translation>
    </message>
    <message>
        <source>Words of the product to order</source>
        <translation>Tên hoặc mã sản phẩm cần đặt</translation>
    </message>
    <message>
        <source>Products found, with their stock</source>
        <translation>Sản phẩm tìm được, kèm tồn kho</translation>
    </message>
    <message>
        <source>Go on later</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Asking KiotViet…</source>
        <translation>Đang hỏi KiotViet…</translation>
    </message>
    <message>
        <source>KiotViet could not be asked: %1</source>
        <translation>Không hỏi được KiotViet: %1</translation>
    </message>
    <message>
        <source>%1 · %2 available · %3</source>
        <comment>branch, how many can be sold, price</comment>
        <translation>%1 · còn bán được %2 · %3</translation>
    </message>
    <message>
        <source>No product has all of these words.</source>
        <translation>Không có sản phẩm nào khớp với các từ này.</translation>
    </message>
    <message>
        <source>An order is of one branch: %1.</source>
        <translation>Một đơn chỉ thuộc một chi nhánh: %1.</translation>
    </message>
    <message>
        <source>An order has no more lines than these.</source>
        <translation>Đơn đã đủ số dòng tối đa.</translation>
    </message>
    <message>
        <source>Branch: %1</source>
        <translation>Chi nhánh: %1</translation>
    </message>
    <message>
        <source>The first product decides the branch.</source>
        <translation>Sản phẩm đầu tiên quyết định chi nhánh.</translation>
    </message>
    <message>
        <source>How many: %1</source>
        <translation>Số lượng: %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Bỏ ra</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>Bỏ ra: %1</translation>
    </message>
    <message>
        <source>Sum: %1</source>
        <translation>Tổng cộng: %1</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Tìm lại</translation>
    </message>
    <message>
        <source>Press again: create order, %1</source>
        <translation>Nhấn lần nữa: tạo đơn, %1</translation>
    </message>
    <message>
        <source>Create order</source>
        <translation>Tạo đơn</translation>
    </message>
    <message>
        <source>Being sent to KiotViet…</source>
        <translation>Đang gửi sang KiotViet…</translation>
    </message>
    <message>
        <source>Being looked for at KiotViet…</source>
        <translation>Đang tìm trên KiotViet…</translation>
    </message>
    <message>
        <source>The customer&apos;s telephone number is missing.</source>
        <translation>Còn thiếu số điện thoại của khách.</translation>
    </message>
    <message>
        <source>Choose at least one product.</source>
        <translation>Hãy chọn ít nhất một sản phẩm.</translation>
    </message>
    <message>
        <source>KiotViet names no branch for this product.</source>
        <translation>KiotViet không cho biết sản phẩm này ở chi nhánh nào.</translation>
    </message>
    <message>
        <source>Not sent: order %1 was made in this conversation before. If the customer wants another one, create it now.</source>
        <translation>Chưa gửi: trước đó hội thoại này đã có đơn %1. Nếu khách muốn đặt thêm, hãy tạo đơn bây giờ.</translation>
    </message>
    <message>
        <source>Not sent: an order of this conversation is being made, or looked for. Try again in a moment.</source>
        <translation>Chưa gửi: một đơn của hội thoại này đang được tạo hoặc đang được tìm. Hãy thử lại sau giây lát.</translation>
    </message>
    <message>
        <source>Nobody knows whether the order was made, and KiotViet could not be asked: %1. Once it answers again, press “Look again”.</source>
        <translation>Chưa rõ đơn đã được tạo hay chưa, và không hỏi được KiotViet: %1. Khi KiotViet trả lời lại, hãy bấm “Tìm lại”.</translation>
    </message>
    <message>
        <source>KiotViet did not answer: nobody knows whether the order was made. It is being looked for; until then no other one is sent.</source>
        <translation>KiotViet không trả lời: chưa rõ đơn đã được tạo hay chưa. Đơn đang được tìm; trong lúc đó không gửi thêm đơn nào.</translation>
    </message>
    <message>
        <source>The order was not made: KiotViet does not have it. You can create it now.</source>
        <translation>Đơn chưa được tạo: trên KiotViet không có đơn này. Bạn có thể tạo bây giờ.</translation>
    </message>
    <message>
        <source>KiotViet cannot be reached. Nothing was ordered.</source>
        <translation>Không kết nối được KiotViet. Chưa có đơn nào được tạo.</translation>
    </message>
    <message>
        <source>KiotViet does not answer. Nothing was ordered.</source>
        <translation>KiotViet không trả lời. Chưa có đơn nào được tạo.</translation>
    </message>
    <message>
        <source>KiotViet refuses the shop&apos;s credentials. Nothing was ordered.</source>
        <translation>KiotViet từ chối thông tin đăng nhập của cửa hàng. Chưa có đơn nào được tạo.</translation>
    </message>
    <message>
        <source>KiotViet was asked too often. Nothing was ordered; try again in a moment.</source>
        <translation>Đã hỏi KiotViet quá nhiều. Chưa có đơn nào được tạo; hãy thử lại sau giây lát.</translation>
    </message>
    <message>
        <source>This hour&apos;s requests to KiotViet are used up. Nothing was ordered.</source>
        <translation>Đã dùng hết số lượt hỏi KiotViet của giờ này. Chưa có đơn nào được tạo.</translation>
    </message>
    <message>
        <source>KiotViet refused the order: %1</source>
        <translation>KiotViet từ chối đơn: %1</translation>
    </message>
    <message>
        <source>KiotViet&apos;s answer was not understood. Nothing was ordered.</source>
        <translation>Không hiểu được câu trả lời của KiotViet. Chưa có đơn nào được tạo.</translation>
    </message>
    <message>
        <source>The engine is stopping. Nothing was ordered.</source>
        <translation>Bộ máy đang dừng. Chưa có đơn nào được tạo.</translation>
    </message>
    <message>
        <source>Of %1 only %2 can be sold at this branch.</source>
        <translation>%1: chi nhánh này chỉ còn bán được %2.</translation>
    </message>
    <message>
        <source>%1 ₫</source>
        <translation>%1 ₫</translation>
    </message>
</context>
</TS>
