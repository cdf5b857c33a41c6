using Messaging;
using Portal.Client.Live;

namespace Portal.Data;

/// <summary>
/// One short write transaction of a service: the change of state, the messages it causes and the news for viewers. What is
/// sent goes out after the commit, and only then.
/// </summary>
public sealed class Work<TContext>
    where TContext : ServiceDbContext
{
    private readonly WriteSession<TContext> _session;
    private readonly ServicePlumbing _plumbing;
    private readonly MessageContext? _cause;
    private readonly List<OutgoingMessage> _outgoing = [];
    private readonly List<ILiveEntity> _changed = [];

    internal Work(WriteSession<TContext> session, ServicePlumbing plumbing, MessageContext? cause)
    {
        Now = plumbing.Time.GetUtcNow();
        _session = session;
        _plumbing = plumbing;
        _cause = cause;
    }

    /// <summary>The database. It is saved after the work, and is not to be used any more then.</summary>
    public TContext Db
    {
        get
        {
            UsedDb = true;
            return _session.Db;
        }
    }

    /// <summary>One time for everything in this transaction.</summary>
    public DateTimeOffset Now { get; }

    internal bool UsedDb { get; private set; }

    internal IReadOnlyList<OutgoingMessage> Outgoing => _outgoing;

    internal IReadOnlyList<ILiveEntity> ChangedEntities => _changed;

    /// <summary>Publishes an event, or sends a command, to where its class says it goes.</summary>
    /// <param name="message">The event or command.</param>
    /// <param name="correlationId">The conversation; default: that of the message being handled, or a new one.</param>
    /// <param name="delay">Not delivered before this much time has passed.</param>
    public void Send<T>(T message, string? correlationId = null, TimeSpan delay = default)
    {
        var contract = MessageContract.Of<T>();
        var destination = contract.Destination
            ?? throw new InvalidOperationException($"{contract.Name} is a reply: it goes where the request says.");
        var headers = MessageFactory.Headers(correlationId ?? _cause?.Message.CorrelationId, _cause?.Message.Id);
        DateTimeOffset? due = delay > TimeSpan.Zero ? Now + delay : null;
        _outgoing.Add(new OutgoingMessage(destination, MessageFactory.Create(message, _plumbing.Serializer, headers), due));
    }

    /// <summary>Tells viewers after the commit.</summary>
    public void Changed(ILiveEntity entity) => _changed.Add(entity);

    /// <summary>
    /// A statement of this transaction, past the context and its tracking: for what every order does. SQL in place of LINQ is
    /// the price; it is paid in the table's own class, and only there.
    /// </summary>
    internal Statement Sql(string sql) => _session.Sql(sql);

    /// <summary>Whether this handler has handled this message: ask before calling a third party.</summary>
    internal bool WasHandled(MessageContext context) =>
        _plumbing.Inbox.ContainsAsync(_session.Transaction, context, CancellationToken.None).GetAwaiter().GetResult();
}
