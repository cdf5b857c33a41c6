using System.Diagnostics;

namespace Messaging;

/// <summary>
/// What a broker's publish is wrapped in while somebody listens, and only then: a span for each message, of which its headers
/// tell the receiver, and the counts.
/// </summary>
internal static class SendDiagnostics
{
    /// <summary>Whether somebody listens; while not, publish without this.</summary>
    public static bool IsOn => MessagingTracing.IsOn || MessagingMetrics.CountsSent;

    /// <summary>Publishes by <paramref name="publish"/>, which is given the messages with the trace in their headers.</summary>
    public static async Task<IReadOnlyList<int>> PublishAsync(
        IReadOnlyList<OutgoingMessage> messages, Func<IReadOnlyList<OutgoingMessage>, Task<IReadOnlyList<int>>> publish)
    {
        var spans = new List<Activity>();
        Exception? error = null;
        try
        {
            return await publish(MessagingTracing.IsOn ? [.. messages.Select(message => Trace(message, spans))] : messages);
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            foreach (var span in spans)
            {
                if (error is not null)
                    MessagingTracing.Failed(span, error);
                span.Dispose();
            }

            if (MessagingMetrics.CountsSent)
            {
                foreach (var message in messages)
                    MessagingMetrics.Sent(message.Destination.Name, error);
            }
        }
    }

    private static OutgoingMessage Trace(OutgoingMessage outgoing, List<Activity> spans)
    {
        var before = Activity.Current;
        if (MessagingTracing.StartSend(outgoing) is not { } span)
            return outgoing;
        spans.Add(span);
        var message = outgoing.Message;
        var headers = new Dictionary<string, string>(message.Headers, StringComparer.Ordinal);
        TraceContext.Write(headers);

        // The spans of one publish are beside each other, and not in one another.
        Activity.Current = before;
        return outgoing with { Message = new Message(message.Type, message.Body, message.ContentType, message.Id, headers) };
    }
}
