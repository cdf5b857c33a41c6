using Portal.Client.Messages;

namespace Portal.Journeys;

/// <summary>What led to a message and what it led to, within its conversation.</summary>
internal static class Relatives
{
    public static IReadOnlyList<MessageView> CausesOf(MessageView message, IReadOnlyList<MessageView> conversation)
    {
        var byId = conversation.ToDictionary(m => m.Id, StringComparer.Ordinal);
        var causes = new List<MessageView>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { message.Id };

        // What names itself as its cause, over whichever corner, is forged; it ends here all the same.
        for (var id = message.CausationId; id is not null && seen.Add(id) && byId.TryGetValue(id, out var cause); id = cause.CausationId)
            causes.Insert(0, cause);
        return causes;
    }

    public static IReadOnlyList<MessageView> EffectsOf(MessageView message, IReadOnlyList<MessageView> conversation)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { message.Id };
        return [.. conversation.Where(m => m.CausationId is { } cause && m.Id != message.Id && reached.Contains(cause) && reached.Add(m.Id))];
    }
}
