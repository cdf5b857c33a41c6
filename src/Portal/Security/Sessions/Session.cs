using System.Diagnostics.CodeAnalysis;
using Portal.Client.Security;

namespace Portal.Security.Sessions;

/// <summary>
/// As long as somebody may go on with what they have begun: everything that was opened with one sign-in or key, whether it is a page,
/// a connection of the hub or a request that waits.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no wait handle: there is nothing to release, and its token outlives everybody who has it.")]
internal sealed class Session
{
    /// <summary>Of callers that nobody can send away: the bootstrap key, the portal itself.</summary>
    public static readonly Session Endless = new();

    /// <summary>Of a cookie that nobody knows.</summary>
    public static readonly Session Unknown = Over(SessionEnding.Unknown);

    private readonly CancellationTokenSource _end = new();
    private int _watches;

    public CancellationToken Ended => _end.Token;

    public bool HasEnded => _end.IsCancellationRequested;

    /// <summary>Why it ended, once it has.</summary>
    public SessionEnding? Ending { get; private set; }

    /// <summary>The same in words for whom it belonged to.</summary>
    public string? Why => Ending is { } ending ? SessionWords.Of(ending) : null;

    /// <summary>
    /// <see cref="HasEnded"/> is true when this returns, so nothing new begins; what is open is told on other threads: whoever ends
    /// it does not wait for connections to close.
    /// </summary>
    public void End(SessionEnding why)
    {
        Ending ??= why;
        _ = _end.CancelAsync();
    }

    /// <summary>Whether a page or a connection of the hub is open in it.</summary>
    public bool IsOpen => Volatile.Read(ref _watches) > 0;

    /// <summary>For as long as a page or a connection is open; it is told when the session ends.</summary>
    public IDisposable Watch(Action ended)
    {
        Interlocked.Increment(ref _watches);
        return new SessionWatch(_end.Token.Register(ended), () => Interlocked.Decrement(ref _watches));
    }

    private static Session Over(SessionEnding why)
    {
        var session = new Session();
        session.End(why);
        return session;
    }
}
