export const vi = {
  drawn: "Đã ký.",
  sign_here:
    "Ký bằng ngón tay, bút hoặc chuột. Bằng bàn phím: phím mũi tên để đi, phím cách để hạ và nhấc bút.",
  undo: "Bỏ nét cuối",
  clear: "Xóa chữ ký",
};
