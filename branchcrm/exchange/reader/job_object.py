"""Binds the reading program to a Windows job: bounded memory and time, ended with us."""

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _LIMIT_PROCESS_TIME = 0x2
    _LIMIT_PROCESS_MEMORY = 0x100
    _DIE_ON_UNHANDLED_EXCEPTION = 0x400
    _KILL_ON_JOB_CLOSE = 0x2000
    _EXTENDED_LIMITS = 9

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("smallest_working_set", ctypes.c_size_t),
            ("largest_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("basic", _BasicLimits),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def bind_to_job(process_handle: int, memory_bytes: int, seconds: int) -> int:
        """Put the process under limits and give the job's handle, to be closed with `close_job`."""
        kernel = ctypes.windll.kernel32
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.basic.flags = (
            _LIMIT_PROCESS_TIME
            | _LIMIT_PROCESS_MEMORY
            | _DIE_ON_UNHANDLED_EXCEPTION
            | _KILL_ON_JOB_CLOSE
        )
        limits.basic.process_time = seconds * 10_000_000
        limits.process_memory = memory_bytes
        handle = wintypes.HANDLE(job)
        kernel.SetInformationJobObject(
            handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        kernel.AssignProcessToJobObject(handle, wintypes.HANDLE(process_handle))
        return int(job or 0)

    def close_job(job: int) -> None:
        """Let the job go; what still runs in it ends."""
        ctypes.windll.kernel32.CloseHandle(wintypes.HANDLE(job))

else:

    def bind_to_job(process_handle: int, memory_bytes: int, seconds: int) -> int:
        """Do nothing: elsewhere the program limits itself."""
        del process_handle, memory_bytes, seconds
        return 0

    def close_job(job: int) -> None:
        """Do nothing: there is no job."""
        del job
