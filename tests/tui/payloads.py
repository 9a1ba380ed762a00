"""What a name may contain if somebody means mischief."""

STEERING = {
    "clipboard": "王\x1b]52;c;cHduZWQ=\x07小明",
    "title": "王\x1b]0;PWNED\x07小明",
    "clear": "王\x1b[2J\x1b[31mPWNED",
    "device": "王\x1bP+q544e\x1b\\PWNED",
    "application": "王\x1b_PWNED\x1b\\",
    "c1 sequence": "王\x9b31mPWNED",
    "c1 title": "王\x9d0;PWNED\x9c小明",
    "nul": "王\x00PWNED",
    "bell and backspace": "王\x07\x08\x08PWNED",
    "line ends": "王\r\nPWNED\x0b\x0c",
    "tab": "王\tPWNED",
    "delete": "王\x7fPWNED",
    "right to left": "王\u202ePWNED\u202c\u2067x\u2069",
    "zero width": "王\u200b\u200d\u2060PWNED\ufeff",
    "separators": "王\u2028PWNED\u2029",
    "annotation": "王\ufff9PWNED\ufffb",
    "tags": "王\U000e0041\U000e0042PWNED",
    "surrogate": "王\ud800PWNED",
    "flood": "王" + "\u0301" * 400 + "PWNED",
}
MARKUP = {
    "style": "王[bold red]PWNED[/]",
    "action": "[@click=app.quit]PWNED[/]",
    "link": "[link=http://example.invalid]PWNED[/link]",
    "unopened": "王[/foo]PWNED",
    "half": "[王小明",
    "escape": "王\\[PWNED]",
}
RARE = "𠮷䶮𫖯𰀡\U000323b0\U0002ebf0㐂"
