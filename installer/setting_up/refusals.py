"""Every reason why set-up can stop, as a sentence that says what to do."""

from pathlib import Path

from setting_up.shell import Outcome
from setting_up.words import SetupError, Words

NO_APT = Words(
    "缺少系统组件，这台机器也没有 apt-get。用系统自己的软件管理装上对应的包：{names}",
    "System libraries are missing and there is no apt-get here. Install what corresponds to "
    "these Debian packages: {names}",
)
NOT_ROOT = Words(
    "缺少系统组件，安装需要管理员权限。先运行：sudo apt-get install {names}",
    "System libraries are missing and only root can install them. "
    "First run: sudo apt-get install {names}",
)
NO_PACKAGES = Words(
    "系统组件没有装上：{names}。检查网络和软件源后再运行一次，已装好的部分不会丢。",
    "The system packages could not be installed: {names}. Check the network and the package "
    "sources, then run this again; what is already there is kept.",
)
NO_PIP = Words(
    "这个 Python 没有 pip。装上它(Debian、Ubuntu：apt-get install {package})，"
    "或者用 Python 官方安装包，再运行一次。",
    "This Python has no pip. Install it (Debian, Ubuntu: apt-get install {package}) "
    "or use the official Python installer, then run this again.",
)
NO_FOLDER = Words(
    "不能在 {folder} 建立环境。确认文件夹可以写、磁盘没有满、没有程序正在用它，再运行一次。",
    "The environment could not be made in {folder}. Check that the folder can be written, the "
    "disk is not full and no program is using it, then run this again.",
)
NO_QT = Words(
    "图形库 Qt 不能启动。上面几行写着缺哪个系统库，装上后再运行一次。",
    "The graphics library Qt does not start. The lines above name the system library that is "
    "missing; install it and run this again.",
)
NO_COMMAND = Words(
    "命令 branchcrm {name} 没有完成，原因见上面。",
    "The command branchcrm {name} did not finish; the lines above say why.",
)
NO_PICTURES = Words(
    "页面的图片没有存好，原因见上面。",
    "The pictures of the screens were not saved; the lines above say why.",
)

NO_SPACE = Words(
    "磁盘满了：大约需要 1 GB。腾出空间后再运行一次。输出在 {log}",
    "The disk is full: about 1 GB is needed. Make room and run this again. Output: {log}",
)
TOO_DEEP = Words(
    "文件夹的路径太长，Windows 不让程序库放进去。把整个文件夹移到短一些的地方，"
    "比如 C:\\branchcrm，再运行一次。输出在 {log}",
    "The folder's path is too long for Windows to hold the libraries. Move the whole folder to a "
    "shorter place, such as C:\\branchcrm, and run this again. Output: {log}",
)
FILE_HELD = Words(
    "有文件不能写：它正被别的程序用着，或者文件夹不让写。关掉从这里打开的程序和编辑器，"
    "再运行一次。输出在 {log}",
    "A file cannot be written: another program holds it, or the folder may not be written. Close "
    "the programs and editors opened from here and run this again. Output: {log}",
)
NO_TRUST = Words(
    "软件源的证书不被信任。公司网络请向管理员要根证书，用 pip 的 cert 设置指给它。输出在 {log}",
    "The package index's certificate is not trusted. On a company network ask for the root "
    "certificate and name it in pip's cert setting. Output: {log}",
)
NO_NETWORK = Words(
    "连不上软件源。检查网络，公司网络要先设好 pip 的代理或镜像，再运行一次。输出在 {log}",
    "The package index cannot be reached. Check the network (a company network needs pip's "
    "proxy or mirror to be set), then run this again. Output: {log}",
)
NOT_THE_SAME = Words(
    "下载的文件与锁定文件里的校验值不同，没有安装。换一个可信的软件源再运行一次。输出在 {log}",
    "A downloaded file is not the one named in the lock file, so it was not installed. "
    "Use a package index that you trust and run this again. Output: {log}",
)
NO_BUILD = Words(
    "软件源没有适合这个 Python 和系统的版本。用 64 位 Python 3.11 至 3.14 再运行。输出在 {log}",
    "The package index has no build for this Python and system. "
    "Use a 64-bit Python 3.11 to 3.14 and run this again. Output: {log}",
)
NOT_INSTALLED = Words(
    "{what} 没有装上，原因见上面几行。改好后再运行一次，已装好的部分不会丢。输出在 {log}",
    "{what} could not be installed; the lines above say why. Run this again afterwards; "
    "what is already there is kept. Output: {log}",
)

# What pip prints → the sentence. The first that fits is said.
SIGNS: dict[str, Words] = {
    "No space left on device": NO_SPACE,
    "not enough space on the disk": NO_SPACE,
    "Windows Long Path support": TOO_DEEP,
    "[WinError 206]": TOO_DEEP,
    "[WinError 5]": FILE_HELD,
    "[WinError 32]": FILE_HELD,
    "CERTIFICATE_VERIFY_FAILED": NO_TRUST,
    "SSLError": NO_TRUST,
    "NewConnectionError": NO_NETWORK,
    "Failed to establish a new connection": NO_NETWORK,
    "Temporary failure in name resolution": NO_NETWORK,
    "ConnectTimeoutError": NO_NETWORK,
    "Read timed out": NO_NETWORK,
    "ProxyError": NO_NETWORK,
    "ConnectionResetError": NO_NETWORK,
    "getaddrinfo failed": NO_NETWORK,
    "Failed to resolve": NO_NETWORK,
    "DO NOT MATCH THE HASHES": NOT_THE_SAME,
    "No matching distribution found": NO_BUILD,
}


def explain(what: str, done: Outcome, log: Path) -> SetupError:
    """Make the error for a failed installation of `what` from what pip printed."""
    for sign, words in SIGNS.items():
        if sign in done.text:
            errors = [line for line in done.text.splitlines() if line.startswith("ERROR")]
            return SetupError(words, details="\n".join(errors), log=log)
    return SetupError(NOT_INSTALLED, details=done.tail, what=what, log=log)
