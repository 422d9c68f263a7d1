"""A name server for one name, as docker's: it tells which addresses the containers of a service have at this moment."""

from __future__ import annotations

import socket
import struct
import threading

ADDRESS, INTERNET = 1, 1


class Names:
    """Answers each question for an address with all of `addresses`, on a port of its own. UDP, loopback only."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)
        self.asked: list[str] = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = int(self.socket.getsockname()[1])
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Answer no more."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", self.port))
        self.thread.join(5)
        self.socket.close()

    def _serve(self) -> None:
        while True:
            question, whoever = self.socket.recvfrom(2048)
            if not question:
                return
            self.socket.sendto(self._answer(question), whoever)

    def _answer(self, question: bytes) -> bytes:
        """The same question, followed by one record for each address; none for any other kind of question."""
        end = question.index(b"\0", 12)
        kind, _net = struct.unpack("!HH", question[end + 1 : end + 5])
        self.asked.append(_name(question[12:end]))
        found = self.addresses if kind == ADDRESS else []
        header = question[:2] + struct.pack("!HHHHH", 0x8180, 1, len(found), 0, 0)
        records = [
            struct.pack("!HHHIH", 0xC00C, ADDRESS, INTERNET, 1, 4) + socket.inet_aton(address)
            for address in found
        ]
        return header + question[12 : end + 5] + b"".join(records)


def _name(labels: bytes) -> str:
    parts = []
    while labels:
        parts.append(labels[1 : labels[0] + 1].decode())
        labels = labels[labels[0] + 1 :]
    return ".".join(parts)
