using Portal.Client.Elements;
using Portal.Client.Messages;

namespace Portal.Client.Orders.Journey;

/// <summary>Makes the lines of the diagram of what is known about an order. A pure function.</summary>
internal static class JourneySteps
{
    public const string Browser = "Browser";

    /// <summary>More attempts than these of one delivery are drawn as the first two, a line for the others, and the last ones.</summary>
    private const int MaxAttempts = 6;
    private const int First = 2;
    private const int Last = 3;

    public static IReadOnlyList<string> Usual { get; } = [Browser, "Sales", "Billing", "Warehouse", "Payments", "Carriers"];

    public static List<JourneyStep> Of(OrderView order, JourneyView journey)
    {
        var steps = new List<JourneyStep>
        {
            new("placed", StepKind.Request, Browser, "Sales", order.PlacedAt, "Place the order", $"{Figures.Money(order.Total, order.Currency)}", Tone.Busy),
        };
        foreach (var message in journey.Messages)
        {
            if (message.Type == "sales.order-cancelled.v1")
                steps.Add(new("cancel", StepKind.Request, Browser, "Sales", message.At, "Cancel the order", null, Tone.Warn));
            foreach (var delivery in message.Deliveries)
                AddDelivery(steps, message, delivery);
        }

        foreach (var (status, at) in order.ReachedAt.Where(reached => reached.Key is not OrderStatus.Placed))
            steps.Add(new($"status-{status}", StepKind.Status, "Sales", "Sales", at, OrderWords.Of(status), null, OrderWords.ToneOf(status)));
        return [.. steps.OrderBy(step => step.At)]; // stable: what happened within a millisecond stays in causal order
    }

    /// <summary>The usual participants, and those that nobody expected.</summary>
    public static List<string> Participants(IEnumerable<JourneyStep> steps) =>
        [.. Usual, .. steps.SelectMany(step => new[] { step.From, step.To }).Distinct().Except(Usual)];

    public static string Name(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static void AddDelivery(List<JourneyStep> steps, MessageView message, DeliveryView delivery)
    {
        var to = Name(delivery.Queue);
        var key = $"{message.Id}-{delivery.Queue}";
        var attempts = delivery.Attempts;
        var simple = attempts.Count <= 1 && (attempts.Count == 0 || attempts[0].Outcome is AttemptOutcome.Handled or AttemptOutcome.UnderWay);
        steps.Add(new(key, StepKind.Message, Name(message.From), to, delivery.At, MessageWords.ShortType(message.Type), NoteOf(delivery), ToneOf(delivery), message.Id));
        for (var i = 0; i < attempts.Count; i++)
        {
            if (attempts.Count > MaxAttempts && i == First)
            {
                var until = attempts.Count - Last;
                var left = attempts[until].StartedAt - attempts[i].StartedAt;
                steps.Add(new(
                    $"{key}-more", StepKind.Wait, to, to, attempts[i].StartedAt, $"{until - First} more attempts failed", $"over {Spans.Of(left)}", Tone.Bad, message.Id));
                i = until;
            }

            AddAttempt(steps, message, attempts[i], i + 1 < attempts.Count ? attempts[i + 1] : null, key, to, simple);
        }

        foreach (var replay in delivery.Replays)
        {
            steps.Add(new(
                $"{key}-replay-{replay.At.ToUnixTimeMilliseconds()}", StepKind.Replay, to, to, replay.At, "Replayed",
                replay.By is null ? null : $"by {replay.By}", Tone.Busy, message.Id));
        }
    }

    private static void AddAttempt(
        List<JourneyStep> steps, MessageView message, AttemptView attempt, AttemptView? next, string key, string to, bool simple)
    {
        key = $"{key}-{attempt.Number}";
        if (!simple)
        {
            var took = attempt.EndedAt is { } end ? $"after {Spans.Of(end - attempt.StartedAt)}" : null;
            var why = attempt.Calls.Any(call => call.Error is not null) ? null : MessageWords.WhyOf(attempt); // the call says it, on the next line
            var note = string.Join(": ", new[] { took, why }.OfType<string>());
            steps.Add(new(
                key, StepKind.Attempt, to, to, attempt.StartedAt, $"Attempt {attempt.Number} {MessageWords.Of(attempt.Outcome)}",
                note.Length == 0 ? null : note, MessageWords.ToneOf(attempt.Outcome), message.Id));
        }

        foreach (var call in attempt.Calls)
        {
            steps.Add(new(
                $"{key}-{call.Party}-{call.Path}-{call.At.ToUnixTimeMilliseconds()}", StepKind.Call, to, Name(call.Party), call.At,
                call.Path.TrimStart('/'), $"{MessageWords.AnswerOf(call)} in {Spans.Of(call.Milliseconds)}",
                call.Error is not null || call.StatusCode >= 400 ? Tone.Bad : Tone.Good, message.Id));
        }

        if (attempt.Outcome is AttemptOutcome.DeadLettered)
        {
            steps.Add(new(
                key + "-dead", StepKind.DeadLetter, to, to, attempt.EndedAt ?? attempt.StartedAt, "Dead letter",
                attempt.Reason, Tone.Bad, message.Id));
        }
        else if (attempt is { Outcome: AttemptOutcome.Retried, EndedAt: { } ended })
        {
            var waits = next is null ? "for the next attempt" : Spans.Of(next.StartedAt - ended);
            steps.Add(new(key + "-wait", StepKind.Wait, to, to, ended, $"Waits {waits}", null, Tone.Warn, message.Id));
        }
    }

    private static string NoteOf(DeliveryView delivery)
    {
        var state = MessageWords.Of(delivery.State);
        var tries = delivery.Attempts.Count > 1 ? $"{state}, {delivery.Attempts.Count} attempts" : state;
        return delivery is { State: DeliveryState.Handled, Attempts: [.., { EndedAt: { } end }] } ? $"{tries}, {Spans.Of(end - delivery.At)}" : tries;
    }

    private static Tone ToneOf(DeliveryView delivery) => delivery.State is DeliveryState.Handled ? Tone.Good : MessageWords.ToneOf(delivery.State);
}
