using System.Diagnostics;

namespace Messaging;

/// <summary>Carries W3C trace context (https://www.w3.org/TR/trace-context/) in the headers of messages.</summary>
internal static class TraceContext
{
    /// <summary>Writes the present trace, where there is one.</summary>
    public static void Write(Dictionary<string, string> headers)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
            return;
        headers[MessageHeaders.TraceParent] = id;
        if (activity.TraceStateString is { Length: > 0 } state)
            headers[MessageHeaders.TraceState] = state;
    }

    /// <summary>The trace in which the message was made; false when it has none, or none that can be read.</summary>
    public static bool TryRead(Message message, out ActivityContext context)
    {
        context = default;
        return message.Headers.TryGetValue(MessageHeaders.TraceParent, out var parent)
            && ActivityContext.TryParse(parent, message.Headers.GetValueOrDefault(MessageHeaders.TraceState), isRemote: true, out context);
    }
}
