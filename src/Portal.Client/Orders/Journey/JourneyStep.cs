using Portal.Client.Elements;

namespace Portal.Client.Orders.Journey;

/// <summary>One line of an order's sequence diagram.</summary>
/// <param name="Key">Its own, and the same after the next reading.</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="From">The participant where it begins.</param>
/// <param name="To">The participant where it ends; the same where it stays with one.</param>
/// <param name="At">When.</param>
/// <param name="Title">What it is.</param>
/// <param name="Note">More about it, or null.</param>
/// <param name="Tone">How it went.</param>
/// <param name="MessageId">The message it is about, or null.</param>
public sealed record JourneyStep(
    string Key, StepKind Kind, string From, string To, DateTimeOffset At, string Title, string? Note, Tone Tone, string? MessageId = null)
{
    /// <summary>The line in words: for screen readers, and for whoever would rather read.</summary>
    public string Sentence => Kind switch
    {
        StepKind.Message when From == To => $"{From} sends itself: {Title}",
        StepKind.Message => $"{From} to {To}: {Title}",
        StepKind.Request => $"{From} asks {To}: {Title}",
        StepKind.Call => $"{From} calls {To}: {Title}",
        _ => $"{From}: {Title}",
    } + (Note is null ? "" : ", " + Note);
}

/// <summary>What a line of the diagram is.</summary>
public enum StepKind
{
    Request,
    Message,
    Call,
    Attempt,
    Wait,
    DeadLetter,
    Replay,
    Status,
}
