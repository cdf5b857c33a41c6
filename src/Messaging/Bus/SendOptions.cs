namespace Messaging;

/// <summary>What one send may say beyond the message itself.</summary>
public sealed record SendOptions
{
    /// <summary>The longest <see cref="Delay"/> and <see cref="TimeToLive"/>: ten years.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromDays(3650);

    /// <summary>Not delivered before this much time has passed, at most <see cref="MaxTime"/>. Default: none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The conversation it belongs to, 1 to 200 printable ASCII characters. Default: it starts one.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>
    /// Messages of one queue with the same key are handled one at a time, in order; 1 to 200 printable ASCII characters.
    /// Default: no order.
    /// </summary>
    public string? OrderingKey { get; init; }

    /// <summary>
    /// How long it is worth delivering, from when it is due: 1 ms to <see cref="MaxTime"/>. Default: for ever, or what the
    /// queue says, if that is less.
    /// </summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>
    /// Further headers; names of lower-case letters, digits, <c>.</c>, <c>-</c> and <c>_</c>. Those with a meaning
    /// (<see cref="MessageHeaders"/>) have a property of their own and are refused here. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Throws when a value is not allowed.</summary>
    /// <exception cref="ArgumentException">Names the option and says what is wrong with it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Delay, TimeSpan.Zero, nameof(Delay));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Delay, MaxTime, nameof(Delay));
        if (TimeToLive is { } live)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(live, TimeSpan.FromMilliseconds(1), nameof(TimeToLive));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(live, MaxTime, nameof(TimeToLive));
        }

        CheckName(CorrelationId, nameof(CorrelationId));
        CheckName(OrderingKey, nameof(OrderingKey));
        foreach (var (name, value) in Headers ?? new Dictionary<string, string>())
            CheckHeader(name, value, nameof(Headers));
    }

    private static void CheckName(string? value, string option)
    {
        if (value is null)
            return;
        if (value.Length is 0 or > Message.MaxNameLength || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new ArgumentException($"1 to {Message.MaxNameLength} printable ASCII characters are allowed.", option);
    }

    private static void CheckHeader(string name, string? value, string option)
    {
        if (!MessageHeaders.IsName(name))
            throw new ArgumentException($"'{name}' is no header name: 1 to {EntityName.MaxLength} of a-z 0-9 . - _", option);
        if (MessageHeaders.HasMeaning(name))
            throw new ArgumentException($"'{name}' means something to the broker and is set otherwise.", option);
        if (value is null)
            throw new ArgumentException($"Header '{name}' has no value.", option);
    }
}
