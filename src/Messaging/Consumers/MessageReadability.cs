namespace Messaging;

/// <summary>Whether a message can be read.</summary>
/// <param name="IsReadable">Null when this process does not consume the queue, and nobody can tell.</param>
/// <param name="Words">Why not, or a warning, or null.</param>
public sealed record MessageReadability(bool? IsReadable, string? Words);
