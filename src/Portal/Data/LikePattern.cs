namespace Portal.Data;

/// <summary>Patterns for SQL LIKE in which what a person typed means itself.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    public static string Contains(string text) => "%" + text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
