using System.Globalization;
using System.Text;
using Messaging;
using Portal.Client.DeadLetters;
using StoredStatus = Messaging.DeadLetterStatus;
using ViewStatus = Portal.Client.DeadLetters.DeadLetterStatus;

namespace Portal.Operations;

internal static class DeadLetterMapping
{
    private static readonly UTF8Encoding _strictUtf8 = new(false, throwOnInvalidBytes: true);

    public static DeadLetterView ToView(this DeadLetter letter) => new(
        letter.Id.ToString(CultureInfo.InvariantCulture),
        letter.MessageId,
        letter.Queue,
        letter.Type,
        letter.Failure.Reason,
        letter.Failure.ExceptionType,
        letter.Failure.ExceptionMessage,
        letter.Attempts,
        letter.FirstFailedAt,
        letter.FailedAt,
        ToView(letter.Status),
        letter.Version);

    public static DeadLetterDetail ToDetail(this DeadLetterContent content) => new(
        content.DeadLetter.ToView(),
        content.Message.ContentType,
        content.Message.Headers,
        Text(content.Message),
        Convert.ToBase64String(content.Message.Body.Span),
        content.DeadLetter.Failure.Details,
        [.. content.History.Select(h => new DeadLetterEvent(h.At, h.What, h.By, h.Note))]);

    public static bool TryToStored(ViewStatus status, out StoredStatus stored)
    {
        stored = status switch
        {
            ViewStatus.Replayed => StoredStatus.Replayed,
            ViewStatus.Resolved => StoredStatus.Resolved,
            _ => StoredStatus.Failed,
        };
        return ToView(stored) == status;
    }

    private static ViewStatus ToView(StoredStatus status) => status switch
    {
        StoredStatus.Replayed => ViewStatus.Replayed,
        StoredStatus.Resolved => ViewStatus.Resolved,
        _ => ViewStatus.Failed,
    };

    private static string? Text(Message message)
    {
        if (!message.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase)
            && !message.ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            return _strictUtf8.GetString(message.Body.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
