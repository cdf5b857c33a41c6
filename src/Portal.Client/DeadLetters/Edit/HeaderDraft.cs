using Portal.Client.DeadLetters.Detail;

namespace Portal.Client.DeadLetters.Edit;

/// <summary>A header while it is edited.</summary>
public sealed class HeaderDraft
{
    private const int LongestName = 100;

    public HeaderDraft(string name, string value, bool isLocked)
    {
        (Name, Value, Original, IsLocked) = (name, value, (name, value), isLocked);
        IsHidden = SensitiveHeaders.Is(name);
    }

    /// <summary>One that was not there.</summary>
    public HeaderDraft()
    {
    }

    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    public (string Name, string Value)? Original { get; }

    public bool IsNew => Original is null;

    /// <summary>What it says is the system's: an edit must leave it as it is.</summary>
    public bool IsLocked { get; }

    public bool IsRemoved { get; set; }

    /// <summary>Its value is not sent to the browser until somebody asks for it.</summary>
    public bool IsHidden { get; set; }

    public bool IsChanged => IsRemoved || Original != (Name, Value);

    /// <summary>What is wrong with it by itself, or null.</summary>
    public string? Fault => (IsRemoved, Name) switch
    {
        (true, _) => null,
        (_, "") => "Give it a name.",
        (_, { Length: > LongestName }) => $"At most {LongestName} characters.",
        _ => Name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '.' or '-' or '_') ? null : "Lower-case letters, digits, '.', '-' and '_' only.",
    };
}
