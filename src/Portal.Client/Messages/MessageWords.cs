using System.Globalization;
using Portal.Client.Elements;

namespace Portal.Client.Messages;

/// <summary>How pages call messages and what happens to them.</summary>
internal static class MessageWords
{
    /// <summary><c>sales.order-placed.v1</c> is "Order placed"; what is named otherwise keeps its name.</summary>
    public static string ShortType(string type)
    {
        var parts = type.Split('.');
        if (parts.Length != 3 || parts[1].Length == 0) return type;

        var words = parts[1].Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "waits to be handled",
        DeliveryState.UnderWay => "is being handled",
        DeliveryState.Retrying => "waits for its next attempt",
        DeliveryState.Handled => "handled",
        DeliveryState.DeadLettered => "dead letter",
        DeliveryState.Replayed => "replayed, waits to be handled",
        DeliveryState.Expired => "expired",
        DeliveryState.Purged => "purged with its queue",
        _ => state.ToString(),
    };

    public static Tone ToneOf(DeliveryState state) => state switch
    {
        DeliveryState.Handled => Tone.Good,
        DeliveryState.DeadLettered => Tone.Bad,
        DeliveryState.Retrying => Tone.Warn,
        DeliveryState.Expired or DeliveryState.Purged => Tone.Neutral,
        _ => Tone.Busy,
    };

    public static string IconOf(DeliveryState state) => state switch
    {
        DeliveryState.Handled => "check_circle",
        DeliveryState.DeadLettered => "error",
        DeliveryState.Retrying => "history",
        DeliveryState.Expired or DeliveryState.Purged => "delete",
        DeliveryState.Replayed => "replay",
        _ => "hourglass_top",
    };

    public static string Of(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.UnderWay => "under way",
        AttemptOutcome.Handled => "handled",
        AttemptOutcome.Retried => "failed",
        AttemptOutcome.DeadLettered => "failed for good",
        AttemptOutcome.Interrupted => "broken off",
        _ => outcome.ToString(),
    };

    public static Tone ToneOf(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Handled => Tone.Good,
        AttemptOutcome.UnderWay => Tone.Busy,
        AttemptOutcome.Interrupted => Tone.Warn,
        _ => Tone.Bad,
    };

    /// <summary>Why an attempt failed. During an outage the journal has no reason; the call that failed has one.</summary>
    public static string? WhyOf(AttemptView attempt) => attempt.Outcome switch
    {
        AttemptOutcome.Interrupted => "nobody said how it ended: the process stopped, or the lease ran out",
        AttemptOutcome.Handled or AttemptOutcome.UnderWay => null,
        _ => attempt.Calls.LastOrDefault(call => call.Error is not null) is { } failed ? $"{failed.Party}: {failed.Error}"
            : attempt.Detail is { Length: > 0 } detail ? FirstLine(detail)
            : attempt.Reason ?? "given back to its queue",
    };

    public static string AnswerOf(CallView call) => (call.StatusCode, call.Error) switch
    {
        (null, { } error) => error,
        ({ } status, null) => string.Create(CultureInfo.InvariantCulture, $"{status}"),
        ({ } status, { } error) => error.Contains(status.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) ? error : $"{status}: {error}",
        _ => "no answer",
    };

    public static string What(string what) => what switch
    {
        "published" => "Sent",
        "delivered" => "Delivered",
        "acknowledged" => "Handled",
        "retried" => "Failed, to be tried again",
        "deadLettered" => "Became a dead letter",
        "replayed" => "Replayed",
        "expired" => "Expired",
        "duplicate" => "Sent again, and recognised",
        "unroutable" => "Nobody wanted it",
        "purged" => "Purged with its queue",
        _ => what,
    };

    public static Tone ToneOfWhat(string what) => what switch
    {
        "acknowledged" => Tone.Good,
        "retried" => Tone.Warn,
        "deadLettered" => Tone.Bad,
        "published" or "delivered" or "replayed" => Tone.Busy,
        _ => Tone.Neutral,
    };

    public static string IconOfWhat(string what) => what switch
    {
        "acknowledged" => "check_circle",
        "retried" => "schedule",
        "deadLettered" => "error",
        "published" or "delivered" or "replayed" => "pending",
        _ => "circle",
    };

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
