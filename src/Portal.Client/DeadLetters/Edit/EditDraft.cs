using Portal.Client.DeadLetters.Detail;

namespace Portal.Client.DeadLetters.Edit;

/// <summary>A message while it is edited: what was, what is to be, and what of it is different.</summary>
public sealed class EditDraft
{
    private readonly DeadLetterDetail _detail;

    /// <param name="detail">The dead letter.</param>
    /// <param name="body">Its body as text; null when it is not text and so cannot be edited.</param>
    public EditDraft(DeadLetterDetail detail, string? body)
    {
        _detail = detail;
        IsJson = detail.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase);
        Before = body is null ? null : Readable(body);
        Body = Before;
        Queue = detail.Summary.Queue;
        Headers = Originals();
    }

    /// <summary>Where the copy goes.</summary>
    public string? Queue { get; set; }

    public bool IsJson { get; }

    /// <summary>The body as the editor first shows it: JSON on several lines. Left like that, the message keeps its own bytes.</summary>
    public string? Before { get; }

    public string? Body { get; set; }

    public List<HeaderDraft> Headers { get; private set; }

    public bool BodyChanged => Body != Before;

    public bool HeadersChanged => Headers.Exists(header => header.IsChanged);

    public bool IsChanged => BodyChanged || HeadersChanged;

    /// <summary>Where a changed JSON body is not JSON; null when it is, or is none.</summary>
    public JsonFault? Fault => IsJson && BodyChanged && Body is { } text ? JsonFault.Of(text) : null;

    /// <summary>Why it cannot be sent as it is, or null.</summary>
    public string? WhyNot
    {
        get
        {
            if (!IsChanged) return "Nothing is changed yet.";
            if (BodyChanged && string.IsNullOrWhiteSpace(Body) && _detail.BodyLength > 0) return "The body is empty. A message without one would fail again.";
            if (Headers.Exists(header => header.Fault is not null)) return "See the words beside the headers.";
            if (Twice() is { } twice) return $"The header {twice} is there twice.";
            return Fault is null ? null : "The body is not JSON, and its content type says it is.";
        }
    }

    public string HeadersBefore => Text(_detail.Headers.Select(header => (header.Key, header.Value)));

    public string HeadersAfter => Text(Kept().Select(header => (header.Name, header.Value)));

    public string BodyAfter => Body is null ? "" : BodyChanged ? Readable(Body) : Body;

    public void Reset()
    {
        Body = Before;
        Queue = _detail.Summary.Queue;
        Headers = Originals();
    }

    public DeadLetterEdit ToEdit() => new(
        Queue: string.IsNullOrWhiteSpace(Queue) || Queue.Trim() == _detail.Summary.Queue ? null : Queue.Trim(),
        Body: BodyChanged ? Body : null,
        Headers: HeadersChanged ? Kept().DistinctBy(header => header.Name).ToDictionary(header => header.Name, header => header.Value) : null);

    private IEnumerable<HeaderDraft> Kept() => Headers.Where(header => !header.IsRemoved);

    private string? Twice() => Kept().GroupBy(header => header.Name).FirstOrDefault(same => same.Count() > 1)?.Key;

    private List<HeaderDraft> Originals() =>
    [
        .. _detail.Headers.OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => new HeaderDraft(header.Key, header.Value, _detail.LockedHeaders.Contains(header.Key))),
    ];

    private string Readable(string text) => (IsJson ? BodyText.Indented(text) : null) ?? text;

    // A secret is not shown in the comparison either; that it was changed is.
    private string Text(IEnumerable<(string Name, string Value)> headers) => string.Join('\n', headers
        .OrderBy(header => header.Name, StringComparer.Ordinal)
        .Select(header => $"{header.Name}: {(SensitiveHeaders.Is(header.Name) ? SensitiveHeaders.Mask + (IsAsItWas(header) ? "" : " (changed)") : header.Value)}"));

    private bool IsAsItWas((string Name, string Value) header) => _detail.Headers.TryGetValue(header.Name, out var value) && value == header.Value;
}
