"""Why a file could not be read or written, in words a clerk can act on."""

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark


class FileRefusedError(BranchCrmError):
    """A file that cannot be imported; subclasses name the reason."""


class FileMissingError(FileRefusedError):
    """The named file is not there."""

    happened = mark("没有导入：找不到文件 {file}")
    remedy = mark("检查文件名和位置，网络盘断开时重新连上再试")


class FileUnreadableError(FileRefusedError):
    """The system refuses to open the file, most often because Excel holds it."""

    happened = mark("没有导入：打不开文件 {file}，可能正被 Excel 占用或没有读取权限")
    remedy = mark("关闭 Excel 里的这个文件后再试一次")


class FileLostError(FileRefusedError):
    """A file whose network drive or stick went away while it was read."""

    happened = mark("没有导入：读取文件 {file} 时，它所在的网络盘或移动盘断开了")
    remedy = mark("重新连上后再试，或先把文件拷到这台电脑再导入")


class FileChangedError(FileRefusedError):
    """A file that somebody saved again while we read it, or since it was checked."""

    happened = mark("没有导入：文件 {file} 在读取或校验之后被改动过")
    remedy = mark("等文件保存完，再从选择文件开始")


class ConflictedFileError(FileRefusedError):
    """A text file that still holds both sides of a merge."""

    happened = mark("没有导入：文件 {file} 第 {row} 行起有两个版本的合并冲突标记")
    remedy = mark("在文本编辑器里留下一个版本，删去 <<<<<<<、=======、>>>>>>> 三种行再导入")


class MojibakeFileError(FileRefusedError):
    """A file whose whole text was garbled, with characters lost."""

    happened = mark("没有导入：文件 {file} 里的文字是乱码，而且有的字已经丢失")
    remedy = mark("回到来源重新导出，编码选 UTF-8")


class FileIsFolderError(FileRefusedError):
    """A folder was given where a file is needed."""

    happened = mark("没有导入：{file} 是文件夹，不是文件")
    remedy = mark("选择文件夹里的一个 Excel 或 CSV 文件")


class TemporaryLockFileError(FileRefusedError):
    """A `~$` file that Excel keeps beside an open workbook."""

    happened = mark("没有导入：{file} 是 Excel 打开文件时的临时文件，里面没有数据")
    remedy = mark("选择名字前面没有 ~$ 的那个文件")


class EmptyFileError(FileRefusedError):
    """A file without a byte, or without a filled cell."""

    happened = mark("没有导入：文件 {file} 是空的")
    remedy = mark("打开原文件确认里面有数据，另存后再导入")


class EncryptedFileError(FileRefusedError):
    """A workbook that only opens with a password."""

    happened = mark("没有导入：文件 {file} 设有打开密码")
    remedy = mark("用密码在 Excel 里打开，去掉密码另存一份后再导入")


class UnsupportedFormatError(FileRefusedError):
    """A kind of file that we know by name but do not read."""

    happened = mark("没有导入：{file} 是{format}，不是能读取的表格")
    remedy = mark("另存为 Excel 工作簿（.xlsx）或 CSV 后再导入")


class NotAWorkbookError(FileRefusedError):
    """A file that is called a workbook and is neither one nor a table in text."""

    happened = mark("没有导入：{file} 的名字是 Excel 工作簿，内容不是")
    remedy = mark("在 Excel 里打开确认，另存为 .xlsx 或 CSV 后再导入")


class DamagedFileError(FileRefusedError):
    """A file that breaks off or does not hold together."""

    happened = mark("没有导入：文件 {file} 不完整或已损坏")
    remedy = mark("从来源重新拷贝，或在 Excel 里打开并另存一份后再导入")


class FileTooLargeError(FileRefusedError):
    """A file beyond the limits, among them archives that unpack without end."""

    happened = mark("没有导入：文件 {file} 太大（{size}），上限 {limit}")
    remedy = mark("在 Excel 里按月份或网点分成几个文件，分别导入")


