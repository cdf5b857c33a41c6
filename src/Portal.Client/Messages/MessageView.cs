namespace Portal.Client.Messages;

/// <summary>A message, and what became of it at each queue it reached.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="CorrelationId">The conversation it belongs to.</param>
/// <param name="CausationId">The message whose handling caused it, or null.</param>
/// <param name="From">Who sent it: a service, or <c>outside</c>.</param>
/// <param name="At">When it was sent, as far as is known.</param>
/// <param name="Deliveries">One for each queue; an event that nobody wanted has none.</param>
/// <param name="Caused">The messages that handling it caused, in their order.</param>
public sealed record MessageView(
    string Id,
    string Type,
    string CorrelationId,
    string? CausationId,
    string From,
    DateTimeOffset At,
    IReadOnlyList<DeliveryView> Deliveries,
    IReadOnlyList<string> Caused);

/// <summary>A message at one queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="At">When it came there.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">Every attempt to handle it, oldest first.</param>
/// <param name="Replays">When it was replayed after it had become a dead letter, and by whom.</param>
public sealed record DeliveryView(
    string Queue, DateTimeOffset At, DeliveryState State, IReadOnlyList<AttemptView> Attempts, IReadOnlyList<ReplayView> Replays);

/// <param name="At">When.</param>
/// <param name="By">Who, or null when that is not known.</param>
public sealed record ReplayView(DateTimeOffset At, string? By);

/// <summary>One delivery to a handler.</summary>
/// <param name="Number">Which delivery, from 1; it counts on after a replay.</param>
/// <param name="StartedAt">When it was handed out.</param>
/// <param name="EndedAt">When it was settled, or null.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it failed, or null.</param>
/// <param name="Detail">Words about the failure, or null.</param>
/// <param name="Calls">What was asked of third parties meanwhile.</param>
public sealed record AttemptView(
    int Number, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, AttemptOutcome Outcome, string? Reason, string? Detail, IReadOnlyList<CallView> Calls);

/// <summary>A call to a third party.</summary>
/// <param name="Party">Who was called.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">What was asked.</param>
/// <param name="At">When it began.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="StatusCode">What was answered; null: nothing was.</param>
/// <param name="Error">Why it was of no use, or null.</param>
public sealed record CallView(string Party, string Method, string Path, DateTimeOffset At, double Milliseconds, int? StatusCode, string? Error);
