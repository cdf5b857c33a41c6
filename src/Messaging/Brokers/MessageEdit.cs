namespace Messaging;

/// <summary>What is to be different in a message that is replayed.</summary>
/// <param name="Body">The new body; null for the old one.</param>
/// <param name="Headers">
/// All headers of the new message; null for the old ones. What the broker itself puts into it is not taken from here: its conversation,
/// what caused it, what it was made of, its ordering key.
/// </param>
public sealed record MessageEdit(ReadOnlyMemory<byte>? Body, IReadOnlyDictionary<string, string>? Headers);
