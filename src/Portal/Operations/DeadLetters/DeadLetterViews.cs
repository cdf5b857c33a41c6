using Messaging;
using Microsoft.Extensions.Options;
using Portal.Client.DeadLetters;
using Portal.Redaction;

namespace Portal.Operations.DeadLetters;

/// <summary>Makes views of single dead letters as the broker has them.</summary>
internal sealed class DeadLetterViews(IReplaysInHand inHand, IOptions<DeadLetterOptions> options, IBroker broker, Redactor redactor)
{
    public int ArchiveDays => options.Value.ArchiveDays;

    public DeadLetterView Of(DeadLetter letter) => letter.ToView(
        FailureSite.Of(letter),
        options.Value.DeletedOn(letter.Status, letter.StatusAt),
        letter.Status == Messaging.DeadLetterStatus.Failed && inHand.Among([letter.Id]).Count > 0);

    /// <summary>The whole body, without secrets.</summary>
    public byte[] BodyOf(DeadLetterContent content) => BodyText.Shown(content.Message, redactor).Bytes;

    public DeadLetterDetail Of(DeadLetterContent content)
    {
        var queue = content.DeadLetter.Queue;
        return content.ToDetail(Of(content.DeadLetter), redactor) with
        {
            // Others have it from the topic, too.
            IsEvent = broker.Subscriptions.Any(s => s.Queue == queue && s.Matches(content.Message)),
        };
    }
}
