export const vi = {
  drawn: "đã ký",
  empty: "chưa ký",
  sign_here: "Ký vào đây bằng ngón tay, bút hoặc chuột",
  undo: "Bỏ nét cuối",
  clear: "Xóa chữ ký",
};