class ReaderLimitError(FileRefusedError):
    """Reading would take more memory or time than a file may use."""

    happened = mark("没有导入：读取文件 {file} 用的内存或时间超出上限，已停止")
    remedy = mark("删除多余的空白行列，或把文件分成几份后再导入")


class ReaderCrashedError(FileRefusedError):
    """The reading program ended without an answer."""

    happened = mark("没有导入：读取文件 {file} 的程序意外停止，文件内容可能有问题")
    remedy = mark("在 Excel 里打开并另存为新的 .xlsx 文件后再导入")


class UnknownEncodingError(FileRefusedError):
    """Text in no Chinese encoding that we know."""

    happened = mark("没有导入：认不出文件 {file} 的文字编码")
    remedy = mark("在 Excel 或记事本里另存为 UTF-8 编码的 CSV 后再导入")


class SheetMissingError(FileRefusedError):
    """The workbook has no sheet of the asked name."""

    happened = mark("没有导入：文件里没有工作表“{sheet}”，现有：{names}")
    remedy = mark("从现有的工作表里选一个")


class NoTableError(FileRefusedError):
    """No sheet has a header row that we know anything of."""

    happened = mark("没有导入：文件 {file} 里没有认出表头")
    remedy = mark("确认第一行写着列名（如 姓名、手机号），或在导入向导里手工对应")


class NotWrittenError(BranchCrmError):
    """A file that could not be written; what stood there before still stands."""

    kept = mark("原来的文件没有改动")


class TargetLockedError(NotWrittenError):
    """The target file is open elsewhere or protected."""

    happened = mark("没有导出：文件 {file} 正被 Excel 打开或不允许写入")
    remedy = mark("关闭 Excel 后再试一次，或换一个文件名")


class TargetFolderError(NotWrittenError):
    """The target's folder is missing or cannot be written to."""

    happened = mark("没有导出：不能写入文件夹 {folder}")
    remedy = mark("换一个可以写入的文件夹，例如 文档 或 桌面")


class DiskFullError(NotWrittenError):
    """No room for the file."""

    happened = mark("没有导出：磁盘空间不足，写不下 {file}")
    remedy = mark("清理磁盘或换一个位置后再试")


class UnsupportedTargetError(NotWrittenError):
    """A target whose ending names a format that we do not write."""

    happened = mark("没有导出：不能写成 {format} 文件")
    remedy = mark("名单以 .xlsx、.csv 或 .pdf 结尾，名片以 .vcf，日历以 .ics 结尾")


class TooLongForPaperError(NotWrittenError):
    """More rows than anybody prints."""

    happened = mark("没有导出：超过 {most} 行，不适合打印")
    remedy = mark("先筛选一部分，或写成 .xlsx")


class TooManyRowsError(NotWrittenError):
    """More rows than one worksheet holds."""

    happened = mark("没有导出：共 {rows} 行，Excel 工作表最多 {limit} 行")
    remedy = mark("加上筛选条件分几次导出，或导出为 .csv")


class TooLargeForWorkbookError(NotWrittenError):
    """More text than a workbook can hold."""

    happened = mark("没有导出：内容太多，一个 Excel 文件放不下")
    remedy = mark("加上筛选条件分几次导出，或导出为 .csv")


FILE_REFUSALS: dict[str, type[FileRefusedError]] = {
    refusal.__name__: refusal
    for refusal in (
        FileMissingError,
        FileUnreadableError,
        FileLostError,
        FileChangedError,
        ConflictedFileError,
        MojibakeFileError,
        FileIsFolderError,
        TemporaryLockFileError,
        EmptyFileError,
        EncryptedFileError,
        UnsupportedFormatError,
        DamagedFileError,
        FileTooLargeError,
        ReaderLimitError,
        ReaderCrashedError,
        UnknownEncodingError,
        NotAWorkbookError,
        SheetMissingError,
        NoTableError,
    )
}
