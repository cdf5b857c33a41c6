using System.Globalization;
using Messaging;
using Portal.Client.DeadLetters;
using Portal.Redaction;
using StoredStatus = Messaging.DeadLetterStatus;
using ViewStatus = Portal.Client.DeadLetters.DeadLetterStatus;

namespace Portal.Operations.DeadLetters;

/// <summary>The broker's dead letters as pages and programs see them.</summary>
internal static class DeadLetterMapping
{
    public static DeadLetterView ToView(this DeadLetter letter, FailureSite site, DateTimeOffset? deletedOn, bool isInHand = false) => new(
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
        ToView(letter.Status, isInHand),
        letter.Version,
        site.GroupId,
        site.TopFrame,
        letter.Failures,
        letter.LastBy,
        deletedOn,
        letter.EditedTo);

    public static DeadLetterDetail ToDetail(this DeadLetterContent content, DeadLetterView view, Redactor redactor)
    {
        var message = content.Message;
        var isInline = message.Body.Length <= DeadLetterDetail.MaxInlineBody;
        var (text, bytes) = isInline ? BodyText.Shown(message, redactor) : default;
        return new DeadLetterDetail(
            view,
            message.ContentType,
            redactor.Headers(message.Headers),
            text,
            bytes is null ? null : Convert.ToBase64String(bytes),
            message.Body.Length,
            content.DeadLetter.Failure.Details,
            [.. content.History.Select(h => new DeadLetterEvent(h.At, h.What, h.By, h.Note, h.Operation))],
            DeadLetterHeaders.Locked,
            false,
            message.Headers.GetValueOrDefault(MessageHeaders.EditedFrom));
    }

    public static ViewStatus ToView(StoredStatus status, bool isInHand) => status switch
    {
        StoredStatus.Replayed => ViewStatus.Replayed,
        StoredStatus.Resolved => ViewStatus.Resolved,
        StoredStatus.Archived => ViewStatus.Archived,
        _ => isInHand ? ViewStatus.Replaying : ViewStatus.Failed,
    };

    public static StoredStatus ToStored(ViewStatus status) => status switch
    {
        ViewStatus.Replayed => StoredStatus.Replayed,
        ViewStatus.Resolved => StoredStatus.Resolved,
        ViewStatus.Archived => StoredStatus.Archived,
        _ => StoredStatus.Failed,
    };
}
