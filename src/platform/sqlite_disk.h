#pragma once
// What SQLite does not see to on the disk by itself.

#include <string>

struct sqlite3;

namespace hd::platform {

/// Makes the file if it is not there. No -wal or -shm of a private database may be readable by
/// others: they inherit this file's mode. Errors: throws DbError.
void create_private_file(const std::string& path);

/// Without its name in the folder a new log is lost with all it holds. SQLite syncs the folder,
/// too, but does not look whether that went well. Errors: throws DbError.
void sync_folder_of(const std::string& path);

/// Takes the room for the index of the log now: it is written through a mapping, and a page of it
/// that finds no room on a full disk would end the process. Without room now, the disk is full
/// already.
void reserve_index(sqlite3* db);

/// A hook for sqlite3_wal_hook(): copies the log into the file once it is long. SQLite's own way of
/// doing it hides its errors, and the commit that it follows is durable in the log already: only an
/// error of the disk matters here.
int copy_long_log(void* unused, sqlite3* db, const char* name, int frames);

}  // namespace hd::platform
