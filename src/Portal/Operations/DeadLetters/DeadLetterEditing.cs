using System.Text;
using Messaging;
using Portal.Client.DeadLetters;
using Portal.Redaction;

namespace Portal.Operations.DeadLetters;

/// <summary>Judges what somebody wants to be different in a replay.</summary>
internal sealed class DeadLetterEditing(IBroker broker, IMessageReading reading, Redactor redactor)
{
    private const int MaxHeaders = 100;
    private const int MaxValue = 8 * 1024;

    /// <summary>What is wrong with an edit, by field; empty for nothing.</summary>
    public Dictionary<string, string[]> Errors(DeadLetterContent content, DeadLetterEdit edit)
    {
        edit = WithSecrets(content, edit);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var queue = edit.Queue ?? content.DeadLetter.Queue;
        var statistics = broker.Statistics(queue);
        if (statistics is null)
            errors["queue"] = [edit.Queue is null ? $"its queue '{queue}' does not exist any more: choose another one" : $"there is no queue '{queue}'"];
        if (edit.Body is { } body)
            CheckBody(content.Message, body, statistics, errors);
        if (edit.Headers is { } headers)
            CheckHeaders(content.Message, headers, errors);
        return errors;
    }

    public EditCheck Check(DeadLetterContent content, DeadLetterEdit edit)
    {
        var errors = Errors(content, edit);
        var message = content.Message;
        var edited = edit.Body is null ? message : new Message(message.Type, ToEdit(content, edit).Body!.Value, message.ContentType, message.Id, message.Headers);
        var (isReadable, words) = reading.Check(edit.Queue ?? content.DeadLetter.Queue, edited);
        return new EditCheck(isReadable, words, errors);
    }

    public MessageEdit ToEdit(DeadLetterContent content, DeadLetterEdit edit)
    {
        edit = WithSecrets(content, edit);
        return new(edit.Body is { } body ? Encoding.UTF8.GetBytes(body) : (ReadOnlyMemory<byte>?)null, edit.Headers);
    }

    /// <summary>Whoever edits sees secrets hidden; what is hidden still is meant to stay.</summary>
    private DeadLetterEdit WithSecrets(DeadLetterContent content, DeadLetterEdit edit)
    {
        var message = content.Message;
        return edit with
        {
            Body = edit.Body is { } body && BodyText.Of(message.ContentType, message.Body.Span) is { } original ? redactor.Restore(body, original) : edit.Body,
            Headers = redactor.Restore(edit.Headers, message.Headers),
        };
    }

    private static void CheckBody(Message message, string body, QueueStatistics? queue, Dictionary<string, string[]> errors)
    {
        var bytes = Encoding.UTF8.GetByteCount(body);
        if (BodyText.Of(message.ContentType, message.Body.Span) is null)
            errors["body"] = [$"cannot be edited as text: it is '{message.ContentType}'"];
        else if (string.IsNullOrWhiteSpace(body) && message.Body.Length > 0)
            errors["body"] = ["must not be empty: the body that failed was not"];
        else if (queue is not null && bytes > queue.Options.MaxBodyBytes)
            errors["body"] = [$"has {bytes} bytes, the queue takes at most {queue.Options.MaxBodyBytes}"];
    }

    private static void CheckHeaders(Message message, IReadOnlyDictionary<string, string> headers, Dictionary<string, string[]> errors)
    {
        if (headers.Count > MaxHeaders)
            errors["headers"] = [$"must be at most {MaxHeaders}"];
        foreach (var locked in DeadLetterHeaders.Locked)
        {
            if (headers.GetValueOrDefault(locked) != message.Headers.GetValueOrDefault(locked))
                errors["headers." + locked] = ["is locked and must stay as it was"];
        }

        foreach (var (name, value) in headers)
        {
            if (DeadLetterHeaders.Locked.Contains(name))
                continue;
            if (!MessageHeaders.IsName(name))
                errors["headers." + Shown(name)] = ["is no header name: 1 to 100 of a-z 0-9 . - _"];
            else if (value is null || value.Length > MaxValue)
                errors["headers." + name] = [$"must have a value of at most {MaxValue} characters"];
        }
    }

    private static string Shown(string name) => name.Length <= 100 ? name : name[..100] + "…";
}
