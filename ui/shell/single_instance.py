"""One window per book: a second start raises the first."""

import json
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.shell.options import Wish
from ui.shell.taskbar import let_others_forward

_ANSWER_MS = 1_000


class SingleInstance(QObject):
    """Holds the claim on a book, and hears when a second start wants the window raised."""

    raise_requested = Signal()
    wished = Signal(object)

    def __init__(self, book: Path, lock_folder: Path, parent: QObject | None = None) -> None:
        """Prepare the claim; the lock lies in a folder of this user on this machine."""
        super().__init__(parent)
        digest = sha256(str(book.absolute()).casefold().encode()).hexdigest()[:16]
        self._name = f"branchcrm-{digest}"
        lock_folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(lock_folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)

    def claim(self, wish: Wish | None = None) -> bool:
        """Tell whether this start is the first; otherwise raise the first and hand it the wish."""
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
            return True
        self._ask_first_to_raise(wish or Wish())
        return False

    def release(self) -> None:
        """Give the claim up, so that the next start is the first again."""
        self._server.close()
        self._lock.unlock()

    def _ask_first_to_raise(self, wish: Wish) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_ANSWER_MS):
            return
        let_others_forward()
        file = str(wish.file) if wish.file else ""
        socket.write(json.dumps({"file": file, "page": wish.page}).encode() + b"\n")
        socket.waitForBytesWritten(_ANSWER_MS)
        # The first closes when it has read: what nobody has read may be lost with a pipe.
        socket.waitForDisconnected(_ANSWER_MS)

    def _on_server_new_connection(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.setParent(self)
            connection.readyRead.connect(self._on_connection_ready_read)
            connection.disconnected.connect(connection.deleteLater)
            self._read(connection)

    def _on_connection_ready_read(self) -> None:
        connection = self.sender()
        if isinstance(connection, QLocalSocket):
            self._read(connection)

    def _read(self, connection: QLocalSocket) -> None:
        """Take what a second start wants, once its line is complete."""
        if not connection.canReadLine():
            return
        given = json.loads(bytes(connection.readLine().data()))
        connection.disconnectFromServer()
        wish = Wish(file=Path(given["file"]) if given["file"] else None, page=given["page"])
        self.raise_requested.emit()
        if wish != Wish():
            self.wished.emit(wish)
