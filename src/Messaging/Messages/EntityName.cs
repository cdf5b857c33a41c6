using System.Buffers;

namespace Messaging;

/// <summary>Names of queues, topics and subscriptions: 1 to 100 letters, digits, <c>.</c>, <c>-</c> and <c>_</c> (ASCII).</summary>
public static class EntityName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 100;

    private static readonly SearchValues<char> _allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    /// <summary>Whether the name is allowed.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && !name.AsSpan().ContainsAnyExcept(_allowed);

    /// <summary>Returns the name.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static string Check(string name) =>
        IsValid(name) ? name : throw new ArgumentException($"'{name}' is no name: 1 to {MaxLength} of A-Z a-z 0-9 . - _", nameof(name));
}
