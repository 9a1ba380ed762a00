"""The colours: dark words on a light ground, strong enough for old screens and old eyes."""

from textual.theme import Theme

LIGHT = Theme(
    name="station",
    primary="#1d4f91",
    secondary="#dfe8f3",
    accent="#1d4f91",
    warning="#f2b43c",
    error="#b3261e",
    success="#1e7145",
    foreground="#14171a",
    background="#f1f3f6",
    surface="#ffffff",
    panel="#dde3eb",
    dark=False,
    variables={
        "footer-key-foreground": "#1d4f91",
        "footer-description-foreground": "#14171a",
        "input-selection-background": "#9cc0ee",
        "text-muted": "#4a5260",
        "scrollbar": "#aab4c2",
        "scrollbar-hover": "#1d4f91",
        "scrollbar-active": "#1d4f91",
        "scrollbar-background": "#dde3eb",
        "scrollbar-background-hover": "#dde3eb",
        "scrollbar-background-active": "#dde3eb",
    },
)
