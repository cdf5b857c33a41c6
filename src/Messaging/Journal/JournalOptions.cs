namespace Messaging;

/// <summary>How much the journal keeps.</summary>
public sealed record JournalOptions
{
    /// <summary>How long entries are kept, an hour to ten years. Default 30 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Entries that wait in memory to be written, a power of two from 1,024 to 1,048,576; what comes on top is left out and
    /// counted. Each takes some 100 bytes, besides its ids. Default 65,536.
    /// </summary>
    public int Capacity { get; init; } = 65_536;

    /// <summary>Throws when a value is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Retention, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Retention, TimeSpan.FromDays(3650));
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Capacity, 1024 * 1024);
        if (!int.IsPow2(Capacity))
            throw new ArgumentOutOfRangeException(nameof(Capacity), Capacity, "A power of two is needed.");
    }
}
