namespace Messaging;

/// <summary>The headers of a message and the beginning of its body.</summary>
/// <param name="ContentType">What the body is written in.</param>
/// <param name="Headers">All headers.</param>
/// <param name="BodyStart">The body up to <see cref="IDeadLetterLog.MaxBodyBytes"/>.</param>
public sealed record DeadLetterExcerpt(string ContentType, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> BodyStart);
