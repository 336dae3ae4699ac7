#pragma once
#include <archive.h>
#include <archive_entry.h>
// libarchive passes over gzip's checksum, so gzip is undone with zlib.
#include <zlib.h>
