using Messaging;
using Portal.ThirdParties;

namespace Portal.Journeys;

/// <summary>Something to be kept of a conversation: either a message's content, or a call that its handling made.</summary>
/// <param name="CorrelationId">The conversation.</param>
/// <param name="Message">The message, or null.</param>
/// <param name="Call">The call, or null.</param>
internal readonly record struct JourneyNote(string CorrelationId, Message? Message, ThirdPartyCall? Call)
{
    /// <summary>The longest body that is kept.</summary>
    public const int MaxBody = 16 * 1024;

    /// <summary>What it takes in memory while it waits, roughly.</summary>
    public int Weight => 200 + (Message is null ? 0 : Math.Min(Message.Body.Length, MaxBody));
}
