# Bấm chuột phải vào tệp này, chọn Run with PowerShell: dịch vụ tự chạy mỗi khi bạn đăng nhập Windows.
# Chạy dưới tên người đăng nhập, nên mở được ổ mạng của người ấy. Gỡ: Unregister-ScheduledTask -TaskName VanThu
$ErrorActionPreference = 'Stop'
$action = New-ScheduledTaskAction -Execute '{python}' -Argument '-X utf8 -m flows serve {words}' -WorkingDirectory '{folder}'
$trigger = New-ScheduledTaskTrigger -AtLogOn -User "$env:USERDOMAIN\$env:USERNAME"
$settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit ([TimeSpan]::Zero) -MultipleInstances IgnoreNew -StartWhenAvailable `
    -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
Register-ScheduledTask -TaskName 'VanThu' -Action $action -Trigger $trigger -Settings $settings -Force | Out-Null
Start-ScheduledTask -TaskName 'VanThu'
Write-Host 'Đã cài. Mở trang: http://127.0.0.1:{port}/?khoa=... với khóa ở tệp .vanthu\khoa-trang.txt trong thư mục người dùng.'
