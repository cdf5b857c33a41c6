using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Client.Contracts;
using Portal.Client.Elements;

namespace Portal.Client.Queues;

/// <summary>One setting of a queue as the form shows it.</summary>
/// <param name="Name">Its name in <see cref="PutQueue"/>, as JSON has it; field errors come under it.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Help">What it does, and what can be entered.</param>
/// <param name="Kind">How it is entered.</param>
/// <param name="Read">What it is in a queue, as text of the field; empty for no limit.</param>
internal sealed record Setting(string Name, string Label, string Help, SettingKind Kind, Func<QueueSettings, string> Read)
{
    /// <summary>By what people look for.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<Setting> Settings)> Groups { get; } =
    [
        ("Consumers",
        [
            new("minConsumers", "At least", "Handlers of the portal that are there even when there is little to do. 0 to 1,000.", SettingKind.Whole, s => Text(s.MinConsumers)),
            new("maxConsumers", "At most", "Handlers at the same time, when much waits. 1 to 1,000.", SettingKind.Whole, s => Text(s.MaxConsumers)),
            new("prefetch", "Prefetch", "Messages taken beyond those being handled. 0 to 1,000.", SettingKind.Whole, s => Text(s.Prefetch)),
            new("maxLeased", "In work at most", "Over all receivers, programs included. Empty for no limit.", SettingKind.WholeOrNone, s => Text(s.MaxLeased)),
            new("ratePerSecond", "Handed out per second", "Over all receivers, retries included. Empty for no limit.", SettingKind.NumberOrNone, s => Text(s.RatePerSecond)),
        ]),
        ("Failures",
        [
            new("maxDeliveryAttempts", "Attempts", "Then a message becomes a dead letter. 1 to 1,000.", SettingKind.Whole, s => Text(s.MaxDeliveryAttempts)),
            new("immediateRetries", "Retries at once", "Before the delayed ones; many failures are over at once. 0 to 100.", SettingKind.Whole, s => Text(s.ImmediateRetries)),
            new("retryDelaySeconds", "First delay, seconds", "Each further one is twice the one before.", SettingKind.Number, s => Text(s.RetryDelaySeconds)),
            new("maxRetryDelaySeconds", "Longest delay, seconds", "Up to 86,400, a day.", SettingKind.Number, s => Text(s.MaxRetryDelaySeconds)),
            new("leaseSeconds", "Lease, seconds", "A receiver that says nothing for so long has failed. Handlers of the portal renew it. 1 to 43,200.", SettingKind.Number, s => Text(s.LeaseSeconds)),
        ]),
        ("Limits",
        [
            new("maxLength", "Messages at most", "Scheduled ones included. Empty for no limit.", SettingKind.WholeOrNone, s => Text(s.MaxLength)),
            new("whenFull", "When it is full", "What happens to one more message.", new("refuse", "Refuse it: the sender keeps it", "deadLetter", "Make it a dead letter"), s => WireName.Of(s.WhenFull)),
            new("maxBodyBytes", "Largest body, bytes", "Up to 67,108,864 (64 MiB).", SettingKind.Whole, s => Text(s.MaxBodyBytes)),
            new("timeToLiveSeconds", "Time to live, seconds", "How long a message is worth delivering. Empty for ever.", SettingKind.NumberOrNone, s => Text(s.TimeToLiveSeconds)),
            new("deadLetterExpired", "When its time is over", "What happens to a message that nobody took in time.", new("false", "Remove and count it", "true", "Make it a dead letter"), s => s.DeadLetterExpired ? "true" : "false"),
            new("dedupeWindowSeconds", "Remember ids, seconds", "A message whose id came within this time is not stored again. Up to 604,800, 7 days. Empty for no check.", SettingKind.NumberOrNone, s => Text(s.DedupeWindowSeconds)),
        ]),
        ("Order",
        [
            new("ordering", "Messages with the same ordering key", "", new("true", "One at a time, in order", "false", "In any order, together"), s => s.Ordering ? "true" : "false"),
            new("whenKeyFails", "When the first of a key fails for good", "", new("continue", "The next one is delivered", "hold", "The rest of the key waits for the replay"), s => WireName.Of(s.WhenKeyFails)),
        ]),
    ];

    public static IEnumerable<Setting> All => Groups.SelectMany(group => group.Settings);

    /// <summary>A value as a person reads it.</summary>
    public string Words(string value) => Kind.Choices is { } choices
        ? choices.First(choice => choice.Value == value).Words
        : value.Length == 0 ? "none" : double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number == Math.Floor(number) ? Figures.Count((long)number) : value;

    /// <summary>What is entered, as JSON; null and words when it is nothing of the kind. Ranges are the server's to check.</summary>
    public (JsonNode? Value, string? Error) Parse(string text)
    {
        text = text.Trim().Replace(",", "", StringComparison.Ordinal);
        if (Kind.Choices is not null) return (text is "true" or "false" ? JsonValue.Create(text == "true") : JsonValue.Create(text), null);
        if (text.Length == 0) return Kind.CanBeNone ? (JsonValue.Create(0), null) : (null, "must be a number");
        if (Kind.IsWhole) return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && IsInt(whole)
            ? (JsonValue.Create(whole), null)
            : (null, "must be a whole number");

        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (JsonValue.Create(number), null)
            : (null, "must be a number");
    }

    /// <summary>Only the length of a queue may be more; others would not fit their field.</summary>
    private bool IsInt(long value) => Name == "maxLength" || value is >= int.MinValue and <= int.MaxValue;

    private static string Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text<T>(T value)
        where T : struct, IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
