@echo off
chcp 65001 >nul
setlocal
cd /d "%~dp0"
set "PYTHONUTF8=1"
set "PATH=%USERPROFILE%\.local\bin;%LOCALAPPDATA%\Microsoft\WinGet\Links;%PATH%"
where vanthu >nul 2>nul && goto chay
set "GOI="
for %%f in ("vanthu-*.whl") do set "GOI=%%~f"
if not defined GOI goto thieugoi
where uv >nul 2>nul && goto caigoi
where py >nul 2>nul && goto uvbangpython
set "TRALOI="
set /p "TRALOI=Máy này chưa có uv, chương trình cài Python. Tải uv về bằng winget? (c/k): "
if /i not "%TRALOI:~0,1%"=="c" goto het
winget install --id astral-sh.uv --exact --source winget
goto caigoi

:uvbangpython
set "TRALOI="
set /p "TRALOI=Máy này chưa có uv, chương trình cài phần mềm Python. Tải uv về bằng Python? (c/k): "
if /i not "%TRALOI:~0,1%"=="c" goto het
py -3 -m pip install --user uv
py -3 -m uv tool install --python 3.12 "%GOI%"
goto thu

:caigoi
set "TRALOI="
set /p "TRALOI=Cài Văn thư vào máy này, cùng Python nếu chưa có? (c/k): "
if /i not "%TRALOI:~0,1%"=="c" goto het
uv tool install --python 3.12 "%GOI%"

:thu
where vanthu >nul 2>nul && goto chay
echo Chưa cài được. Chụp màn hình này gửi người phụ trách máy tính.
goto het

:thieugoi
echo Máy này chưa cài Văn thư. Chép tệp vanthu-....whl vào cùng thư mục với tệp này rồi bấm đúp lại.
goto het

:chay
vanthu serve

:het
pause
