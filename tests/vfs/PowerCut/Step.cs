namespace Vfs.PowerCut;

/// <summary>Something that was asked of the broker, and where it put a message of a queue.</summary>
/// <param name="invokedAt">The position of the recording before it was asked.</param>
/// <param name="changes">The messages and where they are afterwards.</param>
internal sealed class Step(int invokedAt, IReadOnlyList<((string Queue, string Id) Message, Place Place)> changes)
{
    public int InvokedAt { get; } = invokedAt;

    public IReadOnlyList<((string Queue, string Id) Message, Place Place)> Changes { get; } = changes;

    /// <summary>The position of the recording when it was known to be confirmed; null while it is not.</summary>
    public int? ConfirmedAt { get; set; }
}
