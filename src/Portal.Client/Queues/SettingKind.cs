namespace Portal.Client.Queues;

/// <summary>How a setting is entered.</summary>
internal sealed class SettingKind
{
    public static readonly SettingKind Whole = new() { IsWhole = true };
    public static readonly SettingKind WholeOrNone = new() { IsWhole = true, CanBeNone = true };
    public static readonly SettingKind Number = new();
    public static readonly SettingKind NumberOrNone = new() { CanBeNone = true };

    /// <summary>One of two.</summary>
    public SettingKind(string first, string firstWords, string second, string secondWords) =>
        Choices = [(first, firstWords), (second, secondWords)];

    private SettingKind()
    {
    }

    public bool IsWhole { get; private init; }

    /// <summary>Empty is allowed, and means no limit.</summary>
    public bool CanBeNone { get; private init; }

    public IReadOnlyList<(string Value, string Words)>? Choices { get; }
}
