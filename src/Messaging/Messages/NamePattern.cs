namespace Messaging;

/// <summary>
/// A name, or with a <c>*</c> at its end all names that begin so; a lone <c>*</c> is every name. Ordinal. Cheap enough for the
/// publish path: one comparison, no allocation.
/// </summary>
internal static class NamePattern
{
    /// <summary>Whether it is more than one name.</summary>
    public static bool IsPrefix(string pattern) => pattern[^1] == '*';

    public static bool Matches(string pattern, string name) => IsPrefix(pattern)
        ? name.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
        : string.Equals(pattern, name, StringComparison.Ordinal);

    /// <exception cref="ArgumentException">
    /// It is empty or too long, or has a star before its end: that would look like more than it does.
    /// </exception>
    public static void Check(string? pattern, string parameter, string what)
    {
        if (string.IsNullOrEmpty(pattern))
            throw new ArgumentException($"A {what} is empty; use * for all.", parameter);
        if (pattern.Length > Message.MaxNameLength)
            throw new ArgumentException($"A {what} has {pattern.Length} characters; at most {Message.MaxNameLength} are allowed.", parameter);
        if (pattern.IndexOf('*', StringComparison.Ordinal) is var star && star >= 0 && star < pattern.Length - 1)
            throw new ArgumentException($"The {what} '{pattern}' has a * that is not at its end.", parameter);
    }
}
