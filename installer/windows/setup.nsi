Target amd64-unicode
Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "Win\COM.nsh"
!include "Win\Propkey.nsh"

Name "${CAPTION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\${NAME}" "Folder"
SetCompressor /SOLID lzma
SetCompressorDictSize 64
BrandingText "${CAPTION} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${CAPTION}"
VIAddVersionKey "FileDescription" "${CAPTION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT License"

!define MUI_ICON "${FOLDER}\app.ico"
!define MUI_UNICON "${FOLDER}\app.ico"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "Software\${NAME}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString Running ${LANG_SIMPCHINESE} "BranchCRM 正在运行。请先关闭它，再继续。"
LangString Running ${LANG_ENGLISH} "BranchCRM is running. Close it, then go on."
LangString BookKind ${LANG_SIMPCHINESE} "BranchCRM 账本备份"
LangString BookKind ${LANG_ENGLISH} "BranchCRM backup"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

; A link that carries the program's own name: the taskbar shows link and window as one.
!macro Link FILE
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IShellLink::SetPath} $0 '("$INSTDIR\${WINDOW}")'
    ${IShellLink::SetWorkingDirectory} $0 '("$INSTDIR")'
    ${IShellLink::SetIconLocation} $0 '("$INSTDIR\app.ico",0)'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r1)'
    ${If} $1 P<> 0
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r2'
      System::Call '*(&i2 31,&i6 0,w "${PROGRAM_ID}",&i8 0)p.r3'
      ${IPropertyStore::SetValue} $1 '($2,$3)'
      ${IPropertyStore::Commit} $1 ""
      System::Free $2
      System::Free $3
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Save} $1 '("${FILE}",1)'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

; A program that runs holds its own file: as long as one of ours does, nothing is changed. The reader
; of workbooks runs as python.exe.
!macro RequireFree FILE
  IfFileExists "$INSTDIR\${FILE}" 0 +5
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    IfErrors held
    FileClose $0
!macroend

!macro RequireClosed PREFIX
Function ${PREFIX}RequireClosed
  look:
    !insertmacro RequireFree "${WINDOW}"
    !insertmacro RequireFree "${COMMAND}"
    !insertmacro RequireFree "python\python.exe"
    Return
  held:
    IfSilent 0 +3
      SetErrorLevel 5
      Quit
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" IDRETRY look
    Abort
FunctionEnd
!macroend
!insertmacro RequireClosed ""
!insertmacro RequireClosed "un."

; Explorer shows new and forgotten file kinds at once, not after the next signing in.
!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  Call RequireClosed
  ; Files of the version before go; books lie elsewhere and are never touched.
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\Lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\${NAME}"
  !insertmacro Link "$SMPROGRAMS\${NAME}\${CAPTION}.lnk"
  !insertmacro Link "$DESKTOP\${CAPTION}.lnk"
  WriteRegStr HKCU "Software\${NAME}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.crmbackup" "" "${NAME}.Backup"
  WriteRegStr HKCU "Software\Classes\${NAME}.Backup" "" "$(BookKind)"
  WriteRegStr HKCU "Software\Classes\${NAME}.Backup\DefaultIcon" "" "$INSTDIR\app.ico"
  WriteRegStr HKCU "Software\Classes\${NAME}.Backup\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  ; "Open with" for tables: offered, never made the usual program for them.
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW}" "FriendlyAppName" "${CAPTION}"
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW}\SupportedTypes" ".xlsx" ""
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW}\SupportedTypes" ".xls" ""
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW}\SupportedTypes" ".csv" ""
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW}\SupportedTypes" ".xlsm" ""
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW}\SupportedTypes" ".ods" ""
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW}\SupportedTypes" ".tsv" ""
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW}\SupportedTypes" ".vcf" ""
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${CAPTION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\app.ico"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  !insertmacro TellExplorer
SectionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

Section "Uninstall"
  Call un.RequireClosed
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\Lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\${COMMAND}"
  Delete "$INSTDIR\app.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir "$LOCALAPPDATA\Programs"
  Delete "$SMPROGRAMS\${NAME}\${CAPTION}.lnk"
  RMDir "$SMPROGRAMS\${NAME}"
  Delete "$DESKTOP\${CAPTION}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${NAME}"
  DeleteRegKey HKCU "Software\Classes\.crmbackup"
  DeleteRegKey HKCU "Software\Classes\${NAME}.Backup"
  DeleteRegKey HKCU "Software\Classes\Applications\${WINDOW}"
  !insertmacro TellExplorer
SectionEnd
