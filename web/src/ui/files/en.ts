import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  title: "Attachments",
  none: "No files yet.",
  none_ready: "No file is ready",
  add: "Add a file",
  kind: "Kind",
  choose: "Choose a file",
  choose_hint:
    "JPG, PNG, WebP; PDF, Word, Excel; MP3, WAV, Opus, MP4; plain text (.txt). Files are examined and encrypted on the server. Keep names out of file names.",
  send: "Send the file",
  sending: "{n}% sent",
  state_arriving: "Arriving",
  state_checking: "Being examined",
  state_waiting_for_scan: "Waiting for the virus scan",
  state_ready: "Ready",
  state_refused: "Refused",
  state_withdrawn: "Withdrawn",
  refusal_type_not_allowed: "this type is not taken",
  refusal_type_mismatch: "the content is not what the name says",
  refusal_two_faces: "two formats in one file",
  refusal_damaged: "damaged",
  refusal_too_many_pixels: "the picture is too large",
  refusal_archive_too_large: "too large when unpacked",
  refusal_archive_nested: "archives within archives",
  refusal_active_content: "it holds code",
  refusal_infected: "malware was found",
  refusal_examination_failed: "could not be examined",
  scan_not_configured: "not scanned for viruses",
  safe: "Download the safe copy",
  original: "Download the original",
  why_original: "Why the original is needed",
  original_hint:
    "An original may carry hidden facts, such as where it was taken. Every download is on record.",
  withdraw: "Withdraw the file",
  named: "{what}: {name}",
};
