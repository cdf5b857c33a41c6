namespace Portal.Client.DeadLetters;

/// <summary>What the keys do, page by page.</summary>
internal static class DeskHelp
{
    private static readonly (string Keys, string Does)[] Moving = [("j ↓", "Next"), ("k ↑", "Previous"), ("Enter", "Open")];
    private static readonly (string Keys, string Does)[] Everywhere = [("?", "This help")];

    public static IReadOnlyList<(string Keys, string Does)> List { get; } =
    [
        .. Moving,
        ("x", "Select or unselect"),
        ("Shift x", "Select all from the last one to this one"),
        ("Esc", "Clear the selection"),
        ("r", "Replay the selected ones, or this one"),
        ("a", "Archive the selected ones, or this one"),
        ("f", "Freeze or unfreeze the list"),
        ("n", "Show the new failures"),
        ("/", "Search"),
        .. Everywhere,
    ];

    public static IReadOnlyList<(string Keys, string Does)> Groups { get; } =
    [
        .. Moving,
        ("r", "Replay the group"),
        ("a", "Archive the group"),
        ("f", "Freeze or unfreeze the list"),
        ("n", "Show the new groups"),
        ("/", "Search"),
        .. Everywhere,
    ];

    public static IReadOnlyList<(string Keys, string Does)> Letter { get; } =
    [
        ("j", "Next in the list it was opened from"),
        ("k", "Previous"),
        ("r", "Replay"),
        ("e", "Edit and replay"),
        ("a", "Archive"),
        ("u", "Back to the list"),
        .. Everywhere,
    ];
}
