"""Disk states that a loss of power could leave, from the record of all changes of the files (record.c).

What was synced is there. Of what was not, any part may be: each sector of 512 bytes by itself, in any
order, and each change of a size.
"""
import struct

ENTRY = struct.Struct("=QQQQ")
SECTOR = 512
WRITE, TRUNCATE, SYNC, UNLINK = b"wtsu"


class File:
    """`durable`: its bytes as far as they were synced; None while nothing of it was."""

    def __init__(self, durable=None):
        self.durable = durable
        self.pending = []  # (place, bytes) or (size, None), in their order

    def sync(self):
        content = self.durable if self.durable is not None else bytearray()
        for place, data in self.pending:
            change(content, place, data)
        self.durable, self.pending = content, []

    def after_a_cut(self, chance, share):
        """The bytes that are left when each unsynced sector got through with this chance."""
        if self.durable is None and not self.pending:
            return None
        content = bytearray(self.durable or b"")
        for place, data in self.pending:
            if data is None:
                if chance.random() < share:
                    change(content, place, None)
                continue
            for begin, piece in sectors(place, data):
                if chance.random() < share:
                    change(content, begin, piece)
        return content


def change(content, place, data):
    """Writes `data` at `place`; without data, makes the file as long as `place` says."""
    end = place + len(data) if data is not None else place
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is None:
        del content[place:]
    else:
        content[place:end] = data


def sectors(place, data):
    """`data` in pieces that no border of a sector goes through."""
    begin = 0
    while begin < len(data):
        length = SECTOR - (place + begin) % SECTOR
        yield place + begin, data[begin:begin + length]
        begin += length


def entries(record):
    """(where it ends in the record, kind, path, place, bytes) of each complete entry."""
    with open(record, "rb") as file:
        end = 0
        while len(head := file.read(ENTRY.size)) == ENTRY.size:
            kind, path_length, place, length = ENTRY.unpack(head)
            path, data = file.read(path_length).decode(), file.read(length)
            if len(data) < length:
                return
            end += ENTRY.size + path_length + length
            yield end, kind, path, place, data


def states(record, begun, first, chance, count):
    """(length of the record, {path: bytes}) at `count` places of the record after its byte `first`.

    begun: {path: bytes} of what was on the disk before the record began."""
    last = max(end for end, *_ in entries(record))
    places = sorted(chance.randrange(first, last) for _ in range(count))
    files = {path: File(bytearray(content)) for path, content in begun.items()}
    shares = [0.0, 0.5, 1.0, 0.9, 0.1]
    for end, kind, path, place, data in entries(record):
        while places and end > places[0]:
            share = shares[len(places) % len(shares)]
            yield places.pop(0), {name: left for name, file in files.items()
                                  if (left := file.after_a_cut(chance, share)) is not None}
        file = files.setdefault(path, File())
        if kind == SYNC:
            file.sync()
        elif kind == UNLINK:
            files.pop(path)
        else:
            file.pending.append((place, data if kind == WRITE else None))
