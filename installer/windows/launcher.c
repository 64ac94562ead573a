/* Starts the program with the Python that lies beside it.

   One source makes both launchers: the window runs app\main.py, the command (COMMAND defined)
   runs `-m branchcrm`. A file portable.txt beside the launcher keeps books in this folder. */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

typedef int (*run_python)(int, wchar_t **);

static wchar_t home[32768];

static int refuse(const wchar_t *text)
{
    MessageBoxW(NULL, text, L"BranchCRM", MB_OK | MB_ICONERROR);
    return 1;
}

static wchar_t *inside(const wchar_t *name)
{
    size_t size = wcslen(home) + wcslen(name) + 2;
    wchar_t *path = malloc(size * sizeof(wchar_t));
    if (path) {
        swprintf(path, size, L"%ls\\%ls", home, name);
    }
    return path;
}

int wmain(int argc, wchar_t **argv)
{
    DWORD length = GetModuleFileNameW(NULL, home, sizeof(home) / sizeof(home[0]));
    wchar_t *last = length ? wcsrchr(home, L'\\') : NULL;
    if (!last) {
        return refuse(L"The program's folder cannot be read.");
    }
    *last = 0;
    if (GetFileAttributesW(inside(L"portable.txt")) != INVALID_FILE_ATTRIBUTES) {
        SetEnvironmentVariableW(L"BRANCHCRM_PORTABLE", home);
    }
    SetDllDirectoryW(inside(L"python"));
    HMODULE python = LoadLibraryExW(inside(L"python\\" PYTHON_DLL), NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    run_python start = python ? (run_python)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start) {
        return refuse(L"A part of the program is missing. Install BranchCRM again.");
    }
    wchar_t **words = calloc((size_t)argc + 3, sizeof(wchar_t *));
    int count = 0;
    words[count++] = argv[0];
#ifdef COMMAND
    words[count++] = L"-m";
    words[count++] = L"branchcrm";
#else
    words[count++] = inside(L"app\\main.py");
#endif
    for (int place = 1; place < argc; place++) {
        words[count++] = argv[place];
    }
    return start(count, words);
}

#ifndef COMMAND
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int show)
{
    (void)instance; (void)before; (void)line; (void)show;
    return wmain(__argc, __wargv);
}
#endif
