using Messaging;
using Portal.Client.Contracts;

namespace Portal.Operations;

/// <summary>What the broker's refusals are over HTTP.</summary>
internal static class BrokerProblems
{
    public static Problem Of(BrokerException exception) => exception switch
    {
        UnknownQueueException e => Problem.NotFound("queue", e.Queue),
        UnknownTopicException e => Problem.NotFound("topic", e.Topic),
        QueueFullException e => new Problem(429, "The queue is full", e.Message),
        MessageTooLargeException e => new Problem(413, "The message is too large", e.Message),
        DiskFullException => new Problem(507, "The disk is full", "Nothing can be stored until there is room; what is stored is still delivered."),
        LeaseLostException e => new Problem(410, "The lease has ended", e.Message),
        DeadLetterStateException { Status: null } e => new Problem(404, "No such dead letter", e.Message),
        DeadLetterStateException e => Problem.Conflict("The dead letter is not in the status for that", e.Message),
        DeadLetterExistsException e => Problem.Conflict("The message has a dead letter there already", e.Message),
        _ => new Problem(503, "The broker is not available", exception.Message),
    };
}
