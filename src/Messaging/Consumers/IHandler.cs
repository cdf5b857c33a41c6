namespace Messaging;

/// <summary>
/// Handles messages of one type at one queue; made anew for each message, from a scope of its own. Returning acknowledges,
/// throwing hands the message to the <see cref="RecoveryPolicy"/>. The same message can come more than once: change state
/// through the inbox, in the transaction that also appends what is sent.
/// </summary>
public interface IHandler<in T>
{
    /// <param name="message">The message.</param>
    /// <param name="context">Where it came from.</param>
    /// <param name="cancellationToken">Cancelled only when the shutdown time is over: handling is aborted, the message comes again.</param>
    Task HandleAsync(T message, MessageContext context, CancellationToken cancellationToken);
}
