using Messaging;

namespace Portal.Data.Once;

/// <summary>
/// A request whose caller wants it done once however often it is sent: it came with an <c>Idempotency-Key</c>. It flows with the
/// execution from the endpoint to whoever writes; what is written notes the request's id in the same transaction, and finds it there
/// when the request comes again.
/// </summary>
/// <param name="id">Of caller, key and content: another content is another request.</param>
/// <param name="keep">How long what it has done must be recognised.</param>
internal sealed class OnceRequest(Guid id, TimeSpan keep)
{
    private static readonly AsyncLocal<OnceRequest?> _current = new();

    /// <summary>The request that is being answered; null for one without a key, and for what the portal does by itself.</summary>
    public static OnceRequest? Current => _current.Value is { IsOver: false } request ? request : null;

    public Guid Id { get; } = id;

    /// <summary>Under this name the broker remembers what was done to a dead letter.</summary>
    public string Name { get; } = Prefix + id.ToString("N");

    /// <summary>For messages that are sent for it.</summary>
    public PublishOnce Publish => new(Name, keep);

    /// <summary>It had been done before, and nothing was done now.</summary>
    public bool WasDone { get; set; }

    public const string Prefix = "request-";

    /// <summary>Work that was set off and goes on does not belong to it any more.</summary>
    private bool IsOver { get; set; }

    public void Begin() => _current.Value = this;

    public void End()
    {
        IsOver = true;
        _current.Value = null;
    }
}
